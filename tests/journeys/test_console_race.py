"""Consoles, processes of their own driven by keys, race for one queue over Postgres."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pytest
from fixtures.postgres import PostgresServer
from racing_chairs import SERVICE, Chair, Hall, Race, hall

from common.domain.events import EventKind
from common.domain.ids import CounterCode, RequestId, TicketId
from common.domain.ticket import LegState
from common.domain.words import Language
from common.ports import Store
from common.usecases.tickets import issue_ticket

SMALL = Race(chairs=3, tickets=20)
WHOLE = Race(chairs=20, tickets=300, out_while_serving=4, out_while_pressing=11)
AT_COUNTER = (EventKind.CALLED, EventKind.STARTED, EventKind.FINISHED)
ANOTHERS = "Bu talonla artıq başqası məşğuldur."
"""Said to whoever calls a visitor whom another has called meanwhile."""
WITHIN = 900.0
"""Seconds for everybody to be served."""


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("race", [SMALL, pytest.param(WHOLE, marks=pytest.mark.long)])
def test_consoles_that_race_for_one_queue_serve_every_visitor_exactly_once(
    race: Race,
    postgres: PostgresServer,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    with postgres.database() as url, hall(url, race, tmp_path) as centre:
        with centre.store() as store:
            labels = [issue(store) for _ in range(race.tickets)]
        began = time.monotonic()
        serve_all(centre)
        took = time.monotonic() - began

        with centre.store() as store:
            served = who_served_whom(store, labels)
            open_ones = [chair.counter for chair in centre.chairs if at_window(store, chair)]

    assert sorted(chain(*served.values())) == sorted(labels)
    assert open_ones == []
    for chair in centre.chairs:
        assert chair.shown == served[chair.counter], f"at {chair.counter}"
        assert chair.told <= {ANOTHERS}
        assert all(screen == store != "" for screen, store in chair.given_back)
    outages = sum(len(chair.given_back) for chair in centre.chairs)
    assert outages == (race.out_while_serving is not None) + (race.out_while_pressing is not None)
    record_property("told", figures(race, centre.chairs, took))


def issue(store: Store) -> str:
    request = RequestId(str(uuid4()))
    issued = issue_ticket(store, service=SERVICE, language=Language.AZ, request=request)
    return issued.ticket.label


def serve_all(centre: Hall) -> None:
    """Let everybody work until nobody waits."""
    over = threading.Event()
    until = time.monotonic() + WITHIN
    with ThreadPoolExecutor(len(centre.chairs)) as pool, centre.store() as store:
        working = [pool.submit(chair.work, over) for chair in centre.chairs]
        try:
            while store.menu().services[SERVICE].waiting and not any(map(broken, working)):
                assert time.monotonic() < until, "somebody still waits"
                time.sleep(0.5)
        finally:
            over.set()
        for one in working:
            one.result(WITHIN)


def broken(work: "Future[None]") -> bool:
    """Say whether somebody cannot go on."""
    return work.done() and work.exception() is not None


def who_served_whom(store: Store, labels: Sequence[str]) -> dict[CounterCode, list[str]]:
    """Read the log: each visitor called, begun and finished once, all at one counter."""
    steps: dict[TicketId | None, list[tuple[EventKind, CounterCode | None]]] = defaultdict(list)
    visits = {label: store.find(label) for label in labels}
    for event in store.events(visits[labels[0]].ticket.day):
        if event.kind in AT_COUNTER:
            steps[event.ticket].append((event.kind, event.counter))
    served: dict[CounterCode, list[str]] = defaultdict(list)
    names = {visit.ticket.id: label for label, visit in visits.items()}
    for ticket, taken in steps.items():
        assert tuple(kind for kind, _ in taken) == AT_COUNTER, names[ticket]
        (counter,) = {counter for _, counter in taken}
        served[counter].append(names[ticket])
    assert all(visit.leg.state is LegState.DONE for visit in visits.values())
    return served


def at_window(store: Store, chair: Chair) -> bool:
    desk = store.desk(chair.counter)
    assert desk is not None, "he is still signed in"
    return desk.current is not None or bool(desk.held)


def figures(race: Race, chairs: Sequence[Chair], took: float) -> str:
    calls = sorted(one for chair in chairs for one in chair.calls_took)
    starts = sorted(one for chair in chairs for one in chair.starts_took)
    parts = [
        f"{name} p50 {1000 * part(times, 0.5):.0f} ms, p99 {1000 * part(times, 0.99):.0f} ms"
        for name, times in (("F2", calls), ("F4", starts))
    ]
    fewest = min(len(chair.shown) for chair in chairs)
    most = max(len(chair.shown) for chair in chairs)
    return (
        f"{race.chairs} consoles over Postgres, {race.tickets} visitors in {took:.0f} s, "
        f"{fewest} to {most} each; press to own screen: {'; '.join(parts)}"
    )


def part(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0
