"""Why a visitor was put aside."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TABLES = ("legs", "history_legs")


def upgrade() -> None:
    """Add the column."""
    for table in _TABLES:
        op.add_column(table, sa.Column("hold_reason", sa.String))


def downgrade() -> None:
    """Drop it."""
    for table in _TABLES:
        with op.batch_alter_table(table) as altered:
            altered.drop_column("hold_reason")
