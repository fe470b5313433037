"""What the set-up says of who has a seat, as a condition of a query."""

from sqlalchemy import ColumnElement, and_, bindparam, or_

from common.domain.permissions import Permission
from common.store.columns import Moment
from common.store.floor_tables import operators, role_permissions
from common.store.tables import seats


def sitter_may(permission: Permission) -> ColumnElement[bool]:
    """Return the condition that whoever has a seat may do something."""
    return and_(
        operators.c.centre == seats.c.centre,
        operators.c.code == seats.c.operator,
        role_permissions.c.centre == seats.c.centre,
        role_permissions.c.role == operators.c.role,
        role_permissions.c.permission == permission,
    )


def keeps_promises() -> ColumnElement[bool]:
    """Return the condition that a counter keeps for itself who was promised to it.

    It serves, and had no break already at `kept_since` (`order.PROMISE_LASTS` ago).
    """
    since = seats.c.paused_since
    short = or_(since.is_(None), since > bindparam("kept_since", type_=Moment))
    return and_(sitter_may(Permission.SERVE), short)
