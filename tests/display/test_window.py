"""What really stands on the screen, on every screen."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations

import pytest
from hall_fakes import words
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from common.domain.floor import Direction
from common.domain.ids import CallId
from common.i18n import texts
from common.ui.tokens import CAP_HEIGHT, BoardPalette
from display.layout import lay_out
from display.placing import PlacedRow, place_calls
from display.state import BoardState, Link, Row, Waits
from display.window import BoardWindow

SCREENS = [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (1280, 1024), (720, 1280)]
MIDDAY = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 - a wall clock as the board draws it
PALETTE = BoardPalette()
HARD = [("A", "1000", 150), ("AB", "047", 150), ("AB", "1000", 150), ("M", "031", 7)]


def row(number: int, *, hard: bool = False, flashing: bool = False) -> Row:
    letters, serial, window = HARD[number % 4] if hard else ("A", f"{number:03d}", number)
    return Row(
        call=CallId(number),
        times=1,
        letters=letters,
        serial=serial,
        window=window,
        direction=Direction.LEFT,
        plate=number == 1 or flashing,
        flashing=flashing,
    )


def rows(count: int, *, hard: bool = False) -> tuple[Row, ...]:
    return tuple(row(number, hard=hard) for number in range(1, count + 1))


def board(
    count: int, *, link: Link = Link.HEARD, full: bool = False, pages: int = 1, calm: bool = False
) -> BoardState:
    waits = tuple(Waits("AB", words("Əmlak Məsələləri Dövlət Xidməti"), 120) for _ in range(6))
    return BoardState(
        now=MIDDAY,
        link=link,
        since=MIDDAY if link is Link.LOST else None,
        rows=rows(count),
        full=full,
        pages=pages,
        waits=waits,
        silent=True,
        calm=calm,
    )


def show(qtbot: QtBot, window: BoardWindow, state: BoardState, size: tuple[int, int]) -> None:
    window.resize(*size)
    window.show_state(state)
    window.show()
    qtbot.waitExposed(window)


def parts(window: BoardWindow) -> dict[str, QWidget]:
    return {
        each.objectName(): each
        for each in window.findChildren(QWidget)
        if each.objectName() and each.isVisible()
    }


def boxes(one: PlacedRow) -> tuple[QRectF, ...]:
    return (one.letters, one.serial, one.window, one.arrow)


def shades(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def has_gaps(placed: Sequence[PlacedRow], least: float) -> bool:
    """Say whether in every row all boxes follow one another with a space between."""
    return all(
        right.left() - left.right() >= least
        for one in placed
        for left, right in zip(boxes(one), boxes(one)[1:], strict=False)
    )


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("size", SCREENS)
def test_no_number_is_cut_or_touches_another(size: tuple[int, int], full: bool, hard: bool) -> None:  # noqa: FBT001 - parametrised
    layout = lay_out(*size)
    room = layout.room.full if full else layout.room.beside
    area = layout.calls_full if full else layout.calls
    placed = place_calls(rows(room, hard=hard), layout, full=full).rows
    assert len(placed) == room
    inside = QRectF(0, 0, area.width(), area.height()).adjusted(-1, -1, 1, 1)
    assert all(inside.contains(one.plate) for one in placed)
    assert all(one.plate.contains(box) for one in placed for box in boxes(one))
    assert has_gaps(placed, least=4 * layout.scale)
    assert not any(a.plate.intersects(b.plate) for a, b in combinations(placed, 2))


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("full", [False, True])
def test_numbers_stand_readable_at_ten_metres(full: bool) -> None:  # noqa: FBT001 - parametrised
    layout = lay_out(1920, 1080)
    placed = place_calls(rows(6), layout, full=full)
    # 55 inches are 685 mm high; 1/200 of ten metres are 50 mm.
    assert placed.style.pixels * CAP_HEIGHT * 685 / 1080 >= 50


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize(
    "state",
    [
        board(6),
        board(6, link=Link.LOST),
        board(11, full=True),
        board(11, full=True, pages=2),
        board(11, full=True, pages=2, link=Link.LOST),
        board(0, link=Link.STARTING),
        board(0),
    ],
    ids=["hall", "stale", "busy", "paged", "busy stale", "boot", "empty"],
)
def test_no_part_covers_another(
    qtbot: QtBot, window: BoardWindow, state: BoardState, size: tuple[int, int]
) -> None:
    show(qtbot, window, state, size)
    found = parts(window)
    whole = window.rect()
    assert all(whole.contains(part.geometry()) for part in found.values())
    for (one, first), (other, second) in combinations(found.items(), 2):
        if {one, other} in ({"foot", "ticker"}, {"foot", "stale"}, {"calls", "silence"}):
            continue
        assert not first.geometry().intersects(second.geometry()), (one, other)


@pytest.mark.parametrize("clock_off", [False, True])
@pytest.mark.parametrize("pages", [1, 2, 12])
@pytest.mark.parametrize("size", SCREENS)
def test_the_ticker_ends_before_page_and_date_begin(
    qtbot: QtBot, window: BoardWindow, size: tuple[int, int], pages: int, *, clock_off: bool
) -> None:
    show(qtbot, window, replace(board(6, pages=pages), clock_off=clock_off), size)
    found = parts(window)
    foot = found["foot"]
    covered = QRect(found["ticker"].geometry()).translated(-foot.pos())
    beneath = foot.grab().toImage()
    covered = covered.intersected(beneath.rect()).adjusted(4, 4, -4, -4)
    assert shades(beneath.copy(covered)) <= {PALETTE.ground.lower()}


@pytest.mark.parametrize("size", SCREENS)
def test_the_sign_of_silence_covers_no_head_and_no_plate(
    qtbot: QtBot, window: BoardWindow, size: tuple[int, int]
) -> None:
    full = board(11, full=True)
    show(qtbot, window, full, size)
    found = parts(window)
    calls, sign = found["calls"], found["silence"]
    corner = sign.geometry().translated(-calls.pos())
    beneath = calls.grab().toImage().copy(corner)
    assert shades(beneath) == {PALETTE.ground.lower()}


def test_a_call_is_reported_once_after_its_real_painting(qtbot: QtBot, window: BoardWindow) -> None:
    told: list[tuple[int, int, int]] = []
    window.painted.connect(lambda call, times, when: told.append((call, times, when)))
    window.show_state(board(2))
    assert told == []
    show(qtbot, window, board(2), (960, 540))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert [one[:2] for one in told] == [(1, 1), (2, 1)]
    assert all(when > 2**31 for *_, when in told)
    window.calls.repaint()
    window.show_state(board(3))
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told[2][:2] == (3, 1)


def test_a_call_on_another_page_is_not_reported(qtbot: QtBot, window: BoardWindow) -> None:
    told: list[int] = []
    window.painted.connect(lambda call, *_: told.append(call))
    show(qtbot, window, board(12, full=True, pages=2), (960, 540))
    qtbot.waitUntil(lambda: len(told) == 12)
    assert 13 not in told


def pulses(qtbot: QtBot, window: BoardWindow, state: BoardState) -> set[int]:
    """Return the plate's shades while its first half pulse would run."""
    show(qtbot, window, state, (960, 540))
    calls = window.calls
    reds: set[int] = set()

    def look() -> bool:
        image: QImage = calls.grab(QRect(QPoint(10, 75), QSize(4, 4))).toImage()
        reds.add(image.pixelColor(1, 1).red())
        return len(reds) > 3

    if state.calm:
        for _ in range(20):
            look()
    else:
        qtbot.waitUntil(look)
    return reds


