from datetime import timedelta

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import (
    AYSEL,
    BIRTH,
    ELVIN,
    GROUP,
    ID_CARD,
    LEYLA,
    PASSPORT,
    PAYMENT,
    RASIM,
    SWITCHED_OFF,
    W1,
    W2,
    W3,
    W4,
)
from queues import NINE

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.reasons import CancelReason, HoldReason
from common.domain.ticket import Lane, LegState
from common.domain.views import Visit
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next, no_show, recall
from common.usecases.moving import cancel, reinstate, send_and_return, transfer
from common.usecases.serving import finish, hold, start
from common.usecases.shifts import sign_out


def visit_of(store: Store, label: str = "A001") -> Visit:
    visit = store.find(label)
    assert visit is not None
    return visit


def leg_state(store: Store, leg: LegId) -> LegState:
    with store.records() as records:
        return records.leg(leg).state


def call_one(store: Store, counter: CounterCode) -> LegId:
    call = call_next(store, counter)
    assert call is not None
    return call.leg


def begin(store: Store, counter: CounterCode) -> LegId:
    leg = call_one(store, counter)
    start(store, counter)
    return leg


def miss(store: Store, clock: ShiftedClock, counter: CounterCode) -> LegId:
    leg = call_one(store, counter)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, counter)
    clock.forward(seconds=31)
    no_show(store, counter)
    return leg


@pytest.fixture
def at_w1(store: Store) -> LegId:
    """Let a visitor be served at W1, with the bank open at W4."""
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W4, RASIM)
    return begin(store, W1)


@pytest.mark.usefixtures("at_w1")
def test_a_transfer_ends_one_leg_and_adds_another_of_the_same_ticket(store: Store) -> None:
    before = visit_of(store).leg

    onward = transfer(store, W1, PAYMENT)

    assert leg_state(store, before.id) is LegState.TRANSFERRED
    assert (onward.state, onward.service, onward.ticket) == (
        LegState.WAITING,
        PAYMENT,
        before.ticket,
    )
    call = call_next(store, W4)
    assert call is not None
    assert call.label == "A001"


def test_a_transferred_visitor_is_due_by_his_own_arrival(store: Store, clock: ShiftedClock) -> None:
    first = take(store).ticket
    seat(store, W1, AYSEL)
    clock.forward(minutes=4)
    take(store, PAYMENT)
    begin(store, W1)

    onward = transfer(store, W1, PAYMENT)

    assert onward.due_at == first.issued_at + timedelta(minutes=5)
    seat(store, W4, RASIM)
    assert call_one(store, W4) == onward.id


def test_a_transfer_keeps_the_lane(store: Store) -> None:
    take(store, group=GROUP)
    seat(store, W1, AYSEL)
    begin(store, W1)

    assert transfer(store, W1, PAYMENT).lane is Lane.PRIORITY


@pytest.mark.parametrize("move", [transfer, send_and_return])
@pytest.mark.parametrize(
    ("service", "reason"),
    [
        (ID_CARD, Reason.SAME_SERVICE),
        (ServiceCode("XXX-01"), Reason.UNKNOWN_SERVICE),
        (SWITCHED_OFF, Reason.SERVICE_OFF),
    ],
)
def test_a_visitor_goes_on_only_to_another_service_given_here(
    store: Store, at_w1: LegId, move: object, service: ServiceCode, reason: Reason
) -> None:
    assert callable(move)
    with refused(reason):
        move(store, W1, service)
    assert leg_state(store, at_w1) is LegState.SERVING
    assert store.board(None).waiting == ()


def test_who_was_only_called_is_not_sent_on_an_errand(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)

    with refused(Reason.NOT_LAWFUL):
        send_and_return(store, W1, PAYMENT)


def test_window_bank_same_window(store: Store, at_w1: LegId) -> None:
    take(store)

    send_and_return(store, W1, PAYMENT)
    away = leg_state(store, at_w1)
    begin(store, W4)
    finish(store, W4)
    back = call_next(store, W1)

    assert away is LegState.AWAY
    assert back is not None
    assert (back.leg, back.label, back.window) == (at_w1, "A001", 1)


def test_the_counter_is_free_while_its_visitor_is_away(store: Store, at_w1: LegId) -> None:
    take(store)

    send_and_return(store, W1, PAYMENT)

    assert call_one(store, W1) != at_w1


def test_a_returning_visitor_waits_for_his_own_window_only(store: Store, at_w1: LegId) -> None:
    send_and_return(store, W1, PAYMENT)
    begin(store, W4)
    seat(store, W2, ELVIN)

    assert finish_and_call_next(store, W4) is None

    assert call_next(store, W2) is None
    assert call_one(store, W1) == at_w1


def test_a_visitor_whose_window_has_closed_is_called_by_another(store: Store, at_w1: LegId) -> None:
    send_and_return(store, W1, PAYMENT)
    sign_out(store, W1, leaves_held=True)
    begin(store, W4)
    seat(store, W2, ELVIN)

    assert finish_and_call_next(store, W4) is None

    assert call_one(store, W2) == at_w1


def test_a_visitor_returns_also_when_he_missed_the_errand(
    store: Store, clock: ShiftedClock, at_w1: LegId
) -> None:
    send_and_return(store, W1, PAYMENT)
    miss(store, clock, W4)

    assert call_one(store, W1) == at_w1


