"""The floor page in the real window: tiles, what stands beside them, keys and pointer."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from counter_stage import CARD, DUTY, ELSEWHERE, OPERATOR, OTHER, PIN, WINDOW, Stage, supervised
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from common.domain.events import Event, EventKind
from common.domain.floor import Role
from common.domain.hall import CounterNow, Doing
from common.domain.hall_alarms import AlarmKind
from common.domain.ids import CounterCode
from common.domain.reasons import ActReason, HoldReason
from common.domain.ticket import LegState, SlipState
from common.domain.words import Language
from common.usecases.asking import panic
from common.usecases.calling import call_next
from common.usecases.day_end import close_counters
from common.usecases.floor_acts import free_ticket, send_home
from common.usecases.serving import finish, hold, start
from common.usecases.setup import replace_floor
from common.usecases.shifts import sign_out
from common.usecases.tickets import report_slip
from counter.floor.alarm_words import place_of
from counter.floor.grid import grid_for
from counter.floor.presenter import FloorPresenter
from counter.floor.state import FloorState, Side
from counter.floor.tiles_view import TilesView
from counter.option_list import OptionRow
from counter.rooms import Room
from counter.saying import Saying
from counter.state import Page

ZERO = timedelta()


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

    def point(self, name: str) -> None:
        """Click a thing by its name."""
        self.stage.until(lambda: self.stage.seen(name) is not None)
        QTest.mouseClick(self.stage.seen(name), Qt.MouseButton.LeftButton)

    def until_done(self) -> None:
        self.stage.until(lambda: not self.state.pending and self.state.asking is None)

    def there(self, counter: CounterCode) -> CounterNow:
        assert self.state.hall is not None
        return next(one for one in self.state.hall.counters if one.counter == counter)

    def logged(self, *kinds: EventKind) -> list[Event]:
        visit = self.stage.store.find("A001")
        assert visit is not None
        return [one for one in self.stage.store.events(visit.ticket.day) if one.kind in kinds]

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


def test_a_stuck_visitor_is_freed_by_keys_with_a_reason(page: FloorPage) -> None:
    page.press(Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_F)
    asked = page.stage.seen("answer:computer_down")
    page.stage.pick("answer:other")
    page.stage.press(Qt.Key.Key_Return)
    page.stage.type("  her bag is locked in ")
    page.stage.press(Qt.Key.Key_Return)
    page.until_done()

    visit = page.stage.store.find("A001")
    assert asked is not None
    assert visit is not None
    assert visit.leg.state is LegState.WAITING
    assert page.state.side is Side.COUNTER
    (event,) = page.logged(EventKind.FREED)
    assert event.operator == OPERATOR
    assert (event.facts["reason"], event.facts["words"]) == ("other", "her bag is locked in")
    page.stage.until(lambda: page.doing(ELSEWHERE) is Doing.FREE)


def test_those_on_hold_at_a_closed_window_go_back_by_keys_from_their_alarm(page: FloorPage) -> None:
    store = page.stage.store
    hold(store, ELSEWHERE, HoldReason.DOCUMENTS)
    sign_out(store, ELSEWHERE, leaves_held=True)
    page.read()
    alarm = next(one for one in page.state.alarms if one.kind is AlarmKind.LEFT_ON_HOLD)
    page.presenter.open(place_of(alarm))
    page.stage.until(lambda: page.stage.seen("act:free_held") is not None)

    page.press(Qt.Key.Key_B)
    assert page.stage.seen("answer:computer_down") is not None
    page.stage.press(Qt.Key.Key_Return)
    page.until_done()
    page.read()

    visit = store.find("A001")
    assert visit is not None
    assert visit.leg.state is LegState.WAITING
    assert page.stage.seen("act:free_held") is None
    assert AlarmKind.LEFT_ON_HOLD not in {one.kind for one in page.state.alarms}


def test_a_console_is_sent_home_with_the_pointer_alone(page: FloorPage) -> None:
    page.click(ELSEWHERE)
    page.point("act:send_home")
    page.point("answer:no_staff")
    page.until_done()

    page.stage.until(lambda: page.doing(ELSEWHERE) is Doing.CLOSED)
    assert len(page.logged(EventKind.SENT_HOME)) == 1


def test_esc_leaves_a_question_and_nothing_was_done(page: FloorPage) -> None:
    page.press(Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_X)
    assert page.state.asking is not None
    page.stage.press(Qt.Key.Key_Escape)

    assert (page.state.asking, page.state.side) == (None, Side.COUNTER)
    assert page.logged(EventKind.SENT_HOME) == []


def test_a_service_is_stopped_and_started_again(page: FloorPage) -> None:
    for answers in (("service", "overload"), ("service", "yes")):
        page.press(Qt.Key.Key_S)
        page.stage.type(CARD)
        page.stage.press(Qt.Key.Key_Return)
        assert page.stage.seen(f"answer:{answers[1]}") is not None
        page.point(f"answer:{answers[1]}")
        page.until_done()
        page.read()

    kinds = [one.kind for one in page.logged(EventKind.SERVICE_CLOSED, EventKind.SERVICE_OPENED)]
    assert kinds == [EventKind.SERVICE_CLOSED, EventKind.SERVICE_OPENED]


def test_a_message_is_put_and_removed_by_keys(page: FloorPage) -> None:
    page.press(Qt.Key.Key_M)
    page.stage.press(Qt.Key.Key_Return)
    for said in ("Lift yoxdur", "The lift is out", "Lifta net"):
        page.stage.press(Qt.Key.Key_Return)
        page.stage.type(said[:-1])
        page.stage.presenter.speak(Language.EN)
        page.stage.presenter.speak(Language.AZ)
        page.stage.type(said[-1])
        page.stage.press(Qt.Key.Key_Return)
    page.stage.press(Qt.Key.Key_Return)
    page.stage.press(Qt.Key.Key_Return)
    page.until_done()
    (shown,) = page.stage.store.messages()
    page.press(Qt.Key.Key_M)
    page.stage.until(lambda: page.state.messages != ())
    page.point("answer:Lift yoxdur")
    page.until_done()

    assert (shown.words.ru, shown.zone) == ("Lifta net", None)
    assert page.stage.store.messages() == ()


def test_a_service_is_added_to_a_counter_and_shown_there(page: FloorPage) -> None:
    floor = page.stage.store.floor()
    free = [replace(one, entity=None) for one in floor.operators if one.code == OPERATOR]
    others = [one for one in floor.operators if one.code != OPERATOR]
    replace_floor(page.stage.store, replace(floor, operators=(*free, *others)))
    page.stage.feed.wake()
    page.stage.until(lambda: page.state.hall is not None and page.state.hall.entity is None)
    page.click(ELSEWHERE)
    page.press(Qt.Key.Key_A)
    options = page.stage.window.findChildren(OptionRow)
    added = next(one.objectName() for one in options if one.isVisible())
    page.stage.press(Qt.Key.Key_Down)
    page.stage.press(Qt.Key.Key_Return)
    page.until_done()
    page.stage.until(lambda: bool(page.there(ELSEWHERE).extra))

    assert page.there(ELSEWHERE).extra == {added.removeprefix("answer:")}
    assert page.stage.seen("act:withdraw") is not None


def test_danger_is_first_and_is_ended_from_the_floor(page: FloorPage) -> None:
    panic(page.stage.store, ELSEWHERE)
    page.read()
    first = page.state.alarms[0]
    page.presenter.open(f"counter:{first.about}")
    page.press(Qt.Key.Key_E)
    page.stage.press(Qt.Key.Key_Return)
    page.until_done()
    page.stage.until(lambda: page.state.hall is not None and page.state.hall.asks == ())

    assert (first.kind, first.about) == (AlarmKind.PANIC, ELSEWHERE)
    assert page.stage.seen("act:answer") is None


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


def test_an_auditor_sees_the_floor_and_acts_on_nothing(stage: Stage) -> None:
    floor = stage.store.floor()
    auditor = [replace(o, role=Role.AUDITOR) for o in floor.operators if o.code == OPERATOR]
    others = [o for o in floor.operators if o.code != OPERATOR]
    replace_floor(stage.store, replace(floor, operators=(*auditor, *others)))
    with stage.store.records() as records:
        records.open_seat(ELSEWHERE, OTHER)
    stage.sign_in()
    page = FloorPage(stage)
    stage.until(lambda: page.state.hall is not None)
    page.click(ELSEWHERE)
    page.press(Qt.Key.Key_X, Qt.Key.Key_S, Qt.Key.Key_M)

    assert stage.state.room is Room.FLOOR
    assert page.state.asking is None
    assert stage.seen("floor:counter") is not None
    assert stage.seen("act:send_home") is None
    assert stage.seen("act:service") is None


def under_a_supervisor(stage: Stage, role: Role = Role.SUPERVISOR) -> None:
    """Sign an operator in while a supervisor sits next door."""
    floor = stage.store.floor()
    boss = [replace(o, role=role, entity=None) for o in floor.operators if o.code == OTHER]
    others = [o for o in floor.operators if o.code != OTHER]
    replace_floor(stage.store, replace(floor, operators=(*boss, *others)))
    with stage.store.records() as records:
        records.open_seat(ELSEWHERE, OTHER)
    stage.sign_in()


@pytest.mark.parametrize("hold", [False, True])
def test_the_operator_is_told_whom_a_supervisor_took_from_him(stage: Stage, *, hold: bool) -> None:
    under_a_supervisor(stage)
    stage.queue(CARD, CARD)
    stage.press(Qt.Key.Key_F2)
    stage.press(Qt.Key.Key_F4)
    assert stage.desk.current is not None
    leg = stage.desk.current.leg.id
    free_ticket(
        stage.store, counter=ELSEWHERE, at=WINDOW, leg=leg, reason=ActReason.NO_STAFF, hold=hold
    )
    stage.wake(lambda: stage.desk.current is None)
    told = stage.words("message")
    stage.press(Qt.Key.Key_F2)

    assert "A\u2009001" in told
    assert stage.state.taken == ""


def test_a_console_that_is_sent_home_says_why(stage: Stage) -> None:
    under_a_supervisor(stage, Role.MANAGER)
    send_home(stage.store, counter=ELSEWHERE, at=WINDOW, reason=ActReason.NO_STAFF)
    stage.feed.wake()
    stage.until(lambda: stage.state.page is Page.SIGN_IN)

    assert stage.state.parting == (Saying("counter.sent_home.no_staff"),)
    stage.presenter.sign_in(OPERATOR, PIN, WINDOW)
    stage.until(lambda: stage.state.page is Page.CONSOLE)
    close_counters(stage.store, ELSEWHERE)
    stage.feed.wake()
    stage.until(lambda: stage.state.page is Page.SIGN_IN)
    assert stage.words("parting") == "Tural Hüseynov günün sonunda bu pəncərəni bağladı (10:42)."


def test_what_was_refused_is_said_in_words(page: FloorPage) -> None:
    page.click(ELSEWHERE)
    page.point("act:free")
    finish(page.stage.store, ELSEWHERE)
    page.point("answer:no_staff")
    page.until_done()

    assert page.stage.words("floor_said") != ""


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
