"""The floor page in the real window: tiles, what stands beside them, keys and pointer."""

from itertools import pairwise

import pytest
from counter_stage import CARD, DUTY, ELSEWHERE, OTHER, WINDOW, Stage, supervised
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from common.domain.hall import Doing
from common.domain.hall_alarms import AlarmKind
from common.domain.ids import CounterCode
from common.usecases.calling import call_next
from common.usecases.serving import start
from counter.floor.grid import grid_for
from counter.floor.presenter import FloorPresenter
from counter.floor.state import FloorState, Side
from counter.floor.tiles_view import TilesView
from counter.rooms import Room


class FloorPage:
    """A supervisor of one entity before the floor page."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        view = stage.window.findChild(TilesView, "floor:tiles")
        presenter = stage.link.findChild(FloorPresenter)
        assert view is not None
        assert presenter is not None
        self.view, self.presenter = view, presenter

    @property
    def state(self) -> FloorState:
        return self.presenter.state

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.view, key)

    def doing(self, counter: CounterCode) -> Doing | None:
        counters = () if self.state.hall is None else self.state.hall.counters
        return next((one.doing for one in counters if one.counter == counter), None)

    def click(self, counter: CounterCode) -> None:
        place = self.view.place_of(counter)
        assert place is not None
        QTest.mouseClick(self.view, Qt.MouseButton.LeftButton, pos=place.center().toPoint())

    def read(self) -> None:
        before = self.state.hall
        self.presenter.read()
        self.stage.until(lambda: self.state.hall is not before)


@pytest.fixture
def page(stage: Stage) -> FloorPage:
    """Let somebody else serve A001 next door, a second visitor wait, and open the floor page."""
    supervised(stage)
    with stage.store.records() as records:
        records.open_seat(ELSEWHERE, OTHER)
    for service in (CARD, CARD, DUTY):
        stage.issue(service)
    call_next(stage.store, ELSEWHERE)
    start(stage.store, ELSEWHERE)
    QTest.keyClick(stage.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert stage.state.room is Room.FLOOR
    page = FloorPage(stage)
    stage.until(lambda: page.state.hall is not None)
    return page


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


@pytest.mark.parametrize(
    ("count", "wide", "high"), [(60, 1296, 860), (150, 850, 520), (1, 900, 500)]
)
def test_every_tile_has_its_place_in_the_room(count: int, wide: int, high: int) -> None:
    grid = grid_for(count, wide, high, 1.0)
    places = [grid.place(at) for at in range(count)]

    assert all(one.left() >= 0 and one.right() <= wide + 1 for one in places)
    assert all(one.top() >= 0 and one.bottom() <= high + 1 for one in places)
    assert not any(one.adjusted(1, 1, -1, -1).intersects(other) for one, other in pairwise(places))
    assert all(grid.at(one.center().x(), one.center().y()) == at for at, one in enumerate(places))
