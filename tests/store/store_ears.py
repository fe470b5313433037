"""Ears of a test: they remember what a feed said, to be waited for."""

import threading
from collections.abc import Callable

import psycopg

from common.domain.change import Change, topics_of

PATIENCE = 20.0
LOOK_EVERY = 0.05


def until(condition: Callable[[], bool]) -> None:
    """Wait for something in the database that nobody tells of."""
    looks = threading.Event()
    for _ in range(round(PATIENCE / LOOK_EVERY)):
        if condition():
            return
        looks.wait(LOOK_EVERY)
    raise AssertionError("it never happened")


class Ears:
    """What a feed said, to be waited for."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self.states: list[bool] = []
        self._news = threading.Condition()

    @property
    def wakes(self) -> int:
        """Return how often a change was heard of."""
        return len(self.changes)

    def wake(self, change: Change) -> None:
        """Remember a wake-up."""
        with self._news:
            self.changes.append(change)
            self._news.notify_all()

    def state(self, heard: bool) -> None:  # noqa: FBT001 - the feed's own signature
        """Remember a state."""
        with self._news:
            self.states.append(heard)
            self._news.notify_all()

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for something to be said."""
        with self._news:
            assert self._news.wait_for(until, PATIENCE), (self.states, self.wakes)

    def woken_after(self, change: Callable[[], object]) -> str:
        """Make a change and wait until it wakes; return whom that concerns."""
        before = self.wakes
        change()
        self.wait(lambda: self.wakes > before)
        return topics_of(self.changes[before])


def backends(url: str) -> list[int]:
    """Return the server's processes that serve applications."""
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE application_name = 'asan-novbe' AND datname = current_database()"
        )
        return [pid for (pid,) in found.fetchall()]
