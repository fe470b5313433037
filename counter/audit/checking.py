"""The check of a day's seals: one piece after another on the records lane, with an end to it."""

from datetime import date

from PySide6.QtCore import QObject, Signal

from common.clock import SystemClock
from common.domain.audits import DayWalk
from common.domain.ids import CounterCode
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.audits import begin_check, go_on_check
from counter.audit.state import Found, GivenUp
from counter.audit.wording import Wording
from counter.notice import words_of

GIVEN_UP_AFTER = 60.0
"""Seconds for the check of a day."""


class Checking(QObject):
    """Checks the seals of one day; moves that others ask for come in between."""

    moved = Signal(object)
    """A DayWalk as far as it is."""
    ended = Signal(object)
    """How it ended: a `Found`."""

    def __init__(self, link: StoreLink, clock: SystemClock, parent: QObject) -> None:
        super().__init__(parent)
        self._link, self._clock = link, clock
        self._round = 0

    def begin(self, counter: CounterCode, day: date) -> None:
        """Begin the check of a day."""
        self._round += 1
        mine, since = self._round, self._clock.monotonic()

        def take(walk: DayWalk, *, ended: bool = False) -> None:
            if mine != self._round:
                return
            if ended and walk.done:
                self._round += 1
                self.ended.emit(walk)
            elif self._clock.monotonic() - since > GIVEN_UP_AFTER:
                self._round += 1
                self.ended.emit(GivenUp())
            else:
                self.moved.emit(walk)
                self._link.ask(
                    lambda store: go_on_check(store, counter, walk),
                    lambda further: take(further, ended=True),
                    fail,
                )

        def fail(error: Expected) -> None:
            if mine == self._round:
                self._round += 1
                self.ended.emit(error)

        self._link.ask(lambda store: begin_check(store, counter, day), take, fail)

    def stop(self) -> None:
        """Let the check be; what it still answers is not wanted."""
        self._round += 1


def found_words(ended: Found, say: Wording) -> tuple[str, bool]:
    """Return what a check found, and whether that is bad: the unknown is never said to be fine."""
    if isinstance(ended, GivenUp):
        return say.text("audit.chain.late"), True
    if not isinstance(ended, DayWalk):
        return say.text("audit.chain.unknown", why=words_of(ended, say.text)), True
    day, left = say.day(ended.of.day), ended.of.unsealed
    rest = f" {say.text('audit.chain.unsealed', n=left)}" if left else ""
    if ended.count:
        return say.text("audit.chain.bad", day=day, n=ended.count) + rest, True
    if not ended.of.sealed:
        return say.text("audit.chain.none", day=day) + rest, True
    return say.text("audit.chain.fine", day=day, n=ended.of.sealed) + rest, bool(left)
