"""A scripted day: real applications without a display, acted on by touch and keys alone."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from common.demo.cast import (
    Centre,
    PrinterProcess,
    Seats,
    demo_floor,
    make_centre,
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
STORE_TIMEOUT = 3.0
IDLE_SECONDS = 5
"""The kiosk asks sooner than in a hall whether its visitor is still there."""


def play_day(out: Path) -> int:
    """Play the day and write what it made into `out`; return 0 only if all of it happened."""
    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="asan-novbe-"))
    try:
        faults = _play(out, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        sys.stderr.write(f"run.py: {fault}\n")
    sys.stdout.write("the day is whole\n" if not faults else "the day is not whole\n")
    return 1 if faults else 0


def _play(out: Path, folder: Path) -> list[str]:
    centre = make_centre(folder, demo_floor(hurried=True))
    faults: list[str] = []
    with ExitStack() as stack:
        printer = PrinterProcess(folder / "paper")
        stack.callback(end_process, printer.process)
        seats = Seats(
            printer.port,
            {"player": "file", "folder": str(out.resolve())},
            _screen_settings(),
            {"idle_seconds": IDLE_SECONDS},
        )
        with _cast(centre, seats, folder) as cast:
            try:
                play(
                    AtKiosk(cast["kiosk"], centre.floor, out),
                    cast["display"],
                    AtCounter(cast["counter"], centre, out),
                    printer,
                    centre,
                    out,
                )
            except Stuck as error:
                faults.append(str(error))
                _keep_evidence(cast, folder, out)
        faults += _written(centre, printer, out)
    return faults


def screens_environment(folder: Path) -> dict[str, str]:
    """Describe a screen for each application in a file; return the environment to use it."""
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [_screen(name) for name in SCREENS]}), "utf-8")
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}


@contextmanager
def _cast(centre: Centre, seats: Seats, folder: Path) -> Iterator[dict[str, Driven]]:
    """Start the three applications on screens of their own and end them whatever happens."""
    platform = screens_environment(folder)
    cast: dict[str, Driven] = {}
    with ExitStack() as stack:
        for name in SCREENS:
            settings = write_settings(centre, name, seats)
            cast[name] = Driven(name, settings, folder / f"{name}.log", platform)
            stack.callback(cast[name].stop)
        for driven in cast.values():
            driven.ready()
        yield cast


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


def _screen_settings() -> dict[str, dict[str, object]]:
    return {
        name: {"name": name, "full_screen": True, "diagonal_inches": DIAGONALS[name]}
        for name in SCREENS
    }


def _written(centre: Centre, printer: PrinterProcess, out: Path) -> list[str]:
    store = open_store(centre.url, centre.floor.centre, timeout=STORE_TIMEOUT)
    try:
        floor = centre.floor
        day = business_day(store.now(), floor.zone_info, floor.rollover)
        return write_report(store, day, printer.received(), out)
    finally:
        store.close()


def _keep_evidence(cast: Mapping[str, Driven], folder: Path, out: Path) -> None:
    """Keep what the windows looked like and said when the day did not go on."""
    for name, driven in cast.items():
        with suppress(Stuck):
            driven.grab(out / f"stuck-{name}.png")
    for log in folder.glob("*.log"):
        shutil.copyfile(log, out / log.name)
