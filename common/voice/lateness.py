"""How long after a call the hall hears its first sound."""

from collections import deque
from math import ceil

KEPT = 1000


class Lateness:
    """The seconds of the last calls."""

    def __init__(self, kept: int = KEPT) -> None:
        self._seconds: deque[float] = deque(maxlen=kept)

    def note(self, seconds: float) -> None:
        """Take down one call."""
        self._seconds.append(seconds)

    def __str__(self) -> str:
        count = len(self._seconds)
        if not count:
            return "no call was spoken"
        middle, tail = self.percentile(50), self.percentile(95)
        return f"first sound of {count} calls: p50 {middle:.1f} s, p95 {tail:.1f} s"

    def percentile(self, part: int) -> float:
        """Return the seconds that so many of a hundred calls do not exceed; 0 without any."""
        ordered = sorted(self._seconds)
        return ordered[max(0, ceil(len(ordered) * part / 100) - 1)] if ordered else 0.0
