import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

from fixtures.stores import ShiftedClock, seat, take
from floors import (
    AYSEL,
    BOARD,
    CENTRE,
    ELVIN,
    GROUP,
    ID_CARD,
    PASSPORT,
    PAYMENT,
    W1,
    W2,
)
from sqlalchemy import Engine, event

from common.domain.board import Call
from common.domain.ids import CounterCode
from common.domain.reasons import HoldReason
from common.domain.ticket import LegState
from common.domain.views import Desk
from common.ports import Store
from common.store.opening import open_store
from common.usecases.calling import call_next, no_show, recall
from common.usecases.hall import acknowledge_shown, acknowledge_spoken
from common.usecases.moving import send_and_return
from common.usecases.serving import finish, hold, start


def call_one(store: Store, counter: CounterCode) -> Call:
    call = call_next(store, counter)
    assert call is not None
    return call


def desk_of(store: Store, counter: CounterCode = W1) -> Desk:
    desk = store.desk(counter)
    assert desk is not None
    return desk


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


def test_a_desk_keeps_its_held_and_absent_visitors(store: Store) -> None:
    for _ in range(2):
        take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)
    call_one(store, W1)
    start(store, W1)
    send_and_return(store, W1, PAYMENT)

    held = {visit.ticket.label: visit.leg.state for visit in desk_of(store).held}

    assert held == {"A001": LegState.HELD, "A002": LegState.AWAY}


def test_a_desk_knows_the_visitor_who_missed_his_calls(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_one(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    no_show(store, W1)

    desk = desk_of(store)
    assert desk.last is not None
    assert desk.last.leg.state is LegState.NO_SHOW


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


def test_no_step_at_a_counter_reads_a_whole_table_of_the_days_in_a_file(sqlite_url: str) -> None:
    store = open_store(sqlite_url, CENTRE)
    take(store)
    seat(store, W1, AYSEL)
    with statements() as asked:
        call = call_one(store, W1)
        acknowledge_shown(store, BOARD, [(call.id, call.times, call.called_at)])
        start(store, W1)
        desk_of(store)
        finish(store, W1)
        desk_of(store)
    store.close()

    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        plans = {
            f"{step[3]} of {statement}"
            for statement, values in asked
            for step in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        }
    whole = r"SCAN (tickets|legs|calls|events)|INDEX (events_of_day|calls_by_time) \(centre=\?\)"
    assert len(asked) > 20
    assert [plan for plan in sorted(plans) if re.match(f".*({whole})", plan)] == []


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Note what is asked of a database meanwhile, with its values."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        if re.match("SELECT|INSERT|UPDATE|DELETE", statement):
            asked.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
