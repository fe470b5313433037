from datetime import timedelta

import pytest
from fixtures.stores import ShiftedClock, seat, take
from floors import (
    AYSEL,
    BIRTH,
    BOARD,
    EAST,
    ELVIN,
    GROUP,
    ID_CARD,
    KIOSK,
    LEYLA,
    PASSPORT,
    PAYMENT,
    RASIM,
    SWITCHED_OFF,
    W1,
    W2,
    W3,
    W4,
    WEST,
    small_floor,
)

from common.domain.board import Call
from common.domain.day import Closed
from common.domain.events import EventKind
from common.domain.ids import CallId, CounterCode
from common.domain.ticket import LegState, Move, SlipState
from common.domain.views import Desk, TicketStory
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next, no_show, recall
from common.usecases.hall import acknowledge_shown, acknowledge_spoken
from common.usecases.moving import send_and_return, transfer
from common.usecases.serving import finish, hold, start
from common.usecases.tickets import report_slip


def call_one(store: Store, counter: CounterCode) -> Call:
    call = call_next(store, counter)
    assert call is not None
    return call


def desk_of(store: Store, counter: CounterCode = W1) -> Desk:
    desk = store.desk(counter)
    assert desk is not None
    return desk


def story_of(store: Store, label: str) -> TicketStory:
    visit = store.find(label)
    assert visit is not None
    return next(one for one in store.stories(visit.ticket.day) if one.label == label)


# the board


def test_a_call_stands_on_the_boards_of_its_zone(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)

    assert store.board(EAST).calls == (call,)
    assert store.board(None).calls == (call,)
    assert store.board(WEST).calls == ()


def test_the_newest_call_stands_first(store: Store, clock: ShiftedClock) -> None:
    for service in (ID_CARD, PAYMENT):
        take(store, service)
    seat(store, W1, AYSEL)
    seat(store, W4, RASIM)
    first = call_one(store, W1)
    clock.forward(seconds=31)
    second = call_one(store, W4)
    assert [call.id for call in store.board(None).calls] == [second.id, first.id]

    recall(store, W1)

    assert [call.id for call in store.board(None).calls] == [first.id, second.id]


def test_a_call_ends_when_the_visitor_is_served_and_stays_for_a_while(
    store: Store, clock: ShiftedClock
) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    start(store, W1)

    (call,) = store.board(None).calls
    assert not call.open
    assert not call.withdrawn
    clock.forward(seconds=20)
    assert store.board(None).calls == ()


