"""Actions that can be followed, people who want to help, remembered choices, and a city's template"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

TEXTS = ('first_step', 'baseline', 'risks')
OBJECTS = ('title_in', 'what_in')


def upgrade() -> None:
    _tables()
    op.add_column('action', sa.Column('uuid', sa.String(length=36), nullable=False, server_default=''))
    for column in TEXTS:
        op.add_column('action', sa.Column(column, sa.String(), nullable=False, server_default=''))
    for column in OBJECTS:
        op.add_column('action', sa.Column(column, sa.JSON(), nullable=False, server_default='{}'))
    op.add_column('action', sa.Column('languages', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('action', sa.Column('first_step_by', sa.Date(), nullable=True))
    op.add_column('action', sa.Column('effort', sa.Integer(), nullable=True))
    op.add_column('action', sa.Column('benefit', sa.Integer(), nullable=True))
    _name_actions()
    op.create_index('ix_action_uuid', 'action', ['uuid'], unique=True)
    op.add_column('service', sa.Column('kind', sa.String(length=10), nullable=False, server_default='service'))
    op.add_column('service', sa.Column('words', sa.String(), nullable=False, server_default=''))
    op.add_column('service', sa.Column('owners', sa.String(), nullable=False, server_default=''))
    op.create_index('ix_service_owners', 'service', ['owners'])
    _make_searchable()
    op.add_column('service', sa.Column('edited', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('service', sa.Column('vanished_at', sa.DateTime(), nullable=True))
    op.add_column('workshop', sa.Column('follows', sa.String(length=6), nullable=False, server_default=''))


def _tables() -> None:
    op.create_table('template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('contact',
    sa.Column('id', sa.BigInteger(), nullable=False, autoincrement=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.String(length=64), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('action_id', 'handle')
    )
    op.create_index('ix_contact_action_id', 'contact', ['action_id'])
    op.create_table('example',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=True),
    sa.Column('theme_id', sa.Integer(), nullable=True),
    sa.Column('action_id', sa.Integer(), nullable=True),
    sa.Column('chosen_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('helpoffer',
    sa.Column('id', sa.BigInteger(), nullable=False, autoincrement=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('handle', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('action_id', 'handle')
    )
    op.create_index('ix_helpoffer_action_id', 'helpoffer', ['action_id'])
    op.create_table('actionpartner',
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('service_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['service_id'], ['service.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('action_id', 'service_id')
    )


def _name_actions() -> None:
    """Each action that is there gets its own name for sheets."""
    action = sa.table('action', sa.column('id', sa.Integer), sa.column('uuid', sa.String))
    connection = op.get_bind()
    for row in connection.execute(sa.select(action.c.id)).all():
        connection.execute(action.update().where(action.c.id == row.id).values(uuid=str(uuid4())))


def _make_searchable() -> None:
    """What search looks in, for the services that are there."""
    columns = ('name', 'description', 'body', 'classes')
    service = sa.table(
        'service', sa.column('id', sa.Integer), *(sa.column(name, sa.JSON) for name in columns),
        sa.column('words', sa.String), sa.column('owners', sa.String),
    )  # fmt: skip
    connection = op.get_bind()
    for row in connection.execute(sa.select(service.c.id, *(service.c[name] for name in columns))).all():
        said = [*row.name.values(), *row.description.values(), *row.classes, *row.body.values()]
        owners = '\n'.join(['', *(name.casefold() for name in row.body.values()), '']) if row.body else ''
        found = {'words': '\n'.join(said).casefold(), 'owners': owners}
        connection.execute(service.update().where(service.c.id == row.id).values(**found))


def downgrade() -> None:
    op.drop_column('workshop', 'follows')
    op.drop_index('ix_service_owners', 'service')
    for column in ('vanished_at', 'edited', 'owners', 'words', 'kind'):
        op.drop_column('service', column)
    op.drop_index('ix_action_uuid', 'action')
    for column in ('benefit', 'effort', 'first_step_by', 'languages', *OBJECTS, *TEXTS, 'uuid'):
        op.drop_column('action', column)
    for name in ('actionpartner', 'helpoffer', 'example', 'contact', 'template'):
        op.drop_table(name)
