"""First, last, to a counter, to an operator: where a visitor waits once he was passed on."""

from collections.abc import Callable

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, BIRTH, ELVIN, ID_CARD, LEYLA, PASSPORT, W1, W2, W3
from queues import NINE

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId, OperatorCode
from common.domain.reasons import OutOfTurnReason
from common.domain.ticket import Leg, LegState
from common.domain.turns import QueuePlace
from common.ports import Store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.moving import reinstate, transfer
from common.usecases.serving import start
from common.usecases.turns import call_this

READY = OutOfTurnReason.DOCUMENT_READY


def queue_at(store: Store, counter: CounterCode) -> list[str]:
    desk = store.desk(counter)
    assert desk is not None
    return [visit.ticket.label for visit in desk.queue]


def turned(store: Store) -> list[tuple[object, ...]]:
    with store.records() as records:
        day = records.day
    return [
        (one.operator, one.facts["move"], one.facts["passed"])
        for one in store.events(day)
        if one.kind is EventKind.OUT_OF_TURN
    ]


@pytest.fixture
def crowd(store: Store, clock: ShiftedClock) -> Store:
    """Let A001 be served by leyla at W1, and three wait for passports, a minute apart."""
    clock.set(NINE)
    take(store, ID_CARD)
    for _ in range(3):
        clock.forward(minutes=1)
        take(store, PASSPORT)
    seat(store, W1, LEYLA)
    seat(store, W2, ELVIN)
    call_next(store, W1)
    start(store, W1)
    return store


@pytest.mark.parametrize(
    ("place", "order", "passed"),
    [
        (QueuePlace.FIRST, ["A001", "A002", "A003", "A004"], 0),
        (QueuePlace.DUE, ["A001", "A002", "A003", "A004"], None),
        (QueuePlace.LAST, ["A002", "A003", "A004", "A001"], 3),
    ],
)
def test_a_visitor_waits_at_the_place_he_is_given(
    crowd: Store, place: QueuePlace, order: list[str], passed: int | None
) -> None:
    transfer(crowd, W1, PASSPORT, place=place, reason=READY)

    assert queue_at(crowd, W2) == order
    wanted = [] if passed is None else [(LEYLA, f"transfer_{place.value}", passed)]
    assert turned(crowd) == wanted


def test_who_is_passed_on_first_is_ahead_of_all_who_wait_there(
    store: Store, clock: ShiftedClock
) -> None:
    clock.set(NINE)
    for service in (PASSPORT, PASSPORT, ID_CARD):
        take(store, service)
        clock.forward(minutes=30)
    seat(store, W1, LEYLA)
    seat(store, W2, ELVIN)
    found = store.find("A003")
    assert found is not None
    call_this(store, W1, found.leg.id, reason=READY)

    transfer(store, W1, PASSPORT, place=QueuePlace.FIRST, reason=READY)

    assert queue_at(store, W2) == ["A003", "A001", "A002"]
    assert turned(store) == [(LEYLA, "call_this", 2), (LEYLA, "transfer_first", 2)]


@pytest.mark.parametrize("place", [QueuePlace.FIRST, QueuePlace.LAST])
def test_who_may_not_do_that_out_of_turn_passes_nobody_on_first_or_last(
    crowd: Store, place: QueuePlace
) -> None:
    call_next(crowd, W2)
    before = queue_at(crowd, W1)

    with refused(Reason.NOT_PERMITTED):
        transfer(crowd, W2, ID_CARD, place=place, reason=READY)

    assert queue_at(crowd, W1) == before
    desk = crowd.desk(W2)
    assert desk is not None
    assert desk.current is not None
    assert turned(crowd) == []


def test_a_visitor_goes_on_to_a_counter_or_an_operator_with_a_note(
    crowd: Store,
) -> None:
    leg = transfer(crowd, W1, to_counter=W2, note=" Photo is\n missing ")

    assert (leg.service, leg.for_counter) == (ID_CARD, W2)
    assert "A001" not in queue_at(crowd, W1)
    call = call_next(crowd, W2)
    assert call is not None
    assert call.label == "A001"
    desk = crowd.desk(W2)
    assert desk is not None
    assert [(note.operator, note.words) for note in desk.notes] == [(LEYLA, "Photo is missing")]

    start(crowd, W2)
    back = transfer(crowd, W2, BIRTH, to_operator=LEYLA)
    assert back.for_operator == LEYLA
    assert "A001" in queue_at(crowd, W1)
    assert "A001" not in queue_at(crowd, W2)


def test_whom_nobody_is_there_for_is_anyones(crowd: Store) -> None:
    seat(crowd, W3, AYSEL)

    transfer(crowd, W1, PASSPORT, to_operator=OperatorCode("rasim"))

    assert all("A001" in queue_at(crowd, counter) for counter in (W1, W2, W3))


@pytest.mark.parametrize(
    ("passing", "reason"),
    [
        (lambda store: transfer(store, W1), Reason.SAME_SERVICE),
        (lambda store: transfer(store, W1, to_counter=W1), Reason.SAME_SERVICE),
        (lambda store: transfer(store, W1, ID_CARD, to_operator=LEYLA), Reason.SAME_SERVICE),
        (lambda store: transfer(store, W1, to_counter=CounterCode("W9")), Reason.UNKNOWN_COUNTER),
        (lambda store: transfer(store, W1, to_operator=OperatorCode("x")), Reason.UNKNOWN_OPERATOR),
        (lambda store: transfer(store, W1, PASSPORT, note="x" * 201), Reason.WORDS_TOO_LONG),
        (lambda store: transfer(store, W1, PASSPORT, place=QueuePlace.LAST), Reason.REASON_MISSING),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_changes(
    crowd: Store, passing: Callable[[Store], Leg], reason: Reason
) -> None:
    with refused(reason):
        passing(crowd)

    desk = crowd.desk(W1)
    assert desk is not None
    assert desk.current is not None
    assert desk.current.leg.state is LegState.SERVING
    assert len(queue_at(crowd, W2)) == 3


def missed(store: Store, clock: ShiftedClock, counter: CounterCode) -> LegId:
    call = call_next(store, counter)
    assert call is not None
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, counter)
    clock.forward(seconds=31)
    no_show(store, counter)
    return call.leg


def test_who_missed_his_calls_waits_first_only_out_of_turn(
    crowd: Store, clock: ShiftedClock
) -> None:
    leg = missed(crowd, clock, W2)
    clock.forward(minutes=20)
    with refused(Reason.NOT_PERMITTED):
        reinstate(crowd, W2, leg, place=QueuePlace.FIRST, reason=READY)
    with refused(Reason.REASON_MISSING):
        reinstate(crowd, W1, leg, place=QueuePlace.FIRST)
    assert "A002" not in queue_at(crowd, W2)

    waiting = reinstate(crowd, W1, leg, place=QueuePlace.FIRST, reason=READY)

    assert waiting.state is LegState.WAITING
    assert queue_at(crowd, W2) == ["A002", "A003", "A004"]
    assert turned(crowd) == [(LEYLA, "reinstate_first", 2)]
