"""Closes the days that are over, in steps that are each one short transaction."""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from common.centre.saying import say
from common.domain.closing import may_move
from common.settings import Settings
from common.store.keeper import Keeper, open_keeper


@dataclass(frozen=True, slots=True)
class Step:
    """What one transaction did to a day."""

    done: str
    day: date
    rows: int


def close_days(keeper: Keeper, kept_days: int) -> Iterator[Step]:
    """Do step by step whatever is due; may be stopped after any step, and begun again."""
    today = keeper.today()
    day = keeper.next_day(date.min)
    while day is not None and day < today:
        while rows := keeper.end_some(day):
            yield Step("ended", day, rows)
        if keeper.close_day(day):
            yield Step("closed", day, 1)
        while may_move(day, today) and (rows := keeper.move_some(day)):
            yield Step("moved", day, rows)
        day = keeper.next_day(day)
    for old in keeper.days_to_erase(kept_days):
        while rows := keeper.erase_some(old):
            yield Step("erased", old, rows)


def close_and_tell(settings: Settings) -> int:
    """Close the days that are over now; say what was done to each."""
    wanted = settings.store
    keeper = open_keeper(wanted.url, wanted.centre, timeout=wanted.timeout_seconds)
    done: Tally[tuple[date, str]] = Tally()
    try:
        for step in close_days(keeper, int(settings.keeping.person_days)):
            done[step.day, step.done] += step.rows
    finally:
        keeper.close()
    for (day, what), rows in done.items():
        say(_SAYS[what].format(day=day, rows=rows))
    if not done:
        say("nothing to do: every day that is over is closed")
    return 0


_SAYS = {
    "ended": "{day}: {rows} visits that nobody had ended were cancelled",
    "closed": "{day}: closed and counted",
    "moved": "{day}: {rows} tickets and events moved to the history",
    "erased": "{day}: persons erased from {rows} rows",
}
