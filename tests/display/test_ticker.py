"""What the line of a board tells everybody besides what it always says."""

from dataclasses import replace

import pytest
from hall_fakes import NOON, Hall, floor
from pytestqt.qtbot import QtBot
from test_window import board, parts, show

from common.domain.board import Board
from common.domain.words import Words
from display.hall_voice import HallVoice
from display.pen import Style
from display.state import Link
from display.window import BoardWindow

LIFT = Words("Lift işləmir", "The lift is out of order", "Лифт не работает")
LONG = Words(
    *(" ".join(f"{word}{at}" for at in range(30)) for word in ("sənədlər", "papers", "документы"))
)


def test_messages_come_and_go_live(hall: Hall) -> None:
    hall.store.messages = (LIFT,)
    hall.wake()
    assert hall.state.messages == (LIFT,)
    hall.store.messages = ()
    hall.wake()
    assert hall.state.messages == ()


def test_a_message_is_said_once_whenever_it_is_put(hall: Hall) -> None:
    tea = Words("Çay var", "There is tea", "Есть чай")
    for messages in ((LIFT,), (LIFT, tea), (LIFT, tea), (), (tea,)):
        hall.store.messages = messages
        hall.wake()
    assert [notice.words for notice in hall.voice.noticed] == [LIFT, tea, tea]


def test_a_board_that_starts_does_not_say_what_was_put_before(hall: Hall) -> None:
    later = HallVoice(hall.voice)
    later.learn(floor(), Board(NOON, (), messages=(LIFT,)))
    assert hall.voice.noticed == []


def said(qtbot: QtBot, window: BoardWindow, turns: int, *messages: Words) -> list[str]:
    """Return what the line says in turn."""
    lines = []
    for turn in range(turns):
        state = replace(board(2), messages=messages, turn=turn)
        show(qtbot, window, state, (960, 540))
        lines.append(parts(window)["ticker"].accessibleName())
    return lines


def test_the_line_says_one_message_after_another_and_what_it_always_does(
    qtbot: QtBot, window: BoardWindow
) -> None:
    standing = "Nömrəniz ekranda görünəndə göstərilən pəncərəyə yaxınlaşın."
    lines = said(qtbot, window, 4, LIFT)
    assert lines == [standing, LIFT.az, LIFT.az, standing]


def test_a_long_message_is_said_in_parts_that_fit(qtbot: QtBot, window: BoardWindow) -> None:
    lines = said(qtbot, window, 9, LONG)[1:]
    assert len(set(lines)) > 2
    whole = " ".join(dict.fromkeys(lines))
    assert whole.startswith(LONG.az)
    width = parts(window)["ticker"].width()
    assert all(Style(16, 400, "#000000").width(line) <= width for line in lines)


@pytest.mark.parametrize("link", [Link.LOST, Link.STARTING])
def test_nothing_is_told_that_may_be_over(qtbot: QtBot, window: BoardWindow, link: Link) -> None:
    for turn in range(3):
        state = replace(board(2, link=link), messages=(LIFT,), turn=turn)
        show(qtbot, window, state, (960, 540))
        ticker = parts(window).get("ticker")
        assert ticker is None or ticker.accessibleName() != LIFT.az
