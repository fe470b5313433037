"""One centre's records in a database."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from common.domain.audits import ActCount, ChainDay, ChainState, LogAsked, LogPage
from common.domain.board import Board
from common.domain.day_end import DayNow
from common.domain.events import Event
from common.domain.floor import Display, Floor
from common.domain.hall import HallNow
from common.domain.ids import CentreCode, CounterCode, DeviceCode, LegId, OperatorCode, ServiceCode
from common.domain.messages import Message
from common.domain.my_day import MyDay
from common.domain.printers import MissingSlip, PrinterNow
from common.domain.sealing import Link
from common.domain.setups import SetupVersion
from common.domain.turns import OutOfTurn
from common.domain.views import Desk, Leaving, Menu, Seen, TicketStory, Visit
from common.domain.waits import WaitSpan
from common.ports import Clock, Records
from common.rules.steps import require_seen
from common.store.board import read_board
from common.store.by_heart import perform_twin
from common.store.chain_days import chain_links, chain_of_day, chain_state
from common.store.day_now import read_day
from common.store.desk import read_desk
from common.store.engine import Engines
from common.store.faults import reaching
from common.store.hall import read_hall
from common.store.log_pages import acts_of_day, log_page
from common.store.menu import read_menu
from common.store.my_day import read_my_day
from common.store.records import CentreRecords
from common.store.schema import check_revision
from common.store.stories import tell_stories
from common.store.transaction import KnownFloor
from common.store.turn_report import out_of_turn
from common.store.twins import TWINS
from common.store.visits import find_visit
from common.store.waits import expected_waits
from common.usecases.refusals import noting_reading

_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")


class CentreStore:
    """One centre's records; every method answers or raises Unavailable in time."""

    def __init__(self, engines: Engines, centre: CentreCode, clock: Clock | None) -> None:
        self._engines = engines
        self._centre = centre
        self._clock = clock
        self._known = KnownFloor()
        self._checked = False
        self._seen: Seen | None = None

    def as_seen(self, seen: Seen) -> "CentreStore":
        """Return the same store, whose rules are done only while a counter is as it was seen."""
        other = copy(self)
        other._seen = seen  # noqa: SLF001 - another of the same class
        return other

    def perform(
        self,
        rule: Callable[Concatenate[Records, _Parameters], _Answer],
        *args: _Parameters.args,
        **kwargs: _Parameters.kwargs,
    ) -> _Answer:
        """Do what a rule says, whole or not at all; return its answer."""
        engine, twin = self._engines.by_heart, TWINS.get(rule)
        if engine is None or twin is None:
            with self.records() as records:
                if self._seen is not None:
                    require_seen(records, self._seen)
                return rule(records, *args, **kwargs)
        if not self._checked:
            self.now()
        values = twin.values(*args, **kwargs)
        with reaching():
            rows = perform_twin(engine, self._centre, self._clock, twin, values, self._seen)
        # A twin answers as its rule does: the same tests hold both to it.
        return cast("_Answer", twin.answer(rows, self.floor))

    @contextmanager
    def records(self) -> Iterator[CentreRecords]:
        """Open one transaction; it commits at the end, or not at all when an error leaves it."""
        with self._transaction(self._engines.writes, writes=True) as records:
            yield records
            records.write_log()

    def now(self) -> datetime:
        """Return the store's clock, aware UTC."""
        with self._reading() as records:
            return records.now

    def floor(self) -> Floor:
        """Return the set-up."""
        with self._reading() as records:
            return records.floor()

    def menu(self) -> Menu:
        """Return what kiosks offer now."""
        with self._reading() as records:
            return read_menu(records)

    def board(self, display: Display | None) -> Board:
        """Return what a display shows; None is the whole hall."""
        with self._reading() as records:
            return read_board(records, display)

    def expected_waits(self) -> Mapping[ServiceCode, WaitSpan]:
        """Return what may be expected today, for the services of which enough is known."""
        with self._reading() as records:
            return expected_waits(records)

    def messages(self) -> tuple[Message, ...]:
        """Return what boards tell everybody now, the oldest first."""
        with self._reading() as records:
            return records.messages()

    def desk(self, counter: CounterCode) -> Desk | None:
        """Return a counter's desk; None when nobody is signed in there."""
        with self._reading() as records:
            return read_desk(records, counter)

    def my_day(self, counter: CounterCode) -> MyDay | None:
        """Return the day of whoever sits at a counter; None when nobody is signed in there."""
        with self._reading() as records:
            return read_my_day(records, counter)

    def left(self, counter: CounterCode) -> Leaving | None:
        """Return how the last seat at a counter ended today; None where none has."""
        with self._reading() as records:
            left = records.left(counter)
            return None if left is None else replace(left, held=records.held_at(counter))

    def settled_by(self, counter: CounterCode, leg: LegId) -> OperatorCode | None:
        """Return who ended one of a counter's visits of today without serving it; None: nobody."""
        with self._reading() as records:
            return records.settled_by(counter, leg)

    def find(self, label: str) -> Visit | None:
        """Return today's ticket with this number and its latest leg."""
        with self._reading() as records:
            return find_visit(records, label)

    def has_pins(self) -> bool:
        """Say whether anybody of the centre ever got a PIN."""
        with self._reading() as records:
            return records.has_pins()

    def without_pin(self) -> tuple[OperatorCode, ...]:
        """Return the operators who cannot sign in yet, in the order of the set-up."""
        with self._reading() as records:
            return records.without_pin()

    def events(self, day: date) -> tuple[Event, ...]:
        """Return the day's log in order."""
        with self._reading() as records:
            return records.events_of(day)

    def stories(self, day: date) -> tuple[TicketStory, ...]:
        """Return each ticket's whole way, read from the log alone."""
        with self._reading() as records:
            return tell_stories(day, records.events_of_tickets(day))

    def printers(self) -> tuple[PrinterNow, ...]:
        """Return what kiosks say of their printers, in the order of the set-up."""
        with self._reading() as records:
            return records.printers()

    def printed_lately(self) -> Mapping[DeviceCode, tuple[datetime, ...]]:
        """Return when each kiosk gave the slips of the last two hours, oldest first."""
        with self._reading() as records:
            return records.printed_lately()

    def missing_slips(self, counter: CounterCode) -> tuple[MissingSlip, ...]:
        """Return who waits today and may have no paper, for one who may see the floor."""
        with self._permitted(counter) as records:
            return records.missing_slips(counter)

    def setup_versions(self) -> tuple[SetupVersion, ...]:
        """Return all versions of the set-up that were kept, the newest first."""
        with self._reading() as records:
            return records.setup_versions()

    def setup_version(self, version: int) -> str | None:
        """Return a version as the text of a floor file; None where it was not kept."""
        with self._reading() as records:
            return records.setup_version(version)

    def hall(self, counter: CounterCode) -> HallNow:
        """Return the hall as whoever sits at a counter may see it."""
        with self._permitted(counter) as records:
            return read_hall(records, counter)

    def day_now(self, counter: CounterCode) -> DayNow:
        """Return what is left of the day, to whoever may END_DAY at a counter."""
        with self._permitted(counter) as records:
            return read_day(records, counter)

    def out_of_turn(self, day: date, counter: CounterCode | None = None) -> tuple[OutOfTurn, ...]:
        """Return what was out of turn on a day, in order, to whoever may AUDIT at a counter."""
        with self._permitted(counter) as records:
            return out_of_turn(records, day, counter)

    def log_page(self, counter: CounterCode, asked: LogAsked) -> LogPage:
        """Return some lines of the log, the newest first, to whoever may AUDIT at a counter."""
        with self._permitted(counter) as records:
            return log_page(records, counter, asked)

    def acts_of_day(self, counter: CounterCode, day: date) -> tuple[ActCount, ...]:
        """Count what each operator did on a day, for whoever may AUDIT at a counter."""
        with self._permitted(counter) as records:
            return acts_of_day(records, counter, day)

    def chain_state(self, counter: CounterCode) -> ChainState:
        """Return how far the log is sealed, and when it was checked last."""
        with self._permitted(counter) as records:
            return chain_state(records, counter)

    def chain_of_day(self, counter: CounterCode, day: date) -> ChainDay:
        """Return the part of the chain that a day lies in."""
        with self._permitted(counter) as records:
            return chain_of_day(records, counter, day)

    def chain_links(self, counter: CounterCode, after: int) -> Sequence[Link]:
        """Return some links of the chain."""
        with self._permitted(counter) as records:
            return chain_links(records, counter, after)

    def close(self) -> None:
        """Let go of all connections."""
        self._engines.close()

    @contextmanager
    def _reading(self) -> Iterator[CentreRecords]:
        with self._transaction(self._engines.reads, writes=False) as records:
            yield records

    @contextmanager
    def _permitted(self, counter: CounterCode | None) -> Iterator[CentreRecords]:
        """Read what needs a permission; that it was refused is written down."""
        with noting_reading(self, counter), self._reading() as records:
            yield records

    @contextmanager
    def _transaction(self, engine: Engine, *, writes: bool) -> Iterator[CentreRecords]:
        with reaching():
            records = self._begin_again(engine, writes=writes)
            with records.connection as connection:
                yield records
                connection.commit()

    def _begin_again(self, engine: Engine, *, writes: bool) -> CentreRecords:
        """Begin; where a connection kept from before turns out to be dead, on a new one."""
        try:
            return self._begin(engine, writes=writes)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        return self._begin(engine, writes=writes)

    def _begin(self, engine: Engine, *, writes: bool) -> CentreRecords:
        connection = engine.connect()
        try:
            connection.begin()
            if not self._checked:
                check_revision(connection)
                self._checked = True
            return CentreRecords(connection, self._centre, self._known, self._clock, writes=writes)
        except BaseException:
            connection.close()
            raise
