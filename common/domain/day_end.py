"""What is left of a day when somebody ends it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from common.domain.ids import CounterCode, OperatorCode, ServiceCode, TicketId
from common.domain.ticket import LegState


class Settled(StrEnum):
    """What became of a visitor whom nobody finished."""

    BY_HAND = "by_hand"
    """He was served, and nobody pressed the key."""
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


SETTLES: dict[Settled, LegState] = {
    Settled.BY_HAND: LegState.DONE,
    Settled.NO_SHOW: LegState.NO_SHOW,
    Settled.CANCELLED: LegState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A ticket of today that is not over, by the service of it that counts now."""

    ticket: TicketId
    label: str
    service: ServiceCode
    state: LegState
    since: datetime
    """When it was called, begun, or taken."""
    counter: CounterCode | None = None
    operator: OperatorCode | None = None


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """A counter at which somebody still sits."""

    counter: CounterCode
    operator: OperatorCode
    since: datetime
    busy: bool = False
    """A visitor is there."""


@dataclass(frozen=True, slots=True)
class DayTotals:
    """How many tickets a day had, and how their services ended."""

    tickets: int = 0
    served: int = 0
    no_shows: int = 0
    cancelled: int = 0
    transferred: int = 0


@dataclass(frozen=True, slots=True)
class DayNow:
    """The business day at one moment, as whoever ends it sees it."""

    at: datetime
    day: date
    ended_since: datetime | None
    """No more tickets, no more calls; None while the day goes on."""
    visits: tuple[OpenVisit, ...] = ()
    counters: tuple[OpenCounter, ...] = ()
    """Without the own one."""
    totals: DayTotals = field(default_factory=DayTotals)
