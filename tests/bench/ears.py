"""How soon a committed change is heard of and painted, with few listeners and with many."""

import time
import uuid
from collections.abc import Callable, Iterator

import psycopg

from common.domain.ids import CentreCode, RequestId
from common.domain.words import Language
from common.usecases.tickets import issue_ticket
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
    """Measure from COMMIT's return to each listener's waking, of tickets and of empty changes."""
    with server.database("template0") as url, big_hall(url) as (store, seated):
        floor = store.floor()

        def ticket() -> None:
            wish = RequestId(str(uuid.uuid4()))
            issue_ticket(store, service=seated[0].work[0], language=Language.AZ, request=wish)

        with psycopg.connect(url, autocommit=True) as connection:

            def empty() -> None:
                connection.execute("SELECT pg_notify('novbe', %s)", [f"{floor.centre} *"])

            for count in LISTENERS:
                for name, change in (("a ticket", ticket), ("an empty change", empty)):
                    times = _heard_after(url, floor.centre, count, change)
                    words = f"{name} committed to received, {count} listeners"
                    tell(figure(words, "ms", times))


def _heard_after(
    url: str, centre: CentreCode, count: int, change: Callable[[], None]
) -> list[float]:
    with listeners(url, centre, count) as end:
        time.sleep(APART)
        committed = []
        for _ in range(CHANGES):
            change()
            committed.append(time.monotonic_ns())
            time.sleep(APART)
        woken = end()
    return [taken for each in woken for taken in _delays(committed, each)]


def _delays(committed: list[int], woken: list[tuple[int, int]]) -> Iterator[float]:
    """Match each waking with the commit it followed; it may come just before that returned."""
    early = int(APART / 2 * 1e9)
    for _, moment in woken:
        before = [at for at in committed if at <= moment + early]
        if before:
            yield max(0.0, (moment - before[-1]) / 1e6)


def measure_painted(server: PostgresServer, tell: Tell) -> None:
    """Measure from a call's COMMIT to a real board's paint, with other listeners beside it."""
    for listening in LISTENERS:
        with server.database("template0") as url:
            tell(call_to_paint(url, f"{listening} listeners", listening - 1))
