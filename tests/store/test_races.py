"""Eight processes at once, on both databases: no number twice, no visitor at two counters."""

import uuid
from collections import defaultdict
from dataclasses import replace

import pytest
from fixtures.racers import run_race
from floors import CENTRE, EAST, ID_CARD, small_floor

from common.domain.day import Closed
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Counter, Floor, Operator
from common.domain.ids import CounterCode, OperatorCode, ProfileCode, RequestId, TicketId
from common.domain.numbers import main_serial, split_label
from common.domain.permissions import Role
from common.domain.reasons import ActReason, OutOfTurnReason
from common.domain.ticket import LegState
from common.domain.words import Language
from common.ports import Store
from common.usecases.calling import finish_and_call_next
from common.usecases.floor_acts import free_ticket
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket
from common.usecases.turns import call_this

pytestmark = pytest.mark.usefixtures("computers_time")

RACERS = 8
KIOSKS = 3
PLACES = 10
ROUNDS = 10
AT_COUNTER = (EventKind.CALLED, EventKind.STARTED, EventKind.FINISHED)

Result = tuple[list[str], list[str]]


def wide_floor() -> Floor:
    """Return the small centre with a window and an operator for each racer."""
    floor = small_floor()
    windows = [
        Counter(CounterCode(f"R{number}"), 10 + number, EAST, ProfileCode("documents"))
        for number in range(RACERS)
    ]
    operators = [
        Operator(OperatorCode(f"racer{number}"), f"Racer {number}", None)
        for number in range(RACERS)
    ]
    return replace(
        floor,
        counters=(*floor.counters, *windows),
        operators=(*floor.operators, *operators),
    )


def race(store: Store, number: int) -> Result:
    """Take tickets and serve visitors in turn; report the numbers of both."""
    taken, called = [], []
    for _ in range(ROUNDS):
        taken.append(take(store))
        label = serve_next(store, CounterCode(f"R{number}"))
        if label is not None:
            called.append(label)
    return taken, called


def take(store: Store) -> str:
    request = RequestId(str(uuid.uuid4()))
    issued = issue_ticket(store, service=ID_CARD, language=Language.AZ, request=request)
    return issued.ticket.label


def serve_next(store: Store, counter: CounterCode) -> str | None:
    call = finish_and_call_next(store, counter)
    if call is None:
        return None
    start(store, counter)
    return call.label


def race_for_places(store: Store, _number: int) -> Result:
    """Take tickets until there are no places left; report the numbers and why it ended."""
    taken: list[str] = []
    while True:
        try:
            taken.append(take(store))
        except Refused as refused:
            return taken, [refused.reason.value]


def all_of(results: list[Result]) -> Result:
    """Return what all racers report, of each kind in one list."""
    return [label for one in results for label in one[0]], [
        label for one in results for label in one[1]
    ]


def test_kiosks_that_race_for_the_last_place_get_no_more_than_there_are(
    store: Store, store_url: str
) -> None:
    floor = small_floor()
    few = replace(floor.services[ID_CARD], daily_limit=PLACES)
    replace_floor(store, replace(floor, services={**floor.services, ID_CARD: few}))

    taken, ended = all_of(run_race(store_url, CENTRE, race_for_places, KIOSKS))

    serials = sorted(split_label(label)[1] for label in taken)
    assert serials == list(range(1, PLACES + 1))
    assert ended == [Reason.LIMIT_REACHED.value] * KIOSKS
    assert store.menu().services[ID_CARD].admission.closed is Closed.LIMIT


def test_eight_at_once_take_every_number_once_and_call_every_visitor_once(
    store: Store, store_url: str
) -> None:
    replace_floor(store, wide_floor())
    with store.records() as records:
        for number in range(RACERS):
            records.open_seat(CounterCode(f"R{number}"), OperatorCode(f"racer{number}"))

    taken, called = all_of(run_race(store_url, CENTRE, race, RACERS))
    assert len(taken) == RACERS * ROUNDS
    while label := serve_next(store, CounterCode("R0")):
        called.append(label)

    serials = sorted(split_label(label)[1] for label in taken)
    assert serials == [main_serial(count) for count in range(1, len(taken) + 1)]
    assert sorted(called) == sorted(taken)
    assert_nobody_was_at_two_counters(store)


