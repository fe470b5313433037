"""What staff close or add for one day."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "service_closures",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("service", sa.String, primary_key=True),
        sa.Column(
            "since", sa.DateTime(timezone=True) if postgres else sa.BigInteger(), nullable=False
        ),
    )
    op.create_table(
        "counter_extras",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("counter", sa.String, primary_key=True),
        sa.Column("service", sa.String, primary_key=True),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("counter_extras")
    op.drop_table("service_closures")
