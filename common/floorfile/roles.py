"""What each role may, where a floor file says otherwise than usual."""

from collections.abc import Mapping

from common.domain.permissions import USUAL, Permission, Role
from common.floorfile.faults import FaultKind
from common.floorfile.part import Part


def roles_of(part: Part) -> dict[Role, frozenset[Permission]]:
    """Return what each role may: a role that is named may what its list says, and no more."""
    named = part.fields((), tuple(Role)) if part.given else {}
    return {
        role: _permissions(named[role]) if role in named and named[role].given else usual
        for role, usual in USUAL.items()
    }


def changed(roles: Mapping[Role, frozenset[Permission]]) -> dict[Role, frozenset[Permission]]:
    """Return the roles that may something else than usual."""
    return {role: may for role, may in roles.items() if may != USUAL[role]}


def _permissions(part: Part) -> frozenset[Permission]:
    known = ", ".join(Permission)
    found: set[Permission] = set()
    for item in part.items():
        text = item.text()
        if text not in set(Permission):
            item.fault(FaultKind.PERMISSION, text=text, known=known)
        elif text in found:
            item.fault(FaultKind.HERE_TWICE, code=text)
        else:
            found.add(Permission(text))
    return frozenset(found)
