"""Pictures, background answers, take-away codes, and what has happened since"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

STATUS = sa.Enum('proposed', 'accepted', 'in_progress', 'done', 'not_possible', name='actionstatus', native_enum=False, length=20)
PICTURED = ('idea', 'option', 'step', 'theme')


def upgrade() -> None:
    op.create_table('picture',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshop.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('workshop_id', 'digest')
    )
    op.create_index('ix_picture_workshop_id', 'picture', ['workshop_id'])
    op.create_table('update',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('action_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('status', STATUS, nullable=False),
    sa.Column('text', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_update_action_id', 'update', ['action_id'])
    for table in PICTURED:
        op.add_column(table, sa.Column('picture', sa.String(length=80), nullable=False, server_default=''))
    op.add_column('participant', sa.Column('takeaway_hash', sa.String(length=64), nullable=False, server_default=''))
    op.add_column('participant', sa.Column('about', sa.JSON(), nullable=False, server_default='{}'))
    op.create_index('ix_participant_takeaway_hash', 'participant', ['takeaway_hash'])
    op.add_column('workshop', sa.Column('for_children', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('workshop', sa.Column('ask_about', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('workshop', sa.Column('areas', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('workshop', sa.Column('cut_loose_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    for column in ('cut_loose_at', 'areas', 'ask_about', 'for_children'):
        op.drop_column('workshop', column)
    op.drop_index('ix_participant_takeaway_hash', 'participant')
    op.drop_column('participant', 'about')
    op.drop_column('participant', 'takeaway_hash')
    for table in PICTURED:
        op.drop_column(table, 'picture')
    op.drop_index('ix_update_action_id', 'update')
    op.drop_table('update')
    op.drop_index('ix_picture_workshop_id', 'picture')
    op.drop_table('picture')
