"""What a store tells those who run the hall, and what they may do there."""

from typing import Protocol

from common.domain.hall import HallNow
from common.domain.ids import CounterCode


class HallStore(Protocol):
    """The part of a store that shows the whole hall; every method may raise Unavailable."""

    def hall(self, counter: CounterCode) -> HallNow:
        """Return the hall as whoever sits at a counter may see it.

        Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without Permission.FLOOR. Whoever
        belongs to an entity sees what is of that entity.
        """
