"""What the floor page shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from common.domain.errors import Refused, Unavailable
from common.domain.floor import Floor
from common.domain.hall import CounterNow, HallNow
from common.domain.hall_alarms import Alarm
from common.domain.ids import CounterCode, EntityCode
from common.domain.messages import Message
from common.domain.permissions import Permission
from common.domain.printers import MissingSlip
from common.domain.views import Seat
from common.domain.words import Language
from counter.floor.asking import Asking


class Side(StrEnum):
    """What stands beside the tiles."""

    OVERVIEW = "overview"
    COUNTER = "counter"
    ENTITY = "entity"
    ASKING = "asking"


@dataclass(frozen=True, slots=True)
class FloorState:
    """Everything that the floor page draws."""

    language: Language
    now: datetime
    seat: Seat | None = None
    floor: Floor | None = None
    hall: HallNow | None = None
    alarms: tuple[Alarm, ...] = ()
    missing: tuple[MissingSlip, ...] = ()
    """Who waits and may have no paper."""
    side: Side = Side.OVERVIEW
    marked: CounterCode | None = None
    """The tile that the arrows are on."""
    entity: EntityCode | None = None
    """Whose services are shown beside the tiles."""
    asking: Asking | None = None
    """What is asked before something is done."""
    messages: tuple[Message, ...] = ()
    """What boards told when it was asked which of it to remove."""
    pending: bool = False
    """An act is under way."""
    lost_since: datetime | None = None
    """The store has not been heard since then: what is shown is from then."""
    said: Refused | Unavailable | None = None

    @property
    def shown(self) -> Side:
        """Return what stands beside the tiles now: a question comes before all else."""
        return self.side if self.asking is None else Side.ASKING

    def may(self, permission: Permission) -> bool:
        """Say whether whoever looks at the floor may do something."""
        if self.seat is None or self.floor is None:
            return False
        return permission in self.floor.permissions_of(self.seat.operator)

    def counter(self) -> CounterNow | None:
        """Return the marked counter."""
        if self.hall is None:
            return None
        return next((one for one in self.hall.counters if one.counter == self.marked), None)
