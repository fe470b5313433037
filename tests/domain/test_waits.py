from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain.waits import FEWEST, LATEST, STEP, WaitSpan, expected_wait

waits = st.lists(st.timedeltas(timedelta(0), timedelta(hours=3)), min_size=FEWEST, max_size=50)


def minutes(*numbers: float) -> list[timedelta]:
    return [timedelta(minutes=number) for number in numbers]


def test_nothing_is_said_of_fewer_than_ten() -> None:
    assert expected_wait(minutes(*[7] * 9)) is None
    assert expected_wait(minutes(*[7] * 10)) == WaitSpan(5, 10)


@pytest.mark.parametrize(
    ("known", "span"),
    [
        ([0.5] * 10, WaitSpan(0, 5)),
        ([0] * 10, WaitSpan(0, 5)),
        ([10] * 10, WaitSpan(10, 15)),
        (range(1, 13), WaitSpan(0, 10)),
        ([1, 1, 16, 17, 18, 19, 20, 21, 90, 90], WaitSpan(15, 25)),
        ([-3] * 10, WaitSpan(0, 5)),
    ],
)
def test_the_middle_half_is_rounded_outward_to_five_minutes(
    known: list[float], span: WaitSpan
) -> None:
    assert expected_wait(minutes(*known)) == span


def test_only_the_latest_thirty_count() -> None:
    assert expected_wait(minutes(*[12] * LATEST, *[100] * 60)) == WaitSpan(10, 15)


@given(waits)
def test_half_of_the_visitors_waited_within_the_span(known: list[timedelta]) -> None:
    span = expected_wait(known)

    assert span is not None
    assert span.low % STEP == span.high % STEP == 0
    assert 0 <= span.low < span.high
    latest = known[:LATEST]
    low, high = minutes(span.low, span.high)
    assert sum(low <= wait <= high for wait in latest) * 2 >= len(latest)
