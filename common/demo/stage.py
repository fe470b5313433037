"""The demonstration with windows: starts everything, shows the paper, ends everything."""

import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from common.demo.booked import book
from common.demo.cast import (
    Centre,
    PrinterProcess,
    Seats,
    demo_floor,
    make_centre,
    posts,
    received,
    write_settings,
)
from common.demo.driven import end_process, start_process
from common.demo.paper_window import PaperWindow, Pin
from common.demo.tiles import Tile, tile
from common.domain.permissions import Role
from common.domain.words import Language
from common.ui.shell import EXIT_BAD_INPUT, Placement, place, run, start_application
from common.ui.tasks import Expected, TaskLane

log = logging.getLogger(__name__)

APPLICATIONS = ("kiosk", "display", "counter")
LOOK_MS = 300
MOST_POSTS = 5
"""Operators whose PINs are shown; of the other roles there is one each."""
STOP_SECONDS = 15.0


class Stage(QObject):
    """Owns the demonstration's folder and processes; `clear` leaves nothing of them."""

    def __init__(self, window: PaperWindow, tiles: Mapping[str, Tile]) -> None:
        super().__init__(window)
        self._window = window
        self._tiles = tiles
        self._folder = Path(tempfile.mkdtemp(prefix="asan-novbe-"))
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._printer: PrinterProcess | None = None
        self._slips = 0
        self._closed = False
        self._watch = QTimer(self, interval=LOOK_MS)
        self._watch.timeout.connect(self._look)
        window.printer_switched.connect(self._switch_printer)
        window.closed.connect(self._window_closed)
        self._lane = TaskLane("make-centre", self)

    def start(self) -> None:
        """Make the centre off the GUI thread; the applications follow."""
        self._lane.run(self._make, self._begin, self._cannot)

    def clear(self) -> None:
        """End every process and remove the folder."""
        self._watch.stop()
        self._lane.stop(STOP_SECONDS)
        for process in self._processes.values():
            end_process(process)
        if self._printer is not None:
            end_process(self._printer.process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make(self) -> tuple[Centre, PrinterProcess]:
        printer = PrinterProcess(self._folder / "paper")
        centre = make_centre(self._folder, demo_floor(hurried=False))
        book(centre)
        return centre, printer

    def _cannot(self, error: Expected) -> None:
        sys.stderr.write(f"run.py: the demonstration cannot begin: {error}\n")
        QApplication.exit(EXIT_BAD_INPUT)

    def _begin(self, made: tuple[Centre, PrinterProcess]) -> None:
        centre, self._printer = made
        screens = {name: {"geometry": list(self._tiles[name].geometry)} for name in APPLICATIONS}
        seats = Seats(self._printer.port, {"player": "device"}, screens)
        for name in APPLICATIONS:
            settings = write_settings(centre, name, seats)
            command = [sys.executable, "-m", name, "--settings", str(settings), "--hand"]
            scale = self._tiles[name].scale
            self._processes[name] = start_process(command, {"QT_SCALE_FACTOR": f"{scale:.3f}"})
            # Nobody reads what the hand says; an unread pipe would fill and stop it.
            _drain(self._processes[name])
        self._window.show_pins(_pins(centre))
        self._window.note("demo.invented")
        self._watch.start()

    @Slot(bool)
    def _switch_printer(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        if self._printer is not None:
            self._printer.tell(**({"mend": True} if on else {"fault": "power_off"}))

    @Slot()
    def _window_closed(self) -> None:
        self._closed = True
        self._end_when_all_closed()

    @Slot()
    def _look(self) -> None:
        if self._printer is not None:
            for job in received(self._printer.out)[self._slips :]:
                self._slips += 1
                self._window.add_slip(Path(str(job["png"])))
        for name in [name for name, child in self._processes.items() if child.poll() is not None]:
            end_process(self._processes.pop(name))
            self._window.note("demo.ended", name=self._window.words(f"demo.{name}"))
        self._end_when_all_closed()

    def _end_when_all_closed(self) -> None:
        if self._closed and not self._processes:
            QApplication.exit(0)


def show_floor() -> int:
    """Run the demonstration until its windows are closed or Ctrl-C; return the exit code."""
    application = start_application("asan-novbe-demo")
    application.setQuitOnLastWindowClosed(False)
    free = application.primaryScreen().availableGeometry()
    tiles = tile(free.width(), free.height())
    window = PaperWindow(Language.AZ)
    place(window, Placement(geometry=_moved(tiles["paper"], free.x(), free.y())))
    stage = Stage(window, tiles)
    stage.start()
    try:
        return run(application)
    finally:
        stage.clear()


def _moved(spot: Tile, x: int, y: int) -> tuple[int, int, int, int]:
    return (spot.x + x, spot.y + y, spot.width, spot.height)


def _pins(centre: Centre) -> list[Pin]:
    """Return whose PINs are shown: some at their windows, and somebody of each other role."""
    shown = [
        Pin(post.operator.code, centre.pins[post.operator.code], str(post.counter.number))
        for post in posts(centre.floor)[:MOST_POSTS]
    ]
    for role in Role:
        if role is not Role.OPERATOR:
            who = next((one for one in centre.floor.operators if one.role is role), None)
            shown += [] if who is None else [Pin(who.code, centre.pins[who.code], role=role)]
    return shown


def _drain(process: subprocess.Popen[bytes]) -> None:
    pipe = process.stdout
    if pipe is not None:
        threading.Thread(target=pipe.read, name="drain", daemon=True).start()
