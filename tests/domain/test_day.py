from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from floors import ID_CARD, PASSPORT, SWITCHED_OFF, small_floor
from hypothesis import given
from hypothesis import strategies as st

from common.domain.day import (
    Closed,
    admission,
    business_day,
    centre_closes,
    centre_opening,
    next_opening,
)
from common.domain.floor import Floor, Opening
from common.domain.ids import ServiceCode

BAKU = ZoneInfo("Asia/Baku")
WEEKDAY = date(2026, 3, 11)
OFFICE = Opening(time(9), time(17), time(16, 30))


def floor_with(**changes: object) -> Floor:
    return replace(small_floor(), hours=dict.fromkeys(range(5), OFFICE), **changes)


def at(clock: time, day: date = WEEKDAY) -> datetime:
    return datetime.combine(day, clock, BAKU).astimezone(UTC)


@given(
    st.integers(0, 5 * 366 * 86_400).map(lambda count: at(time(0)) + timedelta(seconds=count)),
    st.times(),
)
def test_the_business_day_is_today_or_until_the_roll_over_yesterday(
    now: datetime, rollover: time
) -> None:
    local = now.astimezone(BAKU)

    day = business_day(now, BAKU, rollover)

    assert day == local.date() - timedelta(days=local.time() < rollover)


@pytest.mark.parametrize(
    ("clock", "closed"),
    [
        (time(8, 59, 59), Closed.NOT_YET),
        (time(9), None),
        (time(16, 30), None),
        (time(16, 30, 1), Closed.LAST_TICKET),
        (time(23), Closed.LAST_TICKET),
    ],
)
def test_tickets_are_given_from_opening_to_the_last_ticket(
    clock: time, closed: Closed | None
) -> None:
    answer = admission(floor_with(), ID_CARD, at(clock), 0)

    assert (answer.closed, answer.opening) == (closed, OFFICE)


def test_a_weekday_without_hours_is_closed() -> None:
    sunday = at(time(12), date(2026, 3, 15))

    assert admission(floor_with(), ID_CARD, sunday, 0).closed is Closed.DAY
    assert centre_opening(floor_with(), sunday) is None


def test_a_closure_is_closed_whatever_the_weekday() -> None:
    floor = floor_with(closures=frozenset({WEEKDAY}))

    assert admission(floor, ID_CARD, at(time(12)), 0).closed is Closed.DAY
    assert centre_opening(floor, at(time(12))) is None


def test_a_service_may_have_hours_of_its_own() -> None:
    floor = floor_with()
    late = replace(floor.services[PASSPORT], hours={2: Opening(time(12), time(20), time(19))})
    floor = replace(floor, services={**floor.services, PASSPORT: late})

    assert admission(floor, PASSPORT, at(time(18)), 0).closed is None
    assert admission(floor, PASSPORT, at(time(10)), 0).closed is Closed.NOT_YET
    assert admission(floor, ID_CARD, at(time(18)), 0).closed is Closed.LAST_TICKET


def test_hours_may_end_after_midnight() -> None:
    night = Opening(time(18), time(2), time(1, 30))
    floor = replace(small_floor(), hours=dict.fromkeys(range(7), night), rollover=time(4))
    after_midnight = date(2026, 3, 12)

    assert admission(floor, ID_CARD, at(time(1), after_midnight), 0).closed is None
    assert admission(floor, ID_CARD, at(time(1, 31), after_midnight), 0).closed is (
        Closed.LAST_TICKET
    )


def test_a_full_service_is_closed_by_its_limit() -> None:
    floor = floor_with()
    limited = replace(floor.services[ID_CARD], daily_limit=3)
    floor = replace(floor, services={**floor.services, ID_CARD: limited})

    assert admission(floor, ID_CARD, at(time(12)), 2).closed is None
    assert admission(floor, ID_CARD, at(time(12)), 3).closed is Closed.LIMIT


def test_what_is_switched_off_or_unknown_is_off() -> None:
    floor = floor_with()
    entities = tuple(replace(entity, enabled=False) for entity in floor.catalogue.entities)
    dark = replace(floor, catalogue=replace(floor.catalogue, entities=entities))

    assert admission(floor, SWITCHED_OFF, at(time(12)), 0).closed is Closed.OFF
    assert admission(floor, ServiceCode("XXX-01"), at(time(12)), 0).closed is Closed.OFF
    assert admission(dark, ID_CARD, at(time(12)), 0).closed is Closed.OFF


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(time(8)), at(time(9))),
        (at(time(12)), at(time(10), WEEKDAY + timedelta(days=1))),
        (at(time(20), date(2026, 3, 13)), at(time(9), date(2026, 3, 17))),
    ],
)
def test_the_next_opening_is_the_first_that_is_no_closure(now: datetime, opens: datetime) -> None:
    late = replace(OFFICE, opens=time(10))
    hours = {2: OFFICE, 3: late, 4: OFFICE, 0: OFFICE, 1: OFFICE}
    floor = replace(floor_with(), hours=hours, closures=frozenset({date(2026, 3, 16)}))

    assert next_opening(floor, [ID_CARD], now) == opens


def test_the_next_opening_is_that_of_the_service_which_opens_first() -> None:
    floor = floor_with()
    own = replace(floor.services[PASSPORT], hours={2: replace(OFFICE, opens=time(8))})
    floor = replace(floor, services={**floor.services, PASSPORT: own})

    assert next_opening(floor, [ID_CARD, PASSPORT], at(time(7))) == at(time(8))
    assert next_opening(floor, [ID_CARD], at(time(7))) == at(time(9))
    assert next_opening(replace(floor, hours={}), [ID_CARD], at(time(7))) is None


def test_the_centre_closes_by_its_own_hours_also_after_midnight_and_not_on_a_closed_day() -> None:
    assert centre_closes(floor_with(), at(time(12))) == at(time(17))
    late = replace(floor_with(), hours={2: Opening(time(18), time(2), time(1))})
    assert centre_closes(late, at(time(20))) == at(time(2), WEEKDAY + timedelta(days=1))
    assert centre_closes(floor_with(closures=frozenset({WEEKDAY})), at(time(12))) is None
    assert centre_closes(replace(floor_with(), hours={}), at(time(12))) is None
