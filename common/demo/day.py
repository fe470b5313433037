"""A scripted day: real applications without a display, acted on by touch and keys alone."""

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack, suppress
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
from common.demo.driven import Driven, Stuck, end_process
from common.demo.operator import AtCounter
from common.demo.report import write_report
from common.demo.script import play
from common.demo.visitor import AtKiosk
from common.domain.day import business_day
from common.store.opening import open_store

SCREENS = {"kiosk": (1080, 1920), "display": (1920, 1080), "counter": (1280, 800)}
DIAGONALS = {"kiosk": 21.5, "display": 55.0, "counter": 15.6}
PAPER = "paper"
STORE_TIMEOUT = 3.0
IDLE_SECONDS = 5
"""The kiosk asks sooner than in a hall whether its visitor is still there."""


def play_day(out: Path) -> int:
    """Play the day and write what it made into `out`; return 0 only if all of it happened."""
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="asan-novbe-"))
    try:
        centre = make_centre(folder, demo_floor(hurried=True))
        faults = [*_play(centre, out), *_written(centre, out)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        sys.stderr.write(f"run.py: {fault}\n")
    sys.stdout.write("the day is whole\n" if not faults else "the day is not whole\n")
    return 1 if faults else 0


def _play(centre: Centre, out: Path) -> list[str]:
    """Play with real processes; return what kept the day from going on, if anything did."""
    cast: dict[str, Driven] = {}
    try:
        with ExitStack() as stack:
            printer = PrinterProcess(centre.folder / PAPER)
            stack.callback(end_process, printer.process)
            _start(cast, centre, _seats(printer.port, out), stack)
            stack.push(lambda *error: _keep_pictures(cast, out, error[0]))
            play(
                AtKiosk(cast["kiosk"], centre.floor, out),
                cast["display"],
                AtCounter(cast["counter"], centre, out),
                printer,
                centre,
                out,
            )
    except Stuck as error:
        for log in centre.folder.glob("*.log"):
            shutil.copyfile(log, out / log.name)
        return [str(error)]
    return []


def _seats(printer_port: int, out: Path) -> Seats:
    return Seats(
        printer_port,
        {"player": "file", "folder": str(out.resolve())},
        {
            name: {"name": name, "full_screen": True, "diagonal_inches": DIAGONALS[name]}
            for name in SCREENS
        },
        {"idle_seconds": IDLE_SECONDS},
    )


def _start(cast: dict[str, Driven], centre: Centre, seats: Seats, stack: ExitStack) -> None:
    """Start the three applications on screens of their own; the stack ends them."""
    environment = screens_environment(centre.folder)
    for name in SCREENS:
        settings = write_settings(centre, name, seats)
        cast[name] = Driven(name, settings, centre.folder / f"{name}.log", environment)
        stack.callback(cast[name].stop)
    for driven in cast.values():
        driven.ready()


def screens_environment(folder: Path) -> dict[str, str]:
    """Describe a screen for each application in a file; return the environment to use it."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [_screen(name) for name in SCREENS]}), "utf-8")
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}


def _screen(name: str) -> dict[str, object]:
    width, height = SCREENS[name]
    left = sum(SCREENS[other][0] for other in list(SCREENS)[: list(SCREENS).index(name)])
    return {
        "name": name,
        "x": left,
        "y": 0,
        "width": width,
        "height": height,
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }


def _written(centre: Centre, out: Path) -> list[str]:
    floor = centre.floor
    store = open_store(centre.url, floor.centre, timeout=STORE_TIMEOUT)
    try:
        day = business_day(store.now(), floor.zone_info, floor.rollover)
        return write_report(store, day, received(centre.folder / PAPER), out)
    finally:
        store.close()


def _keep_pictures(cast: Mapping[str, Driven], out: Path, kind: type[BaseException] | None) -> None:
    """Keep what the windows looked like when the day did not go on."""
    if kind is None:
        return
    for name, driven in cast.items():
        with suppress(Stuck):
            driven.grab(out / f"stuck-{name}.png")
