"""What was shown of PINs at each counter, counted before anybody is told whether it is right."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "pin_tries",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("counter", sa.String, primary_key=True),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("shown", sa.String),
        sa.Column("shown_in", sa.BigInteger),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column(
            "last_miss", sa.DateTime(timezone=True) if postgres else sa.BigInteger(), nullable=False
        ),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("pin_tries")
