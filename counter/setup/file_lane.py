"""Where floor files are read and written: a network's folder may be silent."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from common.domain.errors import Reason, Refused
from common.ui.tasks import Expected, TaskLane
from counter.setup.file_faults import OfFile

T = TypeVar("T")

PATIENCE_MS = 10_000
"""So long a folder may take to answer."""


class FileLane(QObject):
    """Does one thing after another with files; what nobody waits for any more is let go by."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: TaskLane | None = None
        self._waiting: list[Callable[[Expected], None]] = []
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.give_up)

    def run(
        self, job: Callable[[], T], done: Callable[[T], None], failed: Callable[[Expected], None]
    ) -> None:
        """Queue a job; one of `done` and `failed` follows, unless whoever asked leaves."""
        lane = self._lane = self._lane or TaskLane("files", self)
        self._waiting.append(failed)
        self._patience.start()

        def once(answer: Callable[[], None]) -> None:
            if lane is self._lane:
                self._waiting.pop(0)
                if not self._waiting:
                    self._patience.stop()
                answer()

        lane.run(
            job, lambda found: once(lambda: done(found)), lambda error: once(lambda: failed(error))
        )

    @Slot()
    def give_up(self) -> None:
        """Say of all that is asked that the folder does not answer."""
        unanswered = tuple(self._waiting)
        self.leave()
        for failed in unanswered:
            failed(Refused(Reason.SETUP_UNSOUND, faults=[OfFile("setup.file_silent")]))

    def leave(self) -> None:
        """Wait for nothing any more."""
        self._patience.stop()
        self._waiting.clear()
        if self._lane is not None:
            self._lane.abandon()
            self._lane = None
