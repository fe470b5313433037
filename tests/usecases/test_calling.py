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
    W1,
    W2,
    W3,
    W4,
    small_floor,
    with_rules,
)

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.ticket import LegState
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next, no_show, recall
from common.usecases.pausing import close_after
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.shifts import sign_out


def state_of(store: Store, label: str) -> LegState:
    visit = store.find(label)
    assert visit is not None
    return visit.leg.state


def call_label(store: Store, counter: CounterCode) -> str | None:
    call = call_next(store, counter)
    return None if call is None else call.label


def serve(store: Store, counter: CounterCode) -> str | None:
    label = call_label(store, counter)
    if label is not None:
        start(store, counter)
        finish(store, counter)
    return label


def test_the_first_due_is_called_to_the_window(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)

    call = call_next(store, W1)

    assert call is not None
    assert (call.label, call.window, call.zone, call.times) == ("A001", 1, "EAST", 1)
    assert call.open
    assert state_of(store, "A001") is LegState.CALLED


def test_nobody_waiting_is_no_call(store: Store) -> None:
    seat(store, W1, AYSEL)

    assert call_next(store, W1) is None


def test_a_counter_calls_only_its_work(store: Store) -> None:
    take(store, PAYMENT)
    take(store, BIRTH)
    seat(store, W1, AYSEL)
    seat(store, W4, RASIM)

    assert call_label(store, W1) is None
    assert call_label(store, W4) == "D001"


def test_an_operator_calls_only_what_his_entity_gives(store: Store) -> None:
    take(store, BIRTH)
    seat(store, W3, AYSEL)
    assert call_label(store, W3) is None
    sign_out(store, W3)

    seat(store, W3, LEYLA)

    assert call_label(store, W3) == "B001"


def test_a_handicap_lets_others_go_first(store: Store, clock: ShiftedClock) -> None:
    take(store, PASSPORT)
    clock.forward(minutes=9)
    take(store, ID_CARD)
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)

    assert call_label(store, W2) == "A002"
    assert call_label(store, W1) == "A001"


def test_a_shorter_target_is_due_sooner(store: Store, clock: ShiftedClock) -> None:
    take(store, PASSPORT)
    clock.forward(minutes=11)
    take(store, ID_CARD)
    seat(store, W2, ELVIN)

    assert [serve(store, W2), serve(store, W2)] == ["A001", "A002"]


def test_after_two_priority_calls_an_ordinary_visitor_comes_next(store: Store) -> None:
    ordinary = [take(store).ticket.label for _ in range(2)]
    priority = [take(store, group=GROUP).ticket.label for _ in range(4)]
    seat(store, W1, AYSEL)

    served = [serve(store, W1) for _ in range(6)]

    expected = [*priority[:2], ordinary[0], *priority[2:], ordinary[1]]
    assert served == expected


def test_the_lanes_are_mixed_at_each_counter_for_itself(store: Store) -> None:
    for _ in range(3):
        take(store)
    priority = [take(store, group=GROUP).ticket.label for _ in range(4)]
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)

    assert [serve(store, W1), serve(store, W1)] == priority[:2]
    assert [serve(store, W2), serve(store, W2)] == priority[2:]


def test_yesterdays_tickets_are_not_called(store: Store, clock: ShiftedClock) -> None:
    take(store)
    clock.forward(days=1)
    seat(store, W1, AYSEL)

    assert call_next(store, W1) is None


@pytest.mark.parametrize("press", [call_next, finish_and_call_next, recall, no_show])
def test_nothing_is_called_at_a_closed_counter(store: Store, press: object) -> None:
    assert callable(press)
    with refused(Reason.NOT_SIGNED_IN):
        press(store, W1)
    with refused(Reason.UNKNOWN_COUNTER):
        press(store, CounterCode("W99"))


def test_a_second_visitor_is_refused_while_one_is_at_the_counter(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)

    with refused(Reason.ALREADY_SERVING):
        call_next(store, W1)
    assert state_of(store, "A002") is LegState.WAITING


def test_the_next_press_finishes_and_calls_in_one(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)

    call = finish_and_call_next(store, W1)

    assert call is not None
    assert call.label == "A002"
    assert state_of(store, "A001") is LegState.DONE


