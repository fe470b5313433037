"""Simulated time, shared by all processes of a day through one mapped file.

Nobody waits for the wall clock: each client says until when it waits, and the day's clock runs on
as fast as the slowest client allows. An outage therefore stops the day instead of being slept
through.
"""

import heapq
import mmap
import multiprocessing
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

NEVER = float("inf")
LAG = 30.0
"""Simulated seconds by which the clock may leave a busy client behind."""
LOOK_EVERY = 0.003
_NOW, _OVER, _FIRST = 0, 1, 2


class DayOver(Exception):
    """The hall is closing: whoever waits goes home."""


class Pace:
    """The mapped file: the simulated moment, and of each client until when it waits and its ask.

    Every value is eight bytes on an eight-byte border, so that no reader sees half of one.
    """

    def __init__(self, path: Path, clients: int) -> None:
        size = 8 * (_FIRST + 2 * clients)
        if not path.exists():
            path.write_bytes(bytes(size))
        with path.open("r+b") as file:
            self._mapped = mmap.mmap(file.fileno(), size)
        self._values = memoryview(self._mapped).cast("d")
        self._clients = clients

    @property
    def now(self) -> float:
        """Return the simulated moment, in seconds of the epoch."""
        return self._values[_NOW]

    def set_now(self, moment: float) -> None:
        """Let it be a later moment."""
        self._values[_NOW] = moment

    @property
    def over(self) -> bool:
        """Say whether the day is over."""
        return self._values[_OVER] != 0

    def end(self) -> None:
        """End the day for everyone."""
        self._values[_OVER] = 1

    def wait_until(self, client: int, moment: float) -> None:
        """Note until when a client waits; NEVER for one that is not to be waited for."""
        self._values[_FIRST + client] = moment

    def earliest(self) -> float:
        """Return until when the first of all clients waits; NEVER without any."""
        return min(self._values[_FIRST : _FIRST + self._clients], default=NEVER)

    def waits_until(self, client: int) -> float:
        """Return until when one client waits."""
        return self._values[_FIRST + client]

    def ask(self, client: int, number: int) -> None:
        """Note that a client waits for the store's answer to its n-th ask; 0 when it has it."""
        self._values[_FIRST + self._clients + client] = number

    def asks(self, client: int) -> int:
        """Return the number of the ask a client waits for; 0 when there is none."""
        return int(self._values[_FIRST + self._clients + client])

    def close(self) -> None:
        """Let go of the file."""
        self._values.release()
        self._mapped.close()


class SimulatedClock:
    """The simulated time as a clock of the store."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    def now(self) -> datetime:
        """Return the moment, aware UTC."""
        return datetime.fromtimestamp(self._pace.now, UTC)

    def monotonic(self) -> float:
        """Return seconds that never jump back."""
        return self._pace.now


class Alarms:
    """Wakes the clients of one process at simulated moments."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lock = threading.Lock()
        self._due: list[tuple[float, int, threading.Event]] = []
        self._number = 0
        self._thread = threading.Thread(target=self._run, name="alarms", daemon=True)
        self._thread.start()

    def sleep_until(self, client: int, moment: float) -> None:
        """Wait; the clock is not kept from running on. Raises DayOver."""
        if self._pace.over:
            raise DayOver
        if moment > self._pace.now:
            rung = threading.Event()
            with self._lock:
                self._number += 1
                heapq.heappush(self._due, (moment, self._number, rung))
            self._pace.wait_until(client, moment)
            rung.wait()
        # While it is busy, the clock leaves it behind by no more than the lag.
        self._pace.wait_until(client, self._pace.now)
        if self._pace.over:
            raise DayOver

    def _run(self) -> None:
        parent = multiprocessing.parent_process()
        while parent is None or parent.is_alive():
            over, now = self._pace.over, self._pace.now
            with self._lock:
                while self._due and (over or self._due[0][0] <= now):
                    heapq.heappop(self._due)[2].set()
            time.sleep(LOOK_EVERY)
        # Whoever plays the day was killed: nobody is left to end it.
        os._exit(1)
