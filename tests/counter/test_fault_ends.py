"""How it ends when a move goes wrong half-way: told in words, and repeating does no harm."""

from counter_stage import CARD, ELSEWHERE, OTHER, PIN, WINDOW, Stage, supervised, waiting
from lost_answers import DONE_ALL_THE_SAME, NOT_SEEN, mend
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.domain.asks import AskKind
from common.domain.errors import Reason, Refused
from common.domain.ticket import LegState
from common.usecases import calling, serving, shifts
from counter.asking import Asking, DeedName
from counter.danger import DangerAlarm
from counter.rooms import Room
from counter.state import Page

ANOTHERS = "Bu talonla artıq başqası məşğuldur."
CHANGED = "Bu arada pəncərədə vəziyyət dəyişib, heç nə edilmədi. Ekrana baxıb yenidən basın."
F2, F4, F5 = Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F5


def lose_answer(stage: Stage, key: Qt.Key) -> None:
    """Press a key whose move is made while its answer never comes, and wait for the store."""
    stage.cable.cut_behind_next = True
    stage.press(key)
    stage.until(lambda: stage.state.lost_since is not None)
    assert "Server cavab vermədi" in stage.words("message")
    assert stage.alive() == set()
    stage.press(key)
    mend(stage)


def state_of(stage: Stage, label: str) -> LegState | None:
    visit = stage.store.find(label)
    return None if visit is None else visit.leg.state


def test_after_a_lost_answer_the_same_key_shows_who_was_called_and_calls_nobody_else(
    console: Stage,
) -> None:
    console.queue(CARD, CARD, CARD)

    lose_answer(console, F2)
    assert console.words("message") == DONE_ALL_THE_SAME
    assert console.words("number") == "A001"
    console.press(F2)
    assert (console.words("number"), waiting(console)) == ("A001", ["A002", "A003"])

    lose_answer(console, F4)
    assert console.words("message") == DONE_ALL_THE_SAME
    lose_answer(console, F2)
    assert console.words("message") == DONE_ALL_THE_SAME
    console.press(F2)
    assert (console.words("number"), waiting(console)) == ("A002", ["A003"])
    assert state_of(console, "A001") is LegState.DONE


