"""An index of the visitors whose wait is over."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    over = sa.text("started_at IS NOT NULL AND lane = 'ordinary' AND for_counter IS NULL")
    op.create_index(
        "legs_waited",
        "legs",
        ["centre", "day", "service", "started_at", "arrived_at"],
        sqlite_where=over,
        postgresql_where=over,
    )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("legs_waited", "legs")
