"""What the rooms need of the world, and nothing about how the world does it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from common.audits import AuditStore
from common.counters import CounterRecords, CounterStore
from common.days import DayRecords, DayStore
from common.domain.board import Board, Call
from common.domain.catalogue import Catalogue
from common.domain.change import Change
from common.domain.events import Event, EventKind
from common.domain.floor import Display, Floor
from common.domain.ids import (
    CallId,
    CounterCode,
    DeviceCode,
    JournalId,
    LegId,
    OperatorCode,
    RequestId,
    SeriesCode,
    ServiceCode,
    TicketId,
)
from common.domain.messages import Message
from common.domain.my_day import MyDay
from common.domain.order import Caller, Choice
from common.domain.outage import Lease
from common.domain.printers import PrinterState as PrinterState  # noqa: PLC0414 - part of the ports
from common.domain.slip import Slip
from common.domain.ticket import Leg, NewLeg, SlipState, Ticket
from common.domain.views import Desk, Menu, Seat, Seen, TicketStory, Visit
from common.domain.waits import WaitSpan
from common.halls import HallRecords, HallStore
from common.hearing import Announcement as Announcement  # noqa: PLC0414 - part of the ports
from common.hearing import Voice as Voice  # noqa: PLC0414 - likewise
from common.papers import PaperRecords, PaperStore
from common.reception import Reception
from common.setups import SetupRecords, SetupStore
from common.turns import TurnRecords, TurnStore

_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class PinRecord:
    """A stored PIN and its recent misses."""

    salt: str
    """What the PIN is stretched with, and the cost of that."""
    verifier: str
    """SHA-256 in hex of the stretched PIN; neither it nor the PIN can be had from this."""
    misses: int
    last_miss: datetime | None
    must_change: bool


@dataclass(frozen=True, slots=True)
class PinTry:
    """What was shown last at a counter, and the misses there, whosever PIN was tried."""

    operator: OperatorCode
    shown: str | None
    """As a verifier is; None once somebody was told what it is worth."""
    misses: int
    last_miss: datetime


class Records(
    Reception,
    PaperRecords,
    SetupRecords,
    CounterRecords,
    TurnRecords,
    HallRecords,
    DayRecords,
    Protocol,
):
    """One transaction of the store: everything in it happens, or nothing."""

    @property
    def now(self) -> datetime:
        """The store's clock in this transaction, aware UTC."""

    @property
    def evacuated_since(self) -> datetime | None:
        """Since when the building has to be left; None where nobody said so."""

    def set_evacuation(self, counter: CounterCode | None) -> None:
        """Say, from a counter, that the building has to be left; None lifts it."""

    def messages(self) -> tuple[Message, ...]:
        """Return what boards tell everybody now, the oldest first."""

    def put_message(self, message: Message) -> None:
        """Show a message, in place of one of the same name."""

    def remove_message(self, name: str) -> None:
        """Show a message no longer."""

    def floor(self) -> Floor:
        """Return the set-up that holds in this transaction."""

    # tickets
    def ticket_of_request(self, request: RequestId) -> tuple[Ticket, Leg] | None:
        """Return the ticket (with its first leg) that an earlier try of this intention got."""

    def take_number(self, day: date, series: SeriesCode) -> int:
        """Count the series up and return the day's next count, from 1."""

    def count_service(self, day: date, service: ServiceCode) -> int:
        """Count one more ticket of a service today and return the new count, locked."""

    def add_ticket(self, ticket: Ticket) -> Ticket:
        """Add a ticket (its id is ignored) and return it with its id."""

    def ticket(self, ticket: TicketId) -> Ticket:
        """Return a ticket; Refused(TICKET_GONE) when there is none."""

    def set_slip(self, ticket: TicketId, slip: SlipState) -> None:
        """Set what is known of a ticket's paper."""

    # legs
    def add_leg(self, leg: NewLeg) -> Leg:
        """Add a leg; the store gives id and version."""

    def leg(self, leg: LegId) -> Leg:
        """Return a leg; Refused(TICKET_GONE) when there is none."""

    def ahead_of(self, leg: Leg) -> int:
        """Count those of the same service and lane who wait and come before."""

    def due_behind(self, leg: Leg, most: int) -> tuple[datetime, ...]:
        """Return when the first so many others of a leg's service and lane who wait are due."""

    def claim_next(self, caller: Caller, day: date) -> tuple[Leg, Choice] | None:
        """Choose by the order of calls and lock a waiting leg; None only when nobody waits."""

    def move(self, seen: Leg, after: Leg) -> Leg:
        """Write `after` where id and version still equal `seen`; return it, version one more.

        Raises Refused(TICKET_GONE) when another moved it, Refused(ALREADY_SERVING) when the
        counter or the operator already has a visitor.
        """

    def current_leg(self, counter: CounterCode) -> Leg | None:
        """Return the leg called to or being served at a counter."""

    def held_at(self, counter: CounterCode) -> int:
        """Count today's visitors who were put aside at a counter."""

    # calls
    def add_call(self, leg: Leg, why: Mapping[str, object]) -> CallId:
        """Add the call of a leg that was just moved to *called*."""

    def repeat_call(self, leg: Leg) -> CallId:
        """Count the leg's call up and stamp it: news again for the board."""

    def close_call(self, leg: Leg, *, withdrawn: bool) -> None:
        """End the leg's open call, if there is one."""

    def call(self, call: CallId) -> Call:
        """Return a call; KeyError when there is none."""

    # what went on while the store was out of reach
    def leases(self, kiosk: DeviceCode, journal: JournalId, since: date) -> tuple[Lease, ...]:
        """Return what one journal of a kiosk was leased for a day and the days after it."""

    def lease(
        self, kiosk: DeviceCode, journal: JournalId, day: date, series: SeriesCode, size: int
    ) -> Lease | None:
        """Lease the next numbers of a reserve, fewer where it ends; None when it is used up."""

    def use_lease(
        self, kiosk: DeviceCode, journal: JournalId, day: date, series: SeriesCode, serial: int
    ) -> datetime | None:
        """Count a leased number as used; return when it was leased, None where it was not."""

    def ticket_of_number(self, day: date, series: SeriesCode, serial: int) -> Ticket | None:
        """Return the ticket that has a number of a day."""

    def legs_of(self, ticket: TicketId) -> tuple[Leg, ...]:
        """Return all legs of a ticket, the first one first."""

    def renumber(self, ticket: Ticket) -> None:
        """Give a ticket, and its calls with it, the number, token and moment it now has."""

    # people at counters
    def seat_at(self, counter: CounterCode) -> Seat | None:
        """Return who is at a counter."""

    def seat_of(self, operator: OperatorCode) -> Seat | None:
        """Return where an operator is."""

    def at_work(self) -> tuple[tuple[CounterCode, OperatorCode], ...]:
        """Return who may serve and keeps promises, and where, without keeping anyone there."""

    def open_seat(self, counter: CounterCode, operator: OperatorCode) -> Seat:
        """Seat an operator; Refused(COUNTER_TAKEN | OPERATOR_ELSEWHERE) in a race."""

    def close_seat(self, counter: CounterCode) -> None:
        """Free a counter."""

    def priority_run(self, counter: CounterCode) -> int:
        """Return the counter's priority calls in a row."""

    def set_priority_run(self, counter: CounterCode, run: int) -> None:
        """Remember the counter's priority calls in a row."""

    def pin(self, operator: OperatorCode) -> PinRecord | None:
        """Return the stored PIN of an operator."""

    def has_pins(self) -> bool:
        """Say whether anybody of the centre ever got a PIN."""

    def set_pin(self, operator: OperatorCode, pin: PinRecord) -> None:
        """Store an operator's PIN and misses."""

    def pin_try(self, counter: CounterCode) -> PinTry | None:
        """Return the last PIN that was shown at a counter."""

    def set_pin_try(self, counter: CounterCode, tried: PinTry) -> None:
        """Store what was shown at a counter."""

    def staff_entered(self, kiosk: DeviceCode, operator: OperatorCode) -> datetime | None:
        """Return when an operator last opened the staff menu of a kiosk today."""

    # set-up and log
    def put_catalogue(self, catalogue: Catalogue) -> int:
        """Replace the catalogue of the set-up and return the new version."""

    def log(  # noqa: PLR0913 - an event is as wide as what it names
        self,
        kind: EventKind,
        *,
        ticket: TicketId | None = None,
        leg: LegId | None = None,
        call: CallId | None = None,
        counter: CounterCode | None = None,
        operator: OperatorCode | None = None,
        device: DeviceCode | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Append an event, stamped with this transaction's clock."""

    def refused_since(self, moment: datetime, operator: OperatorCode, what: str) -> bool:
        """Say whether it was written down since then that somebody tried what he may not."""

    def acknowledge(
        self, device: DeviceCode, kind: EventKind, calls: Sequence[tuple[CallId, int, datetime]]
    ) -> None:
        """Write down which calls (id, times, when) a display has SHOWN or SPOKEN."""


class Store(
    PaperStore, SetupStore, HallStore, CounterStore, TurnStore, DayStore, AuditStore, Protocol
):
    """One centre's records; every method may raise Unavailable within the store's timeout."""

    def perform(
        self,
        rule: Callable[Concatenate[Records, _Parameters], _Answer],
        *args: _Parameters.args,
        **kwargs: _Parameters.kwargs,
    ) -> _Answer:
        """Do what a rule of `common.rules` says, whole or not at all; return its answer.

        A database that knows the rule by heart does it as one statement of its own.
        """

    def as_seen(self, seen: Seen) -> "Store":
        """Return the same store, whose rules are done only while a counter is as it was seen.

        Otherwise each raises Refused: NOT_SIGNED_IN, DESK_CHANGED where another sits there, and if
        the move is about who is at the window NOBODY_AT_COUNTER or, of another one, DESK_CHANGED.
        """

    def records(self) -> AbstractContextManager[Records]:
        """Open one transaction; it commits at the end, or not at all when an error leaves it."""

    def now(self) -> datetime:
        """Return the store's clock, aware UTC."""

    def floor(self) -> Floor:
        """Return the set-up."""

    def menu(self) -> Menu:
        """Return what kiosks offer now."""

    def board(self, display: Display | None) -> Board:
        """Return what a display shows; None is the whole hall."""

    def expected_waits(self) -> Mapping[ServiceCode, WaitSpan]:
        """Return what may be expected today, for the services of which enough is known."""

    def messages(self) -> tuple[Message, ...]:
        """Return what boards tell everybody now, the oldest first."""

    def desk(self, counter: CounterCode) -> Desk | None:
        """Return a counter's desk; None when nobody is signed in there."""

    def my_day(self, counter: CounterCode) -> MyDay | None:
        """Return the day of whoever sits at a counter; None when nobody is signed in there."""

    def find(self, label: str) -> Visit | None:
        """Return today's ticket with this number and its latest leg."""

    def has_pins(self) -> bool:
        """Say whether anybody of the centre ever got a PIN."""

    def without_pin(self) -> tuple[OperatorCode, ...]:
        """Return the operators who cannot sign in yet, in the order of the set-up."""

    def events(self, day: date) -> tuple[Event, ...]:
        """Return the day's log in order."""

    def stories(self, day: date) -> tuple[TicketStory, ...]:
        """Return each ticket's whole way, read from the log alone."""

    def close(self) -> None:
        """Let go of all connections."""


class Feed(Protocol):
    """Wakes an application when the store changed; only a wake-up, never the change itself."""

    def start(self, wake: Callable[[Change], None], state: Callable[[bool], None]) -> None:
        """Start listening on a thread of its own.

        `wake` is called after a change with whom it concerns (and once after every reconnect,
        with everything); `state(False)` when the store cannot be heard, `state(True)` when it
        can again. Both come on that thread.
        """

    def stop(self) -> None:
        """Stop and wait for the thread, at most a second."""


class Clock(Protocol):
    """Time of this computer; the store's clock decides where it matters."""

    def now(self) -> datetime:
        """Return the moment, aware UTC."""

    def monotonic(self) -> float:
        """Return seconds that never jump."""


@dataclass(frozen=True, slots=True)
class Raster:
    """One-bit rows, eight dots a byte, the leftmost dot highest; black is 1."""

    width: int
    height: int
    rows: bytes
    """`height` times `(width + 7) // 8` bytes."""


class SlipPainter(Protocol):
    """Draws a slip as dots."""

    def paint(self, slip: Slip, width_dots: int) -> Raster:
        """Return the slip as black and white dots, `width_dots` wide."""


@dataclass(frozen=True, slots=True)
class Printout:
    """How an attempt to print ended."""

    slip: SlipState
    state: PrinterState
    digest: str | None = None
    """SHA-256 in hex of the bytes from initialise to cut; None when nothing was sent."""
    paper_mm: float = 0.0
    """How much paper it took, where it was all printed."""


class Printer(Protocol):
    """Puts a slip on paper; never raises for trouble with paper, cable or power."""

    def status(self) -> PrinterState:
        """Ask the printer how it is, within the printer's timeout."""

    def print_slip(self, slip: Slip) -> Printout:
        """Print and report; PRINTED only when the printer confirmed it after the cut."""
