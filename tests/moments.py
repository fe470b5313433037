"""Moments at which days change and doors open, as data: Python and SQL are held to the same."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from common.domain.day import Closed
from common.domain.floor import Opening

BAKU, BERLIN = "Asia/Baku", "Europe/Berlin"
OFFICE = Opening(time(9), time(17), time(16, 30))
NIGHT = Opening(time(18), time(4), time(3, 30))
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in a centre, and what the rules say of it."""

    says: str
    zone: str
    rollover: time
    at: datetime
    """Aware UTC."""
    day: date
    """The business day it is counted to."""
    opening: Opening | None = OFFICE
    """Today's hours; None on a closed day."""
    closed: Closed | None = None
    """Why no ticket is given."""


def at(text: str) -> datetime:
    """Return a moment of UTC: 2026-03-11 19:59:59."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def _days(
    zone: str, rollover: time, *moments: tuple[str, str, str, Closed | None]
) -> tuple[Moment, ...]:
    return tuple(
        Moment(says, zone, rollover, at(utc), day(counted), OFFICE, closed)
        for says, utc, counted, closed in moments
    )


NOT_YET, OVER = Closed.NOT_YET, Closed.LAST_TICKET

MIDNIGHTS = _days(
    BAKU,
    MIDNIGHT,
    ("the last moment of a day", "2026-03-11 19:59:59.999999", "2026-03-11", OVER),
    ("midnight is the next day", "2026-03-11 20:00:00", "2026-03-12", NOT_YET),
    ("midnight in UTC is no midnight here", "2026-03-12 00:00:00", "2026-03-12", NOT_YET),
    ("a moment before the doors open", "2026-03-12 04:59:59.999999", "2026-03-12", NOT_YET),
    ("the doors open", "2026-03-12 05:00:00", "2026-03-12", None),
    ("the last ticket", "2026-03-12 12:30:00", "2026-03-12", None),
    ("a moment after the last ticket", "2026-03-12 12:30:00.000001", "2026-03-12", OVER),
    ("the end of a year", "2026-12-31 19:59:59.999999", "2026-12-31", OVER),
    ("the beginning of a year", "2026-12-31 20:00:00", "2027-01-01", NOT_YET),
)
LEAP_DAYS = _days(
    BAKU,
    MIDNIGHT,
    ("the eve of the leap day", "2028-02-28 19:59:59.999999", "2028-02-28", OVER),
    ("the leap day begins", "2028-02-28 20:00:00", "2028-02-29", NOT_YET),
    ("the leap day at noon", "2028-02-29 08:00:00", "2028-02-29", None),
    ("the leap day ends", "2028-02-29 19:59:59.999999", "2028-02-29", OVER),
    ("March after a leap day", "2028-02-29 20:00:00", "2028-03-01", NOT_YET),
    ("March without a leap day", "2027-02-28 20:00:00", "2027-03-01", NOT_YET),
)
ODD_ROLL_OVERS = (
    *_days(
        BAKU,
        time(3, 37),
        ("midnight changes nothing", "2026-03-11 20:00:00", "2026-03-11", OVER),
        ("a moment before the roll-over", "2026-03-11 23:36:59.999999", "2026-03-11", OVER),
        ("the roll-over", "2026-03-11 23:37:00", "2026-03-12", NOT_YET),
        ("the leap day goes on", "2028-02-29 23:36:59.999999", "2028-02-29", OVER),
        ("the leap day is over", "2028-02-29 23:37:00", "2028-03-01", NOT_YET),
        ("the old year goes on", "2026-12-31 23:36:59.999999", "2026-12-31", OVER),
    ),
    *_days(
        BAKU,
        time(23, 59, 59),
        ("one second of the old day", "2026-03-11 19:59:58.999999", "2026-03-10", OVER),
        ("a day that begins a second early", "2026-03-11 19:59:59", "2026-03-11", OVER),
    ),
)
"""A day counts to the date on which it began, so an odd hour may leave it no opening at all."""

# 29 March 2026: 01:59:59 is followed by 03:00:00. 25 October: 02:59:59 by 02:00:00.
SUMMER_TIME = (
    *_days(
        BERLIN,
        MIDNIGHT,
        ("the night before summer time", "2026-03-28 22:59:59.999999", "2026-03-28", OVER),
        ("the day of summer time begins", "2026-03-28 23:00:00", "2026-03-29", NOT_YET),
        ("nine o'clock comes an hour sooner", "2026-03-29 07:00:00", "2026-03-29", None),
        ("not yet nine in summer time", "2026-03-29 06:59:59.999999", "2026-03-29", NOT_YET),
        ("it ends an hour sooner", "2026-03-29 14:30:00.000001", "2026-03-29", OVER),
        ("midnight after summer time began", "2026-03-29 22:00:00", "2026-03-30", NOT_YET),
    ),
    *_days(
        BERLIN,
        time(2, 30),
        ("before a roll-over that is skipped", "2026-03-29 00:59:59.999999", "2026-03-28", OVER),
        ("after a roll-over that was skipped", "2026-03-29 01:00:00", "2026-03-29", NOT_YET),
    ),
    *_days(
        BERLIN,
        time(3),
        ("before the first moment of summer time", "2026-03-29 00:59:59", "2026-03-28", OVER),
        ("the first moment of summer time", "2026-03-29 01:00:00", "2026-03-29", NOT_YET),
    ),
)
WINTER_TIME = (
    *_days(
        BERLIN,
        MIDNIGHT,
        ("the last midnight of summer time", "2026-10-24 22:00:00", "2026-10-25", NOT_YET),
        ("two o'clock again", "2026-10-25 01:00:00", "2026-10-25", NOT_YET),
        ("not yet nine in winter time", "2026-10-25 07:59:59.999999", "2026-10-25", NOT_YET),
        ("nine in winter time", "2026-10-25 08:00:00", "2026-10-25", None),
        ("the long day's last ticket", "2026-10-25 15:30:00", "2026-10-25", None),
        ("midnight of winter time", "2026-10-25 23:00:00", "2026-10-26", NOT_YET),
    ),
    *_days(
        BERLIN,
        time(2, 30),
        ("before the first half past two", "2026-10-25 00:29:59.999999", "2026-10-24", OVER),
        ("the first half past two", "2026-10-25 00:30:00", "2026-10-25", NOT_YET),
        ("two o'clock again is no way back", "2026-10-25 01:00:00", "2026-10-25", NOT_YET),
        ("before the second half past two", "2026-10-25 01:29:59.999999", "2026-10-25", NOT_YET),
        ("the second half past two", "2026-10-25 01:30:00", "2026-10-25", NOT_YET),
    ),
    *_days(
        BERLIN,
        time(3),
        ("the first time before three", "2026-10-25 00:59:59.999999", "2026-10-24", OVER),
        ("two again, and three has not been", "2026-10-25 01:00:00", "2026-10-24", OVER),
        ("the only three o'clock", "2026-10-25 02:00:00", "2026-10-25", NOT_YET),
    ),
)


def _night(says: str, utc: str, counted: str, closed: Closed | None) -> Moment:
    return Moment(says, BERLIN, time(6), at(utc), day(counted), NIGHT, closed)


NIGHTS = (
    _night("evening", "2026-03-28 17:00:00", "2026-03-28", None),
    _night("over midnight", "2026-03-28 23:30:00", "2026-03-28", None),
    _night("half past three of the short night", "2026-03-29 01:30:00", "2026-03-28", None),
    _night("after the short night", "2026-03-29 01:30:00.000001", "2026-03-28", OVER),
    _night("half past three of the long night", "2026-10-25 02:30:00", "2026-10-24", None),
    _night("after the long night", "2026-10-25 02:30:00.000001", "2026-10-24", OVER),
    _night("the next evening is not there yet", "2026-10-25 16:59:59", "2026-10-25", NOT_YET),
)

CLOSED_DAYS = (
    Moment(
        "a day off", BAKU, MIDNIGHT, at("2026-03-20 08:00"), day("2026-03-20"), None, Closed.DAY
    ),
    Moment(
        "its small hours count to it",
        BAKU,
        time(4),
        at("2026-03-20 23:59"),
        day("2026-03-20"),
        None,
        Closed.DAY,
    ),
)

MOMENTS = (
    *MIDNIGHTS,
    *LEAP_DAYS,
    *ODD_ROLL_OVERS,
    *SUMMER_TIME,
    *WINTER_TIME,
    *NIGHTS,
    *CLOSED_DAYS,
)
