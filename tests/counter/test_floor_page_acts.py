"""What a supervisor does from the floor page, and what the operator is told of it."""

from dataclasses import replace

import pytest
from counter_stage import CARD, ELSEWHERE, OPERATOR, OTHER, PIN, WINDOW, Stage, let_be
from floor_stage import FloorPage, open_floor
from lost_answers import NOT_SEEN
from PySide6.QtCore import Qt

from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.hall import Doing
from common.domain.hall_alarms import AlarmKind
from common.domain.reasons import ActReason, HoldReason
from common.domain.ticket import LegState
from common.domain.words import Language
from common.usecases.asking import panic
from common.usecases.day_end import close_counters
from common.usecases.floor_acts import free_ticket, send_home
from common.usecases.serving import finish, hold
from common.usecases.setup import replace_floor
from common.usecases.shifts import sign_out
from counter.floor.alarm_words import place_of
from counter.floor.state import Side
from counter.option_list import OptionRow
from counter.rooms import Room
from counter.saying import Saying
from counter.state import Page


@pytest.fixture
def page(stage: Stage) -> FloorPage:
    return open_floor(stage)


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
    page.stage.take_first()
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
    page.stage.take_first()
    for said in ("Lift yoxdur", "The lift is out", "Lifta net"):
        page.stage.press(Qt.Key.Key_Return)
        page.stage.type(said[:-1])
        page.stage.presenter.speak(Language.EN)
        page.stage.presenter.speak(Language.AZ)
        page.stage.type(said[-1])
        page.stage.press(Qt.Key.Key_Return)
    page.stage.take_first()
    page.stage.take_first()
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
    page.stage.take_first()
    page.until_done()
    page.stage.until(lambda: page.state.hall is not None and page.state.hall.asks == ())

    assert (first.kind, first.about) == (AlarmKind.PANIC, ELSEWHERE)
    assert page.stage.seen("act:answer") is None


def test_an_auditor_sees_the_floor_and_acts_on_nothing(stage: Stage) -> None:
    let_be(stage.store, Role.AUDITOR)
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
    assert stage.state.news is None


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


def test_once_the_store_is_back_it_is_said_that_an_answer_was_lost(page: FloorPage) -> None:
    page.click(ELSEWHERE)
    page.point("act:free")
    page.stage.cable.cut_behind_next = True
    page.point("answer:no_staff")
    page.stage.until(lambda: page.state.lost_since is not None and not page.state.pending)

    page.stage.cable.cut = False
    page.read()

    assert page.stage.words("floor_said") == NOT_SEEN
    assert page.doing(ELSEWHERE) is Doing.FREE


def test_what_was_refused_is_said_in_words(page: FloorPage) -> None:
    page.click(ELSEWHERE)
    page.point("act:free")
    finish(page.stage.store, ELSEWHERE)
    page.point("answer:no_staff")
    page.until_done()

    assert page.stage.words("floor_said") != ""
