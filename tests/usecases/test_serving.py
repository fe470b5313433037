import pytest
from fixtures.stores import refused, seat, take
from floors import AYSEL, ELVIN, W1, W2

from common.domain.errors import Reason
from common.domain.ids import CounterCode, LegId
from common.domain.reasons import WORDS_AT_MOST, HoldReason
from common.domain.ticket import LegState
from common.domain.views import Visit
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.serving import finish, hold, resume, start


def visit_of(store: Store, label: str) -> Visit:
    visit = store.find(label)
    assert visit is not None
    return visit


def call_one(store: Store, counter: CounterCode) -> LegId:
    call = call_next(store, counter)
    assert call is not None
    return call.leg


def hold_for_documents(store: Store, counter: CounterCode) -> None:
    hold(store, counter, HoldReason.DOCUMENTS)


def test_a_visitor_who_came_is_served_and_done(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)

    start(store, W1)
    serving = visit_of(store, "A001").leg
    finish(store, W1)
    done = visit_of(store, "A001").leg

    assert serving.state is LegState.SERVING
    assert done.state is LegState.DONE
    assert done.started_at is not None
    assert done.ended_at is not None
    assert done.called_at is not None
    assert done.called_at <= done.started_at <= done.ended_at
    assert (done.counter, done.operator) == (W1, AYSEL)


@pytest.mark.parametrize("press", [start, finish, hold_for_documents])
def test_there_must_be_a_visitor(store: Store, press: object) -> None:
    assert callable(press)
    with refused(Reason.NOT_SIGNED_IN):
        press(store, W1)
    seat(store, W1, AYSEL)
    with refused(Reason.NOBODY_AT_COUNTER):
        press(store, W1)


@pytest.mark.parametrize("press", [finish, hold_for_documents])
def test_who_was_only_called_is_neither_finished_nor_put_aside(store: Store, press: object) -> None:
    assert callable(press)
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)

    with refused(Reason.NOT_LAWFUL):
        press(store, W1)


def test_who_is_being_served_is_not_started_again(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    start(store, W1)

    with refused(Reason.NOT_LAWFUL):
        start(store, W1)


def test_a_held_visitor_leaves_the_counter_free_and_comes_back_to_it(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    held = call_one(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    call_one(store, W1)
    start(store, W1)
    finish(store, W1)

    call = resume(store, W1, held)

    assert (call.label, call.window, call.times) == ("A001", 1, 1)
    assert visit_of(store, "A001").leg.state is LegState.CALLED


def test_only_the_counter_that_holds_a_visitor_resumes_him(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)
    held = call_one(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)

    with refused(Reason.NOT_SERVED_HERE):
        resume(store, W2, held)


def test_a_held_visitor_waits_until_the_counter_is_free(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    held = call_one(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    call_one(store, W1)

    with refused(Reason.ALREADY_SERVING):
        resume(store, W1, held)
    assert visit_of(store, "A001").leg.state is LegState.HELD


def test_who_is_not_held_is_not_resumed(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    leg = visit_of(store, "A001").leg.id

    with refused(Reason.NOT_LAWFUL):
        resume(store, W1, leg)
    with refused(Reason.TICKET_GONE):
        resume(store, W1, LegId(999))


def test_a_held_visitor_is_called_by_nobody_else(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)
    call_one(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)

    assert call_next(store, W1) is None
    assert call_next(store, W2) is None


def test_why_a_visitor_is_put_aside_can_be_read_while_he_is(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    held = call_one(store, W1)
    start(store, W1)
    with refused(Reason.REASON_MISSING):
        hold(store, W1, None)
    with refused(Reason.REASON_MISSING):
        hold(store, W1, HoldReason.OTHER, "  ")
    with refused(Reason.WORDS_TOO_LONG):
        hold(store, W1, HoldReason.PAYMENT, "x" * (WORDS_AT_MOST + 1))

    hold(store, W1, HoldReason.PAYMENT, "by card\tat the bank")

    desk = store.desk(W1)
    assert desk is not None
    assert [visit.leg.hold_reason for visit in desk.held] == [HoldReason.PAYMENT]
    (put_aside,) = [
        event for event in store.events(desk.held[0].ticket.day) if event.kind == "held"
    ]
    assert put_aside.facts == {"reason": "payment", "words": "by card at the bank"}
    resume(store, W1, held)
    assert visit_of(store, "A001").leg.hold_reason is None
