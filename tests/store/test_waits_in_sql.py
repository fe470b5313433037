"""The expected wait as both databases count it is that of the domain."""

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, GROUP, ID_CARD, PASSPORT, PAYMENT, W1

from common.domain.ids import GroupCode, ServiceCode
from common.domain.waits import FEWEST, LATEST, WaitSpan, expected_wait
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.serving import finish, start

NINE = datetime.combine(date(2026, 3, 11), datetime.min.time(), ZoneInfo("Asia/Baku")).replace(
    hour=9
)


@pytest.fixture(autouse=True)
def _morning(store: Store, clock: ShiftedClock) -> None:
    clock.set(NINE)
    seat(store, W1, AYSEL)


def serve(
    store: Store,
    clock: ShiftedClock,
    wait: timedelta,
    service: ServiceCode = ID_CARD,
    group: GroupCode | None = None,
) -> None:
    """Let a visitor come, wait and be served."""
    take(store, service, group)
    clock.forward(seconds=wait.total_seconds())
    assert call_next(store, W1) is not None
    start(store, W1)
    finish(store, W1)


def expected(store: Store, service: ServiceCode = ID_CARD) -> WaitSpan | None:
    return store.menu().services[service].expected


def test_the_store_expects_what_the_domain_does(store: Store, clock: ShiftedClock) -> None:
    drawn = random.Random(7)  # noqa: S311 - an example
    waits: list[timedelta] = []
    for count in range(1, LATEST + 5):
        waits.insert(0, timedelta(seconds=drawn.randrange(60 * 40)))
        serve(store, clock, waits[0])
        if count in (FEWEST - 1, FEWEST, FEWEST + 1, LATEST, LATEST + 4):
            assert expected(store) == expected_wait(waits), count

    assert expected(store) is not None
    assert expected(store, PAYMENT) is None


def test_only_ordinary_visitors_of_the_service_and_of_today_count(
    store: Store, clock: ShiftedClock
) -> None:
    for _ in range(FEWEST - 1):
        serve(store, clock, timedelta(minutes=7))
    serve(store, clock, timedelta(minutes=1), group=GROUP)
    serve(store, clock, timedelta(minutes=1), PASSPORT)
    take(store)
    clock.forward(minutes=7)
    call_next(store, W1)
    assert expected(store) is None

    start(store, W1)
    assert expected(store) == WaitSpan(5, 10)

    clock.forward(days=1)
    assert expected(store) is None
