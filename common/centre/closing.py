"""Closes the days that are over, in steps that are each one short transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from common.domain.closing import erased_before, may_move
from common.store.keeper import Keeper


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
    while rows := keeper.forget_appointments(kept_days):
        yield Step("forgotten", erased_before(today, kept_days), rows)
