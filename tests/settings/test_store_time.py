"""The store's time as a computer keeps it, and how wrong the computer's own clock is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.clock import StoreTime, Told, skew_between

NOON = datetime(2026, 2, 28, 8, tzinfo=UTC)


class HandClock:
    """A computer's two clocks, each moved by hand."""

    def __init__(self) -> None:
        self.wall = NOON
        self.seconds = 100.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)


def read(time: StoreTime, clock: HandClock, at: datetime, way: float = 0.0) -> None:
    """Let the store's clock be read, `way` seconds before the answer."""
    asked = clock.seconds
    clock.pass_time(way)
    time.learn(at, Told(None, asked, clock.seconds, clock.wall))


def test_the_stores_time_goes_on_whatever_is_done_to_the_computers() -> None:
    clock = HandClock()
    time = StoreTime(clock)
    assert time.now() == NOON
    read(time, clock, NOON)

    clock.pass_time(60)
    clock.wall -= timedelta(days=365)

    assert time.now() == NOON + timedelta(seconds=60)


def test_the_stores_time_counts_from_the_question() -> None:
    clock = HandClock()
    time = StoreTime(clock)

    read(time, clock, NOON, way=2.5)

    assert time.now() == NOON + timedelta(seconds=2.5)


@given(st.floats(-5, 5), st.floats(0, 3), st.floats(0, 1))
def test_no_slow_answer_makes_a_right_clock_wrong(ahead: float, way: float, share: float) -> None:
    clock = HandClock()
    at = clock.now() + timedelta(seconds=way * share - ahead)
    asked = clock.seconds
    clock.pass_time(way)

    skew = skew_between(at, Told(None, asked, clock.seconds, clock.wall)).total_seconds()

    assert abs(ahead) - way - 1e-3 <= abs(skew) <= abs(ahead) + 1e-3
    assert abs(skew) < 1e-3 or (skew > 0) is (ahead > 0)


def test_a_wrong_clock_is_logged_once_until_it_is_right_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = HandClock()
    time = StoreTime(clock)
    for off in (0.0, 1.9, 2.1, 1.5, 2.1, -30.0):
        read(time, clock, clock.now() + timedelta(seconds=off))
    assert time.wrong
    assert time.skew == timedelta(seconds=30)
    assert len(caplog.records) == 1

    read(time, clock, clock.now())
    assert not time.wrong
    read(time, clock, clock.now() + timedelta(days=9000))

    assert time.wrong
    assert len([one for one in caplog.records if one.levelname == "WARNING"]) == 2
    caplog.clear()
