"""What each display shows: a part of the hall or one window, in which colours."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; every display there is shows what it showed."""
    with op.batch_alter_table("displays") as displays:
        displays.add_column(sa.Column("sign", sa.String))
        for name in ("counters", "entities"):
            displays.add_column(sa.Column(name, sa.JSON, nullable=False, server_default="[]"))
        displays.add_column(sa.Column("theme", sa.String, nullable=False, server_default="night"))


def downgrade() -> None:
    """Drop them."""
    with op.batch_alter_table("displays") as displays:
        for name in ("sign", "counters", "entities", "theme"):
            displays.drop_column(name)
