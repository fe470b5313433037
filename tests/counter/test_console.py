"""What an operator does at the console, by its keys."""

from dataclasses import replace

from counter_stage import (
    BANK,
    CARD,
    CASHIER,
    DUTY,
    ELSEWHERE,
    OPERATOR,
    OTHER,
    PASSPORT,
    PIN,
    WINDOW,
    Stage,
)
from fixtures.stores import refused
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from common.domain.errors import Reason
from common.domain.floor import Floor
from common.domain.ids import ServiceCode
from common.domain.ticket import LegState
from common.usecases import calling, serving, shifts
from common.usecases.setup import replace_floor
from counter.asking import DeedName
from counter.held_view import HeldView
from counter.pieces import Elided
from counter.state import Page

CALLED = LegState.CALLED
SERVING = LegState.SERVING


def at_window(stage: Stage) -> tuple[str, LegState | None]:
    current = stage.desk.current
    return ("", None) if current is None else (current.ticket.label, current.leg.state)


def asked(stage: Stage) -> DeedName | None:
    return None if stage.state.asking is None else stage.state.asking.deed


def serve(stage: Stage) -> None:
    stage.press(Qt.Key.Key_F2)
    stage.press(Qt.Key.Key_F4)
    stage.until(lambda: at_window(stage)[1] is SERVING)


def test_an_ordinary_visitor_costs_two_presses(console: Stage) -> None:
    console.queue(CARD, PASSPORT)

    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F2)

    console.until(lambda: at_window(console) == ("A002", CALLED))
    console.until(lambda: console.desk.last is not None)
    assert console.desk.last is not None
    assert (console.desk.last.ticket.label, console.desk.last.leg.state) == ("A001", LegState.DONE)


def test_the_operator_sees_where_the_visitor_goes_on(console: Stage) -> None:
    assert console.state.floor is not None
    service = console.state.floor.catalogue.services()[DUTY]
    duty = (service.short or service.name).az
    console.issue(CARD, more=(DUTY,))
    console.issue(PASSPORT)
    console.wake(lambda: len(console.desk.queue) == 2)

    console.press(Qt.Key.Key_F2)

    console.until(lambda: console.words("onward") == f"Sonra: {duty}")
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F2)
    console.until(lambda: at_window(console) == ("A002", CALLED))
    assert console.words("onward") == ""


def test_a_called_number_is_shown_before_the_desk_is_read_again(console: Stage) -> None:
    console.queue(CARD)
    QTest.keyClick(console.window, Qt.Key.Key_F2)

    console.until(lambda: console.state.desk is not None and console.desk.current is not None)

    assert console.words("number") == "A001"


def test_the_next_button_says_whom_it_will_call(console: Stage) -> None:
    console.queue(CARD, PASSPORT)
    button = console.seen("move:next")

    assert button is not None
    assert "A\u2009001" in button.accessibleDescription()


def test_only_lawful_moves_are_alive(console: Stage) -> None:
    assert console.alive() == set()

    console.queue(CARD)
    assert console.alive() == {"next"}

    console.press(Qt.Key.Key_F2)
    console.until(lambda: console.alive() == {"start", "transfer"})

    console.press(Qt.Key.Key_F4)
    console.until(lambda: console.alive() == {"next", "finish", "transfer", "hold", "send"})


def test_recall_and_no_show_become_lawful_as_time_passes(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    for _ in range(2):
        console.second(31)
        # A reading from before that moment may still come in; the next one is later.
        console.until(lambda: "recall" in console.alive())
        assert "no_show" not in console.alive()
        console.press(Qt.Key.Key_F3)
        console.until(lambda: "recall" not in console.alive())

    console.second(31)

    console.until(lambda: "no_show" in console.alive())
    console.press(Qt.Key.Key_F6)
    console.until(lambda: at_window(console) == ("", None))


def test_a_no_show_says_what_is_still_missing(console: Stage) -> None:
    console.queue(CARD)

    console.press(Qt.Key.Key_F2)

    button = console.seen("move:no_show")
    assert button is not None
    assert button.accessibleDescription() == "Qalan çağırış: 2 · 30 s"


def test_a_key_does_nothing_when_its_move_is_not_lawful(console: Stage) -> None:
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F7, Qt.Key.Key_F11):
        console.press(key)

    assert at_window(console) == ("", None)
    assert console.state.asking is None
    assert console.state.said is None


