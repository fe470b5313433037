"""How a centre's set-up is replaced."""

from common.domain.floor import Floor
from common.ports import Store
from common.rules import setup as rules


def replace_floor(store: Store, floor: Floor) -> int:
    """Replace the whole set-up, or nothing of it; return its new version.

    Refused(COUNTER_TAKEN | OPERATOR_ELSEWHERE) where it lacks a counter that is open or an
    operator who is signed in: whoever works now can finish.
    """
    return store.perform(rules.replace_floor, floor)
