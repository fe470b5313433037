"""Time: this computer's, and the store's seen from here."""

import time
from datetime import UTC, datetime, timedelta

from common.ports import Clock


class SystemClock:
    """This computer's clock; it may be wrong, the store's decides."""

    def now(self) -> datetime:
        """Return the moment, aware UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return time.monotonic()


class StoreTime:
    """The store's clock carried on between two readings by a clock that never jumps."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._read: datetime | None = None
        self._read_at = 0.0

    def learn(self, at: datetime, asked: float | None = None) -> None:
        """Take over a reading of the store's clock.

        `asked` is this computer's monotonic moment when the store was asked; without it the
        reading counts as fresh, however long its answer was on the way.
        """
        self._read = at
        self._read_at = self._clock.monotonic() if asked is None else asked

    def now(self) -> datetime:
        """Return the store's time; this computer's as long as the store was never read."""
        if self._read is None:
            return self._clock.now()
        return self._read + timedelta(seconds=self._clock.monotonic() - self._read_at)
