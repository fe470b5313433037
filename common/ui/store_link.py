"""The store as an application sees it: there or not, and changed."""

import logging
import math
import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from common.domain.change import EVERYTHING, Change, Concern
from common.domain.errors import Unavailable
from common.domain.pace import Pace
from common.ports import Feed, Store
from common.ui.tasks import Expected, TaskLane

T = TypeVar("T")

log = logging.getLogger(__name__)

FIRST_PAUSE_MS = 500
LONGEST_PAUSE_MS = 5_000
SHORTEST_PAUSE_MS = 50
"""Between two readings, even for what concerns the application at once."""
MOST_NAMED = 1_000
"""More services and counters than this at once are said to be everything."""


class Watch(QObject):
    """Wakes for what concerns one reader of the store, in his own pace.

    The first time at once, then at most once per `pause_ms` (50 ms for what concerns him at
    once), and always after the last change.
    """

    woken = Signal()

    def __init__(
        self, concern: Callable[[Change], Concern], pause_ms: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._concern = concern
        self._apart = {
            Concern.SOON: pause_ms / 1000,
            Concern.AT_ONCE: min(pause_ms, SHORTEST_PAUSE_MS) / 1000,
        }
        self._pace = Pace()
        self._again = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._again.timeout.connect(self._wake_when_due)
        self._stopped = False

    def follow(self, concern: Callable[[Change], Concern]) -> None:
        """Wake only for what concerns the reader from now on."""
        self._concern = concern

    def hear(self, change: Change) -> None:
        """Wake, now or when it is due, for a change that concerns the reader."""
        concern = Concern.SOON if change.everything else self._concern(change)
        if concern is not Concern.NONE and not self._stopped:
            self._pace.ask(time.monotonic(), self._apart[concern])
            self._wake_when_due()

    def stop(self) -> None:
        """Wake no more."""
        self._stopped = True
        self._again.stop()

    @Slot()
    def _wake_when_due(self) -> None:
        now = time.monotonic()
        if self._pace.take(now):
            self.woken.emit()
        wait = self._pace.wait(now)
        if wait is not None:
            self._again.start(math.ceil(wait * 1000))


class StoreLink(QObject):
    """Opens the store when it is there, wakes the presenter on changes, carries its questions.

    Waits calmly at boot and after a loss. `woken` means: read the whole state. It comes for what
    concerns the application, the first time at once, then at most once per `pause_ms` (50 ms for
    what concerns it at once), and always after the last change.
    """

    woken = Signal()
    heard = Signal(bool)
    _fed = Signal()
    _state = Signal(bool)

    def __init__(
        self,
        connect: Callable[[], tuple[Store, Feed]],
        *,
        pause_ms: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._connect = connect
        self._lane = TaskLane("records", self)
        self._store: Store | None = None
        self._feed: Feed | None = None
        self._wait_ms = FIRST_PAUSE_MS
        self._watches: list[Watch] = []
        self._own = self.watch(lambda _: Concern.SOON, pause_ms)
        self._own.woken.connect(self.woken)
        self._stopped = False
        self._said = Change()
        self._saying = threading.Lock()
        self._fed.connect(self._take_changes, Qt.ConnectionType.QueuedConnection)
        self._state.connect(self.heard, Qt.ConnectionType.QueuedConnection)

    def follow(self, concern: Callable[[Change], Concern]) -> None:
        """Wake only for what concerns the application; without this every change does."""
        self._own.follow(concern)

    def watch(self, concern: Callable[[Change], Concern], pause_ms: int) -> Watch:
        """Return what wakes another reader of the same store; it is heard until it is stopped."""
        watch = Watch(concern, pause_ms, self)
        self._watches.append(watch)
        return watch

    @Slot()
    def start(self) -> None:
        """Begin to look for the store."""
        if not self._stopped:
            self._lane.run(self._connect, self._opened, self._not_yet)

    def ask(
        self,
        question: Callable[[Store], T],
        done: Callable[[T], None],
        failed: Callable[[Expected], None],
    ) -> None:
        """Put a question to the store on the records lane; answers come on this thread.

        `failed` gets Refused or Unavailable; Unavailable also before the store was ever open.
        """

        def job() -> T:
            if self._store is None:
                words = "the store is not open yet"
                raise Unavailable(words)
            return question(self._store)

        self._lane.run(job, done, failed)

    def stop(self) -> None:
        """Let go of feed, store and thread."""
        self._stopped = True
        for watch in self._watches:
            watch.stop()
        if self._feed is not None:
            self._feed.stop()
        if self._store is not None:
            self._lane.run(self._store.close, lambda _: None, lambda _: None)
        self._lane.stop()

    def _opened(self, both: tuple[Store, Feed]) -> None:
        self._store, self._feed = both
        if self._stopped:
            return
        self._feed.start(self._say, self._state.emit)
        self.heard.emit(True)  # noqa: FBT003 - a signal's value has no name
        self._wake(EVERYTHING)

    def _not_yet(self, error: Expected) -> None:
        log.info("the store is not there yet: %s", error)
        self.heard.emit(False)  # noqa: FBT003 - a signal's value has no name
        jitter = random.uniform(0.7, 1.3)  # noqa: S311 - spreads retries, guards nothing
        QTimer.singleShot(round(self._wait_ms * jitter), self, self.start)
        self._wait_ms = min(self._wait_ms * 2, LONGEST_PAUSE_MS)

    def _say(self, change: Change) -> None:
        """Put a change, heard on the feed's thread, with those not yet taken: one event for all."""
        with self._saying:
            first = not self._said
            whole = self._said | change
            many = len(whole.services) + len(whole.counters) > MOST_NAMED
            self._said = EVERYTHING if many else whole
        if first:
            self._fed.emit()

    @Slot()
    def _take_changes(self) -> None:
        with self._saying:
            change, self._said = self._said, Change()
        self._wake(change)

    def _wake(self, change: Change) -> None:
        for watch in self._watches:
            watch.hear(change)