def test_f2_finishes_the_present_visitor_even_when_nobody_waits(console: Stage) -> None:
    console.queue(CARD)
    serve(console)

    console.press(Qt.Key.Key_F2)

    console.until(lambda: at_window(console) == ("", None))
    assert console.words("number") == ""


def test_a_visitor_is_transferred_to_a_service_found_by_typing(console: Stage) -> None:
    console.queue(CARD)
    serve(console)

    console.press(Qt.Key.Key_F7)
    console.type("umumvetendas pasport")
    console.press(Qt.Key.Key_Return)

    console.until(lambda: at_window(console) == ("", None))
    console.until(lambda: [one.leg.service for one in console.desk.queue] == [PASSPORT])


def test_arrows_choose_another_service(console: Stage) -> None:
    console.queue(CARD)
    serve(console)
    console.press(Qt.Key.Key_F7)

    console.press(Qt.Key.Key_Down)
    console.press(Qt.Key.Key_Down)
    console.press(Qt.Key.Key_Return)

    console.until(lambda: at_window(console) == ("", None))
    second = [one.code for one in console.floor.catalogue.entities[0].services][1]
    stories = console.store.find("A001")
    assert stories is not None
    assert stories.leg.service == second


def test_escape_leaves_the_choice_and_nothing_happened(console: Stage) -> None:
    console.queue(CARD)
    serve(console)
    console.press(Qt.Key.Key_F7)
    assert asked(console) is DeedName.TRANSFER

    console.press(Qt.Key.Key_Escape)

    assert console.state.asking is None
    assert at_window(console) == ("A001", SERVING)


def test_function_keys_work_while_a_service_is_being_typed(console: Stage) -> None:
    console.queue(CARD)
    serve(console)
    console.press(Qt.Key.Key_F7)
    console.type("pas")

    console.press(Qt.Key.Key_F5)

    console.until(lambda: at_window(console) == ("", None))
    assert console.state.asking is None


def test_a_visitor_sent_to_pay_comes_back_to_this_window(console: Stage) -> None:
    console.queue(CARD)
    serve(console)

    console.press(Qt.Key.Key_F9)
    console.press(Qt.Key.Key_Return)
    assert console.state.asking is not None, "Enter sends nowhere before something is looked for"
    assert console.state.asking.given == ()
    console.type("dovlet rusumu")
    console.press(Qt.Key.Key_Return)
    console.until(lambda: [one.leg.state for one in console.desk.held] == [LegState.AWAY])
    errand = console.store.find("A001")
    assert errand is not None
    assert errand.leg.service == DUTY
    shifts.sign_in(console.store, BANK, CASHIER, PIN)
    calling.call_next(console.store, BANK)
    serving.start(console.store, BANK)
    serving.finish(console.store, BANK)

    console.wake(lambda: [one.ticket.label for one in console.desk.queue] == ["A001"])
    assert console.desk.held == ()


def test_the_only_visitor_on_hold_is_resumed_at_once(console: Stage) -> None:
    console.queue(CARD)
    serve(console)
    console.press(Qt.Key.Key_F8)
    console.take_first()
    console.until(lambda: "resume" in console.alive())

    console.press(Qt.Key.Key_F11)

    console.until(lambda: at_window(console) == ("A001", CALLED))


def test_of_several_on_hold_one_is_chosen(console: Stage) -> None:
    console.queue(CARD, PASSPORT)
    for _ in range(2):
        serve(console)
        console.press(Qt.Key.Key_F8)
        console.take_first()
        console.until(lambda: at_window(console) == ("", None))
    held = console.window.findChild(HeldView).findChildren(Elided)
    assert [one.accessibleName() for one in held if one.isVisible()] == ["Ödənişə gedib"] * 2

    console.press(Qt.Key.Key_F11)
    console.press(Qt.Key.Key_Down)
    console.press(Qt.Key.Key_Down)
    console.press(Qt.Key.Key_Return)

    console.until(lambda: at_window(console)[1] is CALLED)
    assert at_window(console)[0] == "A002"


