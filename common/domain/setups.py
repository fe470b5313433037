"""Versions of a centre's set-up, and what a change of it needs and may not touch."""

from dataclasses import dataclass, replace
from datetime import datetime

from common.domain.floor import Floor, Operator
from common.domain.ids import OperatorCode
from common.domain.permissions import Permission

LONGEST_WHAT = 200
"""Characters that say of a change what it was."""


@dataclass(frozen=True, slots=True)
class SetupVersion:
    """One version of the set-up: when it came to hold, and through whom."""

    version: int
    at: datetime
    operator: OperatorCode | None
    """Who sat at the counter from which it was changed; None where no counter was asked."""
    login: str | None
    """Whoever connected to the store; None where the store is a file."""
    what: str


def needed_for(before: Floor, after: Floor) -> frozenset[Permission]:
    """Return what somebody has to be allowed to turn one set-up into another.

    Whoever may set the centre up is looked after by one who may as well: nobody makes himself
    more than he is.
    """
    needed = set()
    but_for_people = replace(
        before,
        operators=after.operators,
        roles=after.roles,
        centre=after.centre,
        version=after.version,
    )
    if but_for_people != after:
        needed.add(Permission.SET_UP)
    if (before.operators, before.roles) != (after.operators, after.roles):
        needed.add(Permission.PEOPLE)
    if before.roles != after.roles or _touches_administrators(before, after):
        needed.add(Permission.SET_UP)
    return frozenset(needed or {Permission.SET_UP})


def sets_up(floor: Floor, operator: Operator) -> bool:
    """Say whether a person may set the centre up."""
    return Permission.SET_UP in floor.permissions_of(operator)


def _touches_administrators(before: Floor, after: Floor) -> bool:
    changed = set(before.operators) ^ set(after.operators)
    return any(sets_up(before, one) or sets_up(after, one) for one in changed)
