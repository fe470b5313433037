"""What came of a service, and which entities want to know."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_LEGS = ("legs", "history_legs")


def upgrade() -> None:
    """Add the columns."""
    for table in _LEGS:
        op.add_column(table, sa.Column("outcome", sa.String))
    with op.batch_alter_table("entities") as entities:
        entities.add_column(
            sa.Column("outcome_required", sa.Boolean, nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("entities") as entities:
        entities.drop_column("outcome_required")
    for table in _LEGS:
        with op.batch_alter_table(table) as altered:
            altered.drop_column("outcome")
