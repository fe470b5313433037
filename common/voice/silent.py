"""The voice of a board that has none."""

import threading
from collections.abc import Callable
from datetime import datetime

from common.domain.ids import CallId
from common.hearing import Announcement, Notice, VoiceState


class SilentVoice:
    """The voice of a board that is set up without one: it says that it is off, and nothing else."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def start(
        self,
        spoken: Callable[[Announcement, datetime], None],  # noqa: ARG002 - nothing is spoken
        state: Callable[[VoiceState], None],
    ) -> None:
        """Report OFF, on a thread of its own as every voice does."""
        self._thread = threading.Thread(target=state, args=(VoiceState.OFF,), name="voice")
        self._thread.start()

    def announce(self, announcement: Announcement) -> None:
        """Say nothing."""

    def forget(self, call: CallId) -> None:
        """Have nothing to forget."""

    def say(self, notice: Notice) -> None:
        """Say nothing."""

    def lift(self) -> None:
        """Have nothing to end."""

    def close_at(self, moment: datetime | None) -> None:
        """Have nothing to say when the centre closes."""

    def stop(self) -> None:
        """Wait for the report to be over."""
        if self._thread is not None:
            self._thread.join(timeout=2)
