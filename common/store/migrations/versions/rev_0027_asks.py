"""What people at counters ask of one another."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    op.create_table(
        "asks",
        sa.Column("id", sa.BigInteger() if postgres else sa.Integer(), primary_key=True),
        sa.Column("centre", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("counter", sa.String, nullable=False),
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("entity", sa.String),
        sa.Column("to_counter", sa.String),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("seen_at", moment),
        sa.Column("seen_by", sa.String),
        sa.Column("ended_at", moment),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("asks")
