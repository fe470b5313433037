"""Breaks of open counters, and which of them close behind their visitor."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    with op.batch_alter_table("seats") as seats:
        seats.add_column(sa.Column("paused_since", moment))
        seats.add_column(sa.Column("pause_reason", sa.String))
        seats.add_column(
            sa.Column("closing", sa.Boolean, nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("seats") as seats:
        for name in ("closing", "pause_reason", "paused_since"):
            seats.drop_column(name)
