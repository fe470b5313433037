"""The hall as a supervisor sees it, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fixtures.stores import ShiftedClock, refused, seat, take
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
    W2,
    W3,
    W4,
    small_floor,
)

from common.domain.asks import AskKind
from common.domain.errors import Reason
from common.domain.floor import Role
from common.domain.hall import CounterNow, Doing, HallNow, Level
from common.domain.hall_alarms import AlarmKind, alarms
from common.domain.ids import CounterCode, EntityCode
from common.domain.reasons import HoldReason
from common.ports import Store
from common.usecases.asking import ask_colleague, panic
from common.usecases.calling import call_next
from common.usecases.hall import acknowledge_shown
from common.usecases.pausing import close_after
from common.usecases.serving import finish, hold, start
from common.usecases.setup import replace_floor


def at(hall: HallNow, counter: CounterCode) -> CounterNow:
    return next(one for one in hall.counters if one.counter == counter)


def waiting(hall: HallNow) -> dict[str, int]:
    return {one.service: one.waiting for one in hall.queues if one.waiting}


@pytest.fixture
def busy(store: Store) -> Store:
    """Let Aysel serve A001 at W1 and Rasim call D001 to W4; Leyla sees the floor from W3."""
    for counter, operator in ((W1, AYSEL), (W3, LEYLA), (W4, RASIM)):
        seat(store, counter, operator)
    for service in (ID_CARD, PAYMENT, ID_CARD, BIRTH):
        take(store, service)
    call_next(store, W1)
    start(store, W1)
    call = call_next(store, W4)
    assert call is not None
    acknowledge_shown(store, BOARD, [(call.id, 1, store.now())])
    return store


def test_every_counter_shows_who_is_there_with_whom_and_since_when(
    busy: Store, clock: ShiftedClock
) -> None:
    clock.forward(minutes=3)
    hall = busy.hall(W3)

    assert [one.counter for one in hall.counters] == [W1, W2, W3, W4]
    assert [one.doing for one in hall.counters] == [
        Doing.SERVING,
        Doing.CLOSED,
        Doing.FREE,
        Doing.CALLED,
    ]
    served, called = at(hall, W1), at(hall, W4)
    assert served.visitor is not None
    assert (served.operator, served.visitor.label, served.visitor.service) == (
        AYSEL,
        "A001",
        ID_CARD,
    )
    assert served.since is not None
    assert timedelta(minutes=3) <= hall.at - served.since < timedelta(minutes=4)
    assert served.target == timedelta(minutes=10)
    assert called.visitor is not None
    assert called.visitor.shown_at is not None
    assert called.visitor.spoken_at is None
    assert at(hall, W2) == CounterNow(W2)
    assert waiting(hall) == {ID_CARD: 1, BIRTH: 1}
    assert hall.displays[0].shown_at is not None
    assert hall.displays[1].shown_at is None


def test_a_counter_is_free_since_its_last_visitor_and_the_day_is_counted(
    busy: Store, clock: ShiftedClock
) -> None:
    before = busy.hall(W3).figures()
    clock.forward(minutes=4)
    finish(busy, W1)
    hall = busy.hall(W3)
    figures = hall.figures()

    assert (before.served, before.open_counters, before.counters, before.waiting) == (0, 3, 4, 2)
    assert (figures.served, at(hall, W1).served) == (1, 1)
    assert at(hall, W1).doing is Doing.FREE
    since = at(hall, W1).since
    assert since is not None
    assert hall.at - since < timedelta(minutes=1)
    assert figures.average_wait is not None
    assert figures.average_wait < timedelta(minutes=1)


def test_a_queue_is_judged_by_whoever_is_due_first(busy: Store, clock: ShiftedClock) -> None:
    clock.forward(minutes=16)
    queues = {one.service: one for one in busy.hall(W3).queues}
    now = busy.now()

    assert timedelta(minutes=16) <= queues[BIRTH].longest(now) < timedelta(minutes=17)
    assert queues[BIRTH].level(now) is Level.LATE
    assert (queues[PAYMENT].waiting, queues[PAYMENT].level(now)) == (0, Level.IN_TIME)


def of_documents(store: Store) -> None:
    """Let Leyla belong to the documents."""
    floor = small_floor()
    people = [
        replace(one, entity=EntityCode("DIN")) if one.code == LEYLA else one
        for one in floor.operators
    ]
    replace_floor(store, replace(floor, operators=tuple(people)))


def test_who_is_on_hold_where_nobody_serves_is_an_alarm_until_somebody_does(busy: Store) -> None:
    close_after(busy, W1)
    assert alarms(busy.hall(W3), busy.now()) == ()
    hold(busy, W1, HoldReason.DOCUMENTS)

    hall = busy.hall(W3)

    assert at(hall, W1).doing is Doing.CLOSED
    (found,) = (one for one in alarms(hall, hall.at) if one.kind is AlarmKind.LEFT_ON_HOLD)
    assert (found.about, found.count) == (W1, 1)
    seat(busy, W1, AYSEL)
    assert busy.hall(W3).left_on_hold == ()
    floor = busy.floor()
    auditors = {**floor.roles, Role.OPERATOR: floor.roles[Role.AUDITOR]}
    replace_floor(busy, replace(floor, roles=auditors))
    hall = busy.hall(W3)
    (found,) = (one for one in alarms(hall, hall.at) if one.kind is AlarmKind.HELD_UNSERVED)
    assert (found.about, found.count) == (W1, 1)


def test_the_day_of_an_entity_is_counted_from_its_own_visitors(busy: Store) -> None:
    for _ in (ID_CARD, BIRTH):
        call_next(busy, W3)
        start(busy, W3)
        finish(busy, W3)
    whole = at(busy.hall(W3), W3).served
    of_documents(busy)

    assert (whole, at(busy.hall(W3), W3).served) == (2, 1)


def test_a_supervisor_of_an_entity_sees_his_own_and_nothing_else(busy: Store) -> None:
    of_documents(busy)
    hall = busy.hall(W3)

    assert [one.counter for one in hall.counters] == [W1, W2, W3]
    assert waiting(hall) == {ID_CARD: 1}
    assert {one.entity for one in hall.queues} == {"DIN"}
    assert at(hall, W1).operator == AYSEL


def test_of_a_counter_with_somebody_of_another_entity_nothing_is_seen(store: Store) -> None:
    floor = small_floor()
    din, registry = EntityCode("DIN"), EntityCode("VVA")
    new = {
        LEYLA: replace(floor.operators[2], entity=din),
        RASIM: replace(floor.operators[3], entity=registry, skills=frozenset()),
    }
    replace_floor(
        store, replace(floor, operators=tuple(new.get(one.code, one) for one in floor.operators))
    )
    seat(store, W1, LEYLA)
    seat(store, W3, RASIM)
    take(store, BIRTH)
    call_next(store, W3)

    hall = store.hall(W1)
    assert [one.counter for one in hall.counters] == [W1, W2]
    assert hall.figures().waiting == 0


def test_who_sees_the_hall_sees_who_is_in_danger_and_who_asks(busy: Store) -> None:
    ask_colleague(busy, W1, words="Which form?")
    panic(busy, W4)

    assert [(one.kind, one.counter) for one in busy.hall(W3).asks] == [
        (AskKind.PANIC, W4),
        (AskKind.HELP, W1),
    ]


def test_nobody_sees_the_hall_without_the_permission(busy: Store) -> None:
    with refused(Reason.NOT_PERMITTED):
        busy.hall(W1)
    with refused(Reason.NOT_SIGNED_IN):
        busy.hall(W2)
    with refused(Reason.UNKNOWN_COUNTER):
        busy.hall(CounterCode("W99"))


def test_who_may_not_serve_opens_no_counter(store: Store) -> None:
    floor = small_floor()
    people = [
        replace(one, role=Role.AUDITOR) if one.code == LEYLA else one for one in floor.operators
    ]
    replace_floor(store, replace(floor, operators=tuple(people)))
    seat(store, W3, LEYLA)
    hall = store.hall(W3)

    assert at(hall, W3).doing is Doing.CLOSED
    assert at(hall, W3).operator == LEYLA
    assert hall.figures().open_counters == 0
    assert [one.kiosk for one in hall.kiosks] == [KIOSK]
