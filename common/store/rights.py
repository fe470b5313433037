"""What the set-up says of who has a seat, as a condition of a query."""

from sqlalchemy import ColumnElement, and_

from common.domain.permissions import Permission
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
