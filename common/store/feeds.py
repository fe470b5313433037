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
        listener = _Listener(wake, state, self._stopping)
        while not self._stopping.is_set():
            try:
                self._ear.listen(self._stopping, listener.hear, listener.note)
            except Unavailable:
                listener.tell(hears=False)
                self._stopping.wait(listener.next_pause())
            except BaseException:
                listener.tell(hears=False)
                raise


class _Listener:
    """Passes on what an ear hears; whoever stopped the feed is not there any more to be told."""

    def __init__(
        self,
        wake: Callable[[Change], None],
        state: Callable[[bool], None],
        stopping: threading.Event,
    ) -> None:
        self._wake, self._state, self._stopping = wake, state, stopping
        self._told: bool | None = None
        self._pause = _FIRST_PAUSE

    def hear(self) -> None:
        """Say that the store is heard, and have all that was missed looked for."""
        self._pause = _FIRST_PAUSE
        self.tell(hears=True)
        self.note(EVERYTHING)

    def note(self, change: Change) -> None:
        """Pass a change on."""
        if not self._stopping.is_set():
            self._wake(change)

    def tell(self, *, hears: bool) -> None:
        """Say whether the store is heard, where that is news."""
        if self._told is not hears and not self._stopping.is_set():
            self._told = hears
            self._state(hears)

    def next_pause(self) -> float:
        """Return for how many seconds to wait: longer each time, and not as long as the others.

        A hundred programs that lost one server must not come back to it all at once.
        """
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
        return pause * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
