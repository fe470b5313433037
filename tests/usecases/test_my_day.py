"""An operator's day is his own, wherever he sat."""

from datetime import timedelta

from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, ELVIN, ID_CARD, LEYLA, PASSPORT, W1, W2
from queues import NINE

from common.domain.ids import CounterCode
from common.domain.my_day import MyDay
from common.domain.reasons import OutOfTurnReason
from common.domain.ticket import LegState
from common.ports import Store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.serving import finish, start
from common.usecases.shifts import sign_out
from common.usecases.turns import undo_call


def day_at(store: Store, counter: CounterCode) -> MyDay:
    day = store.my_day(counter)
    assert day is not None
    return day


def serve(store: Store, clock: ShiftedClock, counter: CounterCode) -> None:
    call_next(store, counter)
    clock.forward(minutes=1)
    start(store, counter)
    clock.forward(minutes=4)
    finish(store, counter)


def test_nobody_has_a_day_at_a_closed_counter(store: Store) -> None:
    assert store.my_day(W1) is None


def test_a_day_lists_who_was_served_who_did_not_come_and_whose_call_was_taken_back(
    store: Store, clock: ShiftedClock
) -> None:
    clock.set(NINE)
    for _ in range(4):
        take(store, ID_CARD)
    seat(store, W1, LEYLA)
    seat(store, W2, ELVIN)
    clock.forward(minutes=10)
    serve(store, clock, W1)
    serve(store, clock, W2)
    call_next(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    no_show(store, W1)
    clock.forward(seconds=1)
    call_next(store, W1)
    undo_call(store, W1, reason=OutOfTurnReason.VISITOR_UNWELL, words="")

    day = day_at(store, W1)

    told = [(visit.label, visit.service, visit.state) for visit in day.visits]
    assert told == [
        ("A004", ID_CARD, None),
        ("A003", ID_CARD, LegState.NO_SHOW),
        ("A001", ID_CARD, LegState.DONE),
    ]
    assert (day.count(LegState.DONE), day.count(LegState.NO_SHOW), day.count(None)) == (1, 1, 1)
    assert day.average_wait is not None
    assert day.average_service is not None
    assert round(day.average_wait / timedelta(minutes=1)) == 11
    assert round(day.average_service / timedelta(minutes=1)) == 4
    assert day.visits[0].served is None
    assert len(day_at(store, W2).visits) == 1


def test_a_day_goes_along_to_another_counter(store: Store, clock: ShiftedClock) -> None:
    take(store, PASSPORT)
    seat(store, W1, AYSEL)
    serve(store, clock, W1)
    sign_out(store, W1)
    seat(store, W2, AYSEL)

    assert [visit.label for visit in day_at(store, W2).visits] == ["A001"]
