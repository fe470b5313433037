"""What goes on while the store is out of reach, and what is made of it afterwards."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from common.domain.day import Admission, Closed, admission, business_day, centre_opening
from common.domain.floor import Floor
from common.domain.ids import GroupCode, LegId, RequestId, SeriesCode, ServiceCode
from common.domain.numbers import FIRST_RESERVE, RESERVE_SIZE, label
from common.domain.ticket import LegState, SlipState
from common.domain.views import Menu, ServiceNow
from common.domain.words import Language

LARGEST_LEASE = 20
"""Numbers of one series; with more than five kiosks the reserve gives each of them less."""
REPLAYED_WITHIN = timedelta(days=31)
LAST_RESERVE = FIRST_RESERVE + RESERVE_SIZE - 1
BY_HAND = frozenset({LegState.WAITING, LegState.CALLED, LegState.SERVING, LegState.HELD})
"""Where a visit may stand that was served by hand while the store was out of reach."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Numbers of one day that one kiosk alone may give while the store is out of reach."""

    day: date
    series: SeriesCode
    first: int
    last: int
    used: int = 0
    """How many of them the store knows to be on paper."""

    @property
    def free(self) -> int:
        """Return how many are left as far as the store knows."""
        return self.last - self.first + 1 - self.used


def lease_size(kiosks: int) -> int:
    """Return how many free numbers of a series each of so many kiosks may hold."""
    return min(LARGEST_LEASE, RESERVE_SIZE // max(1, kiosks))


Numbers = Collection[tuple[date, SeriesCode, int]]


def next_reserve(
    leases: Iterable[Lease], given: Numbers, day: date, series: SeriesCode
) -> int | None:
    """Return the lowest leased number that was not given yet; None when all were."""
    free = (
        serial
        for lease in leases
        if lease.day == day and lease.series == series
        for serial in range(lease.first, lease.last + 1)
        if (day, series, serial) not in given
    )
    return min(free, default=None)


@dataclass(frozen=True, slots=True)
class OfflineTicket:
    """A ticket that a kiosk gave on its own; the paper with this number is out."""

    request: RequestId
    service: ServiceCode
    language: Language
    priority: GroupCode | None
    day: date
    series: SeriesCode
    serial: int
    token: str
    arrived_at: datetime
    """The store's time as the kiosk carried it on."""
    uncertain: bool = False
    """The store was asked for it and its answer was lost: it may know the request already."""
    slip: SlipState = SlipState.PRINTING
    digest: str | None = None
    more: tuple[ServiceCode, ...] = ()
    """Services on the same number whose turn comes afterwards."""

    @property
    def label(self) -> str:
        """Return the number on the paper."""
        return label(self.series, self.serial)


def earliest(day: date) -> datetime:
    """Return a moment that is before any arrival on a business day, wherever the centre is."""
    return datetime.combine(day, time.min, UTC) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """What a kiosk has to bring back to the store."""

    tickets: tuple[OfflineTicket, ...] = ()
    lost: tuple[RequestId, ...] = ()
    """Requests whose answers were lost and that got no number."""

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.tickets or self.lost)


class Outcome(StrEnum):
    """What the store made of an offline ticket."""

    ADDED = "added"
    KNOWN = "known"
    """It has been replayed before."""
    RENUMBERED = "renumbered"
    """The store had given the request a number that nobody holds; now it has the paper's."""
    NUMBER_TAKEN = "number_taken"
    """Another ticket has this number: only a store put back from a copy leads here."""
    TOO_OLD = "too_old"
    """Its day is long over, and may be put away: a kiosk that was in a cupboard for a month."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one offline ticket."""

    request: RequestId
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ServedByHand:
    """A visitor whom an operator ticked off while the store was out of reach."""

    label: str
    served_at: datetime
    leg: LegId | None = None
    """None where the operator typed the number: the visitor was not in the last queue."""
    version: int = 0
    """The version of the leg in the last queue."""


class ByHand(StrEnum):
    """What the store made of a visitor ticked off."""

    DONE = "done"
    MOVED = "moved"
    """Others moved him meanwhile; nothing was changed."""
    NOT_FOUND = "not_found"
    """No ticket of today has this number, or its kiosk has not replayed it yet."""
    NOT_HERE = "not_here"
    """His service is not given at this counter; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What became of one visitor ticked off."""

    label: str
    outcome: ByHand


@dataclass(frozen=True, slots=True)
class Memory:
    """What a kiosk keeps of its last good reading, so that it can go on alone."""

    floor: Floor
    at: datetime
    """The store's clock at that reading."""
    ahead: timedelta = timedelta()
    """How far the store's clock was before this computer's."""
    taken: Mapping[ServiceCode, int] = field(default_factory=dict)
    """Tickets of that business day by service, for those that have a daily limit."""
    evacuated_since: datetime | None = None
    """The building had to be left then, and nobody has said since that it may be entered."""

    def store_time(self, here: datetime, last: datetime | None = None) -> datetime:
        """Return the store's time by this computer's clock; never before what was seen of it.

        `last` is the arrival of the last offline ticket: a clock that was lost with the power
        must not put the next visitor before him.
        """
        return max(here + self.ahead, self.at, last or self.at)

    def day(self, now: datetime) -> date:
        """Return the business day of a moment."""
        return business_day(now, self.floor.zone_info, self.floor.rollover)


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a kiosk's journal holds for going on alone."""

    memory: Memory
    leases: tuple[Lease, ...] = ()
    papers: tuple[OfflineTicket, ...] = ()
    """Tickets given without the store, oldest first."""

    def store_time(self, here: datetime) -> datetime:
        """Return the store's time by this computer's clock."""
        return self.memory.store_time(here, self.papers[-1].arrived_at if self.papers else None)

    def next_serial(self, day: date, service: ServiceCode) -> int | None:
        """Return the number a service would get; None when what was leased is used up."""
        series = self.memory.floor.services[service].series
        given = {(paper.day, paper.series, paper.serial) for paper in self.papers}
        return next_reserve(self.leases, given, day, series)

    def menu(self, now: datetime) -> Menu:
        """Return what a kiosk offers on its own: hours and limits hold, queues are unknown."""
        floor = self.memory.floor
        return Menu(
            at=now,
            floor=floor,
            opening=centre_opening(floor, now),
            services={code: self._service(code, now) for code in floor.services},
            live=False,
        )

    def _service(self, code: ServiceCode, now: datetime) -> ServiceNow:
        memory, today = self.memory, self.memory.day(now)
        taken = memory.taken.get(code, 0) if memory.day(memory.at) == today else 0
        taken += sum(paper.service == code and paper.day == today for paper in self.papers)
        answer = admission(memory.floor, code, now, taken)
        if answer.closed is None and self.next_serial(today, code) is None:
            answer = Admission(Closed.RESERVE, answer.opening)
        return ServiceNow(answer, waiting=0, taken=taken)
