"""Slips that one kiosk prints for another, and where that may be."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    id_ = sa.BigInteger() if postgres else sa.Integer()
    op.create_table(
        "kiosk_spares",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("kiosk", sa.String, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("printer", sa.String, nullable=False),
        sa.Column("place_az", sa.String, nullable=False),
        sa.Column("place_en", sa.String, nullable=False),
        sa.Column("place_ru", sa.String, nullable=False),
    )
    op.create_table(
        "spares",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("ticket", id_, primary_key=True, autoincrement=False),
        sa.Column("kiosk", sa.String, nullable=False),
        sa.Column("printer", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("by", sa.String),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("spares")
    op.drop_table("kiosk_spares")
