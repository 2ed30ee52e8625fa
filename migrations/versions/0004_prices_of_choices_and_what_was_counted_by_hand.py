"""Prices of choices, and what was counted by hand"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('handtally',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('given', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['step_id'], ['step.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('step_id')
    )
    with op.batch_alter_table('option') as table:
        table.add_column(sa.Column('cost', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('option') as table:
        table.drop_column('cost')
    op.drop_table('handtally')
