"""Time: this computer's, and the store's seen from here."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from common.ports import Clock, Store

T = TypeVar("T")

MOST_SKEW = timedelta(seconds=2)
"""By so much a computer's clock may differ from the store's before somebody should set it."""
RIGHT_AGAIN = timedelta(seconds=1)

log = logging.getLogger(__name__)


class SystemClock:
    """This computer's clock; it may be wrong, the store's decides."""

    def now(self) -> datetime:
        """Return the moment, aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """What the store answered, and when that was by this computer's clocks."""

    answer: T
    asked: float
    """Seconds that never jump, just before the question."""
    came: float
    """Likewise, just after the answer."""
    wall: datetime
    """This computer's moment just after the answer."""


def skew_between(at: datetime, told: Told[T]) -> timedelta:
    """Return by how much this computer is at least ahead (or behind, below zero) of the store.

    `at` is the store's clock at some moment between question and answer; what the way took is
    given to this computer's benefit.
    """
    latest = told.wall - at
    earliest = latest - timedelta(seconds=told.came - told.asked)
    if earliest > timedelta():
        return earliest
    return min(latest, timedelta())


class StoreTime:
    """The store's clock carried on between two readings by a clock that never jumps.

    Knows, and logs once, that this computer's own clock is wrong.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._read: datetime | None = None
        self._read_at = 0.0
        self._skew = timedelta()
        self._wrong = False

    def timed(self, question: Callable[[Store], T]) -> Callable[[Store], Told[T]]:
        """Return a question whose answer says how long it was on its way."""

        def ask(store: Store) -> Told[T]:
            asked = self._clock.monotonic()
            answer = question(store)
            return Told(answer, asked, self._clock.monotonic(), self._clock.now())

        return ask

    def learn(self, at: datetime, told: Told[T]) -> None:
        """Take over a reading of the store's clock, made on the way of an answer.

        It counts from when the store was asked, however late the answer came.
        """
        self._read, self._read_at = at, told.asked
        self._skew = skew_between(at, told)
        if not self._wrong and abs(self._skew) > MOST_SKEW:
            self._wrong = True
            log.warning(
                "this computer's clock differs from the store's by %.1f s;"
                " the store's is gone by; set this one by a time server",
                self._skew.total_seconds(),
            )
        elif self._wrong and abs(self._skew) < RIGHT_AGAIN:
            self._wrong = False
            log.info("this computer's clock is right again")

    def assume(self, at: datetime) -> None:
        """Go by an estimate until the store is read for the first time."""
        if self._read is None:
            self._read, self._read_at = at, self._clock.monotonic()

    @property
    def skew(self) -> timedelta:
        """Return by how much this computer's clock was ahead at the last reading."""
        return self._skew

    @property
    def wrong(self) -> bool:
        """Say whether this computer's clock is so wrong that somebody should set it."""
        return self._wrong

    def now(self) -> datetime:
        """Return the store's time; this computer's as long as the store was never read."""
        if self._read is None:
            return self._clock.now()
        return self._read + timedelta(seconds=self._clock.monotonic() - self._read_at)
