"""How long a roll of paper will last: counted in millimetres, corrected by its sensor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MM_PER_INCH = 25.4
NEAR_END_MM = 3000.0
"""What is left when a near-end sensor reports, where nobody measured it."""
RATE_WINDOW = timedelta(hours=2)
"""Slips of this time say how fast paper goes."""
LEAST_SLIPS = 5
"""With fewer there is no rate to speak of."""
ROUGH_SLIPS = 10
ROUGH_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll since it was put in; lengths in millimetres."""

    length: float
    printed: float
    near_end: bool | None = None
    """What the sensor says; None where there is none, or nobody knows whether there is one."""
    left_at_near_end: float = NEAR_END_MM

    @property
    def left(self) -> float:
        """Return how much is left; a sensor is believed against the count."""
        counted = max(0.0, self.length - self.printed)
        if self.near_end is None:
            return counted
        if self.near_end:
            return min(counted or self.left_at_near_end, self.left_at_near_end)
        return max(counted, self.left_at_near_end)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a roll is still good for."""

    slips: int
    change_at: datetime | None
    """When it will be empty; None where that is not known, or not before the centre closes."""


def slip_mm(rows: int, dots_per_inch: int, feed_mm: float) -> float:
    """Return the paper that a slip takes: its rows of dots, and the feed to the cut."""
    return rows * MM_PER_INCH / dots_per_inch + feed_mm


def forecast(
    roll: Roll,
    mean_mm: float | None,
    given: Sequence[datetime],
    now: datetime,
    closes: datetime | None = None,
) -> Forecast | None:
    """Say how many slips are left and when the roll has to be changed.

    `mean_mm` is the mean length of its slips, `given` when the last ones were printed. None where
    the length of the roll or of a slip is not known.
    """
    if not mean_mm or mean_mm <= 0 or roll.length <= 0:
        return None
    slips = int(roll.left // mean_mm)
    return Forecast(slips, _change_at(slips, given, now, closes))


def roughly(exact: Forecast) -> Forecast:
    """Return a forecast as it is said: "about 240 slips, change at about 14:20", never too much."""
    at = exact.change_at
    if at is not None:
        past = timedelta(
            minutes=at.minute % ROUGH_MINUTES, seconds=at.second, microseconds=at.microsecond
        )
        at -= past
    slips = exact.slips
    return Forecast(slips if slips < ROUGH_SLIPS else slips - slips % ROUGH_SLIPS, at)


def _change_at(
    slips: int, given: Sequence[datetime], now: datetime, closes: datetime | None
) -> datetime | None:
    recent = [at for at in given if now - RATE_WINDOW < at <= now]
    if len(recent) < LEAST_SLIPS:
        return None
    # From the first of them to now: a quiet quarter of an hour counts, a night before it does not.
    apart = (now - min(recent)) / len(recent)
    at = now + slips * apart
    return at if closes is None or at <= closes else None
