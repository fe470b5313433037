"""The rules about days and doors, at the moments where they break elsewhere."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from floors import ID_CARD, small_floor
from hypothesis import given
from hypothesis import strategies as st
from moments import MOMENTS, Moment

from common.domain.day import admission, business_day, centre_opening
from common.domain.floor import Floor

ZONES = ["Europe/Berlin", "Asia/Baku", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo"]
TIMES = st.times().map(lambda clock: clock.replace(fold=0))
YEARS = st.integers(0, 20 * 366 * 1440).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def floor_of(moment: Moment) -> Floor:
    closed = moment.opening is None
    return replace(
        small_floor(),
        zone_info=ZoneInfo(moment.zone),
        rollover=moment.rollover,
        hours={} if moment.opening is None else dict.fromkeys(range(7), moment.opening),
        closures=frozenset({moment.day} if closed else ()),
    )


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.says)
def test_a_moment_is_counted_to_its_day(moment: Moment) -> None:
    assert business_day(moment.at, ZoneInfo(moment.zone), moment.rollover) == moment.day


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.says)
def test_the_doors_are_open_or_closed_at_a_moment(moment: Moment) -> None:
    floor = floor_of(moment)

    answer = admission(floor, ID_CARD, moment.at, 0)

    assert answer.closed is moment.closed
    assert answer.opening == moment.opening
    assert centre_opening(floor, moment.at) == moment.opening


@given(st.sampled_from(ZONES), TIMES, YEARS, st.timedeltas(timedelta(), timedelta(hours=30)))
def test_no_day_comes_back(zone: str, rollover: time, start: datetime, later: timedelta) -> None:
    info = ZoneInfo(zone)

    before = business_day(start, info, rollover)
    after = business_day(start + later, info, rollover)

    assert before <= after <= before + timedelta(days=2)


@given(st.sampled_from([at.at for at in MOMENTS if at.zone == "Europe/Berlin"]), TIMES)
def test_no_day_comes_back_around_the_change_of_the_clock(near: datetime, rollover: time) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    days = [
        business_day(near + timedelta(minutes=minutes), berlin, rollover)
        for minutes in range(-180, 180, 7)
    ]

    assert days == sorted(days)
