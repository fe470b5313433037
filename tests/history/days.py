"""Days that are over, in tests."""

from collections import Counter
from datetime import UTC, date, datetime

from chains import seal_all
from fixtures.stores import ShiftedClock, take
from floors import ID_CARD
from sqlalchemy import create_engine, text

from common.centre.closing import close_days
from common.domain.ids import CounterCode, ServiceCode
from common.domain.views import Issued
from common.ports import Store
from common.store.keeper import Keeper
from common.usecases.calling import call_next
from common.usecases.serving import finish, start

MORNING = datetime(2026, 3, 11, 5, 0, tzinfo=UTC)
"""Nine o'clock in Baku."""
DAY = date(2026, 3, 11)


def serve(store: Store, counter: CounterCode, service: ServiceCode = ID_CARD) -> Issued:
    """Take a ticket and serve it."""
    issued = take(store, service)
    call_next(store, counter)
    start(store, counter)
    finish(store, counter)
    return issued


def let_pass(keeper: Keeper, clock: ShiftedClock, *, days: int) -> None:
    """Let days pass on which what is over is sealed and closed."""
    for _ in range(days):
        clock.forward(days=1)
        close_all(keeper)


def close_all(keeper: Keeper, kept_days: int = 90) -> Counter[str]:
    """Seal and close all that is due; return how often what was done."""
    seal_all(keeper)
    done = Counter(step.done for step in close_days(keeper, kept_days))
    seal_all(keeper)
    return done


def ask_store(url: str, statement: str) -> list[tuple[object, ...]]:
    """Return what a store says to its owner, past all rules; a change stays."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            rows = connection.execute(text(statement))
            return [tuple(row) for row in rows] if rows.returns_rows else []
    finally:
        engine.dispose()
