"""The migrations lead to the tables of `models/`, and back."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from models import Table
from workshop_kit import store


def config_on(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(store.MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Table.metadata)


def test_the_migrations_make_exactly_the_tables_of_the_models(engine):
    assert differences(engine) == []


def test_a_forgotten_migration_would_be_seen(engine):
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE step DROP COLUMN added_minutes"))
    assert differences(engine) != []


def test_downgrading_takes_every_table_away(engine):
    with engine.begin() as connection:
        command.downgrade(config_on(connection), "base")
    assert tables(engine) == {"alembic_version"}


def test_after_a_downgrade_the_upgrade_works_again(engine):
    with engine.begin() as connection:
        command.downgrade(config_on(connection), "base")
    store.upgrade(engine)
    assert tables(engine) == {*Table.metadata.tables, "alembic_version"}
    assert differences(engine) == []


def test_the_migrations_are_one_line_without_branches():
    config = Config()
    config.set_main_option("script_location", str(store.MIGRATIONS))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


@pytest.mark.parametrize("path", sorted(store.MIGRATIONS.glob("versions/*.py")), ids=lambda path: path.stem)
def test_a_migration_is_frozen_and_does_not_import_the_models(path: Path):
    assert "models" not in path.read_text(encoding="utf-8")
