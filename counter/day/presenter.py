"""Decides what the page of the day's end shows; the only one that changes its state."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from common.clock import SystemClock
from common.domain.change import Change, Concern
from common.domain.day_end import DayNow, Settled
from common.domain.errors import Reason, Refused, Unavailable
from common.domain.floor import Floor
from common.domain.ids import CounterCode, TicketId
from common.domain.reasons import one_line
from common.domain.views import Seat
from common.domain.words import Language
from common.ports import Store
from common.ui.one_at_a_time import OneAtATime
from common.ui.store_link import StoreLink
from common.usecases import day_end
from counter.day.state import DayState
from counter.lost_answer import LostAnswer

PAUSE_MS = 1_000
READ_EVERY_MS = 5_000
"""A store that cannot be heard wakes nobody."""
CONFIRM_MS = 10_000
"""How long the second press is waited for."""


class DayPresenter(QObject):
    """Reads what is left of the day while somebody looks at it, and ends it."""

    changed = Signal(DayState)

    def __init__(self, link: StoreLink, clock: SystemClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._clock = link, clock
        self._state = DayState(Language.AZ)
        self._is_done: Callable[[DayNow], bool] = lambda _: False
        self._readings = OneAtATime(self._begin_reading)
        self._watch = link.watch(self._concern, PAUSE_MS)
        self._watch.woken.connect(self.read)
        self._reads = QTimer(self, interval=READ_EVERY_MS)
        self._reads.timeout.connect(self.read)
        self._forgets = QTimer(self, interval=CONFIRM_MS, singleShot=True)
        self._forgets.timeout.connect(self.think_again)

    @property
    def state(self) -> DayState:
        """Return what is shown now."""
        return self._state

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Begin to show the day to who sits at the counter."""
        state = self._state
        if state.seat is None or state.seat.operator.code != seat.operator.code:
            state = DayState(language)
        self._put(replace(state, seat=seat, floor=floor, language=language))
        self._reads.start()
        self.read()

    def leave(self) -> None:
        """Show nothing any more, and keep nothing of it."""
        self._reads.stop()
        self._forgets.stop()
        self._put(DayState(self._state.language))

    @Slot()
    def read(self) -> None:
        """Read the day, or once more after the reading that is under way."""
        self._readings.want()

    def _begin_reading(self) -> bool:
        seat = self._state.seat
        if seat is None:
            return False
        code = seat.counter.code
        self._link.ask(lambda store: store.day_now(code), self._take, self._fail)
        return True

    @Slot(Settled, list, str)
    def settle(self, how: Settled, tickets: Sequence[TicketId], words: str) -> None:
        """Say what became of some of the open visitors."""
        note = one_line(words)

        def ask(store: Store, counter: CounterCode) -> None:
            for ticket in tickets:
                try:
                    day_end.settle(store, counter, how, ticket=ticket, words=note)
                except Refused as refused:
                    # Somebody else was quicker; the others are settled all the same.
                    if refused.reason is not Reason.TICKET_GONE:
                        raise

        if tickets and self._state.may_settle:
            self._ask(ask, lambda day: not any(one.ticket in tickets for one in day.visits))

    @Slot()
    def close_counters(self) -> None:
        """Close the counters that are still open, but those where somebody is served."""
        if self._state.alive:
            self._ask(day_end.close_counters, lambda day: all(one.busy for one in day.counters))

    @Slot()
    def close_day(self) -> None:
        """Close the day at the second press."""
        if not self._state.may_close:
            return
        if self._state.confirming:
            self._ask(day_end.end_day, lambda day: day.ended_since is not None)
        else:
            self._put(replace(self._state, confirming=True, said=None))
            self._forgets.start()

    @Slot()
    def think_again(self) -> None:
        """Close nothing."""
        self._put(replace(self._state, confirming=False))

    @Slot()
    def reopen(self) -> None:
        """Let the day go on."""
        if self._state.alive:
            self._ask(day_end.reopen_day, lambda day: day.ended_since is None)

    def _ask(
        self, usecase: Callable[[Store, CounterCode], object], is_done: Callable[[DayNow], bool]
    ) -> None:
        """Ask for something; `is_done` tells of a day whether that was done to it."""
        seat = self._state.seat
        if seat is None:
            return
        self._is_done = is_done
        self._put(replace(self._state, pending=True, confirming=False, said=None))
        self._link.ask(
            lambda store: usecase(store.as_seen(seat.as_seen()), seat.counter.code),
            self._did,
            self._refuse,
        )

    def _did(self, _answer: object) -> None:
        self._put(replace(self._state, pending=False))
        self.read()

    def _refuse(self, error: Refused | Unavailable) -> None:
        self._put(replace(self._state, pending=False, said=error))
        self.read()

    def _concern(self, _change: Change) -> Concern:
        return Concern.NONE if self._state.seat is None else Concern.SOON

    def _take(self, day: DayNow) -> None:
        if self._state.seat is not None:
            said = self._state.said
            if isinstance(said, Unavailable) and not isinstance(said, LostAnswer):
                said = LostAnswer(done=self._is_done(day))
            self._put(replace(self._state, day=day, lost_since=None, said=said))
        self._readings.ended()

    def _fail(self, error: Refused | Unavailable) -> None:
        if self._state.seat is not None and isinstance(error, Unavailable):
            lost = self._state.lost_since or self._clock.now()
            self._put(replace(self._state, lost_since=lost))
        elif self._state.seat is not None:
            self._put(replace(self._state, said=error))
        self._readings.ended()

    def _put(self, state: DayState) -> None:
        self._state = state
        self.changed.emit(state)
