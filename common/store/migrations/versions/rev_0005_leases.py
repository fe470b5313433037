"""Numbers leased to kiosks for the time the store is out of reach."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    moment = sa.DateTime(timezone=True) if _on_postgres() else sa.BigInteger()
    op.create_table(
        "leases",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("series", sa.String, primary_key=True),
        sa.Column("first", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("kiosk", sa.String, nullable=False),
        sa.Column("journal", sa.String, nullable=False),
        sa.Column("leased_at", moment, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
    )


def _on_postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("leases")
