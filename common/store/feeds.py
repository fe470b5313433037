"""What wakes an application when the store changed: a thread with an ear for its database."""

import random
import threading
from collections.abc import Callable
from typing import Protocol

from common.domain.change import EVERYTHING, Change
from common.domain.errors import Unavailable

_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0
_STOP_WITHIN = 1.0


class Ear(Protocol):
    """Hears one database."""

    def listen(
        self,
        stopping: threading.Event,
        heard: Callable[[], None],
        changed: Callable[[Change], None],
    ) -> None:
        """Call `heard` once the database is heard, then `changed` after each change.

        Returns when `stopping` is set; Unavailable when the database cannot be heard.
        """


class StoreFeed:
    """Wakes an application after every change, and says when it cannot hear of them."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, wake: Callable[[Change], None], state: Callable[[bool], None]) -> None:
        """Start listening on a thread of its own; both callbacks come on it."""
        self._thread = threading.Thread(
            target=self._listen, args=(wake, state), name="feed", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop and wait for the thread, at most a second."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_STOP_WITHIN)

    def _listen(self, wake: Callable[[Change], None], state: Callable[[bool], None]) -> None:
        pause = _FIRST_PAUSE
        told: bool | None = None

        def tell(*, hears: bool) -> None:
            nonlocal told
            if told is not hears and not self._stopping.is_set():
                told = hears
                state(hears)

        def heard() -> None:
            nonlocal pause
            pause = _FIRST_PAUSE
            tell(hears=True)
            # What was changed while nobody listened is found by looking.
            changed(EVERYTHING)

        def changed(change: Change) -> None:
            # Whoever stopped the feed is not there any more to be woken.
            if not self._stopping.is_set():
                wake(change)

        while not self._stopping.is_set():
            try:
                self._ear.listen(self._stopping, heard, changed)
            except Unavailable:
                tell(hears=False)
                # Not all at once, when a hundred programs lose one server.
                self._stopping.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
                pause = min(pause * 2, _LONGEST_PAUSE)
            except BaseException:
                tell(hears=False)
                raise
