"""What each role may do."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_FLOOR = (
    *("out_of_turn", "reception", "cancel_any", "floor", "floor_acts", "messages", "evacuate"),
    *("audit", "training"),
)
_USUAL = {
    "operator": ("serve", "training"),
    "supervisor": ("serve", *_FLOOR),
    "reception": ("reception", "floor", "training"),
    "manager": (*_FLOOR, "people", "end_day"),
    "auditor": ("audit", "floor"),
    "administrator": (
        *("reception", "cancel_any", "floor", "floor_acts", "messages", "evacuate", "set_up"),
        *("people", "audit", "end_day", "training"),
    ),
}


def upgrade() -> None:
    """Make the table; in each centre there is, roles may what they usually may."""
    table = op.create_table(
        "role_permissions",
        sa.Column("centre", sa.String, primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("permission", sa.String, primary_key=True),
    )
    centres = sa.table("centres", sa.column("centre", sa.String))
    usual = [(role, what) for role, may in _USUAL.items() for what in may]
    for centre in op.get_bind().execute(sa.select(centres.c.centre)).scalars().all():
        op.bulk_insert(
            table,
            [{"centre": centre, "role": role, "permission": what} for role, what in usual],
        )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("role_permissions")
