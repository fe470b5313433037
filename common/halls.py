"""What a store tells those who run the hall, and what they may do there."""

from collections.abc import Mapping
from typing import Protocol

from common.domain.hall import HallNow
from common.domain.ids import CounterCode, ServiceCode


class HallRecords(Protocol):
    """The part of one transaction's records that is about what was changed for one day."""

    def closed_services(self) -> frozenset[ServiceCode]:
        """Return the services for which staff give no more tickets today."""

    def set_closed(self, service: ServiceCode, *, closed: bool) -> None:
        """Give no more tickets for a service today, or give them again."""

    def extra_services(self) -> Mapping[CounterCode, frozenset[ServiceCode]]:
        """Return what counters may call today besides their profiles."""

    def set_extra(self, counter: CounterCode, service: ServiceCode, *, added: bool) -> None:
        """Let a counter call for a service today, or no longer."""


class HallStore(Protocol):
    """The part of a store that shows the whole hall; every method may raise Unavailable."""

    def hall(self, counter: CounterCode) -> HallNow:
        """Return the hall as whoever sits at a counter may see it.

        Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without Permission.FLOOR. Whoever
        belongs to an entity sees what is of that entity.
        """
