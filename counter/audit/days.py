"""Days as auditors type them, and periods of days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from common.domain.audits import DAYS_AT_MOST

_FORMS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y")


def read_day(typed: str, today: date) -> date | None:
    """Return the day that was typed; None where it is none, or has not come yet."""
    for form in _FORMS:
        try:
            day = datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day if day <= today else None
    return None


def is_period(first: date, last: date) -> bool:
    """Say whether a report may be about these days."""
    return first <= last < first + timedelta(days=DAYS_AT_MOST)


def days_back(first: date, last: date) -> Iterator[date]:
    """Yield the days of a period, the last first."""
    for back in range((last - first).days + 1):
        yield last - timedelta(days=back)
