"""The hours of a week, as they are typed and as the set-up keeps them."""

from collections.abc import Mapping
from datetime import time, timedelta

from common.domain.floor import Opening
from counter.setup.checks import clock_of, clock_words
from counter.setup.specs import Fault, Value

DAYS = 7


def week_of(hours: Mapping[int, Opening]) -> tuple[str, ...]:
    """Return opening, close and last ticket of each weekday; nothing on a closed one."""
    return tuple(_day_words(hours.get(weekday)) for weekday in range(DAYS))


def hours_of(week: Value) -> dict[int, Opening]:
    """Return the hours of a week that was checked."""
    found: dict[int, Opening] = {}
    for weekday, day in enumerate(week if isinstance(week, tuple) else ()):
        moments = [moment for one in day.split(" ") if (moment := clock_of(one)) is not None]
        if day:
            opens, closes, last = moments
            found[weekday] = Opening(opens, closes, last)
    return found


def fault_in(hours: Mapping[int, Opening], rollover: time) -> Fault | None:
    """Return what is wrong with hours on the day they belong to."""
    for weekday, opening in hours.items():
        key = _wrong(opening, rollover)
        if key:
            return Fault(key, {"weekday": weekday})
    return None


def _wrong(opening: Opening, rollover: time) -> str:
    open_for = _since(opening.opens, opening.closes)
    if not open_for:
        return "same_time"
    if _since(opening.opens, opening.last_ticket) > open_for:
        return "late_ticket"
    if opening.opens < rollover:
        return "early_opening"
    if opening.closes < opening.opens and opening.closes > rollover:
        return "late_close"
    return ""


def _since(opens: time, moment: time) -> timedelta:
    return timedelta(days=1 if moment < opens else 0) + _of_day(moment) - _of_day(opens)


def _of_day(moment: time) -> timedelta:
    return timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )


def _day_words(opening: Opening | None) -> str:
    if opening is None:
        return ""
    moments = (opening.opens, opening.closes, opening.last_ticket)
    return " ".join(clock_words(moment) for moment in moments)
