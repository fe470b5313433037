"""The store as an application sees it: there or not, and changed."""

import logging
import random
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from common.domain.errors import Unavailable
from common.ports import Feed, Store
from common.ui.tasks import Expected, TaskLane

T = TypeVar("T")

log = logging.getLogger(__name__)

FIRST_PAUSE_MS = 500
LONGEST_PAUSE_MS = 5_000


class StoreLink(QObject):
    """Opens the store when it is there, wakes the presenter on changes, carries its questions.

    Waits calmly at boot and after a loss. `woken` comes at most once per `pause_ms`, the first
    time at once; it means: read the whole state.
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
        self._again = QTimer(self, singleShot=True, interval=pause_ms)
        self._again.timeout.connect(self._pause_over)
        self._due = False
        self._stopped = False
        self._fed.connect(self._wake, Qt.ConnectionType.QueuedConnection)
        self._state.connect(self.heard, Qt.ConnectionType.QueuedConnection)

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
        self._again.stop()
        if self._feed is not None:
            self._feed.stop()
        if self._store is not None:
            self._lane.run(self._store.close, lambda _: None, lambda _: None)
        self._lane.stop()

    def _opened(self, both: tuple[Store, Feed]) -> None:
        self._store, self._feed = both
        if self._stopped:
            return
        self._feed.start(self._fed.emit, self._state.emit)
        self.heard.emit(True)  # noqa: FBT003 - a signal's value has no name
        self._wake()

    def _not_yet(self, error: Expected) -> None:
        log.info("the store is not there yet: %s", error)
        self.heard.emit(False)  # noqa: FBT003 - a signal's value has no name
        jitter = random.uniform(0.7, 1.3)  # noqa: S311 - spreads retries, guards nothing
        QTimer.singleShot(round(self._wait_ms * jitter), self, self.start)
        self._wait_ms = min(self._wait_ms * 2, LONGEST_PAUSE_MS)

    @Slot()
    def _wake(self) -> None:
        if self._again.isActive():
            self._due = True
            return
        self._again.start()
        self.woken.emit()

    @Slot()
    def _pause_over(self) -> None:
        if self._due:
            self._due = False
            self._wake()
