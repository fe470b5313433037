"""Whether the building has to be left, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    postgres = op.get_bind().dialect.name == "postgresql"
    moment = sa.DateTime(timezone=True) if postgres else sa.BigInteger()
    op.create_table(
        "evacuations",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("since", moment, nullable=False),
        sa.Column("counter", sa.String, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("evacuations")
