"""Everyday words of the entities, and which service is the information desk."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; a set-up from before has no such words and no such desk."""
    with op.batch_alter_table("entities") as batch:
        batch.add_column(sa.Column("synonyms", sa.JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("services") as batch:
        batch.add_column(
            sa.Column("information", sa.Boolean, nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("services") as batch:
        batch.drop_column("information")
    with op.batch_alter_table("entities") as batch:
        batch.drop_column("synonyms")
