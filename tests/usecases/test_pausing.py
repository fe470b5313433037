import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, BIRTH, BOARD, ELVIN, LEYLA, PASSPORT, W1, W2, W3
from queues import NINE

from common.domain.board import WindowNow, WindowState
from common.domain.day import business_day
from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.floor import Display
from common.domain.ids import LegId
from common.domain.reasons import WORDS_AT_MOST, CancelReason, HoldReason, PauseReason
from common.domain.ticket import LegState
from common.domain.views import Seat
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next, no_show, recall
from common.usecases.moving import cancel, send_and_return, transfer
from common.usecases.pausing import close_after, go_on_working, pause
from common.usecases.serving import finish, hold, resume, start
from common.usecases.shifts import sign_out
from common.usecases.turns import call_this


def seat_of(store: Store) -> Seat:
    desk = store.desk(W1)
    assert desk is not None
    return desk.seat


def call_one(store: Store) -> LegId:
    call = call_next(store, W1)
    assert call is not None
    return call.leg


def logged(store: Store, *kinds: EventKind) -> list[tuple[EventKind, dict[str, object]]]:
    floor = store.floor()
    day = business_day(store.now(), floor.zone_info, floor.rollover)
    found = [event for event in store.events(day) if event.kind in kinds]
    return [(event.kind, dict(event.facts)) for event in found]


def test_nobody_is_called_to_a_counter_on_a_break_until_it_goes_on(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    held = call_one(store)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    take(store)

    paused = pause(store, W1, PauseReason.MEAL, "  until\ntwo ")

    assert seat_of(store) == paused
    assert paused.paused is not None
    assert paused.paused.reason is PauseReason.MEAL
    assert store.board(Display(BOARD, sign=W1)).window == WindowNow(W1, WindowState.BREAK)
    for call in (call_next, finish_and_call_next, lambda s, c: resume(s, c, held)):
        with refused(Reason.PAUSED):
            call(store, W1)
    go_on_working(store, W1)
    assert seat_of(store).paused is None
    assert store.board(Display(BOARD, sign=W1)).window == WindowNow(W1, WindowState.FREE)
    resume(store, W1, held)
    assert logged(store, EventKind.PAUSED, EventKind.WENT_ON) == [
        (EventKind.PAUSED, {"reason": "meal", "words": "until two"}),
        (EventKind.WENT_ON, {}),
    ]


def test_a_break_said_again_began_when_it_began(store: Store, clock: ShiftedClock) -> None:
    seat(store, W1, AYSEL)
    assert go_on_working(store, W1).paused is None
    first = pause(store, W1, PauseReason.REST)
    clock.forward(minutes=5)

    again = pause(store, W1, PauseReason.REST)
    another = pause(store, W1, PauseReason.FAULT)

    assert again == first
    assert first.paused is not None
    assert another.paused is not None
    assert another.paused.reason is PauseReason.FAULT
    assert another.paused.since == first.paused.since
    assert len(logged(store, EventKind.PAUSED)) == 2
    sign_out(store, W1)
    seat(store, W1, AYSEL)
    assert seat_of(store).paused is None


def test_a_break_needs_a_seat_and_nobody_at_it_and_few_words(store: Store) -> None:
    with refused(Reason.NOT_SIGNED_IN):
        pause(store, W1, PauseReason.REST)
    with refused(Reason.NOT_SIGNED_IN):
        go_on_working(store, W1)
    seat(store, W1, AYSEL)
    with refused(Reason.WORDS_TOO_LONG):
        pause(store, W1, PauseReason.REST, "ə" * (WORDS_AT_MOST + 1))
    take(store)
    call_one(store)
    with refused(Reason.ALREADY_SERVING):
        pause(store, W1, PauseReason.REST, "ə" * WORDS_AT_MOST)
    assert logged(store, EventKind.PAUSED) == []


def test_a_promise_outlives_a_short_break_but_nobody_waits_for_ever(
    store: Store, clock: ShiftedClock
) -> None:
    clock.set(NINE)
    for counter, operator in ((W1, AYSEL), (W2, ELVIN), (W3, LEYLA)):
        seat(store, counter, operator)
    take(store)
    call_one(store)
    start(store, W1)
    send_and_return(store, W1, BIRTH)
    call_next(store, W3)
    start(store, W3)
    pause(store, W1, PauseReason.REST)
    finish(store, W3)

    clock.forward(minutes=14)
    assert call_next(store, W2) is None
    desk = store.desk(W2)
    assert desk is not None
    assert desk.queue == ()
    clock.forward(minutes=2)
    desk = store.desk(W2)
    assert desk is not None
    assert [visit.ticket.label for visit in desk.queue] == ["A001"]
    assert call_next(store, W2) is not None


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (lambda store: finish(store, W1), LegState.DONE),
        (lambda store: finish_and_call_next(store, W1), LegState.DONE),
        (lambda store: hold(store, W1, HoldReason.DOCUMENTS), LegState.HELD),
        (lambda store: transfer(store, W1, PASSPORT), LegState.TRANSFERRED),
        (lambda store: send_and_return(store, W1, PASSPORT), LegState.AWAY),
    ],
)
def test_a_counter_closes_behind_its_visitor_however_he_goes(
    store: Store, end: object, state: LegState
) -> None:
    assert callable(end)
    take(store)
    seat(store, W1, AYSEL)
    leg = call_one(store)
    start(store, W1)
    take(store)
    assert close_after(store, W1).closing
    assert seat_of(store).closing
    assert store.left(W1) is None

    assert end(store) is None or state in (LegState.TRANSFERRED, LegState.AWAY)

    assert store.desk(W1) is None
    left = store.left(W1)
    assert left is not None
    assert (left.operator, left.after_visitor) == (AYSEL, True)
    assert left.held == (state is LegState.HELD)
    with store.records() as records:
        assert records.leg(leg).state is state
    assert [kind for kind, _ in logged(store, EventKind.CALLED)] == [EventKind.CALLED]


