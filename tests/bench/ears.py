"""How soon a committed change is heard of and painted, with few listeners and with many."""

import time
import uuid
from bisect import bisect_right
from collections.abc import Callable, Iterator

import psycopg

from common.domain.ids import CentreCode
from tests.bench.figures import Tell, figure
from tests.bench.hall import big_hall
from tests.bench.listeners import listeners
from tests.bench.measure import call_to_paint
from tests.fixtures.postgres import PostgresServer

LISTENERS = (1, 20, 170)
CHANGES = 100
APART = 0.1
"""Seconds between two changes: more than the slowest listener needs."""


def measure_received(server: PostgresServer, tell: Tell) -> None:
    """Measure to each listener's waking, of tickets and of empty changes, on one connection.

    From COMMIT's return, which the listeners may come before; and from the asking, which counts
    the statement's own time too.
    """
    with (
        server.database("template0") as url,
        big_hall(url) as (store, seated),
        psycopg.connect(url, autocommit=True) as connection,
    ):
        centre = store.floor().centre

        def ticket() -> None:
            wish = [centre, seated[0].work[0], str(uuid.uuid4())]
            connection.execute("SELECT issue_ticket(%s, %s, 'az', %s, 'K1', NULL)", wish)

        def empty() -> None:
            connection.execute("SELECT pg_notify('novbe', %s)", [f"{centre} *"])

        for count in LISTENERS:
            for name, change in (("a ticket", ticket), ("an empty change", empty)):
                asked, committed = _heard_after(url, centre, count, change)
                words = f"to received, {count} listeners"
                tell(figure(f"{name} committed {words}", "ms", committed))
                tell(figure(f"{name} asked for {words}", "ms", asked))


def _heard_after(
    url: str, centre: CentreCode, count: int, change: Callable[[], None]
) -> tuple[list[float], list[float]]:
    with listeners(url, centre, count) as end:
        time.sleep(APART)
        asked, committed = [], []
        for _ in range(CHANGES):
            asked.append(time.monotonic_ns())
            change()
            committed.append(time.monotonic_ns())
            time.sleep(APART)
        woken = [moment for each in end() for _, moment in each]
    return list(_delays(asked, asked, woken)), list(_delays(asked, committed, woken))


def _delays(asked: list[int], since: list[int], woken: list[int]) -> Iterator[float]:
    """Match each waking with the change asked for last, and tell how long after its moment."""
    for moment in woken:
        place = bisect_right(asked, moment) - 1
        if place >= 0:
            yield max(0.0, (moment - since[place]) / 1e6)


def measure_painted(server: PostgresServer, tell: Tell) -> None:
    """Measure from a call's COMMIT to a real board's paint, with other listeners beside it."""
    for listening in LISTENERS:
        with server.database("template0") as url:
            tell(call_to_paint(url, f"{listening} listeners", listening - 1))