def test_the_next_press_finishes_the_last_visitor_too(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    finish_and_call_next(store, W1)
    start(store, W1)

    assert finish_and_call_next(store, W1) is None
    assert state_of(store, "A001") is LegState.DONE


def test_the_next_press_leaves_a_visitor_who_has_not_come(store: Store) -> None:
    take(store)
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)

    with refused(Reason.NOT_LAWFUL):
        finish_and_call_next(store, W1)
    assert state_of(store, "A001") is LegState.CALLED


def test_a_recall_is_the_same_call_once_more(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    first = call_next(store, W1)
    clock.forward(seconds=31)

    again = recall(store, W1)

    assert first is not None
    assert (again.id, again.times) == (first.id, 2)
    assert again.called_at - first.called_at >= timedelta(seconds=31)


def test_a_recall_waits_for_the_gap(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    clock.forward(seconds=10)

    with refused(Reason.TOO_SOON):
        recall(store, W1)


def test_a_visitor_being_served_is_not_recalled(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    clock.forward(minutes=1)

    with refused(Reason.NOT_LAWFUL):
        recall(store, W1)


def test_nobody_at_the_counter_cannot_be_recalled(store: Store) -> None:
    seat(store, W1, AYSEL)

    with refused(Reason.NOBODY_AT_COUNTER):
        recall(store, W1)


def test_a_no_show_takes_three_calls_and_the_gap(store: Store, clock: ShiftedClock) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        with refused(Reason.TOO_SOON):
            no_show(store, W1)
        recall(store, W1)
    with refused(Reason.TOO_SOON):
        no_show(store, W1)
    clock.forward(seconds=31)

    no_show(store, W1)

    assert state_of(store, "A001") is LegState.NO_SHOW
    assert call_next(store, W1) is None


def test_every_call_says_why_it_was_this_one(store: Store) -> None:
    take(store)
    issued = take(store, group=GROUP)
    seat(store, W1, AYSEL)
    call_next(store, W1)

    event = store.events(issued.ticket.day)[-1]

    assert event.kind is EventKind.CALLED
    assert event.facts["lane"] == "priority"
    assert (event.facts["waiting_priority"], event.facts["waiting_ordinary"]) == (1, 1)


def miss(store: Store, clock: ShiftedClock) -> str | None:
    """Call whoever is next often enough, and give him up."""
    label = call_label(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)
    no_show(store, W1)
    return label


def test_who_does_not_come_waits_once_more_behind_some_where_the_floor_says_so(
    store: Store, clock: ShiftedClock
) -> None:
    replace_floor(store, with_rules(small_floor(), no_show_back=2))
    for service in (ID_CARD, ID_CARD, PASSPORT, ID_CARD, ID_CARD):
        take(store, service)
    seat(store, W1, AYSEL)

    assert miss(store, clock) == "A001"
    assert state_of(store, "A001") is LegState.WAITING
    assert [serve(store, W1) for _ in range(3)] == ["A002", "A003", "A004"]
    assert miss(store, clock) == "A001"
    assert state_of(store, "A001") is LegState.NO_SHOW

    assert call_label(store, W1) == "A005"
    visit = store.find("A001")
    assert visit is not None
    ends = [one for one in store.events(visit.ticket.day) if one.kind is EventKind.NO_SHOW]
    assert [(dict(one.facts), one.counter, one.operator) for one in ends] == [
        ({"back": 2}, W1, AYSEL),
        ({}, W1, AYSEL),
    ]
    assert [story.end for story in store.stories(visit.ticket.day)][:2] == ["no_show", "done"]


def test_who_goes_back_alone_is_called_again_and_the_counter_may_close_meanwhile(
    store: Store, clock: ShiftedClock
) -> None:
    replace_floor(store, with_rules(small_floor(), no_show_back=3, no_show_back_times=2))
    take(store)
    seat(store, W1, AYSEL)
    with refused(Reason.NOBODY_AT_COUNTER):
        no_show(store, W1)
    call_label(store, W1)
    with refused(Reason.TOO_SOON):
        no_show(store, W1)
    close_after(store, W1)
    for _ in range(2):
        clock.forward(seconds=31)
        recall(store, W1)
    clock.forward(seconds=31)

    no_show(store, W1)

    assert store.desk(W1) is None
    seat(store, W1, AYSEL)
    assert miss(store, clock) == "A001"
    assert miss(store, clock) == "A001"
    assert state_of(store, "A001") is LegState.NO_SHOW