def test_a_new_calls_plate_pulses(qtbot: QtBot, window: BoardWindow) -> None:
    state = BoardState(now=MIDDAY, link=Link.HEARD, rows=(row(1, flashing=True),))
    assert len(pulses(qtbot, window, state)) > 3


def test_nothing_pulses_in_calm_mode(qtbot: QtBot, window: BoardWindow) -> None:
    state = BoardState(now=MIDDAY, link=Link.HEARD, rows=(row(1, flashing=True),), calm=True)
    assert pulses(qtbot, window, state) == {255}


def test_the_calls_can_be_read_without_seeing_them(qtbot: QtBot, window: BoardWindow) -> None:
    show(qtbot, window, board(2), (960, 540))
    assert window.calls.accessibleName() == "A001 → 1; A002 → 2"


def test_a_lost_store_says_since_when(qtbot: QtBot, window: BoardWindow) -> None:
    show(qtbot, window, board(2, link=Link.LOST), (960, 540))
    found = parts(window)
    assert found["stale"].accessibleName() == (
        "Nömrələr pəncərələrdə çağırılır. Əlaqə bərpa olunur… 12:00"
    )
    assert "slide" not in found
    show(qtbot, window, board(2), (960, 540))
    assert "stale" not in parts(window)


def test_a_display_that_nobody_knows_shows_its_code_and_nothing_else(
    qtbot: QtBot, window: BoardWindow
) -> None:
    show(qtbot, window, replace(board(2), unknown="D9"), (960, 540))
    found = parts(window)
    assert "D9" in found["boot"].accessibleName()
    assert "calls" not in found


