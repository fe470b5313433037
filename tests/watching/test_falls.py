import pytest

from common.watching.beat import EXIT_AGAIN
from common.watching.judging import Patience, Stillness, after_end

PATIENCE = Patience(stall=5, first_beat=60, look=0.25)


def still_after(
    watched: Stillness, seconds: float, *, every: float = 0.25, begin: float = 0
) -> bool:
    """Look again and again without a new beat; say whether that was too long."""
    looks = [watched.look(begin + every * n, "same") for n in range(1, round(seconds / every) + 1)]
    return any(looks)


def test_who_stands_still_for_five_seconds_is_found() -> None:
    watched = Stillness(PATIENCE, 0, beaten="none yet")

    assert not watched.look(0, "same")
    assert not still_after(watched, 4.5)
    assert still_after(watched, 1, begin=4.5)


def test_a_start_may_take_longer() -> None:
    assert not still_after(Stillness(PATIENCE, 0, beaten="same"), 59)
    assert still_after(Stillness(PATIENCE, 0, beaten="same"), 61)


def test_who_goes_on_is_left_alone() -> None:
    watched = Stillness(PATIENCE, 0, beaten="none yet")

    assert not any(watched.look(n * 4, f"beat {n}") for n in range(100))


def test_a_computer_that_slept_is_no_stall() -> None:
    watched = Stillness(PATIENCE, 0, beaten="none yet")
    watched.look(0, "same")

    assert not watched.look(8 * 3600, "same")
    assert still_after(watched, 5, begin=8 * 3600)


def test_who_falls_again_and_again_is_started_ever_more_slowly_but_always() -> None:
    pauses, falls = [], 0
    for _ in range(8):
        again = after_end(70, 0.5, falls, PATIENCE)
        pauses.append(again.pause)
        falls = again.falls

    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_who_ran_long_before_he_fell_is_back_at_once() -> None:
    assert after_end(-11, 3600, 7, PATIENCE).pause == 1


@pytest.mark.parametrize(("code", "pause"), [(0, None), (EXIT_AGAIN, 0), (2, 30)])
def test_an_end_on_purpose_a_wish_to_begin_anew_and_bad_settings_are_told_apart(
    code: int, pause: float | None
) -> None:
    assert after_end(code, 1, 3, PATIENCE).pause == pause