def test_a_move_that_was_not_made_is_told_and_may_be_made_again(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.cable.cut = True
    console.press(F2)
    console.second(20)
    assert console.words("message") == "", "after a while nothing is said of it any more"

    mend(console)

    assert console.words("message") == NOT_SEEN
    console.press(F2)
    console.until(lambda: console.words("number") == "A001")
    assert console.words("message") == ""


def test_of_two_operators_who_call_one_visitor_the_later_is_told(console: Stage) -> None:
    shifts.sign_in(console.store, ELSEWHERE, OTHER, PIN)
    console.queue(CARD)
    calling.call_next(console.store, ELSEWHERE)

    console.press(F2)

    assert console.words("message") == ANOTHERS
    assert (console.words("number"), waiting(console)) == ("", [])


def test_who_came_after_the_queue_was_read_is_shown_before_the_next_press(console: Stage) -> None:
    shifts.sign_in(console.store, ELSEWHERE, OTHER, PIN)
    console.queue(CARD)
    calling.call_next(console.store, ELSEWHERE)
    console.issue(CARD)

    console.press(F2)

    assert (console.words("number"), console.words("message")) == ("A002", "")


def test_who_finishes_his_visitor_for_one_who_is_anothers_is_told(console: Stage) -> None:
    shifts.sign_in(console.store, ELSEWHERE, OTHER, PIN)
    console.queue(CARD, CARD)
    console.press(F2)
    console.press(F4)
    calling.call_next(console.store, ELSEWHERE)

    console.press(F2)

    assert (console.words("number"), console.words("message")) == ("", ANOTHERS)
    assert state_of(console, "A001") is LegState.DONE
    visit = console.store.find("A002")
    assert visit is not None
    assert visit.leg.counter == ELSEWHERE


def test_one_operator_at_two_computers_of_one_counter_has_one_visitor(console: Stage) -> None:
    console.queue(CARD, CARD)
    calling.call_next(console.store, WINDOW)

    console.press(F2)

    assert console.words("message") == "Pəncərədə artıq ziyarətçi var."
    assert (console.words("number"), waiting(console)) == ("A001", ["A002"])


def test_who_is_followed_by_another_at_his_counter_is_told_and_shows_no_visitor(
    console: Stage,
) -> None:
    console.queue(CARD)
    shifts.sign_out(console.store, WINDOW)
    shifts.sign_in(console.store, WINDOW, OTHER, PIN)

    console.press(F2)

    console.until(lambda: console.state.page is Page.SIGN_IN)
    assert console.words("message") == "Bu pəncərə açıq deyil. Yenidən daxil olun."
    desk = console.store.desk(WINDOW)
    assert desk is not None
    assert desk.seat.operator.code == OTHER


def test_an_answer_about_one_visitor_is_never_used_upon_the_next(console: Stage) -> None:
    console.queue(CARD, CARD)
    for key in (F2, F4, Qt.Key.Key_F8):
        console.press(key)
    # The operator's other console goes on; no wake-up has come here yet.
    calling.finish_and_call_next(console.store, WINDOW)

    console.pick("reason:documents")

    console.until(lambda: console.words("message") == CHANGED)
    assert state_of(console, "A001") is LegState.DONE
    assert state_of(console, "A002") is LegState.CALLED


def test_a_key_pressed_for_one_visitor_never_falls_on_the_next(console: Stage) -> None:
    console.queue(CARD, CARD, CARD)
    console.press(F2)
    console.press(F4)
    # As above; the next one has already come to the window.
    calling.finish_and_call_next(console.store, WINDOW)
    serving.start(console.store, WINDOW)

    console.press(F5)

    console.until(lambda: console.words("message") == CHANGED)
    console.until(lambda: console.words("number") == "A002")
    assert state_of(console, "A002") is LegState.SERVING
    console.press(F5)
    assert state_of(console, "A002") is LegState.DONE


def dangers(stage: Stage) -> int:
    with stage.store.records() as records:
        return sum(one.kind is AskKind.PANIC for one in records.open_asks())


def test_the_danger_alarm_is_told_beside_a_move_that_is_under_way(console: Stage) -> None:
    console.queue(CARD)

    QTest.keyClick(console.window, F2)
    QTest.keyClick(console.window, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)

    console.until(lambda: dangers(console) == 1)


def test_a_danger_alarm_that_did_not_reach_the_store_is_told_once_it_is_back(
    console: Stage,
) -> None:
    console.cable.cut = True
    QTest.keyClick(console.window, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    console.until(lambda: "Server cavab vermədi" in console.words("message"))

    mend(console)

    console.until(lambda: dangers(console) == 1)


def test_in_practice_the_danger_alarm_says_that_nobody_hears_it(console: Stage) -> None:
    asked: list[object] = []
    alarm = DangerAlarm(console.link, console.clock, lambda: None, practice=True)
    alarm.missed.connect(asked.append)

    alarm.press()

    (refused,) = asked
    assert isinstance(refused, Refused)
    assert refused.reason is Reason.ONLY_PRACTICE


def test_nobody_is_told_to_be_in_danger_because_of_who_sat_there_before(console: Stage) -> None:
    console.cable.cut = True
    QTest.keyClick(console.window, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    console.until(lambda: "Server cavab vermədi" in console.words("message"))
    shifts.sign_out(console.store, WINDOW)
    mend(console)
    console.until(lambda: console.state.page is Page.SIGN_IN)

    console.presenter.sign_in(OTHER, PIN, WINDOW)
    console.until(lambda: console.state.desk is not None and not console.state.pending)
    console.queue(CARD)
    console.press(F2)

    assert dangers(console) == 0


def test_in_another_room_a_refusal_is_read_and_a_key_leads_to_the_console_first(
    stage: Stage,
) -> None:
    supervised(stage)
    stage.queue(CARD, CARD)
    stage.press(F2)
    stage.press(F4)
    stage.presenter.enter(Room.FLOOR)
    stage.presenter.sign_out()
    stage.until(lambda: stage.words("room:message") != "")
    stage.until(lambda: not stage.state.pending)

    QTest.keyClick(stage.window, F2)

    assert stage.state.room is Room.CONSOLE
    assert not stage.state.pending
    assert state_of(stage, "A002") is LegState.WAITING

    stage.press(Qt.Key.Key_F12)
    stage.lose_store()
    stage.presenter.enter(Room.FLOOR)
    stage.cable.cut = False
    stage.feed.state(True)  # noqa: FBT003 - the feed's own call
    stage.until(lambda: stage.state.lost_since is None and not stage.state.pending)
    assert stage.state.asking is None, "a question is asked where it is seen"
    stage.presenter.enter(Room.CONSOLE)
    assert stage.state.asking == Asking(DeedName.MORE)


def test_a_held_enter_answers_one_question(console: Stage) -> None:
    console.queue(CARD)
    console.press(F2)
    console.press(Qt.Key.Key_F12)

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        held = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", autorep=True)
        QApplication.sendEvent(QApplication.focusWidget(), held)

    assert console.state.asking == Asking(DeedName.MORE)
