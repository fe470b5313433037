"""The building has to be left: what displays show and say of it."""

import logging
from dataclasses import replace

import pytest
from hall_fakes import Hall, call, floor
from pytestqt.qtbot import QtBot
from test_sign import CALLED
from test_window import MIDDAY, board, parts, show

from common.domain.floor import Theme
from common.hearing import NoticeKind
from display.state import BoardState, Link
from display.window import BoardWindow


def test_an_evacuation_is_shown_and_said_until_it_is_lifted(hall: Hall) -> None:
    hall.put(call(1, "A045"))
    hall.store.evacuated_since = hall.clock.now()
    hall.wake()
    hall.wake()
    assert hall.presenter.state.evacuated
    assert hall.presenter.state.rows == ()
    assert [notice.kind for notice in hall.voice.noticed] == [NoticeKind.EVACUATION]

    hall.store.evacuated_since = None
    hall.wake()
    assert not hall.presenter.state.evacuated
    assert hall.shown == ["A045"]
    assert hall.voice.noticed == []


def test_calls_are_not_spoken_in_an_evacuation(hall: Hall) -> None:
    hall.store.evacuated_since = hall.clock.now()
    hall.put(call(1, "A045"))
    assert hall.voice.labels == []


def test_an_evacuation_stays_on_the_screen_while_the_store_is_lost(hall: Hall) -> None:
    hall.store.evacuated_since = hall.clock.now()
    hall.wake()
    hall.lose()
    assert hall.presenter.state.evacuated


def test_even_a_display_that_nobody_knows_shows_it(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "display")
    hall.store.set_up = replace(floor(version=2), displays=())
    hall.store.evacuated_since = hall.clock.now()
    hall.wake()
    assert hall.presenter.state.evacuated


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("size", [(640, 360), (360, 640), (640, 240)])
def test_it_covers_every_board_and_every_sign(
    qtbot: QtBot, window: BoardWindow, size: tuple[int, int], theme: Theme
) -> None:
    for state in (board(12, full=True), BoardState(now=MIDDAY, link=Link.HEARD, sign=CALLED)):
        show(qtbot, window, replace(state, theme=theme, evacuated=True), size)
        alarm = parts(window)["alarm"]
        assert alarm.geometry() == window.rect()
        assert alarm.accessibleName().startswith("Binanı tərk edin. Sakit olun")
        ground = "#000000" if theme is Theme.CONTRAST else "#b3261e"
        assert window.grab().toImage().pixelColor(2, 2).name() == ground

    show(qtbot, window, replace(board(2), theme=theme), size)
    assert "alarm" not in parts(window)
