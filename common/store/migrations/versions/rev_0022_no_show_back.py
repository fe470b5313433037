"""Who missed his calls may wait again behind others."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_LEGS = ("legs", "history_legs")


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("centres") as centres:
        centres.add_column(sa.Column("no_show_back", sa.Integer))
        centres.add_column(
            sa.Column("no_show_back_times", sa.Integer, nullable=False, server_default="1")
        )
    for table in _LEGS:
        op.add_column(
            table, sa.Column("missed", sa.Integer, nullable=False, server_default=sa.text("0"))
        )


def downgrade() -> None:
    """Drop them."""
    for table in _LEGS:
        with op.batch_alter_table(table) as altered:
            altered.drop_column("missed")
    with op.batch_alter_table("centres") as centres:
        centres.drop_column("no_show_back_times")
        centres.drop_column("no_show_back")
