"""How a centre's set-up is replaced."""

from common.domain.events import EventKind
from common.domain.floor import Floor
from common.ports import Records


def replace_floor(records: Records, floor: Floor) -> int:
    """Replace the whole set-up, or nothing of it; return its new version.

    Refused(COUNTER_TAKEN | OPERATOR_ELSEWHERE) where it lacks a counter that is open or an
    operator who is signed in: whoever works now can finish.
    """
    version = records.put_floor(floor)
    records.log(EventKind.FLOOR_CHANGED, facts={"version": version})
    return version
