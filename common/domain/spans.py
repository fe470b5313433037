"""Spans counted by a clock that may have been set."""

from datetime import datetime, timedelta

NOTHING = timedelta()


def left_of(span: timedelta, since: datetime, now: datetime) -> timedelta:
    """Return how much of a span that began at a moment is left; nothing once it is over.

    A beginning that lies a whole span or more ahead is from before the clock was set back: who
    knows when it was, so the span is over, and nobody waits an hour for half a minute. One that
    lies less ahead is waited for, as two computers' moments may cross by a hair.
    """
    if since - now >= span:
        return NOTHING
    return max(NOTHING, since + span - now)


def within(span: timedelta, since: datetime, now: datetime) -> bool:
    """Say whether a span that began at a moment is not over yet."""
    return left_of(span, since, now) > NOTHING
