"""What hours of one day can have wrong with them."""

from collections.abc import Iterator
from datetime import time, timedelta
from enum import StrEnum

from common.domain.floor import Opening


class HoursFault(StrEnum):
    """What is wrong with the hours of a day."""

    SAME_TIME = "same_time"
    LATE_TICKET = "late_ticket"
    EARLY_OPENING = "early_opening"
    LATE_CLOSE = "late_close"


def hours_faults(opening: Opening, rollover: time) -> Iterator[HoursFault]:
    """Yield what is wrong with a day's hours where business days change at `rollover`."""
    open_for = _since(opening.opens, opening.closes)
    if not open_for:
        yield HoursFault.SAME_TIME
    elif _since(opening.opens, opening.last_ticket) > open_for:
        yield HoursFault.LATE_TICKET
    if opening.opens < rollover:
        yield HoursFault.EARLY_OPENING
    if opening.closes < opening.opens and opening.closes > rollover:
        yield HoursFault.LATE_CLOSE


def _since(opens: time, moment: time) -> timedelta:
    """Return how long after the opening a moment is, past midnight too."""
    return timedelta(days=1 if moment < opens else 0) + _of_day(moment) - _of_day(opens)


def _of_day(moment: time) -> timedelta:
    return timedelta(
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )
