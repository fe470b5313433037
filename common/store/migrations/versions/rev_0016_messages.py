"""What boards tell everybody besides calls."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    op.create_table(
        "messages",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("az", sa.String, nullable=False),
        sa.Column("en", sa.String, nullable=False),
        sa.Column("ru", sa.String, nullable=False),
        sa.Column("zone", sa.String),
        sa.Column("until", moment, nullable=False),
        sa.Column("put_at", moment, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("messages")
