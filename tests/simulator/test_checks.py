"""Each promise, once kept and once broken by hand: a check that cannot fail says nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, BOARD, CENTRE, ELVIN, GROUP, W1, W2
from queues import NINE

from common.demo.simulator.board_checks import every_call_shown
from common.demo.simulator.evidence import Check, Evidence
from common.demo.simulator.faults import Fault, Kind, Landed
from common.demo.simulator.journal import Ask, Told
from common.demo.simulator.kept_checks import answers_kept, nothing_unasked
from common.demo.simulator.landing import landings
from common.demo.simulator.order_checks import order_checks
from common.demo.simulator.ticket_checks import (
    ended_once,
    numbers,
    one_counter,
    one_ticket_per_visitor,
)
from common.domain.events import EventKind
from common.domain.ids import CounterCode
from common.domain.outage import Lease
from common.domain.ticket import LegState
from common.ports import Store
from common.store.census import take_census
from common.usecases.calling import call_next
from common.usecases.hall import acknowledge_shown
from common.usecases.serving import finish, start


class Played:
    """A short day, played by hand and written down as simulated clients do."""

    def __init__(self, store: Store, url: str, clock: ShiftedClock) -> None:
        self._store = store
        self._url = url
        self._clock = clock
        self.told = Told()
        seat(store, W1, AYSEL)
        seat(store, W2, ELVIN)

    def ask(self, client: str, what: str, answer: dict[str, object] | None, **facts: object) -> Ask:
        at = 1000 * (len(self.told.asks) + 1)
        end = "none" if answer is None else "answered"
        end_ns = 0 if answer is None else at + 500
        sim = self._clock.now().timestamp()
        asked = Ask(client, 0, what, sim, at, dict(facts), answer, end, end_ns)
        self.told.asks.append(asked)
        return asked

    def take(self, *, first: bool = False) -> None:
        issued = take(self._store, group=GROUP if first else None)
        answer = {"ticket": issued.ticket.id, "label": issued.ticket.label, "again": False}
        self.ask("K1", "issue_ticket", answer, request=issued.ticket.request)

    def serve(self, counter: CounterCode) -> None:
        call = call_next(self._store, counter)
        assert call is not None
        self.ask(counter, "call_next", {"call": call.id, "leg": call.leg, "times": 1})
        acknowledge_shown(self._store, BOARD, [(call.id, 1, self._clock.now())])
        self.ask("B1", "shown", {}, calls=[[call.id, 1]])
        start(self._store, counter)
        self.ask(counter, "start", {}, leg=call.leg)
        finish(self._store, counter)
        self.ask(counter, "finish", {}, leg=call.leg)

    def later(self, **span: float) -> None:
        self._clock.forward(**span)

    def evidence(self) -> Evidence:
        today = self._store.find("A001")
        assert today is not None
        day = today.ticket.day
        census = take_census(self._url, CENTRE, day)
        return Evidence(self._store.floor(), census, self._store.events(day), self.told)


@pytest.fixture
def played(store: Store, store_url: str, clock: ShiftedClock) -> Played:
    """Return an hour in which three came and were served, each by himself."""
    clock.set(NINE)
    played = Played(store, store_url, clock)
    for counter in (W1, W2, W1):
        played.take()
        played.later(minutes=10)
        played.serve(counter)
        played.later(minutes=10)
    return played


CHECKS: tuple[Callable[[Evidence], Check], ...] = (
    one_ticket_per_visitor,
    numbers,
    ended_once,
    one_counter,
    every_call_shown,
    answers_kept,
    nothing_unasked,
)


def test_a_day_that_went_well_passes_every_check(played: Played) -> None:
    evidence = played.evidence()
    checks = [*(check(evidence) for check in CHECKS), *order_checks(evidence)]

    assert {check.name: check.violations for check in checks if not check.ok} == {}
    assert all(check.looked_at for check in checks)


def without(evidence: Evidence, kind: EventKind) -> Evidence:
    """Lose the first entry of a kind."""
    lost = next(event for event in evidence.events if event.kind is kind)
    return replace(evidence, events=tuple(one for one in evidence.events if one is not lost))


def with_census(evidence: Evidence, **changes: object) -> Evidence:
    return replace(evidence, census=replace(evidence.census, **changes))


def test_a_lost_ticket_leaves_a_gap_and_a_visitor_without_one(played: Played) -> None:
    evidence = played.evidence()
    tickets = evidence.census.tickets
    broken = with_census(evidence, tickets=(tickets[0], tickets[2]))

    assert not numbers(broken).ok
    assert not one_ticket_per_visitor(broken).ok
    assert not answers_kept(broken).ok


def test_a_number_given_twice_is_found(played: Played) -> None:
    evidence = played.evidence()
    first, second, third = evidence.census.tickets
    broken = with_census(evidence, tickets=(first, replace(second, serial=1), third))

    assert not numbers(broken).ok


def test_numbers_given_without_the_store_are_listed_and_leave_no_gap(played: Played) -> None:
    evidence = played.evidence()
    first, second, third = evidence.census.tickets
    lease = Lease(first.day, first.series, 900, 909)
    given = (first, second, replace(third, serial=901))
    leased = with_census(evidence, tickets=given, leases=(lease,))

    assert numbers(leased).ok
    assert "series A: 900-909, 9 unused" in numbers(leased).listed


def test_a_visitor_who_never_ended_is_found(played: Played) -> None:
    evidence = played.evidence()
    first, *others = evidence.census.legs
    waiting = replace(first, state=LegState.WAITING)

    assert not ended_once(with_census(evidence, legs=(waiting, *others))).ok
    assert not ended_once(without(evidence, EventKind.FINISHED)).ok


def test_two_visitors_at_one_window_are_found(played: Played) -> None:
    assert not one_counter(without(played.evidence(), EventKind.FINISHED)).ok


def test_an_answer_that_the_store_forgot_is_found(played: Played) -> None:
    assert not answers_kept(without(played.evidence(), EventKind.STARTED)).ok


def test_what_nobody_asked_for_is_found(played: Played) -> None:
    evidence = played.evidence()
    del played.told.asks[0]

    assert not nothing_unasked(evidence).ok


def test_what_was_done_although_its_answer_was_lost_is_no_surprise(played: Played) -> None:
    evidence = played.evidence()
    for ask in played.told.asks:
        ask.answer, ask.end = None, "none"

    assert nothing_unasked(evidence).ok


def test_a_call_that_no_display_reported_is_found(played: Played) -> None:
    evidence = without(played.evidence(), EventKind.SHOWN)
    played.told.notes.append({"client": "B1", "life": 0, "looked": [], "began": 2600, "ns": 2700})

    assert not every_call_shown(evidence).ok


def test_a_call_that_was_over_before_anyone_could_look_is_listed(played: Played) -> None:
    evidence = without(played.evidence(), EventKind.SHOWN)
    check = every_call_shown(evidence)

    assert check.ok
    assert len(check.listed) == 1


def test_who_is_passed_by_one_who_came_much_later_is_found(played: Played) -> None:
    played.take()
    played.later(minutes=90)
    played.take()
    played.later(minutes=5)
    played.serve(W1)
    played.later(minutes=5)
    played.serve(W1)
    evidence = played.evidence()
    early, late = evidence.census.legs[-2:]
    swapped = {early.id: late.id, late.id: early.id}
    events = tuple(
        replace(event, leg=swapped.get(event.leg, event.leg))
        if event.leg and event.kind is EventKind.CALLED
        else event
        for event in evidence.events
    )

    assert all(check.ok for check in order_checks(evidence))
    bound, turn, _ = order_checks(replace(evidence, events=events))
    assert not bound.ok
    assert not turn.ok


def test_three_priority_calls_in_a_row_past_one_who_waits_are_found(played: Played) -> None:
    played.take()
    for _ in range(3):
        played.take(first=True)
    for _ in range(4):
        played.later(minutes=5)
        played.serve(W1)
    evidence = played.evidence()
    *_, third, fourth = [one for one in evidence.events if one.kind is EventKind.CALLED]
    swapped = {
        third.id: replace(third, leg=fourth.leg, facts={**fourth.facts, "waiting_ordinary": 1}),
        fourth.id: replace(fourth, leg=third.leg, facts=third.facts),
    }
    events = tuple(swapped.get(event.id, event) for event in evidence.events)

    assert order_checks(evidence)[2].ok
    assert not order_checks(replace(evidence, events=events))[2].ok


def fault(**changes: object) -> Fault:
    plain = Fault(Kind.CLIENT, "kill -9", 0, 10**12, frozenset({W1}))
    return replace(plain, **changes)


def test_a_kill_after_the_change_was_kept_landed_between_commit_and_answer(
    played: Played,
) -> None:
    last = played.told.asks[-1]
    last.answer, last.end, last.end_ns = None, "none", 0

    (landing,) = landings([fault()], played.evidence(), lambda _xid: False)

    assert landing.landed is Landed.BETWEEN


@pytest.mark.parametrize(("inside", "landed"), [(True, Landed.INSIDE), (False, Landed.ELSEWHERE)])
def test_a_kill_of_a_change_that_came_to_nothing_landed_inside_it(
    played: Played, *, inside: bool, landed: Landed
) -> None:
    played.ask(W1, "start", None, leg=1)
    evidence = without(played.evidence(), EventKind.STARTED)

    (landing,) = landings([fault(inside=inside)], evidence, lambda _xid: False)

    assert landing.landed is landed


def test_a_session_that_ended_with_its_change_undone_was_hit_inside_it(played: Played) -> None:
    ended = fault(kind=Kind.BACKEND, xids=("77",))

    (landing,) = landings([ended], played.evidence(), lambda xid: xid == "77")

    assert landing.landed is Landed.INSIDE
