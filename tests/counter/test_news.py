"""What somebody else, or the clock, changes at a counter is told there."""

from dataclasses import replace

import pytest
from counter_stage import CARD, ELSEWHERE, OPERATOR, OTHER, PIN, WINDOW, Stage, waiting
from PySide6.QtCore import Qt

from common.domain.day_end import Settled
from common.domain.floor import Role
from common.usecases import day_end, shifts
from common.usecases.setup import replace_floor


@pytest.fixture
def managed(stage: Stage) -> Stage:
    """Let somebody who ends days sit at another window, and an operator serve A001."""
    floor = stage.store.floor()
    people = tuple(
        replace(one, role=Role.MANAGER, entity=None) if one.code == OTHER else one
        for one in floor.operators
    )
    replace_floor(stage.store, replace(floor, operators=people))
    shifts.sign_in(stage.store, ELSEWHERE, OTHER, PIN)
    stage.sign_in()
    stage.queue(CARD)
    stage.press(Qt.Key.Key_F2)
    stage.press(Qt.Key.Key_F4)
    return stage


def test_who_settles_a_visitor_at_the_window_is_named_there_and_the_closed_day_is_told(
    managed: Stage,
) -> None:
    day_end.settle(managed.store, ELSEWHERE, Settled.NO_SHOW)

    managed.wake(lambda: managed.desk.current is None)
    told = managed.words("message")
    assert told.startswith("A\u2009001: ")
    assert told.endswith("gəlməyib kimi bağladı.")
    managed.presenter.sign_out()
    managed.until(lambda: managed.state.desk is None)
    day_end.end_day(managed.store, ELSEWHERE)
    managed.presenter.sign_in(OPERATOR, PIN, WINDOW)
    managed.until(lambda: managed.state.desk is not None)

    assert managed.words("message").startswith("Gün saat ")
    assert managed.desk.day_ended_since is not None


def test_what_the_operator_ends_himself_is_no_news(managed: Stage) -> None:
    managed.press(Qt.Key.Key_F5)

    managed.until(lambda: managed.desk.current is None)
    managed.wake(lambda: managed.desk.figures.served == 1)
    assert managed.words("message") == ""


def test_a_new_day_names_whose_number_of_the_day_before_was_open_here(managed: Stage) -> None:
    managed.press(Qt.Key.Key_F8)
    managed.take_first()
    managed.until(lambda: len(managed.desk.held) == 1)

    managed.press(Qt.Key.Key_F12)
    managed.second(86_400)
    managed.wake(lambda: managed.desk.held == ())
    managed.queue(CARD)
    # The console was locked meanwhile, as any that nobody uses.
    managed.presenter.entrance.unlock(OPERATOR, PIN)
    managed.until(lambda: managed.state.cover is None and not managed.state.pending)

    assert waiting(managed) == ["A001"]
    told = managed.words("message")
    assert told.startswith("Yeni iş günü başladı")
    assert "A\u2009001" in told
    assert managed.state.asking is not None, "it is told beside what is asked, too"
    managed.press(Qt.Key.Key_F2)
    assert managed.words("message") == ""
