"""A screen that nobody has placed asks, once, what it is to show."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hall_fakes import BOARD, Hall, call, floor
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from test_window import MIDDAY, parts, show

from common.domain.events import EventKind
from common.domain.floor import Counter, Direction, Display, Floor, Zone
from common.domain.ids import CounterCode, DeviceCode, EntityCode, ProfileCode, ZoneCode
from common.domain.words import Words
from display.chosen import Chosen, Place
from display.composing import compose_choices
from display.state import BoardState, Link
from display.window import BoardWindow

SIGN = DeviceCode("S7")


def set_up() -> Floor:
    counters = tuple(
        Counter(CounterCode(f"W{at}"), at, ZoneCode("A"), ProfileCode("P"), Direction.LEFT)
        for at in (3, 7)
    )
    displays = (
        Display(BOARD, ZoneCode("A")),
        Display(DeviceCode("D2"), counters=(CounterCode("W3"), CounterCode("W7"))),
        Display(DeviceCode("D3"), entities=(EntityCode("DIN"),)),
        Display(DeviceCode("D4")),
        Display(SIGN, sign=CounterCode("W7")),
    )
    zones = (Zone(ZoneCode("A"), Words("Birinci mərtəbə", "First floor", "Первый этаж")),)
    return replace(floor(), counters=counters, displays=displays, zones=zones)


@pytest.fixture
def unplaced(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Hall]]:
    """Start, again and again, one screen whose settings do not say what it shows."""

    def start() -> Hall:
        def wait(condition: Callable[[], bool]) -> None:
            qtbot.waitUntil(condition, timeout=30_000)

        hall = Hall(wait, place=Place(DeviceCode(""), Chosen(tmp_path / "screen.txt")))
        hall.store.set_up = set_up()
        hall.open()
        return hall

    # That it has no code is said in the log, and is what these tests are about.
    quiet = logging.getLogger("display.reading")
    quiet.setLevel(logging.ERROR)
    yield start
    quiet.setLevel(logging.NOTSET)


def test_it_offers_the_whole_hall_and_every_display_of_the_set_up(
    unplaced: Callable[[], Hall],
) -> None:
    hall = unplaced()
    assert [one.code for one in hall.state.choices] == ["", "D1", "D2", "D3", "D4", "S7"]
    assert hall.state.rows == ()
    hall.close()


def test_what_was_chosen_is_shown_reported_as_and_kept(unplaced: Callable[[], Hall]) -> None:
    hall = unplaced()
    hall.presenter.choose(BOARD)
    hall.put(call(1, "A045"))
    hall.paint_all()
    assert hall.shown == ["A045"]
    assert hall.store.zones[-1] == "A"
    hall.wait(lambda: bool(hall.told(EventKind.SHOWN)))
    assert {device for device, *_ in hall.store.told} == {BOARD}
    hall.close()

    again = unplaced()
    assert again.state.choices == ()
    assert again.store.zones[-1] == "A"
    again.close()


def test_the_whole_hall_is_a_choice_too(unplaced: Callable[[], Hall]) -> None:
    hall = unplaced()
    hall.presenter.choose("")
    hall.close()
    again = unplaced()
    assert again.state.choices == ()
    again.close()


@pytest.mark.parametrize("left", [b"", b"\0\0\0"])
def test_a_choice_that_a_cut_of_the_power_emptied_is_asked_for_again(
    unplaced: Callable[[], Hall], tmp_path: Path, left: bytes
) -> None:
    (tmp_path / "screen.txt").write_bytes(left)
    hall = unplaced()
    assert hall.state.choices
    hall.close()


def test_a_screen_that_nobody_answers_for_shows_the_whole_hall(
    unplaced: Callable[[], Hall],
) -> None:
    hall = unplaced()
    hall.put(call(1, "A045"))
    hall.pass_time(59)
    assert hall.state.choices
    hall.pass_time(2)
    assert hall.state.choices == ()
    assert hall.shown == ["A045"]
    hall.close()


def test_an_answer_holds_even_where_it_cannot_be_kept(
    unplaced: Callable[[], Hall], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hall = unplaced()
    (tmp_path / "screen.txt").mkdir()
    hall.presenter.choose(BOARD)
    assert hall.state.choices == ()
    assert "is not kept" in caplog.text
    caplog.clear()
    hall.close()


def test_a_screen_whose_settings_say_what_it_is_asks_nothing(hall: Hall) -> None:
    assert hall.state.choices == ()


@pytest.mark.parametrize("size", [(960, 540), (540, 960), (640, 240)])
def test_arrows_and_enter_or_a_press_choose(
    qtbot: QtBot, window: BoardWindow, size: tuple[int, int]
) -> None:
    chosen: list[str] = []
    window.chosen.connect(chosen.append)
    state = BoardState(now=MIDDAY, link=Link.HEARD, choices=compose_choices(set_up()))
    show(qtbot, window, state, size)
    found = parts(window)
    assert "Bu ekran nə göstərsin?; Bütün zal; D1: Birinci mərtəbə" in (
        found["choose"].accessibleName()
    )
    assert "S7: pəncərə 7 üzərindəki lövhə" in found["choose"].accessibleName()
    choose = found["choose"]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(choose, key)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(choose, key)
    rows = window.choices()
    middle = rows[2].center().toPoint()
    QTest.mouseClick(choose, Qt.MouseButton.LeftButton, pos=QPoint(middle.x(), middle.y()))
    assert chosen == ["D1", "S7", "D2"]
    assert rows[-1].bottom() <= choose.height()