def assert_nobody_was_at_two_counters(store: Store) -> None:
    """Read the log: each visitor at one counter, each counter with one visitor at a time."""
    visitors: dict[TicketId | None, list[CounterCode | None]] = defaultdict(list)
    counters: dict[CounterCode | None, list[tuple[EventKind, TicketId | None]]] = defaultdict(list)
    today = store.find("A001")
    assert today is not None
    for event in store.events(today.ticket.day):
        if event.kind in AT_COUNTER:
            visitors[event.ticket].append(event.counter)
            counters[event.counter].append((event.kind, event.ticket))
    assert all(len(set(seen)) == 1 and len(seen) <= 3 for seen in visitors.values())
    for steps in counters.values():
        kinds = [kind for kind, _ in steps]
        tickets = [ticket for _, ticket in steps]
        assert kinds == list((AT_COUNTER * len(kinds))[: len(kinds)])
        assert all(len(set(tickets[place : place + 3])) == 1 for place in range(0, len(tickets), 3))


def race_for_one(store: Store, number: int) -> Result:
    """Try to call one visitor out of turn; report his number, or why it was refused."""
    visit = store.find("A002")
    assert visit is not None
    counter = CounterCode(f"R{number}")
    try:
        call = call_this(store, counter, visit.leg.id, reason=OutOfTurnReason.OPERATOR_REQUEST)
    except Refused as refused:
        return [], [refused.reason.value]
    return [call.label], []


def test_of_counters_that_call_one_visitor_at_once_one_gets_him(
    store: Store, store_url: str
) -> None:
    floor = wide_floor()
    bosses = tuple(replace(one, role=Role.SUPERVISOR) for one in floor.operators)
    replace_floor(store, replace(floor, operators=bosses))
    with store.records() as records:
        for number in range(KIOSKS):
            records.open_seat(CounterCode(f"R{number}"), OperatorCode(f"racer{number}"))
    take(store)
    take(store)

    called, why = all_of(run_race(store_url, CENTRE, race_for_one, KIOSKS))

    assert called == ["A002"]
    assert why == [Reason.TICKET_GONE.value] * (KIOSKS - 1)


def race_to_end(store: Store, number: int) -> Result:
    """Finish with the visitor at the first counter, or free him from another."""
    visit = store.find("A001")
    assert visit is not None
    here, first = CounterCode(f"R{number}"), CounterCode("R0")
    try:
        if number:
            leg, why = visit.leg.id, ActReason.COMPUTER_DOWN
            free_ticket(store, counter=here, at=first, leg=leg, reason=why)
        else:
            finish(store, first)
    except Refused as refused:
        return [], [refused.reason.value]
    return ["freed" if number else "finished"], []


def test_of_an_operator_who_finishes_and_supervisors_who_free_one_has_his_way(
    store: Store, store_url: str
) -> None:
    floor = wide_floor()
    bosses = tuple(replace(one, role=Role.SUPERVISOR) for one in floor.operators)
    replace_floor(store, replace(floor, operators=bosses))
    with store.records() as records:
        for number in range(KIOSKS):
            records.open_seat(CounterCode(f"R{number}"), OperatorCode(f"racer{number}"))
    take(store)
    serve_next(store, CounterCode("R0"))

    (done,), why = all_of(run_race(store_url, CENTRE, race_to_end, KIOSKS))

    visit = store.find("A001")
    assert visit is not None
    assert visit.leg.state is {"freed": LegState.WAITING, "finished": LegState.DONE}[done]
    gone = {Reason.TICKET_GONE.value, Reason.NOBODY_AT_COUNTER.value}
    assert len(why) == KIOSKS - 1
    assert set(why) <= gone
