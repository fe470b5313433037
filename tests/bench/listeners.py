"""Listeners without windows, a few to a process, that say when they were woken."""

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from common.domain.ids import CentreCode
from common.store.opening import open_feed

PER_PROCESS = 10
START_WITHIN = 180.0


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
            process.kill()
            process.join()
