from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from queues import COUNTERS, NINE, OPERATORS, SERVICES, TARGETS, callers, queues

from common.domain.ids import LegId
from common.domain.order import (
    Caller,
    Choice,
    Waiting,
    choose,
    in_call_order,
    may_call,
    run_after,
)
from common.domain.ticket import Lane


def call_all(queue: Sequence[Waiting], caller: Caller) -> list[tuple[Choice, int]]:
    """Call until nobody waits; return each choice with the ordinary who waited at that moment."""
    waiting, calls = list(queue), []
    while choice := choose(waiting, caller):
        calls.append((choice, choice.waiting_ordinary))
        caller = replace(caller, priority_run=run_after(caller, choice))
        waiting = [one for one in waiting if one.leg != choice.leg]
    return calls


@given(queues(), callers())
def test_everyone_who_may_be_called_is_called_once(queue: list[Waiting], caller: Caller) -> None:
    called = [choice.leg for choice, _ in call_all(queue, caller)]

    assert sorted(called) == [one.leg for one in queue if may_call(one, caller)]


@given(queues(kept=False), callers())
def test_in_his_lane_nobody_is_passed_beyond_the_stated_bound(
    queue: list[Waiting], caller: Caller
) -> None:
    bound = max(TARGETS.values()) + max(caller.work.values())
    arrived = {one.leg: one.arrived_at for one in queue}
    calls = [choice for choice, _ in call_all(queue, caller)]

    for place, later in enumerate(calls):
        for earlier in calls[:place]:
            if earlier.lane is later.lane:
                assert arrived[earlier.leg] - arrived[later.leg] <= bound


@given(queues(), callers())
def test_among_a_ratio_and_one_more_calls_with_both_lanes_waiting_one_is_ordinary(
    queue: list[Waiting], caller: Caller
) -> None:
    calls = [choice for choice, _ in call_all(queue, replace(caller, priority_run=0))]
    both = [bool(choice.waiting_priority and choice.waiting_ordinary) for choice in calls]

    for place in range(len(calls) - caller.ratio):
        window = slice(place, place + caller.ratio + 1)
        if all(both[window]):
            assert any(choice.lane is Lane.ORDINARY for choice in calls[window])


@given(queues(), callers())
def test_priority_goes_first_as_long_as_its_run_is_not_over(
    queue: list[Waiting], caller: Caller
) -> None:
    choice = choose(queue, replace(caller, priority_run=0))

    if choice is not None and choice.waiting_priority:
        assert choice.lane is Lane.PRIORITY


@given(queues(), callers())
def test_what_is_kept_for_one_is_called_by_nobody_else(
    queue: list[Waiting], caller: Caller
) -> None:
    kept = {one.leg: (one.for_counter, one.for_operator) for one in queue}

    for choice, _ in call_all(queue, caller):
        counter, operator = kept[choice.leg]
        assert counter in (None, caller.counter)
        assert operator in (None, caller.operator)


@given(queues(), callers())
def test_the_order_shown_is_the_order_of_the_calls(queue: list[Waiting], caller: Caller) -> None:
    called = tuple(choice.leg for choice, _ in call_all(queue, caller))

    assert in_call_order(queue, caller) == called


@given(queues(), callers(), st.randoms())
def test_the_order_of_reading_does_not_matter(
    queue: list[Waiting], caller: Caller, chance: Random
) -> None:
    shuffled = list(queue)
    chance.shuffle(shuffled)

    assert choose(shuffled, caller) == choose(queue, caller)


def test_an_ordinary_call_ends_a_run_and_an_unpassed_lane_does_not_grow_it() -> None:
    caller = Caller(COUNTERS[0], OPERATORS[0], {SERVICES[0]: timedelta()}, priority_run=1)
    choice = Choice(LegId(1), Lane.PRIORITY, NINE, timedelta(), 1, 0)

    assert run_after(caller, choice) == 1
    assert run_after(caller, replace(choice, waiting_ordinary=1)) == 2
    assert run_after(caller, replace(choice, lane=Lane.ORDINARY)) == 0