def test_a_portrait_screen_has_room_for_eleven_calls() -> None:
    room = lay_out(1080, 1920).room
    assert (room.beside, room.full) == (8, 11)


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("metres", [3, 5, 8, 10, 12, 14, 20])
@pytest.mark.parametrize("size", SCREENS)
def test_numbers_are_as_high_as_the_distance_asks_or_as_the_screen_bears(
    size: tuple[int, int],
    metres: int,
    hard: bool,  # noqa: FBT001 - parametrised
) -> None:
    wanted = metres * 5 * math.hypot(*size) / (55 * 25.4)
    layout = lay_out(*size, wanted)
    for full in (False, True):
        room = layout.room.full if full else layout.room.beside
        area = layout.calls_full if full else layout.calls
        placed = place_calls(rows(room, hard=hard), layout, full=full)
        inside = QRectF(0, 0, area.width(), area.height()).adjusted(-1, -1, 1, 1)
        assert all(inside.contains(one.plate) for one in placed.rows)
        assert all(one.plate.contains(box) for one in placed.rows for box in boxes(one))
        assert has_gaps(placed.rows, least=4 * layout.scale)
        if size == (1920, 1080) and metres <= 14 and not hard:
            assert placed.style.pixels * CAP_HEIGHT >= wanted - 1


def test_the_nearer_people_stand_the_more_calls_there_are_at_once() -> None:
    def fit(metres: float) -> tuple[int, int]:
        room = lay_out(1920, 1080, metres * 5 * math.hypot(1920, 1080) / (55 * 25.4)).room
        return (room.beside, room.full)

    assert [fit(metres) for metres in (3, 5, 8, 10, 12, 16, 30)] == [
        (12, 24),
        (12, 24),
        (8, 16),
        (6, 12),
        (5, 5),
        (4, 4),
        (4, 4),
    ]


def test_a_screen_that_is_too_small_for_its_distance_says_so_once(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def stand(metres: float, size: tuple[int, int]) -> str:
        caplog.clear()
        window = BoardWindow(texts(), metres * 5 / (55 * 25.4))
        qtbot.addWidget(window)
        for each in (size, (size[0] - 2, size[1]), size):
            show(qtbot, window, board(2), each)
        return caplog.text

    assert stand(10, (1920, 1080)) == ""
    assert stand(14, (1920, 1080)) == ""
    far = stand(20, (1920, 1080))
    assert far.count("lower than screen.distance_metres asks for") == 1
    assert "lower than screen.distance_metres asks for" in stand(14, (1080, 1920))
    caplog.clear()
