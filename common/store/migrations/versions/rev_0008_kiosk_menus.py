"""What each kiosk offers, where it is not everything."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "kiosk_menus",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("kiosk", sa.String, primary_key=True),
        sa.Column("service", sa.String, primary_key=True),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("kiosk_menus")
