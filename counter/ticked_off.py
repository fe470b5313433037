"""Visitors whom the operator served by hand: written down here, made good in the store later."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from common.domain.ids import CounterCode
from common.domain.numbers import FIRST_RESERVE, split_label
from common.domain.outage import LAST_RESERVE, ByHand, Reconciled, ServedByHand
from common.domain.views import Desk
from common.journals import CounterJournal
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected, TaskLane
from common.usecases.outage import reconcile_by_hand

AGAIN_AFTER = timedelta(seconds=5)
"""A number whose kiosk has not come back yet is looked for again after this."""
KEPT_FOR = timedelta(days=1)
REOPEN_MS = 2_000
"""A program that was killed may hold the journal until the disk has answered it."""

T = TypeVar("T")

log = logging.getLogger(__name__)

Ticks = tuple[ServedByHand, ...]


class TickedOff(QObject):
    """Keeps the ticks in a journal on a thread of its own until the store has taken them over."""

    changed = Signal(object)
    """The ticks that are not reconciled yet."""
    reconciled = Signal(object)
    """What the store made of those it was asked about."""

    def __init__(
        self,
        open_journal: Callable[[], CounterJournal],
        link: StoreLink,
        parent: QObject | None = None,
        *,
        reopen_ms: int = REOPEN_MS,
    ) -> None:
        super().__init__(parent)
        self._reopen_ms = reopen_ms
        self._open, self._link = open_journal, link
        self._lane = TaskLane("journal", self)
        self._journal: CounterJournal | None = None
        self._ticks: Ticks = ()
        self._asking = False
        self._asked_at: datetime | None = None
        self._told: frozenset[str] = frozenset()
        """Numbers that are awaited, and of which the operator has been told."""

    @property
    def ready(self) -> bool:
        """Say whether a tick can be written down."""
        return self._journal is not None

    def start(self) -> None:
        """Open the journal, if not at once then later."""

        def job() -> tuple[CounterJournal, Ticks]:
            journal = self._open()
            return journal, journal.ticks()

        def opened(found: tuple[CounterJournal, Ticks]) -> None:
            self._journal = found[0]
            self._take(found[1])

        self._lane.insist(job, opened, self._fail, self._reopen_ms)

    def stop(self) -> None:
        """Let go of the journal."""
        if self._journal is not None:
            self._lane.run(self._journal.close, lambda _: None, self._fail)
        self._lane.stop()

    def write(
        self,
        job: Callable[[CounterJournal], T],
        done: Callable[[T], None],
        failed: Callable[[], None],
    ) -> None:
        """Do something with the journal; `failed` follows where that cannot be done."""
        journal = self._journal
        if journal is None:
            failed()
            return

        def miss(error: Expected) -> None:
            log.error("the journal of this counter cannot be used: %s", error)
            failed()

        self._lane.run(lambda: job(journal), done, miss)

    def tick(self, served: ServedByHand) -> None:
        """Write down that a visitor was served; take it back where he was ticked off before."""
        journal = self._journal
        if journal is None:
            return
        again = any(one.label == served.label for one in self._ticks)

        def job() -> Ticks:
            if again:
                journal.untick(served.label)
            else:
                journal.tick(served)
            return journal.ticks()

        self._lane.run(job, self._take, self._fail)

    def reconcile(self, counter: CounterCode, now: datetime) -> None:
        """Ask the store to mark as done whom this counter served; `reconciled` may follow."""
        waits = self._asked_at is not None and now - self._asked_at < AGAIN_AFTER
        if not self._ticks or self._asking or waits:
            return
        self._asking, self._asked_at = True, now
        ticks = self._ticks

        def failed(error: Expected) -> None:
            self._asking = False
            log.warning("who was served by hand is not written down yet: %s", error)

        self._link.ask(
            lambda store: reconcile_by_hand(store, counter, ticks),
            lambda outcomes: self._settle(ticks, outcomes, now),
            failed,
        )

    def _settle(self, ticks: Ticks, outcomes: tuple[Reconciled, ...], now: datetime) -> None:
        self._asking = False
        journal = self._journal
        over = [
            tick.label
            for tick, one in zip(ticks, outcomes, strict=True)
            if not is_awaited(one) or now - tick.served_at > KEPT_FOR
        ]
        log.info("%d visitors served by hand were reconciled", len(over))
        if journal is None:
            return

        def job() -> Ticks:
            journal.settle(over)
            return journal.ticks()

        news = tuple(one for one in outcomes if not is_awaited(one) or one.label not in self._told)
        self._told = frozenset(one.label for one in outcomes if is_awaited(one))

        def settled(left: Ticks) -> None:
            self._take(left)
            if news:
                self.reconciled.emit(news)

        self._lane.run(job, settled, self._fail)

    def _take(self, ticks: Ticks) -> None:
        self._ticks = ticks
        self.changed.emit(ticks)

    def _fail(self, error: Expected) -> None:
        log.error("visitors served by hand cannot be written down: %s", error)


def is_awaited(one: Reconciled) -> bool:
    """Say whether a number may still come: its kiosk has not brought it back yet."""
    return one.outcome is ByHand.NOT_FOUND and is_reserve(one.label)


def is_reserve(label: str) -> bool:
    """Say whether a kiosk gave this number without the store."""
    return FIRST_RESERVE <= split_label(label)[1] <= LAST_RESERVE


def served_now(desk: Desk, label: str, now: datetime) -> ServedByHand:
    """Return that a number was served, with what the desk knew of its visitor."""
    at_window = () if desk.current is None else (desk.current,)
    here = (*at_window, *desk.queue, *desk.held)
    leg = next((visit.leg for visit in here if visit.ticket.label == label), None)
    return (
        ServedByHand(label, now) if leg is None else ServedByHand(label, now, leg.id, leg.version)
    )
