"""What the page of the day's end shows."""

from dataclasses import dataclass
from datetime import datetime

from common.domain.day_end import DayNow
from common.domain.errors import Refused, Unavailable
from common.domain.floor import Floor
from common.domain.views import Seat
from common.domain.words import Language


@dataclass(frozen=True, slots=True)
class DayState:
    """Everything that the page draws."""

    language: Language
    seat: Seat | None = None
    floor: Floor | None = None
    day: DayNow | None = None
    pending: bool = False
    """Something was asked that changes the day: buttons are dead."""
    confirming: bool = False
    """To close the day was pressed once; pressed again it is done."""
    lost_since: datetime | None = None
    """The store has not been heard since then: what is shown is from then."""
    said: Refused | Unavailable | None = None
    """Why the last thing asked for did not happen."""

    @property
    def alive(self) -> bool:
        """Say whether anything can be done now."""
        return self.day is not None and not self.pending and self.lost_since is None

    @property
    def may_settle(self) -> bool:
        """Say whether somebody is open who can be settled."""
        return self.alive and self.day is not None and bool(self.day.visits)

    @property
    def may_close(self) -> bool:
        """Say whether nothing keeps the day from being closed."""
        day = self.day
        settled = day is not None and not day.visits and not day.counters
        return self.alive and settled and day is not None and day.ended_since is None
