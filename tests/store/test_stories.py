from datetime import timedelta

import pytest
from fixtures.stores import ShiftedClock, seat, take
from floors import (
    AYSEL,
    BIRTH,
    BOARD,
    ID_CARD,
    KIOSK,
    LEYLA,
    PAYMENT,
    RASIM,
    W1,
    W3,
    W4,
)

from common.domain.board import Call
from common.domain.events import EventKind
from common.domain.ids import CallId, CounterCode
from common.domain.ticket import LegState, SlipState
from common.domain.views import Desk, TicketStory
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next
from common.usecases.hall import acknowledge_shown, acknowledge_spoken
from common.usecases.moving import send_and_return, transfer
from common.usecases.serving import finish, start
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
