"""Days and doors in SQL are those of Python, at every moment that breaks one elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import psycopg
import pytest
from fixtures.stores import SharedStore
from floors import CENTRE, ID_CARD, small_floor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moments import MOMENTS, Moment

from common.domain.day import business_day
from common.domain.floor import Floor
from common.usecases.setup import replace_floor

ZONES = [
    "Europe/Berlin",
    "Asia/Baku",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
]
TIMES = st.times().map(lambda clock: clock.replace(fold=0))
YEARS = st.integers(0, 16 * 366 * 1440).map(
    lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
BUSINESS_DAY = "SELECT business_day(%s, %s)"
CLOSED = (
    "SELECT (closed_for(c, r, %s, 0)).closed"
    " FROM centres c JOIN service_rules r ON r.centre = c.centre"
    " WHERE c.centre = %s AND r.code = %s"
)
DAY_IN = (
    "SELECT day_of("
    " jsonb_populate_record(c, jsonb_build_object('time_zone', %s::text, 'rollover', %s::text)), %s"
    ") FROM centres c WHERE c.centre = %s"
)
"""The day of a centre that is elsewhere and rolls over at another hour."""


def floor_of(moment: Moment) -> Floor:
    closures = frozenset(each.day for each in MOMENTS if each.opening is None)
    return replace(
        small_floor(),
        zone_info=ZoneInfo(moment.zone),
        rollover=moment.rollover,
        hours={} if moment.opening is None else dict.fromkeys(range(7), moment.opening),
        closures=closures if moment.opening is None else frozenset(),
    )


@pytest.fixture
def server(postgres_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Return a connection of the store's owner."""
    with psycopg.connect(postgres_url, autocommit=True, connect_timeout=10) as connection:
        yield connection


def one(server: psycopg.Connection[tuple[object, ...]], statement: str, *values: object) -> object:
    row = server.execute(statement, values).fetchone()
    assert row is not None
    return row[0]


def test_every_moment_has_its_day_and_its_doors(
    server: psycopg.Connection[tuple[object, ...]], shared_postgres: SharedStore
) -> None:
    def place(moment: Moment) -> str:
        return f"{moment.zone} {moment.rollover} {moment.opening}"

    for _, group in groupby(sorted(MOMENTS, key=place), place):
        moments = list(group)
        replace_floor(shared_postgres.store, floor_of(moments[0]))
        for moment in moments:
            closed = one(server, CLOSED, moment.at, CENTRE, ID_CARD)

            assert one(server, BUSINESS_DAY, CENTRE, moment.at) == moment.day, moment.says
            assert closed == moment.closed, moment.says


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=3 * settings.default.max_examples,
)
@given(st.sampled_from(ZONES), TIMES, YEARS)
def test_any_moment_in_any_zone_has_the_same_day(
    server: psycopg.Connection[tuple[object, ...]], zone: str, rollover: time, at: datetime
) -> None:
    assert one(server, DAY_IN, zone, rollover.isoformat(), at, CENTRE) == business_day(
        at, ZoneInfo(zone), rollover
    )


@pytest.mark.parametrize("rollover", [time(0), time(1, 45), time(2), time(2, 30), time(3)])
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("change", ["2026-03-29", "2026-04-05", "2026-10-25", "2026-11-01"])
def test_around_the_changes_of_the_clock_the_day_is_the_same(
    server: psycopg.Connection[tuple[object, ...]], change: str, zone: str, rollover: time
) -> None:
    info = ZoneInfo(zone)
    noon = datetime.fromisoformat(f"{change} 12:00").replace(tzinfo=info).astimezone(UTC)
    for minutes in range(-14 * 60, 0, 15):
        at = noon + timedelta(minutes=minutes)
        day = one(server, DAY_IN, zone, rollover.isoformat(), at, CENTRE)
        assert day == business_day(at, info, rollover), at
