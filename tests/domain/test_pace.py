from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from common.domain.pace import Pace

WISHES = st.lists(st.tuples(st.floats(0, 2), st.sampled_from([0.05, 0.25])), max_size=60)
"""Seconds since the wish before, and how far apart it wants the readings."""


def readings_of(wishes: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Play wishes on a clock that stops wherever something is due; return both times."""
    pace, now = Pace(), 0.0
    asked: list[float] = []
    read: list[float] = []

    def run_to(end: float) -> None:
        nonlocal now
        while (wait := pace.wait(now)) is not None and now + wait <= end:
            now += wait
            while not pace.take(now):
                now += 1e-9
            read.append(now)
        now = max(now, end)

    for pause, apart in wishes:
        run_to(now + pause)
        asked.append(now)
        pace.ask(now, apart)
    run_to(now + 10)
    return asked, read


@given(WISHES)
def test_no_wish_is_lost(wishes: list[tuple[float, float]]) -> None:
    asked, read = readings_of(wishes)

    assert all(any(moment >= wish for moment in read) for wish in asked)
    assert len(read) <= len(asked)


@given(WISHES)
def test_readings_are_never_closer_than_the_hurried_ones_may_be(
    wishes: list[tuple[float, float]],
) -> None:
    _, read = readings_of(wishes)

    assert all(after - before >= 0.049999 for before, after in pairwise(read))


@given(st.lists(st.floats(0, 2), max_size=60))
def test_calm_wishes_alone_keep_the_calm_pace(pauses: list[float]) -> None:
    asked, read = readings_of([(pause, 0.25) for pause in pauses])

    assert all(after - before >= 0.249999 for before, after in pairwise(read))
    assert all(any(0 <= moment - wish <= 0.250001 for moment in read) for wish in asked)


def test_the_first_wish_and_one_after_a_rest_are_due_at_once() -> None:
    pace = Pace()

    pace.ask(10.0, 0.25)
    assert pace.take(10.0)
    pace.ask(10.3, 0.25)

    assert pace.take(10.3)


def test_what_comes_too_soon_is_one_reading_at_the_end() -> None:
    pace = Pace()
    pace.ask(10.0, 0.25)
    pace.take(10.0)

    pace.ask(10.01, 0.25)
    pace.ask(10.02, 0.25)

    assert not pace.take(10.2)
    assert pace.wait(10.2) == 10.25 - 10.2
    assert pace.take(10.25)
    assert pace.wait(10.25) is None


def test_a_hurried_wish_does_not_wait_for_the_calm_one_before_it() -> None:
    pace = Pace()
    pace.ask(10.0, 0.25)
    pace.take(10.0)
    pace.ask(10.01, 0.25)

    pace.ask(10.1, 0.05)

    assert pace.take(10.1)
    assert pace.wait(10.1) is None
