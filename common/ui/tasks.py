"""Work off the GUI thread: one serial lane, answers back on the GUI thread."""

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from common.domain.errors import Refused, Unavailable

T = TypeVar("T")
Expected = Refused | Unavailable

log = logging.getLogger(__name__)


class TaskLane(QObject):
    """Runs jobs one after another on a thread of its own.

    `done` and `failed` are called on the thread that made the lane, in order. An error that is
    neither Refused nor Unavailable is raised there, so that the excepthook sees it.
    """

    _answered = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Expected], None],
    ) -> None:
        """Queue a job; exactly one of `done` and `failed` follows, unless the lane stops."""

        def work() -> None:
            try:
                answer = job()
            except (Refused, Unavailable) as error:
                expected = error
                self._answer(lambda: failed(expected))
            except Exception as error:  # noqa: BLE001 - carried to the GUI thread, where it is raised
                bug = error
                self._answer(lambda: _raise(bug))
            else:
                self._answer(lambda: done(answer))

        self._jobs.put(work)

    def insist(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Expected], None],
        pause_ms: int,
    ) -> None:
        """Queue a job again and again until it is done; `failed` gets each new trouble once."""
        said = ""

        def miss(error: Expected) -> None:
            nonlocal said
            if str(error) != said:
                said = str(error)
                failed(error)
            QTimer.singleShot(pause_ms, self, again)

        def again() -> None:
            self.run(job, done, miss)

        again()

    def stop(self, seconds: float = 4.0) -> bool:
        """End after the job at hand; return whether the thread ended in time."""
        self._jobs.put(None)
        self._thread.join(seconds)
        if self._thread.is_alive():
            log.warning("lane %s did not end in %.1f s", self._thread.name, seconds)
        return not self._thread.is_alive()

    def abandon(self) -> None:
        """End after the job at hand, however long that hangs; nobody waits for it."""
        self._jobs.put(None)

    def _work(self) -> None:
        while (work := self._jobs.get()) is not None:
            work()

    def _answer(self, call: Callable[[], None]) -> None:
        try:
            self._answered.emit(call)
        except RuntimeError:
            # The window closed while the job ran: nobody is left to be told.
            log.info("an answer came after its window closed")

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        call()


def _raise(error: Exception) -> None:
    raise error
