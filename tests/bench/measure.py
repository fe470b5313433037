"""What is measured: figures of real processes, taken in one run on one machine."""

import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from common.demo.cast import (
    Centre,
    PrinterProcess,
    Seats,
    demo_floor,
    make_centre,
    received,
    write_settings,
)
from common.demo.day import screens_environment
from common.demo.driven import LOOK_EVERY, Driven, Stuck, end_process
from common.demo.visitor import walk_away
from common.domain.ids import CounterCode, OperatorCode, RequestId, ServiceCode
from common.domain.words import Language
from common.ports import Store
from common.store.opening import open_store
from common.usecases.calling import call_next
from common.usecases.serving import finish, start
from common.usecases.shifts import sign_in
from common.usecases.tickets import issue_ticket
from tests.bench.figures import Figure, Tell, figure
from tests.bench.listeners import listeners
from tests.fixtures.postgres import postgres_server

CALLS = 120
TOUCHES = 40
STARTS = 5
SETTLE_SECONDS = 1.5
OPERATOR, COUNTER = OperatorCode("a.mammadova"), CounterCode("W12")
SERVICE = ServiceCode("DIN-02")

TRIVIAL = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: print('{"ready": "trivial"}', flush=True))
application = QApplication(sys.argv)
label = Label("trivial")
label.show()
application.exec()
"""


@contextmanager
def centre_at(url: str) -> Iterator[tuple[Centre, Path]]:
    """Make a demonstration centre in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="asan-novbe-bench-") as name:
        folder = Path(name)
        yield make_centre(folder, demo_floor(hurried=True), url), folder


def call_to_paint(url: str, name: str, others: int = 0) -> Figure:
    """Measure from the return of COMMIT in the caller to the end of the board's paintEvent.

    Two processes of one machine, both with CLOCK_MONOTONIC; the board draws offscreen, and
    `others` listen to the same store.
    """
    with centre_at(url) as (centre, folder), listeners(centre.url, centre.floor.centre, others):
        store = open_store(centre.url, centre.floor.centre)
        sign_in(store, COUNTER, OPERATOR, centre.pins[OPERATOR])
        with _application(centre, folder, "display", Seats(0, {"player": "none"}, {})) as board:
            times = [_one_call(store, board) for _ in range(CALLS)]
        store.close()
    return figure(f"committed to painted, {name}", "ms", times[CALLS // 10 :])


def _one_call(store: Store, board: Driven) -> float:
    issue_ticket(store, service=SERVICE, language=Language.AZ, request=RequestId(str(uuid.uuid4())))
    time.sleep(0.2)  # the board reads at most 20 times a second; let the ticket be read first
    call = call_next(store, COUNTER)
    committed = time.monotonic_ns()
    if call is None:
        raise Stuck("nobody was waiting")
    painted = _fact(board, "painted", call.id)
    start(store, COUNTER)
    finish(store, COUNTER)
    return (painted - committed) / 1e6


def _fact(board: Driven, key: str, value: object) -> int:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        for fact in list(board.facts):
            if fact.get(key) == value:
                return int(str(fact["monotonic_ns"]))
        time.sleep(LOOK_EVERY / 10)
    raise Stuck(f"the board never said {key} {value}")


def touch_to_first_byte(url: str, name: str) -> Figure:
    """Measure from the touch on the blue button to the printer's first byte of the job."""
    with centre_at(url) as (centre, folder):
        printer = PrinterProcess(folder / "paper")
        seats = Seats(printer.port, {}, {})
        with _application(centre, folder, "kiosk", seats) as kiosk:
            touched = [_one_ticket(kiosk) for _ in range(TOUCHES)]
        end_process(printer.process)
        firsts = [datetime.fromisoformat(str(job["received_at"])) for job in received(printer.out)]
    pairs = zip(touched, firsts, strict=True)
    times = [(first - touch).total_seconds() * 1e3 for touch, first in pairs]
    return figure(f"touch to first printer byte, {name}", "ms", times)


def _one_ticket(kiosk: Driven) -> datetime:
    kiosk.wait_and_touch(f"service:{SERVICE}", 10)
    kiosk.wait(lambda seen: seen.can("take"), "the confirm page")
    touched = kiosk.touch("take")
    walk_away(kiosk)
    return touched


def starts(name: str) -> list[Figure]:
    """Measure cold start to first paint, and memory, of an application or a trivial window."""
    seconds: list[float] = []
    memory: list[float] = []
    with centre_at("") as (centre, folder):
        for _ in range(STARTS):
            began = time.monotonic()
            with _started(centre, folder, name) as process:
                seconds.append((time.monotonic() - began) * 1e3)
                time.sleep(SETTLE_SECONDS)
                memory.append(_resident(process))
    return [
        figure(f"start to first paint, {name}", "ms", seconds),
        figure(f"resident memory, {name}", "MB", memory),
    ]


@contextmanager
def _started(centre: Centre, folder: Path, name: str) -> Iterator[int]:
    if name != "trivial window":
        with _application(centre, folder, name, Seats(9, {"player": "none"}, {})) as application:
            yield application.pid
        return
    process = subprocess.Popen(
        [sys.executable, "-c", TRIVIAL],
        stdout=subprocess.PIPE,
        env={**os.environ, **screens_environment(folder)},
    )
    with process:
        if process.stdout is not None:
            process.stdout.readline()
        yield process.pid
        process.kill()


@contextmanager
def _application(centre: Centre, folder: Path, name: str, seats: Seats) -> Iterator[Driven]:
    settings = write_settings(centre, name, seats)
    application = Driven(name, settings, folder / f"{name}.log", screens_environment(folder))
    try:
        application.ready()
        yield application
    finally:
        application.stop()


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def measure_screens(tell: Tell) -> None:
    """Measure the three applications, telling each figure as soon as it is there."""
    with postgres_server() as server, server.database("template0") as postgres:
        for url, name in (("", "SQLite"), (postgres, "Postgres")):
            tell(call_to_paint(url, name))
    tell(touch_to_first_byte("", "SQLite"))
    for name in ("trivial window", "kiosk", "display", "counter"):
        for each in starts(name):
            tell(each)
