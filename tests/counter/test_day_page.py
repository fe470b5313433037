"""The page of the day's end in the real window: settled, closed, ended, and opened again."""

from dataclasses import replace

import pytest
from counter_stage import (
    CARD,
    DUTY,
    ELSEWHERE,
    OPERATOR,
    OTHER,
    PASSPORT,
    PIN,
    WINDOW,
    Stage,
    let_be,
)
from lost_answers import DONE_ALL_THE_SAME, NOT_SEEN
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from test_looks import EVERY_SIZE, cut, settle

from common.domain.day_end import Settled
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.words import Language
from common.usecases import day_end, shifts
from common.usecases.calling import call_next
from common.usecases.serving import start
from counter.day.presenter import DayPresenter
from counter.day.state import DayState
from counter.day.visits_table import VisitsTable
from counter.rooms import Room
from counter.state import Page


class DayPage:
    """A manager before the page of the day's end."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        presenter = stage.link.findChild(DayPresenter)
        assert presenter is not None
        self.presenter = presenter

    @property
    def state(self) -> DayState:
        return self.presenter.state

    def thing(self, name: str) -> QWidget:
        found = self.stage.seen(f"day:{name}")
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        """Press a button with the keyboard, and wait for what comes of it."""
        button = self.thing(name)
        assert isinstance(button, QPushButton)
        assert button.isEnabled(), name
        button.setFocus()
        before = self.state.day
        QTest.keyClick(button, Qt.Key.Key_Return)
        if not self.state.confirming:
            self.stage.until(lambda: not self.state.pending and self.state.day is not before)

    def press_lost(self, name: str) -> None:
        """Press a button while nobody answers."""
        QTest.keyClick(self.thing(name), Qt.Key.Key_Return)
        self.stage.until(lambda: self.state.lost_since is not None and not self.state.pending)

    def read(self) -> None:
        before = self.state.day
        self.presenter.read()
        self.stage.until(lambda: self.state.day is not before)

    def left(self) -> tuple[int, int]:
        day = self.state.day
        assert day is not None
        return len(day.visits), len(day.counters)


def note_of(page: DayPage) -> str:
    field = page.thing("note")
    assert isinstance(field, QLineEdit)
    return field.text()


@pytest.fixture
def page(stage: Stage) -> DayPage:
    """Let two wait and one be served next door; open the page to a manager."""
    let_be(stage.store, Role.MANAGER)
    for service in (CARD, PASSPORT, DUTY):
        stage.issue(service)
    shifts.sign_in(stage.store, ELSEWHERE, OTHER, PIN)
    call_next(stage.store, ELSEWHERE)
    start(stage.store, ELSEWHERE)
    stage.open()
    stage.presenter.sign_in(OPERATOR, PIN, WINDOW)
    stage.until(lambda: stage.state.page is Page.CONSOLE)
    made = DayPage(stage)
    stage.presenter.enter(Room.DAY)
    stage.until(lambda: made.state.day is not None)
    return made


def test_a_day_is_settled_closed_and_opened_again_by_keyboard(page: DayPage) -> None:
    assert page.left() == (3, 1)
    assert not page.thing("close").isEnabled()
    assert not page.thing("close_counters").isEnabled()
    QTest.keyClicks(page.thing("note"), "served at")
    page.stage.window.resize(1920, 1080)
    page.stage.until(lambda: page.stage.seen("day:visits") is not None)
    table = page.thing("visits")
    assert isinstance(table, VisitsTable)

    table.selectRow(0)
    QTest.keyClicks(page.thing("note"), " noon")
    page.stage.cable.cut = True
    page.press_lost("by_hand")
    page.stage.cable.cut = False
    page.read()
    assert note_of(page) == "served at noon"
    assert page.stage.words("day_said") == NOT_SEEN
    table.selectRow(0)
    page.press("by_hand")
    assert page.left() == (2, 1)
    assert note_of(page) == ""
    QTest.keyClicks(page.thing("note"), "left angry")
    page.stage.doors.follow(replace(page.stage.state, desk=None, page=Page.SIGN_IN))
    assert note_of(page) == ""
    page.stage.doors.follow(page.stage.state)
    page.read()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.press("cancelled")
    page.press("close_counters")
    # A reading of what was settled before may still come between.
    page.stage.until(lambda: page.left() == (0, 0))
    page.press("close")
    assert page.state.confirming
    page.stage.cable.cut_behind_next = True
    page.press_lost("close")
    page.stage.cable.cut = False
    page.read()
    assert page.stage.words("day_said") == DONE_ALL_THE_SAME

    day = page.state.day
    assert day is not None
    assert day.ended_since is not None
    assert page.stage.seen("day:close") is None
    with pytest.raises(Refused) as caught:
        page.stage.issue()
    assert caught.value.reason is Reason.DAY_ENDED
    page.press("reopen")
    page.stage.issue()
    kinds = [one.kind for one in page.stage.store.events(day.day)]
    assert [kinds.count(kind) for kind in (EventKind.FINISHED, EventKind.CANCELLED)] == [1, 2]


def test_who_was_settled_by_another_meanwhile_does_not_keep_the_others_open(page: DayPage) -> None:
    day = page.state.day
    assert day is not None
    day_end.settle(page.stage.store, WINDOW, Settled.NO_SHOW, ticket=day.visits[0].ticket)

    page.presenter.settle(Settled.CANCELLED, [one.ticket for one in day.visits], "")
    page.stage.until(lambda: not page.state.pending and page.left()[0] == 0)

    assert page.state.said is None


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("size", EVERY_SIZE)
def test_the_page_fits(page: DayPage, size: tuple[int, int]) -> None:
    def fits() -> None:
        for language in Language:
            settle(page.stage, size, language)
            assert list(cut(page.stage.window)) == []

    fits()
    day_end.settle(page.stage.store, WINDOW, Settled.CANCELLED)
    day_end.close_counters(page.stage.store, WINDOW)
    page.presenter.read()
    page.stage.until(lambda: page.left() == (0, 0))
    fits()
    page.presenter.close_day()
    fits()
    page.presenter.close_day()
    page.stage.until(lambda: not page.state.pending)
    fits()
