"""Alembic: upgrades run on the connection that `workshop_kit.store` hands over."""

from alembic import context

from models import Table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
