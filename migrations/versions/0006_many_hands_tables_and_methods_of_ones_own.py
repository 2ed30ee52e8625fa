"""Role links, notes of tables, methods of one's own, and what the big screen and a late evening need"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ownmethod',
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('slug')
    )
    op.create_table('hand',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('uuid', sa.String(length=32), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('table_name', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.Column('seen_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('uuid')
    )
    op.create_index('ix_hand_workshop_id', 'hand', ['workshop_id'])
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=True),
    sa.Column('uuid', sa.String(length=36), nullable=False),
    sa.Column('table_name', sa.String(length=40), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('picture', sa.String(length=80), nullable=False),
    sa.Column('hand_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('workshop_id', 'uuid')
    )
    op.create_index('ix_note_workshop_id', 'note', ['workshop_id'])
    op.add_column('step', sa.Column('needs', sa.JSON(), nullable=False, server_default='{}'))
    op.add_column('step', sa.Column('shortest', sa.Integer(), nullable=True))
    op.add_column('workshop', sa.Column('ends', sa.Time(), nullable=True))
    op.add_column('workshop', sa.Column('tables', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('workshop', sa.Column('screen_settings', sa.JSON(), nullable=False, server_default='{}'))
    op.add_column('idea', sa.Column('hand_id', sa.Integer(), nullable=True))
    op.add_column('participant', sa.Column('hand_id', sa.Integer(), nullable=True))
    op.create_index('ix_participant_hand_id', 'participant', ['hand_id'])
    op.add_column(
        'participant', sa.Column('table_name', sa.String(length=40), nullable=False, server_default='')
    )


def downgrade() -> None:
    op.drop_index('ix_participant_hand_id', 'participant')
    for table, column in (('participant', 'table_name'), ('participant', 'hand_id'), ('idea', 'hand_id')):
        op.drop_column(table, column)
    for column in ('screen_settings', 'tables', 'ends'):
        op.drop_column('workshop', column)
    for column in ('shortest', 'needs'):
        op.drop_column('step', column)
    for name in ('note', 'hand', 'ownmethod'):
        op.drop_table(name)
