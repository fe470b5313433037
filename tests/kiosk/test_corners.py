import pytest

from kiosk.corners import KEYS, WITHIN_MS, Corners, Keypad

ROOM = (1080, 1920)
SIZE = 100
ABOVE_LEFT, ABOVE_RIGHT, BELOW_RIGHT, BELOW_LEFT = (5, 5), (1075, 5), (1075, 1915), (5, 1915)
ROUND = (ABOVE_LEFT, ABOVE_RIGHT, BELOW_RIGHT, BELOW_LEFT)
MIDDLE = (540, 900)


def opens(*places: tuple[int, int], every: int = 500) -> bool:
    """Touch places one after another; say whether the last one opens the menu."""
    corners = Corners()
    return [
        corners.touch(place, ROOM, SIZE, number * every) for number, place in enumerate(places)
    ][-1]


def test_four_corners_clockwise_open_the_menu() -> None:
    assert opens(*ROUND)


def test_a_touch_that_arrives_twice_is_one() -> None:
    assert opens(*(place for corner in ROUND[:3] for place in (corner, corner)), BELOW_LEFT)


@pytest.mark.parametrize(
    "places",
    [
        ROUND[:3],
        (ABOVE_LEFT, BELOW_LEFT, BELOW_RIGHT, ABOVE_RIGHT),
        (ABOVE_LEFT, ABOVE_RIGHT, MIDDLE, BELOW_RIGHT, BELOW_LEFT),
        (ABOVE_RIGHT, BELOW_RIGHT, BELOW_LEFT, ABOVE_LEFT),
    ],
)
def test_anything_else_opens_nothing(places: tuple[tuple[int, int], ...]) -> None:
    assert not opens(*places)


def test_who_takes_too_long_opens_nothing() -> None:
    assert not opens(*ROUND, every=WITHIN_MS // 3 + 1)


def test_a_false_start_is_forgotten_at_the_first_corner() -> None:
    assert opens(ABOVE_LEFT, MIDDLE, *ROUND)
    assert opens(ABOVE_LEFT, ABOVE_RIGHT, *ROUND)


def pressed(*keys: int, every: int = 500) -> bool:
    """Press keys one after another; say whether the last one opens the menu."""
    keypad = Keypad()
    return [keypad.press(key, number * every) for number, key in enumerate(keys)][-1]


def test_keys_open_the_menu_only_in_their_order_and_in_time() -> None:
    assert pressed(*KEYS)
    assert pressed(*KEYS[:5], *KEYS)
    assert not pressed(*KEYS[4:])
    assert not pressed(*KEYS[:-1], KEYS[0])
    assert not pressed(*KEYS, every=WITHIN_MS // 8 + 1)
