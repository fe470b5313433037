"""When a day is closed, moved out of the way, and when its persons are forgotten."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from common.domain.ticket import Leg, LegState

HOT_DAYS = 7
"""A closed day stays beside today's for so many days: a kiosk that was cut off for less finds
its tickets again, and gets none twice."""
KEPT_DAYS = 90
"""For how many days persons are kept unless the settings say otherwise."""
DAY_CLOSED = "day closed"
"""The reason with which a leg ends that nobody ended."""


def ended_by_close(leg: Leg, now: datetime) -> Leg:
    """Return what becomes of a leg that is open when its day is closed, whatever its state."""
    return replace(leg, state=LegState.CANCELLED, ended_at=now)


def may_end_at_counter(day: date, today: date) -> bool:
    """Say whether even a visit at a counter is ended; on the first day after it may go on."""
    return day < today - timedelta(days=1)


def may_move(day: date, today: date) -> bool:
    """Say whether a closed day may leave today's tables."""
    return day < today - timedelta(days=HOT_DAYS)


def erased_before(today: date, kept_days: int) -> date:
    """Return the day before which all persons are to be forgotten."""
    return today - timedelta(days=kept_days)
