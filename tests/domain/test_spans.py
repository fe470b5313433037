from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.domain.spans import NOTHING, left_of, within

NOON = datetime(2026, 2, 28, 8, tzinfo=UTC)
GAP = timedelta(seconds=30)
HOURS = st.timedeltas(timedelta(hours=-3), timedelta(hours=3))


def after(seconds: float) -> timedelta:
    return left_of(GAP, NOON, NOON + timedelta(seconds=seconds))


def test_a_span_runs_down_and_is_over() -> None:
    assert after(0) == GAP
    assert after(12.5) == timedelta(seconds=17.5)
    assert after(30) == NOTHING
    assert after(3600) == NOTHING
    assert within(GAP, NOON, NOON + timedelta(seconds=29))
    assert not within(GAP, NOON, NOON + GAP)


def test_moments_that_cross_by_a_hair_are_waited_for() -> None:
    assert after(-0.01) == timedelta(seconds=30.01)
    assert after(-29.9) == timedelta(seconds=59.9)


def test_a_beginning_a_whole_span_ahead_is_from_before_the_clock_was_set_back() -> None:
    assert after(-30) == NOTHING
    assert after(-3600) == NOTHING


@given(HOURS)
def test_wherever_the_clock_is_set_nobody_waits_longer_than_two_spans(jump: timedelta) -> None:
    now = NOON + jump
    left = left_of(GAP, NOON, now)

    assert NOTHING <= left < 2 * GAP
    assert left_of(GAP, NOON, now + left) == NOTHING
