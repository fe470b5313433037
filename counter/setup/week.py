"""The hours of a week, as they are typed and as the set-up keeps them."""

from collections.abc import Mapping
from datetime import time

from common.domain.floor import Opening
from common.domain.hours import hours_faults
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
        for fault in hours_faults(opening, rollover):
            return Fault(fault.value, {"weekday": weekday})
    return None


def _day_words(opening: Opening | None) -> str:
    if opening is None:
        return ""
    moments = (opening.opens, opening.closes, opening.last_ticket)
    return " ".join(clock_words(moment) for moment in moments)
