"""What is known of printers and their paper."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the column for the length of a roll."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    op.create_table(
        "printer_states",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("printer", sa.String, primary_key=True),
        sa.Column("kiosk", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("reported_at", moment, nullable=False),
        sa.Column("slips", sa.Integer, nullable=False),
        sa.Column("paper_mm", sa.Double, nullable=False),
        sa.Column("mm_at_change", sa.Double, nullable=False),
        sa.Column("changed_at", moment),
        sa.Column("senses_end", sa.Boolean, nullable=False),
    )
    op.add_column("printers", sa.Column("roll_metres", sa.Integer))


def downgrade() -> None:
    """Drop both."""
    op.drop_table("printer_states")
    op.drop_column("printers", "roll_metres")
