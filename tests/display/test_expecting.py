"""Expected waits on a board: only where its layout wants them and the day's data carry them."""

from dataclasses import replace

import pytest
from hall_fakes import Hall, floor, words
from pytestqt.qtbot import QtBot
from test_window import board, parts, show

from common.domain.board import WaitingCount
from common.domain.catalogue import Catalogue, Entity, Kind, Service
from common.domain.floor import Floor
from common.domain.ids import EntityCode, ServiceCode
from common.domain.waits import WaitSpan
from display.expecting import EVERY_SECONDS
from display.layout import lay_out
from display.state import Room, Waits
from display.window import BoardWindow

DIN, BNK = EntityCode("DIN"), EntityCode("BNK")
CARD, PASSPORT = ServiceCode("DIN-01"), ServiceCode("DIN-02")
MINUTES = Room(minutes=True)


def set_up() -> Floor:
    card, passport = (Service(code, DIN, words(code), 10) for code in (CARD, PASSPORT))
    documents = Entity(DIN, Kind.PUBLIC, words("Documents"), (card, passport))
    bank = Entity(BNK, Kind.PRIVATE, words("Bank"), ())
    return replace(floor(), catalogue=Catalogue((documents, bank)))


@pytest.fixture
def waiting(closed_hall: Hall) -> Hall:
    closed_hall.store.set_up = set_up()
    closed_hall.store.waiting = (WaitingCount(DIN, "A", 15), WaitingCount(BNK, "B", 3))
    closed_hall.store.expected = {CARD: WaitSpan(5, 10), PASSPORT: WaitSpan(15, 25)}
    closed_hall.open()
    return closed_hall


def test_minutes_stand_where_they_are_known_and_wanted(waiting: Hall) -> None:
    waiting.presenter.lay_out(MINUTES)
    waiting.pass_time(1)
    waiting.settle()
    assert waiting.state.minutes
    assert [one.minutes for one in waiting.state.waits] == ["5–25", ""]


def test_nobody_counts_the_waits_for_a_board_that_does_not_show_them(waiting: Hall) -> None:
    waiting.pass_time(EVERY_SECONDS + 1)
    waiting.settle()
    assert waiting.store.asked_waits == 0
    assert not waiting.state.minutes


def test_they_are_counted_now_and_then_not_with_every_call(waiting: Hall) -> None:
    waiting.presenter.lay_out(MINUTES)
    for _ in range(5):
        waiting.pass_time(1)
        waiting.wake()
    assert waiting.store.asked_waits == 1
    waiting.pass_time(EVERY_SECONDS)
    waiting.settle()
    assert waiting.store.asked_waits == 2


@pytest.mark.parametrize("size", [(960, 540), (540, 960)])
def test_the_panel_says_minutes_or_people(
    qtbot: QtBot, window: BoardWindow, size: tuple[int, int]
) -> None:
    waits = (Waits("A", words("Documents"), 15, "5–25"), Waits("B", words("Bank"), 3))
    state = replace(board(2), waits=waits)
    show(qtbot, window, state, size)
    assert parts(window)["waits"].accessibleName() == "A Documents 15; B Bank 3"
    window.show_state(replace(state, minutes=True))
    assert parts(window)["waits"].accessibleName() == "A Documents 5–25; B Bank –"
    assert not lay_out(*size).room.minutes
