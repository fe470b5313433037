"""What lets the kiosk go on without the store, and brings back what it did."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from common.domain.begun import Begun
from common.domain.errors import Refused, Unavailable
from common.domain.ids import DeviceCode, RequestId
from common.domain.outage import Due, Kept, Lease, Memory, OfflineTicket, Outcome, Replayed
from common.domain.views import Issued, Menu
from common.journals import KioskJournal
from common.ports import Clock, Printout, Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected, TaskLane
from common.usecases.alone import Intention, issue_alone, kept_in
from common.usecases.outage import lease_numbers, replay_offline
from kiosk.finder import Finder

T = TypeVar("T")

AT_ONCE = 50
"""So many tickets, and lost requests, are brought back in one transaction."""
REMEMBER_EVERY = timedelta(seconds=20)
LEASE_EVERY = timedelta(minutes=10)
REOPEN_MS = 2_000
"""A program that was killed may hold the journal until the disk has answered it."""
FEW = 3
"""With so few numbers of a series left the log raises an alarm."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """A good reading of the store, and this computer's clock at that moment."""

    menu: Menu
    now: datetime
    here: datetime


@dataclass(frozen=True, slots=True)
class _Opened:
    journal: KioskJournal
    kept: Kept | None
    due: bool
    finder: Finder | None
    begun: tuple[Begun, ...]


