"""What is on the screen while somebody holds his own slip before the scanner."""

from dataclasses import dataclass
from enum import StrEnum

from common.domain.place import Place
from common.domain.slip import Code


class NoPlace(StrEnum):
    """Why a slip says nothing of a place."""

    OLD = "old"
    OTHER_CENTRE = "other_centre"
    UNKNOWN = "unknown"
    AWAY = "away"
    """The store could not be asked."""
    UNSURE = "unsure"
    """The store was asked to change something, and its answer was lost."""


@dataclass(frozen=True, slots=True)
class MyPlace:
    """Where the holder of a slip stands."""

    slip: Code
    place: Place
    asking: bool = False
    """The store was asked to bring him back and has not answered yet."""


@dataclass(frozen=True, slots=True)
class GivingUp:
    """The question whether he really gives up his place."""

    slip: Code
    place: Place
    asking: bool = False


@dataclass(frozen=True, slots=True)
class GaveUp:
    """He has given up his place, and no other service of his number waits for him."""

    label: str


@dataclass(frozen=True, slots=True)
class NoSlip:
    """A slip that says nothing of a place, and why."""

    why: NoPlace


SlipPage = MyPlace | GivingUp | GaveUp | NoSlip
