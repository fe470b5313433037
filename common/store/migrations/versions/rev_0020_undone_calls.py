"""Whose call each counter took back last."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    postgres = op.get_bind().dialect.name == "postgresql"
    number = sa.BigInteger() if postgres else sa.Integer()
    with op.batch_alter_table("priority_runs") as runs:
        runs.add_column(sa.Column("undone", number))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("priority_runs") as runs:
        runs.drop_column("undone")
