"""Eight processes at once, on both databases: no number twice, no visitor at two counters."""

import multiprocessing
import time
import uuid
from collections import defaultdict
from dataclasses import replace
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from floors import CENTRE, EAST, ID_CARD, small_floor

from common.domain.events import EventKind
from common.domain.floor import Counter, Floor, Operator
from common.domain.ids import CounterCode, OperatorCode, ProfileCode, RequestId, TicketId
from common.domain.numbers import main_serial, split_label
from common.domain.words import Language
from common.ports import Store
from common.store.opening import open_store
from common.usecases.calling import finish_and_call_next
from common.usecases.serving import start
from common.usecases.setup import replace_floor
from common.usecases.tickets import issue_ticket

RACERS = 8
SECONDS = 3.0
PATIENCE = 60.0
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


def race(url: str, number: int, ready: Barrier, results: "Queue[Result]") -> None:
    """Take tickets and serve visitors for some seconds; report the numbers of both."""
    store = open_store(url, CENTRE, timeout=20.0)
    taken, called = [], []
    ready.wait(PATIENCE)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        taken.append(take(store))
        label = serve_next(store, CounterCode(f"R{number}"))
        if label is not None:
            called.append(label)
    store.close()
    results.put((taken, called))


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


def run_race(url: str) -> Result:
    """Let all race; return all numbers taken and all called."""
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(RACERS), context.Queue()
    racers = [
        context.Process(target=race, args=(url, number, ready, results)) for number in range(RACERS)
    ]
    for racer in racers:
        racer.start()
    ended = [results.get(timeout=PATIENCE) for _ in racers]
    for racer in racers:
        racer.join(PATIENCE)
        racer.close()
    results.close()
    return [label for one in ended for label in one[0]], [
        label for one in ended for label in one[1]
    ]


def test_eight_at_once_take_every_number_once_and_call_every_visitor_once(
    store: Store, store_url: str
) -> None:
    replace_floor(store, wide_floor())
    with store.records() as records:
        for number in range(RACERS):
            records.open_seat(CounterCode(f"R{number}"), OperatorCode(f"racer{number}"))

    taken, called = run_race(store_url)
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
