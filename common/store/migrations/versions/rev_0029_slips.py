"""How the slips of a centre are laid out."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; every centre has the built-in slip."""
    with op.batch_alter_table("centres") as centres:
        centres.add_column(sa.Column("slip", sa.JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("centres") as centres:
        centres.drop_column("slip")
