"""How long a visitor may expect to wait, from those of today whose wait is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

FEWEST = 10
"""With fewer completed waits nothing is said."""
LATEST = 30
"""So many of the last ones count: a queue in the evening is not the one of the morning."""
STEP = 5
_MINUTE = timedelta(minutes=1)
_STEP = STEP * _MINUTE


@dataclass(frozen=True, slots=True)
class WaitSpan:
    """An expected wait in minutes, from the lower to the higher; both are multiples of STEP."""

    low: int
    high: int


def expected_wait(waits: Sequence[timedelta]) -> WaitSpan | None:
    """Return what half of the last visitors waited, the shorter and the longer quarter left out.

    `waits` are the completed waits of one service today, the latest first. None where there are
    too few of them to say anything.
    """
    latest = sorted(waits[:LATEST])
    if len(latest) < FEWEST:
        return None
    lower, upper = quarters(len(latest))
    return rounded(latest[lower - 1], latest[upper - 1])


def quarters(count: int) -> tuple[int, int]:
    """Return at which place, from 1, the first and the third quarter of so many values end."""
    return (count + 3) // 4, (3 * count + 3) // 4


def left_of_wait(span: WaitSpan, waited: timedelta) -> WaitSpan | None:
    """Return what is left of an expected wait; None where most of the others waited less."""
    upper = span.high * _MINUTE - waited
    return rounded(span.low * _MINUTE - waited, upper) if upper > timedelta() else None


def rounded(lower: timedelta, upper: timedelta) -> WaitSpan:
    """Return a span of waits rounded outward to whole steps, and at least one step wide."""
    low = max(0, lower // _STEP) * STEP
    high = max(0, -(-upper // _STEP)) * STEP
    return WaitSpan(low, max(high, low + STEP))