def test_a_refusal_is_a_line_in_the_page(console: Stage) -> None:
    console.queue(CARD)
    serve(console)
    serving.finish(console.store, WINDOW)

    console.press(Qt.Key.Key_F8)
    console.take_first()

    console.until(lambda: console.words("message") == "Pəncərədə heç kim yoxdur.")
    console.until(lambda: at_window(console) == ("", None))


def test_a_refusal_goes_by_itself(console: Stage) -> None:
    console.queue(CARD)
    serve(console)
    console.presenter.sign_out()
    console.until(lambda: bool(console.words("message")))

    console.second(13)

    assert console.words("message") == ""


def test_leaving_is_refused_while_a_visitor_is_at_the_window(console: Stage) -> None:
    console.queue(CARD)
    serve(console)

    console.presenter.sign_out()

    console.until(lambda: console.words("message") == "Pəncərədə artıq ziyarətçi var.")
    assert console.state.page is Page.CONSOLE


def test_leaving_an_empty_window_asks_who_works_next(console: Stage) -> None:
    console.presenter.sign_out()

    console.until(lambda: console.state.page is Page.SIGN_IN)

    assert console.seen("page:signin") is not None
    assert console.store.desk(WINDOW) is None


def test_an_operator_who_was_signed_out_elsewhere_is_told_so(console: Stage) -> None:
    shifts.sign_out(console.store, WINDOW)

    console.wake(lambda: console.state.page is Page.SIGN_IN)

    assert console.words("message") == "Bu pəncərə açıq deyil. Yenidən daxil olun."


def test_a_console_that_starts_again_gives_the_visitor_back(stage: Stage) -> None:
    shifts.sign_in(stage.store, WINDOW, OPERATOR, PIN)
    stage.issue()
    calling.call_next(stage.store, WINDOW)
    serving.start(stage.store, WINDOW)

    stage.sign_in()

    assert at_window(stage) == ("A001", SERVING)
    assert stage.words("number") == "A001"


def test_a_visitor_taken_by_another_window_leaves_the_queue(console: Stage) -> None:
    console.queue(CARD)
    shifts.sign_in(console.store, ELSEWHERE, OTHER, PIN)

    calling.call_next(console.store, ELSEWHERE)

    console.wake(lambda: console.desk.queue == ())
    assert "next" not in console.alive()


def test_a_visitor_on_hold_is_left_only_by_who_presses_again(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F8)
    console.take_first()

    console.presenter.sign_out()
    console.until(lambda: not console.state.pending)
    assert console.state.page is Page.CONSOLE
    assert "1" in console.words("message")

    console.presenter.sign_out()
    console.until(lambda: console.state.page is Page.SIGN_IN)


def without(floor: Floor, code: ServiceCode) -> Floor:
    entities = tuple(
        replace(entity, services=tuple(one for one in entity.services if one.code != code))
        for entity in floor.catalogue.entities
    )
    rules = {one: rules for one, rules in floor.services.items() if one != code}
    return replace(floor, catalogue=replace(floor.catalogue, entities=entities), services=rules)


def test_a_service_leaves_the_set_up_once_its_visitor_was_served_and_the_console_goes_on(
    console: Stage,
) -> None:
    console.queue(CARD)
    serve(console)
    smaller = without(console.floor, CARD)
    with refused(Reason.SETUP_IN_USE):
        replace_floor(console.store, smaller)
    console.press(Qt.Key.Key_F5)
    console.until(lambda: console.desk.last is not None)

    replace_floor(console.store, smaller)
    console.feed.wake()

    console.until(lambda: CARD not in (console.state.floor or console.floor).services)
    console.queue(PASSPORT)
    console.press(Qt.Key.Key_F2)
    assert console.words("number") == "A002"
