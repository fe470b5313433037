"""Who is on hold is found without reading everybody's legs of a week."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_HELD = sa.text("state = 'held'")


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "legs_held", "legs", ["centre", "day"], sqlite_where=_HELD, postgresql_where=_HELD
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_index("legs_held", "legs")
