from fixtures.stores import ShiftedClock, seat, take
from floors import (
    AYSEL,
    BIRTH,
    BOARD,
    EAST,
    GROUP,
    ID_CARD,
    PASSPORT,
    PAYMENT,
    RASIM,
    SWITCHED_OFF,
    W1,
    W4,
    WEST,
    small_floor,
)

from common.domain.board import Call, WindowNow, WindowState
from common.domain.day import Closed
from common.domain.floor import Display
from common.domain.ids import CounterCode, EntityCode
from common.domain.reasons import CancelReason
from common.domain.ticket import Lane
from common.ports import Store
from common.usecases.calling import call_next, recall
from common.usecases.moving import cancel
from common.usecases.serving import finish, start


def call_one(store: Store, counter: CounterCode) -> Call:
    call = call_next(store, counter)
    assert call is not None
    return call


def test_a_call_stands_on_the_boards_of_its_zone(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call = call_one(store, W1)

    assert store.board(Display(BOARD, EAST)).calls == (call,)
    assert store.board(None).calls == (call,)
    assert store.board(Display(BOARD, WEST)).calls == ()


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
    cancel(store, W1, call_one(store, W1).leg, CancelReason.LEFT)

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

    assert [one.entity for one in store.board(Display(BOARD, EAST)).waiting] == ["DIN"]
    assert [one.entity for one in store.board(Display(BOARD, WEST)).waiting] == [
        "DIN",
        "VVA",
        "BNK",
    ]


def test_a_menu_counts_who_is_ahead_as_a_ticket_does(store: Store) -> None:
    for _ in range(3):
        take(store)
    take(store, group=GROUP)

    now = store.menu().services[ID_CARD]

    assert now.waiting == 4
    assert now.ahead(Lane.ORDINARY) == take(store).ahead == 3
    assert now.ahead(Lane.PRIORITY) == take(store, group=GROUP).ahead == 1


def test_a_menu_has_every_service_of_the_centre(store: Store) -> None:
    take(store)
    take(store)

    menu = store.menu()

    assert set(menu.services) == set(small_floor().services)
    assert menu.services[ID_CARD].waiting == 2
    assert menu.services[ID_CARD].admission.closed is None
    assert menu.services[SWITCHED_OFF].admission.closed is Closed.OFF
    assert menu.opening is not None


def test_a_board_shows_what_its_counters_and_entities_leave_of_the_hall(store: Store) -> None:
    for service in (ID_CARD, PAYMENT, ID_CARD, BIRTH):
        take(store, service)
    seat(store, W1, AYSEL)
    seat(store, W4, RASIM)
    at_documents, at_bank = call_one(store, W1), call_one(store, W4)
    bank = EntityCode("BNK")

    assert store.board(Display(BOARD, counters=(W4,))).calls == (at_bank,)
    assert store.board(Display(BOARD, entities=(bank,))).calls == (at_bank,)
    assert store.board(Display(BOARD, EAST, counters=(W1, W4))).calls == (at_documents,)
    assert store.board(Display(BOARD, counters=(W1,), entities=(bank,))).calls == ()
    waiting = store.board(Display(BOARD, counters=(W1,))).waiting
    assert [(one.entity, one.waiting) for one in waiting] == [("DIN", 1)]
    waiting = store.board(Display(BOARD, entities=(EntityCode("VVA"),))).waiting
    assert [(one.entity, one.waiting) for one in waiting] == [("VVA", 1)]


def test_the_sign_over_a_counter_says_what_goes_on_there(store: Store) -> None:
    sign = Display(BOARD, sign=W1)
    seen = [store.board(sign).window]
    seat(store, W1, AYSEL)
    seen.append(store.board(sign).window)
    label = take(store).ticket.label
    call_one(store, W1)
    seen.append(store.board(sign).window)
    assert store.board(sign).calls == ()
    start(store, W1)
    seen.append(store.board(sign).window)
    finish(store, W1)
    seen.append(store.board(sign).window)

    assert seen == [
        WindowNow(W1, WindowState.CLOSED),
        WindowNow(W1, WindowState.FREE),
        WindowNow(W1, WindowState.CALLED, label),
        WindowNow(W1, WindowState.SERVING, label),
        WindowNow(W1, WindowState.FREE),
    ]
    assert store.board(Display(BOARD, sign=W4)).window == WindowNow(W4, WindowState.CLOSED)
