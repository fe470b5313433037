"""Every version of the set-up, as the floor file that would bring it back."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; `migrating.py` keeps in it what holds now."""
    postgres = op.get_bind().dialect.name == "postgresql"
    op.create_table(
        "floor_versions",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True) if postgres else sa.BigInteger, nullable=False),
        sa.Column("operator", sa.String),
        sa.Column("login", sa.String),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("file", sa.String, nullable=False),
    )
    if postgres:
        op.execute("ALTER TABLE floor_versions ALTER COLUMN login SET DEFAULT session_user")


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("floor_versions")
