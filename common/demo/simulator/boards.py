"""A display without a window: woken by the real feed, it reads, draws nothing and reports all."""

import threading
import time

from common.demo.simulator.asking import RETRY_AFTER, Client, nothing
from common.demo.simulator.pace import NEVER, DayOver
from common.domain.board import Board, visible
from common.domain.errors import Unavailable
from common.domain.floor import Display, FloorRules
from common.domain.ids import CallId
from common.ports import Feed
from common.usecases.hall import acknowledge_shown, acknowledge_spoken

READS_APART = 0.05
"""A board is read at most twenty times a second."""
LOOK_AT_LEAST = 2.0

_Shown = tuple[CallId, int]


class HallBoard:
    """Reads the board after each wake-up and reports each call, and each further time, once."""

    def __init__(self, client: Client, feed: Feed, display: Display, rules: FloorRules) -> None:
        self._client = client
        self._feed = feed
        self._display = display
        self._rules = rules
        self._who = {"client": client.name, "life": client.life}
        self._linked = False
        self._woken = threading.Event()
        self._known: frozenset[_Shown] = frozenset()

    def work(self) -> None:
        """Follow the board until the day is over. Raises DayOver."""
        self._feed.start(self._wake, self._link)
        try:
            while not self._client.pace.over:
                self._woken.wait(LOOK_AT_LEAST)
                self._woken.clear()
                try:
                    self._look()
                except Unavailable:
                    self._woken.set()
                    time.sleep(RETRY_AFTER)
                else:
                    self._rest()
                    time.sleep(READS_APART)
        finally:
            self._feed.stop()
        raise DayOver

    def _rest(self) -> None:
        if self._linked and not self._woken.is_set():
            self._client.pace.wait_until(self._client.number, NEVER)

    def _wake(self, *_change: object) -> None:
        if not self._woken.is_set():
            # From now on the clock waits for this display to look.
            self._client.pace.wait_until(self._client.number, self._client.pace.now)
            self._woken.set()

    def _link(self, there: bool) -> None:  # noqa: FBT001 - the feed's own signature
        self._client.journal.write({**self._who, "link": there})
        self._linked = there
        if not there:
            # The clock waits until this display is back, as it waits for one that is to look.
            self._client.pace.wait_until(self._client.number, self._client.pace.now)

    def _look(self) -> None:
        began = time.monotonic_ns()
        board = self._client.read("board", lambda store: store.board(self._display))
        shown = self._on(board)
        new = sorted(shown.keys() - self._known)
        self._client.journal.write({**self._who, "looked": new, "began": began})
        if new:
            self._report(board, new)
        # What has left the board is forgotten; it cannot come back with the same count.
        self._known = frozenset(shown)

    def _on(self, board: Board) -> dict[_Shown, bool]:
        calls = visible(board, board.at, self._rules.shown_at_least)
        return {(call.id, call.times): call.open for call in calls}

    def _report(self, board: Board, new: list[_Shown]) -> None:
        facts = [(call, times, board.at) for call, times in new]
        device = self._display.code
        self._client.ask(
            "shown", lambda store: acknowledge_shown(store, device, facts), nothing, calls=new
        )
        self._client.ask(
            "spoken", lambda store: acknowledge_spoken(store, device, facts), nothing, calls=new
        )
