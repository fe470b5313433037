"""What people see of the store, read whole and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from common.domain.asks import Ask
from common.domain.board import Call
from common.domain.day import Admission
from common.domain.floor import Counter, Floor, Opening, Operator
from common.domain.ids import CounterCode, DeviceCode, LegId, OperatorCode, ServiceCode, TicketId
from common.domain.notes import Note, TicketMark
from common.domain.order import Choice
from common.domain.permissions import Permission
from common.domain.printers import PrinterNow
from common.domain.reasons import ActReason, PauseReason
from common.domain.ticket import Lane, Leg, Ticket
from common.domain.waits import WaitSpan


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """One service at this moment."""

    admission: Admission
    waiting: int
    going_first: int = 0
    """How many of them wait in the priority lane."""
    taken: int = 0
    """Tickets of this business day."""
    expected: WaitSpan | None = None
    """What an ordinary visitor may expect to wait; None where too little is known."""

    def ahead(self, lane: Lane) -> int:
        """Return how many would be ahead of who came now, counted as for a ticket."""
        return self.going_first if lane is Lane.PRIORITY else self.waiting - self.going_first


@dataclass(frozen=True, slots=True)
class Menu:
    """What a kiosk offers now; services without an entry are not given here."""

    at: datetime
    floor: Floor
    opening: Opening | None
    services: Mapping[ServiceCode, ServiceNow]
    live: bool = True
    """The queues are known; a kiosk that is on its own knows only hours and limits."""
    appointments: bool = False
    """Somebody has an appointment on this business day."""
    printers: tuple[PrinterNow, ...] = ()
    """What kiosks say of their printers."""
    evacuated_since: datetime | None = None
    """The building has to be left: no tickets are given."""

    def of(self, kiosk: DeviceCode) -> "Menu":
        """Return the part that a kiosk offers; all of it where its set-up leaves nothing out."""
        placed = self.floor.kiosk(kiosk)
        if placed is None or not placed.menu:
            return self
        mine = {code: now for code, now in self.services.items() if code in placed.menu}
        return replace(self, services=mine)


@dataclass(frozen=True, slots=True)
class Issued:
    """The answer to taking a ticket: all that the screen and the slip need."""

    ticket: Ticket
    service: ServiceCode
    ahead: int | None
    """People of the same lane and service who wait and are due before; None: nobody knows."""
    again: bool
    """The same intention was answered before; this is that ticket, not a new one."""
    reserve: bool = False
    """A kiosk gave it on its own: how many are ahead is not known."""
    more: tuple[ServiceCode, ...] = ()
    """The services of the same number whose turn comes afterwards, in their order."""
    appointment: datetime | None = None
    """The moment that was promised to its visitor."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A break of an open counter: nobody is called to it."""

    since: datetime
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Seat:
    """An operator at an open counter."""

    counter: Counter
    operator: Operator
    since: datetime
    paused: Pause | None = None
    closing: bool = False
    """The counter closes when the visitor at it has gone."""

    def as_seen(self, leg: LegId | None = None) -> "Seen":
        """Return it as what was seen there, with whom was at the window if a move is about him."""
        return Seen(self.counter.code, self.operator.code, leg)


@dataclass(frozen=True, slots=True)
class Seen:
    """What whoever asks for a move has seen of a counter: it is meant for this and nothing else."""

    counter: CounterCode
    operator: OperatorCode
    leg: LegId | None = None
    """Who was at the window, where the move is about him; None says nothing of it."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """How the last seat at a counter ended."""

    at: datetime
    operator: OperatorCode | None
    after_visitor: bool
    """It closed behind its last visitor, as the operator had asked."""
    sent_home: ActReason | None = None
    """Why a supervisor closed it; None where he did not."""
    day_ended_by: OperatorCode | None = None
    """Who closed it at the end of the day; None where nobody did."""
    held: int = 0
    """How many are on hold there, and nobody can go on with them before somebody sits there."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One leg together with the ticket it belongs to."""

    ticket: Ticket
    leg: Leg


@dataclass(frozen=True, slots=True)
class DayFigures:
    """An operator's day so far; averages are None until there is one."""

    served: int
    average_service: timedelta | None
    average_wait: timedelta | None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that one console shows, read at one moment."""

    at: datetime
    seat: Seat
    current: Visit | None
    call: Call | None
    """The call of the current visit, while there is one."""
    shown_at: datetime | None
    spoken_at: datetime | None
    queue: tuple[Visit, ...]
    """Who waits for this counter, in the order of the calls."""
    held: tuple[Visit, ...]
    """Held and away visits of this counter."""
    missed: tuple[Visit, ...]
    """Who missed his calls at this counter and may still be reinstated, the last first."""
    next: Choice | None
    """Whom F2 would call now."""
    figures: DayFigures
    floor_version: int
    notes: tuple[Note, ...] = ()
    """What was noted of the visitor at the counter, the oldest first."""
    marks: Mapping[TicketId, tuple[TicketMark, ...]] = field(default_factory=dict)
    """Of all who stand on this desk and have any."""
    asks: tuple[Ask, ...] = ()
    """What is asked of whoever sits here and is not ended, panic first, then the oldest."""
    asked: tuple[Ask, ...] = ()
    """What he asks himself and is not ended."""
    last: Visit | None = None
    """The visit that ended last at this counter today."""
    onward: tuple[ServiceCode, ...] = ()
    """The services to which the visitor at the counter goes on afterwards."""
    evacuated_since: datetime | None = None
    """The building has to be left."""
    extra: frozenset[ServiceCode] = frozenset()
    """What was added to the counter's profile for today."""
    why: Mapping[str, object] | None = None
    """What was kept with the call of the current visit: why it was he."""
    may: frozenset[Permission] = frozenset()
    """What whoever sits here may do."""
    day_ended_since: datetime | None = None
    """Since when the day is closed, and nobody is called; None while it goes on."""


@dataclass(frozen=True, slots=True)
class TicketStory:
    """One ticket's whole way, read from the log."""

    label: str
    day: date
    service: ServiceCode
    language: str
    counter: str | None
    issued: datetime
    printed: datetime | None
    called: datetime | None
    shown: datetime | None
    spoken: datetime | None
    served: datetime | None
    end: str
