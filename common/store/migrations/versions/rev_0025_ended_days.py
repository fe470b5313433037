"""Which days somebody has ended."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "ended_days",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column(
            "since", sa.DateTime(timezone=True) if postgres else sa.BigInteger(), nullable=False
        ),
        sa.Column("counter", sa.String, nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("ended_days")
