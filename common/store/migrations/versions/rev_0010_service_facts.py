"""What the centre says of its services, each with its source and the day of its check."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "service_facts",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("service", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("words_az", sa.String, nullable=False),
        sa.Column("words_en", sa.String, nullable=False),
        sa.Column("words_ru", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("checked", sa.Date, nullable=False),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("service_facts")
