"""Whose turn it is, told and changed at the console; who comes without a kiosk."""

from counter_stage import (
    CARD,
    CENTRE,
    DUTY,
    MORNING,
    Stage,
    supervised,
    waiting,
)
from PySide6.QtCore import Qt

from common.domain.permissions import Role
from common.domain.slip import qr_text
from counter.asking import Asking, DeedName, Wishes
from counter.deeds import more_of


def test_why_it_was_this_visitor_stands_in_a_sentence(console: Stage) -> None:
    console.queue(CARD, CARD, CARD)

    console.press(Qt.Key.Key_F2)
    console.until(lambda: console.desk.why is not None)

    said = console.words("about_visit")
    assert "Vaxtı birinci çatıb: 10:57" in said
    assert "daha 2" in said


def test_an_operator_may_call_the_next_but_nobody_ahead_of_him(console: Stage) -> None:
    console.queue(CARD, CARD)
    first, second = console.desk.queue

    assert DeedName.CALL_NOW in more_of(console.state, first.leg.id)
    assert DeedName.CALL_THIS not in more_of(console.state, second.leg.id)


def test_a_supervisor_calls_ahead_of_turn_with_a_reason_and_takes_it_back(stage: Stage) -> None:
    supervised(stage)
    stage.queue(CARD, CARD)

    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Return)
    stage.pick("deed:call_this")
    stage.pick("reason:small_child")
    stage.until(lambda: stage.desk.current is not None and stage.desk.why is not None)
    assert "Növbədənkənar, 1 nəfərdən əvvəl: Körpə uşaqla" in stage.words("about_visit")
    stage.press(Qt.Key.Key_F12)
    stage.pick("deed:undo_call")
    stage.pick("reason:called_by_mistake")

    # Whose call was taken back is called again first.
    stage.until(lambda: waiting(stage) == ["A002", "A001"])
    assert stage.desk.current is None


def test_priority_is_granted_after_seeing_proof_and_stands_in_the_report(stage: Stage) -> None:
    supervised(stage)
    stage.queue(CARD, CARD)

    stage.presenter.moves.choose_visit(stage.desk.queue[1].leg.id)
    stage.pick("deed:grant")
    stage.take_first()
    stage.pick("reason:proof_seen")

    stage.until(lambda: waiting(stage) == ["A002", "A001"])
    assert [one.label for one in stage.store.out_of_turn(MORNING.date())] == ["A002"]


def test_a_ticket_is_given_at_the_window_and_its_number_told(console: Stage) -> None:
    console.press(Qt.Key.Key_F12)
    console.pick("deed:walk_in")
    console.pick(f"service:{CARD}")
    console.take_first()
    console.pick("printer:")

    console.until(lambda: waiting(console) == ["A001"])
    assert console.words("done") == "A\u2009001 nömrəsi verildi."


def test_the_reception_takes_in_for_all_services_and_grants_priority_by_a_scanned_slip(
    stage: Stage,
) -> None:
    supervised(stage, Role.RECEPTION)
    ticket = stage.issue(CARD).ticket
    stage.press(Qt.Key.Key_F12)
    stage.pick("deed:walk_in")
    stage.pick(f"service:{DUTY}")
    stage.take_first()
    stage.pick("printer:")
    stage.until(lambda: stage.words("done") == "B\u2009001 nömrəsi verildi.")

    stage.window.scanned.emit(qr_text(CENTRE, ticket.day, ticket.token))
    stage.until(lambda: stage.state.asking is not None)
    stage.pick("found:grant")
    stage.take_first()
    stage.pick("reason:proof_seen")

    stage.until(lambda: bool(stage.store.out_of_turn(MORNING.date())))
    assert [one.label for one in stage.store.out_of_turn(MORNING.date())] == ["A001"]


def test_each_confirmed_question_is_an_intention_of_its_own_until_it_is_answered() -> None:
    wishes = Wishes()
    asked = Asking(DeedName.WALK_IN, given=("service:DIN-02", "language:az", "printer:"))

    first, second = wishes.name(asked), wishes.name(asked)

    assert first.wish != second.wish == wishes.ticket
    wishes.answered()
    assert wishes.ticket is None