def test_a_visitor_returns_also_when_the_errand_is_cancelled(store: Store, at_w1: LegId) -> None:
    errand = send_and_return(store, W1, PAYMENT)

    cancel(store, W4, errand.id, CancelReason.LEFT)

    assert call_one(store, W1) == at_w1


def test_an_errand_passed_on_still_ends_at_the_first_window(store: Store, at_w1: LegId) -> None:
    seat(store, W3, LEYLA)
    send_and_return(store, W1, PAYMENT)
    begin(store, W4)
    transfer(store, W4, BIRTH)
    assert leg_state(store, at_w1) is LegState.AWAY
    begin(store, W3)
    finish(store, W3)

    assert call_one(store, W1) == at_w1


def test_a_missed_errand_taken_up_again_sends_the_visitor_away_again(
    store: Store, clock: ShiftedClock, at_w1: LegId
) -> None:
    send_and_return(store, W1, PAYMENT)
    errand = miss(store, clock, W4)

    reinstate(store, W4, errand)

    assert leg_state(store, at_w1) is LegState.AWAY
    assert call_next(store, W1) is None
    assert begin(store, W4) == errand
    finish(store, W4)
    assert call_one(store, W1) == at_w1


def test_a_missed_errand_is_not_taken_up_while_the_visitor_is_back(
    store: Store, clock: ShiftedClock, at_w1: LegId
) -> None:
    send_and_return(store, W1, PAYMENT)
    errand = miss(store, clock, W4)
    assert call_one(store, W1) == at_w1

    with refused(Reason.NOT_LAWFUL):
        reinstate(store, W4, errand)


def test_who_missed_his_calls_may_wait_again(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    missed = miss(store, clock, W1)

    waiting = reinstate(store, W1, missed)

    assert (waiting.state, waiting.calls, waiting.counter) == (LegState.WAITING, 0, None)
    assert call_one(store, W1) == missed


def test_who_missed_his_calls_goes_behind_those_already_due(
    store: Store, clock: ShiftedClock
) -> None:
    clock.set(NINE)
    take(store)
    clock.forward(minutes=1)
    take(store)
    seat(store, W1, AYSEL)
    missed = miss(store, clock, W1)
    clock.forward(minutes=16)

    reinstate(store, W1, missed)

    assert call_one(store, W1) != missed


def test_after_half_an_hour_a_missed_call_stays_missed(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    missed = miss(store, clock, W1)
    clock.forward(minutes=31)

    with refused(Reason.NOT_LAWFUL):
        reinstate(store, W1, missed)


def test_a_counter_reinstates_only_its_own_work(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)
    seat(store, W4, RASIM)
    missed = miss(store, clock, W1)

    with refused(Reason.NOT_SERVED_HERE):
        reinstate(store, W4, missed)
    assert reinstate(store, W2, missed).state is LegState.WAITING


def test_a_waiting_visitor_who_leaves_is_cancelled(store: Store) -> None:
    take(store, PASSPORT)
    seat(store, W1, AYSEL)
    leg = visit_of(store).leg.id

    cancel(store, W1, leg, CancelReason.LEFT)

    assert leg_state(store, leg) is LegState.CANCELLED
    assert call_next(store, W1) is None


def test_a_called_or_held_visitor_is_cancelled_at_his_own_counter(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)
    called = call_one(store, W1)
    with refused(Reason.NOT_SERVED_HERE):
        cancel(store, W2, called, CancelReason.LEFT)
    cancel(store, W1, called, CancelReason.LEFT)
    held = call_one(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)

    cancel(store, W1, held, CancelReason.LEFT)

    assert [leg_state(store, leg) for leg in (called, held)] == [LegState.CANCELLED] * 2


def test_who_is_being_served_is_not_cancelled(store: Store, at_w1: LegId) -> None:
    with refused(Reason.NOT_LAWFUL):
        cancel(store, W1, at_w1, CancelReason.LEFT)


def test_a_visitor_of_another_entity_is_not_cancelled_here(store: Store) -> None:
    take(store, PAYMENT)
    seat(store, W1, AYSEL)

    with refused(Reason.NOT_SERVED_HERE):
        cancel(store, W1, visit_of(store, "D001").leg.id, CancelReason.LEFT)


def test_who_may_cancel_any_ends_who_waits_or_is_held_elsewhere_with_a_reason(store: Store) -> None:
    take(store, PAYMENT)
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W3, LEYLA)
    held = call_one(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.FORM)
    called = call_one(store, W1)
    paying = visit_of(store, "D001").leg.id
    with refused(Reason.REASON_MISSING):
        cancel(store, W3, paying, None)
    with refused(Reason.NOT_SERVED_HERE):
        cancel(store, W3, called, CancelReason.FAULT)
    # Nobody may do that, so that it is no want of a permission.
    day = visit_of(store, "D001").ticket.day
    assert EventKind.NOT_PERMITTED not in {event.kind for event in store.events(day)}

    cancel(store, W3, paying, CancelReason.DUPLICATE, "holds  A001 too")
    cancel(store, W3, held, CancelReason.LEFT)

    assert [leg_state(store, leg) for leg in (paying, held)] == [LegState.CANCELLED] * 2
    ends = [event for event in store.events(day) if event.kind is EventKind.CANCELLED]
    assert [(event.facts, event.operator) for event in ends] == [
        ({"reason": "duplicate", "words": "holds A001 too"}, LEYLA),
        ({"reason": "left"}, LEYLA),
    ]
