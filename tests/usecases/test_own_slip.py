from collections.abc import Callable
from datetime import timedelta

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, ELVIN, GROUP, ID_CARD, KIOSK, PASSPORT, PAYMENT, RASIM, W1, W2, W4

from common.domain.appointments import Appointment
from common.domain.errors import Reason
from common.domain.events import Event, EventKind
from common.domain.ids import AppointmentCode, RequestId
from common.domain.reasons import HoldReason
from common.domain.ticket import Lane, LegState, Ticket
from common.domain.words import Language
from common.ports import Store
from common.usecases.appointments import check_in, import_appointments
from common.usecases.calling import call_next, no_show, recall
from common.usecases.moving import send_and_return, transfer
from common.usecases.own_slip import come_back, give_up, look_up
from common.usecases.serving import finish, hold, start
from common.usecases.shifts import sign_out
from common.usecases.tickets import issue_ticket

Act = Callable[..., object]


def last(store: Store, ticket: Ticket) -> Event:
    return [event for event in store.events(ticket.day) if event.ticket == ticket.id][-1]


def test_a_slip_tells_where_its_holder_stands(store: Store) -> None:
    take(store)
    ticket = take(store).ticket

    place = look_up(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)

    assert (place.label, place.service, place.state) == ("A002", ID_CARD, LegState.WAITING)
    assert (place.ahead, place.lane, place.counter) == (1, Lane.ORDINARY, None)
    assert place.waits_since == ticket.issued_at
    assert place.may_give_up
    assert not place.may_come_back


def test_a_slip_tells_which_window_calls_its_holder(store: Store) -> None:
    ticket = take(store).ticket
    seat(store, W1, AYSEL)
    call_next(store, W1)

    place = look_up(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)

    assert (place.state, place.counter) == (LegState.CALLED, W1)
    assert not place.may_give_up
    start(store, W1)
    assert look_up(store, day=ticket.day, token=ticket.token).state is LegState.SERVING
    finish(store, W1)
    assert look_up(store, day=ticket.day, token=ticket.token).state is LegState.DONE


def test_nothing_is_expected_of_a_wait_that_is_not_like_others(store: Store) -> None:
    first = take(store, group=GROUP).ticket
    import_appointments(store, [Appointment(AppointmentCode("AB12"), ID_CARD, first.issued_at)])
    booked = check_in(
        store, code="AB12", language=Language.AZ, request=RequestId("r"), kiosk=KIOSK
    ).ticket

    assert look_up(store, day=first.day, token=first.token).waits_since is None
    place = look_up(store, day=booked.day, token=booked.token)
    assert place.waits_since is None
    assert place.appointment == first.issued_at


def test_who_gives_up_is_called_by_nobody_and_the_log_says_where(store: Store) -> None:
    ticket = take(store).ticket
    seat(store, W1, AYSEL)

    place = give_up(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)

    assert (place.state, place.ahead) == (LegState.CANCELLED, 0)
    assert call_next(store, W1) is None
    event = last(store, ticket)
    assert (event.kind, event.device) == (EventKind.CANCELLED, KIOSK)


def test_the_next_service_of_the_visit_waits_when_one_is_given_up(store: Store) -> None:
    ticket = issue_ticket(
        store,
        service=ID_CARD,
        language=Language.AZ,
        request=RequestId("r"),
        kiosk=KIOSK,
        more=(PASSPORT,),
    ).ticket

    place = give_up(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)

    assert (place.service, place.state) == (PASSPORT, LegState.WAITING)
    assert place.waits_since is None


def test_who_is_called_already_cannot_give_up(store: Store) -> None:
    ticket = take(store).ticket
    seat(store, W1, AYSEL)
    call_next(store, W1)

    with refused(Reason.NOT_LAWFUL):
        give_up(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)
    with refused(Reason.NOT_LAWFUL):
        come_back(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)
    assert look_up(store, day=ticket.day, token=ticket.token).state is LegState.CALLED


def test_who_was_put_aside_comes_back_to_his_window_at_his_old_turn(
    store: Store, clock: ShiftedClock
) -> None:
    ticket = take(store).ticket
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    take(store)
    assert look_up(store, day=ticket.day, token=ticket.token).may_come_back
    clock.forward(minutes=2)

    place = come_back(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)

    assert (place.state, place.counter, place.ahead) == (LegState.WAITING, W1, 0)
    visit = store.find(ticket.label)
    assert visit is not None
    assert visit.leg.due_at == ticket.issued_at + timedelta(minutes=15)
    event = last(store, ticket)
    assert (event.kind, event.counter, event.device) == (EventKind.RETURNED, W1, KIOSK)
    desk = store.desk(W1)
    assert desk is not None
    assert desk.held == ()
    call = call_next(store, W1)
    assert call is not None
    assert call.label == ticket.label


def test_who_was_sent_elsewhere_comes_back_without_being_served_there(store: Store) -> None:
    ticket = take(store).ticket
    seat(store, W1, AYSEL)
    seat(store, W4, RASIM)
    call_next(store, W1)
    start(store, W1)
    send_and_return(store, W1, PAYMENT)
    there = look_up(store, day=ticket.day, token=ticket.token)
    assert (there.service, there.back_to, there.may_come_back) == (PAYMENT, W1, True)

    place = come_back(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)

    assert (place.service, place.state, place.counter) == (ID_CARD, LegState.WAITING, W1)
    assert place.back_to is None
    assert call_next(store, W4) is None
    kinds = [e.kind for e in store.events(ticket.day) if e.device == KIOSK and e.ticket]
    assert kinds[-1] is EventKind.CANCELLED


def test_who_only_waits_has_nowhere_to_come_back_to(store: Store) -> None:
    ticket = take(store).ticket

    with refused(Reason.NOT_LAWFUL):
        come_back(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)


def test_who_missed_his_calls_is_told_so(store: Store, clock: ShiftedClock) -> None:
    ticket = take(store).ticket
    seat(store, W1, AYSEL)
    call_next(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    no_show(store, W1)

    assert look_up(store, day=ticket.day, token=ticket.token).state is LegState.NO_SHOW


@pytest.mark.parametrize("act", [look_up, give_up, come_back])
def test_a_slip_is_worth_something_on_its_day_alone(
    store: Store, clock: ShiftedClock, act: Act
) -> None:
    ticket = take(store).ticket
    with refused(Reason.UNKNOWN_SLIP):
        act(store, day=ticket.day, token=ticket.token[:-1] + "~", kiosk=KIOSK)
    clock.forward(days=1)

    with refused(Reason.OLD_SLIP):
        act(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)
    with refused(Reason.UNKNOWN_SLIP):
        act(store, day=ticket.day + timedelta(days=1), token=ticket.token, kiosk=KIOSK)


def test_who_comes_back_to_a_window_that_his_operator_left_is_called_there(store: Store) -> None:
    ticket = take(store).ticket
    seat(store, W2, ELVIN)
    seat(store, W1, AYSEL)
    call_next(store, W2)
    transfer(store, W2, to_operator=AYSEL)
    call_next(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    for counter in (W1, W2):
        sign_out(store, counter, leaves_held=True)
    seat(store, W2, AYSEL)
    seat(store, W1, ELVIN)

    come_back(store, day=ticket.day, token=ticket.token, kiosk=KIOSK)

    assert call_next(store, W2) is None
    call = call_next(store, W1)
    assert call is not None
    assert call.label == ticket.label
