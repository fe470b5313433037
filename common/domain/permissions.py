"""What a role may do; the set-up of a centre may say otherwise of each."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a centre."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    """Of the own entity where the person has one, else of all."""
    RECEPTION = "reception"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that not everybody may do."""

    SERVE = "serve"
    """Call and serve visitors; who may not has no work at a counter and does not open it."""
    OUT_OF_TURN = "out_of_turn"
    """Put a visitor ahead of his due place, or drop him behind it; with a reason."""
    RECEPTION = "reception"
    """Take in visitors without a kiosk, grant priority after seeing proof."""
    CANCEL_ANY = "cancel_any"
    FLOOR = "floor"
    """See the whole floor."""
    FLOOR_ACTS = "floor_acts"
    """Act on the floor, and on kiosks behind their staff menu."""
    MESSAGES = "messages"
    EVACUATE = "evacuate"
    SET_UP = "set_up"
    PEOPLE = "people"
    """Change operators and their PINs."""
    AUDIT = "audit"
    END_DAY = "end_day"
    TRAINING = "training"


OF_ALL = frozenset({Permission.END_DAY})
"""What touches every entity's visitors: nobody who has an entity may do it, whatever his role."""

_FLOOR = frozenset(
    {
        Permission.OUT_OF_TURN,
        Permission.RECEPTION,
        Permission.CANCEL_ANY,
        Permission.FLOOR,
        Permission.FLOOR_ACTS,
        Permission.MESSAGES,
        Permission.EVACUATE,
        Permission.AUDIT,
        Permission.TRAINING,
    }
)

USUAL: Mapping[Role, frozenset[Permission]] = {
    Role.OPERATOR: frozenset({Permission.SERVE, Permission.TRAINING}),
    Role.SUPERVISOR: _FLOOR | {Permission.SERVE},
    Role.RECEPTION: frozenset({Permission.RECEPTION, Permission.FLOOR, Permission.TRAINING}),
    Role.MANAGER: _FLOOR | {Permission.PEOPLE, Permission.END_DAY},
    Role.AUDITOR: frozenset({Permission.AUDIT, Permission.FLOOR}),
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.SERVE, Permission.OUT_OF_TURN},
}
"""What each role may where the set-up does not say otherwise."""
