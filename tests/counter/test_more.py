"""What an operator does besides the moves with keys of their own."""

from dataclasses import replace

from counter_stage import (
    CARD,
    CENTRE,
    ELSEWHERE,
    OPERATOR,
    OTHER,
    PASSPORT,
    PIN,
    WINDOW,
    Stage,
    waiting,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from common.domain.asks import AskKind
from common.domain.slip import qr_text
from common.domain.ticket import LegState
from common.domain.words import Language
from common.usecases import asking as helping
from common.usecases import calling, shifts
from common.usecases.setup import replace_floor
from counter.asking import DeedName
from counter.deeds import more_of
from counter.offers import wants_outcome
from counter.state import Page


def give_up_on_next(stage: Stage) -> None:
    """Call the next, and again, until he may be given up."""
    stage.press(Qt.Key.Key_F2)
    for _ in range(2):
        stage.second(31)
        stage.press(Qt.Key.Key_F3)
    stage.second(31)
    stage.press(Qt.Key.Key_F6)
    stage.until(lambda: bool(stage.desk.missed))


def test_one_of_the_queue_is_cancelled_by_keys_alone(console: Stage) -> None:
    console.queue(CARD, PASSPORT, CARD)

    console.press(Qt.Key.Key_Down)
    console.press(Qt.Key.Key_Down)
    console.press(Qt.Key.Key_Return)
    console.pick("deed:cancel")
    console.pick("reason:left")

    console.until(lambda: waiting(console) == ["A001", "A003"])
    found = console.store.find("A002")
    assert found is not None
    assert found.leg.state is LegState.CANCELLED


def test_who_missed_his_calls_is_put_back_from_the_list(console: Stage) -> None:
    console.queue(CARD)
    give_up_on_next(console)
    assert waiting(console) == []

    console.press(Qt.Key.Key_F12)
    console.pick("deed:reinstate")
    console.take_first()

    console.until(lambda: waiting(console) == ["A001"])
    assert console.desk.missed == ()


def test_escape_takes_back_one_answer_and_then_closes(console: Stage) -> None:
    console.queue(CARD)
    give_up_on_next(console)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:reinstate")
    assert console.state.asking is not None
    assert console.state.asking.deed is DeedName.REINSTATE

    console.press(Qt.Key.Key_Escape)

    assert console.state.asking is None
    assert waiting(console) == []


def test_the_queue_is_searched_by_number_and_by_service(console: Stage) -> None:
    console.queue(CARD, PASSPORT)
    table = console.window.findChild(type(console.seen("queue")), "queue")
    assert table is not None

    QTest.keySequence(console.window, "Ctrl+F")
    console.type("pasport")

    assert table.model().rowCount() == 1
    assert table.model().index(0, 0).data().replace("\u2009", "") == "A002"
    console.press(Qt.Key.Key_Escape)
    assert table.model().rowCount() == 2


def test_who_was_marked_stays_marked_while_others_come_and_go(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_Down)
    console.press(Qt.Key.Key_Down)

    console.issue(CARD)
    console.wake(lambda: len(console.desk.queue) == 3)
    console.press(Qt.Key.Key_Return)

    assert console.state.asking is not None
    assert console.state.asking.about == console.desk.queue[1].leg.id


def test_the_operator_sees_what_the_visitor_has_to_bring(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.until(lambda: console.desk.current is not None)

    assert "Sənədlər: NÜMUNƏ: əvvəlki şəxsiyyət vəsiqəsi." in console.words("about_visit")


def test_a_break_is_taken_with_a_reason_and_ended_by_the_next_key(console: Stage) -> None:
    console.queue(CARD)

    console.press(Qt.Key.Key_F12)
    console.pick("deed:pause")
    console.take_first()

    console.until(lambda: console.desk.seat.paused is not None)
    assert console.alive() == {"next"}
    console.press(Qt.Key.Key_F2)
    console.until(lambda: console.desk.seat.paused is None)
    assert waiting(console) == ["A001"]


def test_words_are_asked_for_where_no_reason_fits(console: Stage) -> None:
    console.press(Qt.Key.Key_F12)
    console.pick("deed:pause")
    console.pick("reason:other")
    console.press(Qt.Key.Key_Return)
    assert console.state.asking is not None, "it needs words"
    console.type("yeni printer")
    console.press(Qt.Key.Key_Return)

    console.until(lambda: console.desk.seat.paused is not None)


def test_a_window_that_closes_behind_its_visitor_says_that_it_was_asked_to(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:close_after")
    console.until(lambda: console.desk.seat.closing)

    console.press(Qt.Key.Key_F2)

    console.until(lambda: console.state.page is Page.SIGN_IN)
    assert console.words("parting").startswith("Pəncərə, istədiyiniz kimi")
    assert [one.leg.state for one in [console.store.find("A002")] if one] == [LegState.WAITING]


def test_a_window_closes_behind_its_visitor_though_others_are_on_hold(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F8)
    console.pick("reason:documents")
    console.until(lambda: bool(console.desk.held))
    console.press(Qt.Key.Key_F2)

    console.press(Qt.Key.Key_F12)
    console.pick("deed:close_after_held")

    console.until(lambda: console.desk.seat.closing)


def test_a_question_ends_when_another_console_brings_the_next_visitor(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F7)
    assert console.state.asking is not None

    calling.finish_and_call_next(console.store, WINDOW)
    console.wake(lambda: console.desk.current is not None and console.desk.current.leg.id == 2)

    assert console.state.asking is None


def test_who_finishes_calls_the_next_once_he_has_asked_for_it_until_he_signs_out(
    console: Stage,
) -> None:
    console.queue(CARD, CARD, CARD)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:auto_call")
    assert console.seen("queue"), "nothing more is asked"
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    assert console.words("auto_call")

    console.press(Qt.Key.Key_F5)
    assert console.words("number") == "A002"
    console.until(lambda: console.desk.figures.served == 1)

    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:no_auto_call")
    console.press(Qt.Key.Key_F5)
    console.until(lambda: console.desk.current is None)
    assert not console.words("auto_call")
    console.press(Qt.Key.Key_F12)
    console.pick("deed:auto_call")
    console.presenter.sign_out()
    console.until(lambda: console.state.page is Page.SIGN_IN)
    console.presenter.sign_in(OPERATOR, PIN, WINDOW)
    console.until(lambda: console.state.page is Page.CONSOLE)
    assert not console.state.auto_call, "who comes next has not asked for it"


def test_a_visitor_is_passed_on_to_a_colleague_with_a_note(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:transfer_note")

    console.type("huseynov")
    console.pick(f"operator:{OTHER}")
    console.type("surat yoxlanilsin")
    console.press(Qt.Key.Key_Return)

    console.until(lambda: console.desk.current is None)
    shifts.sign_in(console.store, ELSEWHERE, OTHER, PIN)
    calling.call_next(console.store, ELSEWHERE)
    desk = console.store.desk(ELSEWHERE)
    assert desk is not None
    assert [note.words for note in desk.notes] == ["surat yoxlanilsin"]


def test_a_mark_is_seen_in_the_queue_and_taken_off_the_same_way(console: Stage) -> None:
    console.queue(CARD)

    for marked in (True, False):
        console.presenter.moves.choose_visit(console.desk.queue[0].leg.id)
        console.pick("deed:mark")
        console.pick("mark:wheelchair")
        console.until(lambda marked=marked: bool(console.desk.marks) is marked)


def test_the_rarer_moves_are_found_by_typing(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F12)

    console.type("qeyd yaz")
    console.press(Qt.Key.Key_Return)

    assert console.state.asking is not None
    assert console.state.asking.deed is DeedName.NOTE


def entity_wants_outcomes(console: Stage) -> None:
    floor = console.store.floor()
    entities = (replace(one, outcome_required=True) for one in floor.catalogue.entities)
    catalogue = replace(floor.catalogue, entities=tuple(entities))
    replace_floor(console.store, replace(floor, catalogue=catalogue))


def test_where_the_entity_wants_an_outcome_finishing_asks_for_it(console: Stage) -> None:
    entity_wants_outcomes(console)
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.until(
        lambda: console.state.floor is not None and wants_outcome(console.state, console.desk)
    )
    assert DeedName.CALL_NOW not in more_of(console.state, console.desk.queue[0].leg.id)

    console.press(Qt.Key.Key_F2)
    assert console.desk.current is not None
    assert console.desk.current.ticket.label == "A001"
    console.pick("outcome:documents_missing")

    console.until(lambda: console.words("number") == "A002")
    console.until(lambda: console.desk.figures.served == 1)


def test_one_more_service_is_added_to_the_visit(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:add_service")
    console.pick(f"service:{PASSPORT}")

    console.until(lambda: console.desk.onward == (PASSPORT,))


def test_a_colleague_who_was_asked_says_that_he_has_seen_it(console: Stage) -> None:
    shifts.sign_in(console.store, ELSEWHERE, OTHER, PIN)
    helping.ask_colleague(console.store, ELSEWHERE, WINDOW, "bir dəqiqə gəl")
    console.wake(lambda: "bir dəqiqə gəl" in console.words("ask"))

    console.press(Qt.Key.Key_F12)
    console.pick("deed:seen")

    console.until(lambda: console.desk.asks[0].seen_by == OPERATOR)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:helped")
    console.until(lambda: console.desk.asks == ())
    assert console.words("ask") == ""


def test_one_press_calls_for_help_in_danger_even_from_a_locked_console(console: Stage) -> None:
    console.presenter.entrance.lock()

    QTest.keyClick(console.window, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)

    console.until(lambda: bool(console.desk.asked))
    assert console.desk.asked[0].kind is AskKind.PANIC


def test_a_scanned_slip_shows_where_its_visit_stands_and_lets_it_wait_again(console: Stage) -> None:
    ticket = console.issue(CARD).ticket
    console.wake(lambda: len(console.desk.queue) == 1)
    give_up_on_next(console)

    # A scanner types, wherever the focus of the console is, and presses Enter.
    for letter in qr_text(CENTRE, ticket.day, ticket.token):
        QTest.keyClicks(QApplication.focusWidget(), letter)
    console.press(Qt.Key.Key_Return)
    console.until(lambda: console.state.asking is not None)
    console.pick("found:reinstate")

    console.until(lambda: waiting(console) == ["A001"])
    assert console.seen("queue_search") is None


def test_a_question_keeps_the_keys_while_the_text_is_made_larger(console: Stage) -> None:
    console.queue(CARD)
    console.window.resize(1920, 1080)
    console.press(Qt.Key.Key_F12)
    console.presenter.enlarge(9)

    console.type("x")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "x"

    console.press(Qt.Key.Key_Escape)
    assert console.state.asking is None


def test_words_stay_while_the_page_is_drawn_anew_locked_or_the_store_is_away(
    console: Stage,
) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:note")
    assert not console.seen("words_give").isEnabled()
    console.type("brings his")
    assert console.seen("words_give").isEnabled()

    console.presenter.speak(Language.EN)
    console.window.resize(1920, 1080)
    console.presenter.enlarge(9)
    console.type(" mother")
    console.presenter.entrance.lock()
    assert console.state.asking is None
    console.presenter.entrance.unlock(OPERATOR, PIN)
    console.until(lambda: console.state.asking is not None)
    console.type(" and")
    console.lose_store()
    assert console.seen("number_by_hand") is not None
    console.cable.cut = False
    console.feed.state(True)  # noqa: FBT003 - the feed's own call
    console.until(lambda: console.state.asking is not None)
    console.type(" papers")
    console.press(Qt.Key.Key_Return)

    console.until(lambda: bool(console.desk.notes))
    assert console.desk.notes[0].words == "brings his mother and papers"