def test_a_counter_closes_behind_who_did_not_come_or_was_cancelled(
    store: Store, clock: ShiftedClock
) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store)
    close_after(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    no_show(store, W1)
    assert store.desk(W1) is None

    take(store)
    seat(store, W1, AYSEL)
    leg = call_one(store)
    close_after(store, W1)
    cancel(store, W1, leg, CancelReason.LEFT)
    assert store.desk(W1) is None


def test_a_counter_may_stay_open_after_all(store: Store) -> None:
    seat(store, W1, AYSEL)
    with refused(Reason.NOBODY_AT_COUNTER):
        close_after(store, W1)
    take(store)
    take(store)
    held = call_one(store)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    call_one(store)
    start(store, W1)
    with refused(Reason.VISITORS_HELD):
        close_after(store, W1)
    close_after(store, W1, leaves_held=True)
    assert not close_after(store, W1, on=False).closing

    finish(store, W1)

    assert not seat_of(store).closing
    resume(store, W1, held)
    cancel(store, W1, held, CancelReason.LEFT)
    sign_out(store, W1)
    left = store.left(W1)
    assert left is not None
    assert not left.after_visitor
    assert logged(store, EventKind.CLOSES_AFTER) == [
        (EventKind.CLOSES_AFTER, {"on": True}),
        (EventKind.CLOSES_AFTER, {"on": False}),
    ]


def test_nobody_is_called_out_of_the_queue_where_the_counter_closes_behind_its_visitor(
    store: Store,
) -> None:
    take(store)
    waiting = take(store).ticket.label
    seat(store, W1, AYSEL)
    call_one(store)
    start(store, W1)
    close_after(store, W1)
    visit = store.find(waiting)
    assert visit is not None

    with refused(Reason.CLOSES_AFTER):
        call_this(store, W1, visit.leg.id, finish=True)

    assert seat_of(store).closing
    close_after(store, W1, on=False)
    assert call_this(store, W1, visit.leg.id, finish=True).label == waiting
