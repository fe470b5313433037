"""Days as auditors type them, and periods of days."""

from collections.abc import Iterator
from datetime import date, timedelta

from common.domain.audits import DAYS_AT_MOST
from counter.dates import day_of


def read_day(typed: str, today: date) -> date | None:
    """Return the day that was typed; None where it is none, or has not come yet."""
    day = day_of(typed)
    return day if day is not None and day <= today else None


def is_period(first: date, last: date) -> bool:
    """Say whether a report may be about these days."""
    return first <= last < first + timedelta(days=DAYS_AT_MOST)


def days_back(first: date, last: date) -> Iterator[date]:
    """Yield the days of a period, the last first."""
    for back in range((last - first).days + 1):
        yield last - timedelta(days=back)