def test_an_open_call_stays_until_the_visitor_comes(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    clock.forward(minutes=10)

    (call,) = store.board(None).calls
    assert call.open


def test_a_call_taken_back_is_withdrawn(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    hold(store, W1)

    (call,) = store.board(None).calls
    assert call.withdrawn
    assert not call.open


def test_who_waits_is_counted_by_entity(store: Store) -> None:
    for service in (ID_CARD, PASSPORT, ID_CARD, BIRTH, PAYMENT):
        take(store, service)
    seat(store, W1, AYSEL)
    call_one(store, W1)

    counts = [(one.entity, one.series, one.waiting) for one in store.board(None).waiting]

    assert counts == [("DIN", "A", 2), ("VVA", "B", 1), ("BNK", "D", 1)]


def test_a_zone_counts_whom_its_windows_serve(store: Store) -> None:
    for service in (ID_CARD, BIRTH, PAYMENT):
        take(store, service)

    assert [one.entity for one in store.board(EAST).waiting] == ["DIN"]
    assert [one.entity for one in store.board(WEST).waiting] == ["DIN", "VVA", "BNK"]


# the menu


def test_a_menu_has_every_service_of_the_centre(store: Store) -> None:
    take(store)
    take(store)

    menu = store.menu()

    assert set(menu.services) == set(small_floor().services)
    assert menu.services[ID_CARD].waiting == 2
    assert menu.services[ID_CARD].admission.closed is None
    assert menu.services[SWITCHED_OFF].admission.closed is Closed.OFF
    assert menu.opening is not None


# the desk


def test_a_closed_counter_has_no_desk(store: Store) -> None:
    assert store.desk(W1) is None


def test_a_desk_shows_the_queue_in_the_order_of_the_calls(store: Store) -> None:
    ordinary = [take(store).ticket.label for _ in range(2)]
    priority = [take(store, group=GROUP).ticket.label for _ in range(3)]
    take(store, PAYMENT)
    seat(store, W1, AYSEL)

    desk = desk_of(store)

    shown = [visit.ticket.label for visit in desk.queue]
    assert shown == [*priority[:2], ordinary[0], priority[2], ordinary[1]]
    assert desk.next is not None
    assert desk.next.leg == desk.queue[0].leg.id


def test_the_next_on_the_desk_is_whom_the_counter_calls(store: Store) -> None:
    take(store, PASSPORT)
    take(store, ID_CARD)
    seat(store, W2, ELVIN)

    choice = desk_of(store, W2).next

    assert choice is not None
    assert call_one(store, W2).leg == choice.leg


def test_a_desk_shows_the_visitor_at_hand(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)

    desk = desk_of(store)

    assert desk.current is not None
    assert (desk.current.ticket.label, desk.current.leg.id) == ("A001", call.leg)
    assert desk.call == call
    assert desk.queue == ()


def test_a_desk_offers_what_is_lawful(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    assert desk_of(store).moves == {Move.CALL}

    call_one(store, W1)
    called = desk_of(store).moves
    assert Move.START in called
    assert called.isdisjoint({Move.CALL, Move.FINISH, Move.NO_SHOW})

    start(store, W1)
    assert {Move.FINISH, Move.CALL, Move.HOLD} <= desk_of(store).moves

    hold(store, W1)
    assert desk_of(store).moves == {Move.CALL, Move.RESUME}


def test_a_desk_keeps_its_held_and_absent_visitors(store: Store) -> None:
    for _ in range(2):
        take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    hold(store, W1)
    call_one(store, W1)
    start(store, W1)
    send_and_return(store, W1, PAYMENT)

    held = {visit.ticket.label: visit.leg.state for visit in desk_of(store).held}

    assert held == {"A001": LegState.HELD, "A002": LegState.AWAY}


def test_a_missed_visitor_can_be_taken_back_from_the_desk(
    store: Store, clock: ShiftedClock
) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    assert Move.NO_SHOW in desk_of(store).moves
    no_show(store, W1)

    desk = desk_of(store)
    assert desk.last is not None
    assert desk.last.leg.state is LegState.NO_SHOW
    assert Move.REINSTATE in desk.moves


def test_a_desk_figures_the_operators_day(store: Store, clock: ShiftedClock) -> None:
    for _ in range(2):
        take(store)
    seat(store, W1, AYSEL)
    assert desk_of(store).figures.average_service is None
    for minutes in (2, 4):
        clock.forward(minutes=1)
        call_one(store, W1)
        start(store, W1)
        clock.forward(minutes=minutes)
        finish(store, W1)

    figures = desk_of(store).figures

    assert figures.served == 2
    assert figures.average_service is not None
    assert figures.average_wait is not None
    assert abs(figures.average_service - timedelta(minutes=3)) < timedelta(seconds=5)
    assert abs(figures.average_wait - timedelta(minutes=2.5)) < timedelta(seconds=5)


def test_a_desk_says_when_the_hall_saw_and_heard_the_call(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)
    shown, spoken = (call.called_at + timedelta(milliseconds=part) for part in (1, 2))

    acknowledge_shown(store, BOARD, [(call.id, 1, shown)])
    acknowledge_spoken(store, BOARD, [(call.id, 1, spoken)])

    desk = desk_of(store)
    assert (desk.shown_at, desk.spoken_at) == (shown, spoken)


def test_a_recall_was_not_shown_yet(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)
    acknowledge_shown(store, BOARD, [(call.id, 1, call.called_at)])
    clock.forward(seconds=31)

    recall(store, W1)

    assert desk_of(store).shown_at is None


# finding


def test_a_ticket_is_found_by_its_number_today(store: Store, clock: ShiftedClock) -> None:
    take(store)
    found = store.find("A001")
    assert found is not None
    assert found.leg.state is LegState.WAITING

    clock.forward(days=1)
    assert store.find("A001") is None


@pytest.mark.parametrize("label", ["A002", "B001", "", "hello", "12"])
def test_what_is_no_ticket_of_today_is_not_found(store: Store, label: str) -> None:
    take(store)

    assert store.find(label) is None


def test_a_visit_is_found_where_it_stands(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W4, RASIM)
    call_one(store, W1)
    start(store, W1)
    errand = send_and_return(store, W1, PAYMENT)
    found = store.find("A001")
    assert found is not None
    assert found.leg.id == errand.id

    call_one(store, W4)
    start(store, W4)
    finish(store, W4)

    found = store.find("A001")
    assert found is not None
    assert found.leg.service == ID_CARD


# acknowledgements and stories


def test_a_report_said_twice_is_written_once(store: Store) -> None:
    issued = take(store)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)
    for _ in range(2):
        acknowledge_shown(store, BOARD, [(call.id, 1, call.called_at)])

    kinds = [event.kind for event in store.events(issued.ticket.day)]

    assert kinds.count(EventKind.SHOWN) == 1


def test_a_report_of_an_unknown_call_is_left_out(store: Store) -> None:
    issued = take(store)

    acknowledge_shown(store, BOARD, [(CallId(77), 1, store.now())])

    assert EventKind.SHOWN not in [event.kind for event in store.events(issued.ticket.day)]


def test_a_display_ahead_of_time_is_not_believed(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)

    acknowledge_shown(store, BOARD, [(call.id, 1, call.called_at + timedelta(hours=1))])

    shown = desk_of(store).shown_at
    assert shown is not None
    assert shown <= clock.now()


def test_a_story_is_told_from_kiosk_to_the_end(store: Store) -> None:
    ticket = take(store).ticket
    report_slip(store, ticket.id, SlipState.PRINTED, KIOSK)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)
    acknowledge_shown(store, BOARD, [(call.id, 1, call.called_at)])
    acknowledge_spoken(store, BOARD, [(call.id, 1, call.called_at)])
    start(store, W1)
    finish(store, W1)

    story = story_of(store, "A001")

    assert (story.service, story.language, story.counter) == (ID_CARD, "az", W1)
    steps = [story.issued, story.printed, story.called, story.shown, story.spoken, story.served]
    assert None not in steps
    assert story.end == "done"


def test_a_story_has_no_step_that_did_not_happen(store: Store) -> None:
    ticket = take(store).ticket
    report_slip(store, ticket.id, SlipState.SENT, KIOSK)

    story = story_of(store, "A001")

    assert (story.printed, story.called, story.shown, story.spoken) == (None,) * 4
    assert (story.counter, story.served, story.end) == (None, None, "waiting")


def test_a_story_ends_where_the_last_leg_ended(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W3, LEYLA)
    seat(store, W4, RASIM)
    call_one(store, W1)
    start(store, W1)
    send_and_return(store, W1, PAYMENT)
    assert story_of(store, "A001").end == "waiting"
    call_one(store, W4)
    start(store, W4)
    assert story_of(store, "A001").end == "serving"
    finish_and_call_next(store, W4)
    assert story_of(store, "A001").end == "waiting"
    call_one(store, W1)
    start(store, W1)
    transfer(store, W1, BIRTH)
    assert story_of(store, "A001").end == "waiting"
    call_one(store, W3)
    start(store, W3)
    finish(store, W3)

    story = story_of(store, "A001")

    assert (story.counter, story.end) == (W3, "done")


def test_stories_tell_of_the_tickets_of_one_day(store: Store, clock: ShiftedClock) -> None:
    first = take(store).ticket
    clock.forward(days=1)
    second = take(store).ticket

    assert [story.label for story in store.stories(first.day)] == ["A001"]
    assert [story.issued for story in store.stories(second.day)] == [second.issued_at]
