from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies

from common.domain.paper import (
    NEAR_END_MM,
    RATE_WINDOW,
    Forecast,
    Roll,
    forecast,
    roughly,
    slip_mm,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MEAN = 100.0


def each(gap: timedelta, count: int = 30) -> list[datetime]:
    """Return when slips came, at equal distances, the last one a gap ago."""
    return [NOW - gap * (back + 1) for back in range(count)]


def test_a_roll_is_good_for_what_is_left_of_it_in_slips() -> None:
    said = forecast(Roll(80_000, 56_000), MEAN, each(timedelta(minutes=1)), NOW)

    assert said == Forecast(240, NOW + timedelta(minutes=240))


def test_the_rate_is_that_of_the_last_hours_only() -> None:
    busy = [NOW - RATE_WINDOW - timedelta(seconds=gap) for gap in range(1000)]
    calm = each(timedelta(minutes=4))

    said = forecast(Roll(10_000, 9_000), MEAN, [*busy, *calm], NOW)

    assert said is not None
    assert said.change_at is not None
    assert timedelta(minutes=38) < said.change_at - NOW <= timedelta(minutes=40)


def test_a_quiet_moment_before_now_counts() -> None:
    burst = [NOW - timedelta(minutes=60) + timedelta(seconds=second) for second in range(10)]

    said = forecast(Roll(1_000, 0), MEAN, burst, NOW)

    assert said == Forecast(10, NOW + timedelta(minutes=60))


def test_with_too_few_slips_nobody_says_when() -> None:
    said = forecast(Roll(10_000, 0), MEAN, each(timedelta(minutes=1), 4), NOW)

    assert said == Forecast(100, None)


@pytest.mark.parametrize(
    ("roll", "mean"), [(Roll(10_000, 0), None), (Roll(10_000, 0), 0.0), (Roll(0, 0), MEAN)]
)
def test_where_too_little_is_known_nothing_is_said(roll: Roll, mean: float | None) -> None:
    assert forecast(roll, mean, each(timedelta(minutes=1)), NOW) is None


def test_a_roll_that_lasts_past_the_close_needs_no_change_today() -> None:
    closes = NOW + timedelta(hours=3)
    minutely = each(timedelta(minutes=1))

    lasts = forecast(Roll(80_000, 0), MEAN, minutely, NOW, closes)
    ends = forecast(Roll(80_000, 70_000), MEAN, minutely, NOW, closes)

    assert lasts == Forecast(800, None)
    assert ends == Forecast(100, NOW + timedelta(minutes=100))


def test_a_roll_that_was_counted_out_has_no_slip_left() -> None:
    said = forecast(Roll(10_000, 12_000), MEAN, each(timedelta(minutes=1)), NOW)

    assert said == Forecast(0, NOW)


def test_a_sensor_that_sees_the_end_is_believed_against_the_count() -> None:
    assert Roll(80_000, 10_000, near_end=True).left == NEAR_END_MM
    assert Roll(80_000, 78_000, near_end=True).left == 2_000
    assert Roll(80_000, 90_000, near_end=True).left == NEAR_END_MM


def test_a_sensor_that_sees_paper_is_believed_against_the_count() -> None:
    assert Roll(80_000, 90_000, near_end=False).left == NEAR_END_MM
    assert Roll(80_000, 10_000, near_end=False).left == 70_000
    assert Roll(80_000, 79_000, near_end=None).left == 1_000


def test_what_a_sensor_leaves_can_be_measured() -> None:
    assert Roll(80_000, 10_000, near_end=True, left_at_near_end=5_500).left == 5_500


def test_a_slip_takes_its_rows_and_the_feed() -> None:
    assert slip_mm(799, 203, 25) == pytest.approx(124.97, abs=0.01)


def test_a_forecast_is_said_roughly_and_never_too_much() -> None:
    exact = Forecast(247, datetime(2026, 11, 23, 14, 23, 59, tzinfo=UTC))

    assert roughly(exact) == Forecast(240, datetime(2026, 11, 23, 14, 20, tzinfo=UTC))
    assert roughly(Forecast(7, None)) == Forecast(7, None)


@given(
    length=strategies.floats(1, 500_000),
    printed=strategies.floats(0, 600_000),
    mean=strategies.floats(20, 400),
    near_end=strategies.sampled_from([None, True, False]),
)
def test_no_forecast_promises_more_slips_than_there_is_paper(
    length: float, printed: float, mean: float, *, near_end: bool | None
) -> None:
    roll = Roll(length, printed, near_end)

    said = forecast(roll, mean, [], NOW)

    assert said is not None
    assert 0 <= said.slips * mean <= max(length, NEAR_END_MM)
    assert roughly(said).slips <= said.slips
