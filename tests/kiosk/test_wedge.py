"""A scanner that types, and a person who does."""

from kiosk.wedge import APART_MS, Wedge


def keyed(wedge: Wedge, letters: str, apart: int, start: int = 1_000) -> tuple[str, int]:
    """Press letters so many milliseconds apart; return what was typed meanwhile, and when."""
    typed, at = "", start
    for letter in letters:
        at += apart
        typed += wedge.letter(letter, at)
    return typed, at


def test_a_burst_that_ends_with_enter_is_a_scan_and_types_nothing() -> None:
    wedge = Wedge()
    typed, at = keyed(wedge, "AN1:X:20261128:t0k-_n", 8)

    assert typed == ""
    assert wedge.enter(at + 8) == "AN1:X:20261128:t0k-_n"
    assert not wedge.holds


def test_a_person_types_letter_by_letter_and_his_enter_is_his() -> None:
    wedge = Wedge()
    typed, at = keyed(wedge, "notar", 90)

    assert typed == "nota"
    assert wedge.rest(at + APART_MS + 1) == "r"
    assert wedge.enter(at + 200) is None


def test_two_keys_at_once_and_enter_are_no_scan() -> None:
    wedge = Wedge()
    _, at = keyed(wedge, "abc", 2)

    assert wedge.enter(at + 2) is None
    assert wedge.give_back() == "abc"


def test_a_burst_without_an_enter_was_typed_after_all() -> None:
    wedge = Wedge()
    _, at = keyed(wedge, "AB12CD", 5)

    assert wedge.rest(at + 5) == ""
    assert wedge.rest(at + APART_MS + 1) == "AB12CD"


def test_an_enter_long_after_a_burst_ends_nothing() -> None:
    wedge = Wedge()
    _, at = keyed(wedge, "AB12CD", 5)

    assert wedge.enter(at + APART_MS + 1) is None


def test_what_was_typed_before_a_scan_is_no_part_of_it() -> None:
    wedge = Wedge()
    keyed(wedge, "x", 10)
    typed, at = keyed(wedge, "AB12CD", 5, start=2_000)

    assert typed == "x"
    assert wedge.enter(at + 5) == "AB12CD"


def test_a_scan_may_end_with_two_keys() -> None:
    wedge = Wedge()
    _, at = keyed(wedge, "AB12CD", 5)
    wedge.enter(at + 5)

    assert wedge.enter(at + 8) == ""
    assert wedge.enter(at + 500) is None