class Reserve(QObject):
    """Keeps the journal on a thread of its own; gives numbers, and brings them back.

    While the store is out of reach `menu` says what may be offered. After each good reading it
    brings back what is due, the uncertain first, and fills up the numbers.
    """

    opened = Signal(object)
    """The journal was read; carries the finder of its services, None where it has none."""

    def __init__(
        self,
        open_journal: Callable[[], KioskJournal],
        link: StoreLink,
        clock: Clock,
        device: DeviceCode,
        parent: QObject | None = None,
        *,
        reopen_ms: int = REOPEN_MS,
    ) -> None:
        super().__init__(parent)
        self._reopen_ms = reopen_ms
        self._open, self._link, self._clock, self._device = open_journal, link, clock, device
        self._lane = TaskLane("journal", self)
        self._journal: KioskJournal | None = None
        self._kept: Kept | None = None
        self._due = False
        """Something may have to be brought back."""
        self._calling = False
        self._leased_at: datetime | None = None
        self._appointments = False
        """Somebody had one when the store was there last: they are told that it is away."""
        self._evacuated_since: datetime | None = None
        self.begun: tuple[Begun, ...] = ()
        """What was begun before this program started, and not finished."""

    def start(self) -> None:
        """Open the journal, if not at once then later."""
        self._lane.insist(self._open_and_read, self._take_journal, self._fail, self._reopen_ms)

    def stop(self) -> None:
        """Let go of the journal."""
        if self._journal is not None:
            self._lane.run(self._journal.close, _nothing, self._fail)
        self._lane.stop()

    @property
    def has_due(self) -> bool:
        """Say whether something may still have to be brought back."""
        return self._due or self._calling

    def menu(self) -> Menu | None:
        """Return what may be offered without the store; None when nothing may."""
        kept = self._kept
        if kept is None or not kept.leases:
            return None
        menu = replace(
            kept.menu(self.now()),
            appointments=self._appointments,
            evacuated_since=self._evacuated_since,
        )
        return menu.of(self._device)

    def now(self) -> datetime:
        """Return the store's time by the journal; this computer's before it has seen the store."""
        here = self._clock.now()
        return here if self._kept is None else self._kept.store_time(here)

    def see(self, seen: Seen) -> None:
        """Take note that the store is there: remember its set-up, bring back what is due."""
        journal = self._journal
        self._appointments = seen.menu.appointments
        self._evacuated_since = seen.menu.evacuated_since
        if journal is None:
            return
        memory = _memory_of(seen)
        if self._is_news(memory):
            self._run(lambda: journal.remember(memory), _nothing)
        self._call_home(seen.now)

    def issue(
        self,
        wanted: Intention,
        now: datetime,
        done: Callable[[Issued], None],
        failed: Callable[[Expected], None],
    ) -> None:
        """Give a number of the reserve; it is on the disk before `done` is called."""
        journal = self._journal
        if journal is None:
            failed(Unavailable("the kiosk has no journal"))
            return

        def given(issued: Issued) -> None:
            self._due = True
            self._watch_numbers(issued)
            done(issued)

        self._run(lambda: issue_alone(journal, self._device, wanted, now), given, failed)

    def note(self, request: RequestId, printout: Printout) -> None:
        """Write down how the paper of a reserve number ended."""
        journal = self._journal
        if journal is not None:
            self._due = True
            self._run(lambda: journal.note_slip(request, printout.slip, printout.digest), _nothing)

    def lose(self, request: RequestId) -> None:
        """Write down a request whose answer was lost and whose visitor got no number."""
        journal = self._journal
        if journal is not None:
            self._due = True
            self._run(lambda: journal.lose(request), _nothing)

    def paper_of(self, request: RequestId) -> OfflineTicket | None:
        """Return the number of the reserve that was given for a request."""
        papers = () if self._kept is None else self._kept.papers
        return next((paper for paper in papers if paper.request == request), None)

    def write(self, job: Callable[[KioskJournal], None], then: Callable[[], None]) -> None:
        """Write something of one's own into the journal; `then` follows whether or not it could."""
        journal = self._journal
        if journal is None:
            then()
            return

        def failed(error: Expected) -> None:
            self._fail(error)
            then()

        self._run(lambda: job(journal), lambda _: then(), failed)

    # the journal

    def _open_and_read(self) -> _Opened:
        journal = self._open()
        kept = kept_in(journal)
        finder = None if kept is None else Finder(kept.menu(kept.memory.at).of(self._device))
        return _Opened(journal, kept, bool(journal.due()), finder, journal.begun())

    def _take_journal(self, opened: _Opened) -> None:
        self._journal, self._kept, self._due = opened.journal, opened.kept, opened.due
        self.begun = opened.begun
        if opened.kept is not None and self._leased_at is None:
            # Nothing was heard of the store since the start: what held then still does.
            self._evacuated_since = opened.kept.memory.evacuated_since
        self.opened.emit(opened.finder)

    def _run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Expected], None] | None = None,
    ) -> None:
        """Do something with the journal, and know afterwards what it holds."""
        journal = self._journal

        def both() -> tuple[T, Kept | None]:
            if journal is None:
                raise Unavailable("the kiosk has no journal")
            return job(), kept_in(journal)

        def told(answer: tuple[T, Kept | None]) -> None:
            self._kept = answer[1]
            done(answer[0])

        self._lane.run(both, told, failed or self._fail)

    def _fail(self, error: Expected) -> None:
        log.error("without the store this kiosk cannot go on: %s", error)

    def _is_news(self, memory: Memory) -> bool:
        before = None if self._kept is None else self._kept.memory
        return (
            before is None
            or before.floor.version != memory.floor.version
            or before.taken != memory.taken
            or before.evacuated_since != memory.evacuated_since
            or memory.at - before.at >= REMEMBER_EVERY
        )

    def _watch_numbers(self, issued: Issued) -> None:
        """Raise the alarm: the store is away and numbers are being used up."""
        ticket, kept = issued.ticket, self._kept
        if kept is None or issued.again:
            return
        mine = (ticket.day, ticket.series)
        held = sum(one.last - one.first + 1 for one in kept.leases if (one.day, one.series) == mine)
        left = held - sum((one.day, one.series) == mine for one in kept.papers)
        say = log.error if left <= FEW else log.warning
        say(
            "reserve number %s was given without the store; left of its series: %d",
            ticket.label,
            left,
        )

    # what is brought back

    def _call_home(self, now: datetime) -> None:
        if self._calling:
            return
        if self._due:
            self._calling = True
            self._due = False
            self._replay_next()
        elif self._wants_numbers(now):
            self._calling = True
            self._leased_at = now
            self._ask_for_numbers()

    def _wants_numbers(self, now: datetime) -> bool:
        before, kept = self._leased_at, self._kept
        if before is None or kept is None or now - before >= LEASE_EVERY:
            return True
        return kept.memory.day(before) != kept.memory.day(now)

    def _replay_next(self) -> None:
        journal = self._journal
        if journal is not None:
            self._run(journal.due, self._replay, self._cannot_replay)

    def _replay(self, due: Due) -> None:
        journal = self._journal
        if journal is None or not due:
            self._leased_at = None
            self._calling = False
            return
        first = sorted(due.tickets, key=lambda one: (not one.uncertain, one.arrived_at))
        part = replace(due, tickets=tuple(first[:AT_ONCE]), lost=due.lost[:AT_ONCE])
        name, device = journal.id, self._device

        def question(store: Store) -> tuple[Replayed, ...]:
            return replay_offline(store, device, name, part.tickets, part.lost)

        self._link.ask(question, partial(self._settle, part), self._cannot_replay)

    def _settle(self, part: Due, replayed: tuple[Replayed, ...]) -> None:
        journal = self._journal
        if journal is None:
            return
        papers = {each.request: each for each in part.tickets}
        for one in replayed:
            paper = papers[one.request]
            if one.outcome is Outcome.NUMBER_TAKEN:
                log.error("%s is on paper twice; its visitor must be served by hand", paper.label)
            elif one.outcome is Outcome.TOO_OLD:
                log.error("%s of %s comes too late for the store", paper.label, paper.day)
        log.info("%d tickets given without the store were brought back", len(replayed))
        self._run(
            lambda: journal.settle(part, replayed),
            lambda _: self._replay_next(),
            self._cannot_replay,
        )

    def _cannot_replay(self, error: Expected) -> None:
        self._due, self._calling = True, False
        say = log.error if isinstance(error, Refused) else log.warning
        say("tickets given without the store are not brought back yet: %s", error)

    def _ask_for_numbers(self) -> None:
        journal = self._journal
        if journal is not None:
            name, device = journal.id, self._device
            self._link.ask(
                lambda store: lease_numbers(store, device, name), self._hold, self._no_numbers
            )

    def _hold(self, leases: tuple[Lease, ...]) -> None:
        journal = self._journal
        self._calling = False
        if journal is not None and (self._kept is None or leases != self._kept.leases):
            self._run(lambda: journal.hold(leases), _nothing)

    def _no_numbers(self, error: Expected) -> None:
        self._calling = False
        log.warning("no numbers were leased for the time without the store: %s", error)


def _memory_of(seen: Seen) -> Memory:
    floor = seen.menu.floor
    limited = [code for code, rules in floor.services.items() if rules.daily_limit is not None]
    return Memory(
        floor=floor,
        at=seen.menu.at,
        ahead=seen.now - seen.here,
        taken={
            code: seen.menu.services[code].taken for code in limited if code in seen.menu.services
        },
        evacuated_since=seen.menu.evacuated_since,
    )


def _nothing(_answer: object) -> None:
    """Do nothing more: it is written."""
