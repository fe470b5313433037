"""What whoever serves a visitor has to know beforehand."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "marks",
        sa.Column(
            "ticket",
            sa.BigInteger() if postgres else sa.Integer(),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("centre", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("marks", JSONB() if postgres else sa.JSON(), nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("marks")
