"""What was done to the log itself is found without reading it all."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_FEW = sa.text("kind IN ('erased', 'log_checked')")


def upgrade() -> None:
    """Make the indexes."""
    for table in ("events", "history_events"):
        op.create_index(
            f"{table}_of_keeping",
            table,
            ["centre", "id"],
            sqlite_where=_FEW,
            postgresql_where=_FEW,
        )


def downgrade() -> None:
    """Drop them."""
    for table in ("events", "history_events"):
        op.drop_index(f"{table}_of_keeping", table)
