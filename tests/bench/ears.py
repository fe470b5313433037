"""How soon a committed change is heard of, with few listeners and with many."""

import multiprocessing
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import psycopg

from common.domain.ids import CentreCode, RequestId
from common.domain.words import Language
from common.store.opening import open_feed
from common.usecases.tickets import issue_ticket
from tests.bench.measure import Figure, figure
from tests.bench.rates import big_hall

LISTENERS = (1, 20, 170)
PER_PROCESS = 10
CHANGES = 100
APART = 0.1
"""Seconds between two changes: more than the slowest listener needs."""
START_WITHIN = 60.0


def listen(url: str, centre: CentreCode, feeds: int, pipe: Connection) -> None:
    """Listen with several feeds until told to stop; return when each was woken."""
    heard = threading.Semaphore(0)
    woken: list[tuple[int, int]] = []
    opened = [open_feed(url, centre) for _ in range(feeds)]

    def wake_of(number: int) -> Callable[[object], None]:
        return lambda _change: woken.append((number, time.monotonic_ns()))

    for number, feed in enumerate(opened):
        feed.start(wake_of(number), lambda hears: heard.release() if hears else None)
    for _ in opened:
        if not heard.acquire(timeout=START_WITHIN):
            raise TimeoutError("a feed did not come to hear")
    pipe.send("ready")
    pipe.recv()
    for feed in opened:
        feed.stop()
    pipe.send(woken)


@contextmanager
def listeners(
    url: str, centre: CentreCode, count: int
) -> Iterator[Callable[[], list[list[tuple[int, int]]]]]:
    """Run listeners, a few to a process; give what ends them and returns when they were woken."""
    context = multiprocessing.get_context("spawn")
    pipes, processes = [], []
    for first in range(0, count, PER_PROCESS):
        ours, theirs = context.Pipe()
        feeds = min(PER_PROCESS, count - first)
        process = context.Process(target=listen, args=(url, centre, feeds, theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    try:
        for pipe in pipes:
            if not pipe.poll(START_WITHIN):
                raise TimeoutError("a listener did not start")
            pipe.recv()

        def end() -> list[list[tuple[int, int]]]:
            for pipe in pipes:
                pipe.send("stop")
            return [pipe.recv() for pipe in pipes]

        yield end
    finally:
        for process in processes:
            process.join(10)
            process.kill()


def measure_ears(url: str, tell: Callable[[Figure], None]) -> None:
    """Measure from COMMIT's return to each listener's waking, of tickets and of empty changes."""
    with big_hall(url) as (store, seated):
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
