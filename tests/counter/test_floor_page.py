"""The floor page in the real window: tiles, what stands beside them, keys and pointer."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from counter_stage import CARD, DUTY, ELSEWHERE, WINDOW, Stage
from floor_stage import FloorPage, open_floor
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from common.domain.hall import Doing
from common.domain.hall_alarms import AlarmKind
from common.domain.ids import CounterCode
from common.domain.ticket import SlipState
from common.usecases.calling import call_next
from common.usecases.setup import replace_floor
from common.usecases.tickets import report_slip
from counter.floor.grid import grid_for
from counter.floor.state import Side

ZERO = timedelta()


@pytest.fixture
def page(stage: Stage) -> FloorPage:
    return open_floor(stage)


def test_a_supervisor_sees_the_counters_and_queues_of_his_entity(page: FloorPage) -> None:
    hall = page.state.hall
    assert hall is not None
    assert [one.counter for one in hall.counters] == ["W11", "W12", "W13", "W14"]
    assert page.doing(ELSEWHERE) is Doing.SERVING
    assert page.doing(WINDOW) is Doing.FREE
    assert hall.figures().waiting == 1
    assert page.stage.seen("page:floor") is not None


def test_arrows_enter_and_esc_lead_to_a_counter_and_back(page: FloorPage) -> None:
    page.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    marked = page.state.marked
    page.press(Qt.Key.Key_Return)
    shown = page.stage.seen("floor:counter")
    page.press(Qt.Key.Key_Left)
    followed = page.state.marked
    page.press(Qt.Key.Key_Escape)

    assert (marked, followed) == (WINDOW, ELSEWHERE)
    assert shown is not None
    assert page.state.side is Side.OVERVIEW
    assert page.stage.seen("floor:counter") is None


def test_a_click_opens_a_counter_and_tells_all_of_it(page: FloorPage) -> None:
    page.click(ELSEWHERE)

    panel = page.stage.seen("floor:counter")
    assert panel is not None
    said = {one.text() for one in panel.findChildren(QWidget) if hasattr(one, "text")}
    assert {"Pəncərə 11", "A\u2009001"} <= said
    assert page.view.accessibleName().startswith("11, Xidmət, A\u2009001")


@pytest.mark.usefixtures("dressed")
def test_only_tiles_that_changed_are_drawn_again(page: FloorPage) -> None:
    page.stage.until(lambda: page.view.drawn > 0)
    page.view.repaint()
    before = page.view.drawn
    page.stage.clock.move(seconds=1)
    page.presenter.tick()
    page.stage.until(lambda: page.view.drawn > before)

    # Two counters are open, and their seconds run; the two that are closed stand still.
    assert page.view.drawn - before == 2


def test_an_alarm_rises_by_the_clock_and_leads_to_its_counter(page: FloorPage) -> None:
    assert AlarmKind.SERVING_LONG not in {one.kind for one in page.state.alarms}
    page.stage.clock.move(minutes=40)
    page.presenter.tick()
    over = [one for one in page.state.alarms if one.kind is AlarmKind.SERVING_LONG]
    page.presenter.open(f"counter:{over[0].about}")

    assert [one.about for one in over] == [ELSEWHERE]
    assert (page.state.side, page.state.marked) == (Side.COUNTER, ELSEWHERE)


def test_what_happens_in_the_hall_is_shown_and_a_cut_is_said(page: FloorPage) -> None:
    call_next(page.stage.store, WINDOW)
    page.stage.feed.wake()
    page.stage.until(lambda: page.doing(WINDOW) is Doing.CALLED)
    page.stage.cable.cut = True
    page.presenter.read()
    page.stage.until(lambda: page.state.lost_since is not None)

    assert page.stage.words("floor_lost") != ""
    page.stage.cable.cut = False
    page.read()
    assert page.stage.words("floor_lost") == ""


def test_who_leaves_the_room_keeps_nothing_of_it(page: FloorPage) -> None:
    page.click(ELSEWHERE)
    QTest.keyClick(page.stage.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)

    assert page.state.hall is None
    assert page.state.seat is None
    assert page.state.side is Side.OVERVIEW


def test_a_counter_where_somebody_of_another_entity_sits_down_is_shown_no_more(
    page: FloorPage,
) -> None:
    page.click(CounterCode("W13"))
    shown = page.state.side
    floor = page.stage.store.floor()
    profiles = [replace(one, handicaps={**one.handicaps, DUTY: ZERO}) for one in floor.profiles]
    replace_floor(page.stage.store, replace(floor, profiles=tuple(profiles)))
    cashier = next(one.code for one in floor.operators if one.entity not in (None, "DIN"))
    with page.stage.store.records() as records:
        records.open_seat(CounterCode("W13"), cashier)
    page.read()
    page.presenter.open("counter:W13")

    assert shown is Side.COUNTER
    assert (page.state.side, page.state.marked) == (Side.OVERVIEW, None)
    assert page.stage.seen("floor:counter") is None


@pytest.mark.parametrize(
    ("count", "wide", "high"), [(24, 1062, 789), (60, 1296, 860), (150, 850, 520), (1, 900, 500)]
)
def test_every_tile_has_its_place_in_the_room(count: int, wide: int, high: int) -> None:
    grid = grid_for(count, wide, high, 1.0)
    places = [grid.place(at) for at in range(count)]

    assert all(one.left() >= 0 and one.right() <= wide for one in places)
    assert all(one.top() >= 0 and one.bottom() <= high for one in places)
    assert not any(one.adjusted(1, 1, -1, -1).intersects(other) for one, other in pairwise(places))
    assert all(grid.at(one.center().x(), one.center().y()) == at for at, one in enumerate(places))


def test_tiles_keep_their_places_while_a_band_takes_a_little_room() -> None:
    whole, lower, low = 540.0, 500.0, 200.0
    columns = grid_for(24, 836, whole, 1.0).columns

    assert grid_for(24, 836, lower, 1.0).columns != columns
    assert grid_for(24, 836, lower, 1.0, columns).columns == columns
    assert grid_for(24, 836, low, 1.0, columns).columns != columns


def test_who_waits_without_a_slip_stands_among_the_alarms(page: FloorPage) -> None:
    waiting = page.stage.issue(CARD).ticket
    report_slip(page.stage.store, waiting.id, SlipState.FAILED)
    page.read()

    alarms = page.stage.seen("floor:alarms")
    assert alarms is not None
    assert "Əlində talon olmaya bilər: 1 A003" in alarms.accessibleName()
