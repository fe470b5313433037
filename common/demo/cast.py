"""The demonstration's processes: a store, a virtual printer and the three applications."""

import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib.resources import as_file, files
from pathlib import Path

from common.demo.driven import Stuck, start_process, write_line
from common.domain.errors import Unavailable
from common.domain.floor import Counter, Floor, Operator, Role
from common.domain.ids import OperatorCode
from common.floorfile.catalogue import read_catalogue
from common.floorfile.floor import read_floor
from common.floorfile.part import BadFile
from common.store.migrating import migrate
from common.store.opening import open_store
from common.usecases.pins import Cost
from common.usecases.setup import replace_floor
from common.usecases.shifts import set_pin

PIN_DIGITS = 4
EASY = Cost(memory=8192, rounds=1, threads=1)
"""Its PINs are random, shown to everybody and gone with it: fifteen of full cost take seconds."""
STORE_FILE = "floor.db"
STORE_TIMEOUT = 3.0
READY_WITHIN = 10.0


@dataclass(frozen=True, slots=True)
class Centre:
    """A demonstration centre in a folder of its own."""

    folder: Path
    url: str
    floor: Floor
    pins: Mapping[OperatorCode, str]

    @contextmanager
    def out_of_reach(self) -> Iterator[None]:
        """Take the store's file away for a while, as a pulled cable would."""
        file, away = self.folder / STORE_FILE, self.folder / "away"
        away.mkdir()
        file.rename(away / STORE_FILE)
        try:
            yield
        finally:
            (away / STORE_FILE).rename(file)
            away.rmdir()


def demo_floor(*, hurried: bool) -> Floor:
    """Return the demonstration's set-up; `hurried` shortens the pauses between calls to 1 s.

    Raises Unavailable where its files cannot be used.
    """
    assets = files("assets")
    with (
        as_file(assets.joinpath("catalogue", "catalogue.json")) as catalogue,
        as_file(assets.joinpath("floors", "demo.json")) as setup,
    ):
        try:
            floor = read_floor(setup, read_catalogue(catalogue))
        except BadFile as error:
            raise Unavailable(error.faults[0]) from error
    if not hurried:
        return floor
    rules = replace(floor.rules, no_show_calls=2, no_show_gap=timedelta(seconds=1))
    return replace(floor, rules=rules)


def make_centre(folder: Path, floor: Floor, url: str = "") -> Centre:
    """Make a store with the set-up and a random PIN for every operator."""
    address = url or f"sqlite:///{folder / STORE_FILE}"
    migrate(address)
    store = open_store(address, floor.centre, timeout=STORE_TIMEOUT)
    try:
        replace_floor(store, floor)
        pins = {operator.code: _random_pin() for operator in floor.operators}
        for operator, pin in pins.items():
            set_pin(store, operator, pin, cost=EASY)
    finally:
        store.close()
    return Centre(folder, address, floor, pins)


def _random_pin() -> str:
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"


class PrinterProcess:
    """The virtual printer: its port, its log of what came, and the order to fail."""

    def __init__(self, out: Path) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out = out
        self.process = start_process(
            [sys.executable, "-m", "common.demo.virtual_printer", "--port", "0", "--out", str(out)],
            {},
        )
        self.port = _port_of(self.process)

    def tell(self, **order: object) -> None:
        """Tell the printer how to fail (`fault=...`), or that it is well again (`mend=True`)."""
        try:
            write_line(self.process, json.dumps(order) + "\n")
        except BrokenPipeError as error:
            words = "the virtual printer has ended"
            raise Stuck(words) from error


def received(out: Path) -> list[dict[str, object]]:
    """Return what the virtual printer with this folder wrote down, oldest first."""
    log = out / "received.jsonl"
    if not log.exists():
        return []
    jobs = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    return [
        {**job, "file": str(out / job["file"]), "png": str(out / str(job["png"]))} for job in jobs
    ]


def _port_of(process: subprocess.Popen[bytes]) -> int:
    lines: list[bytes] = []
    pipe = process.stdout

    def read() -> None:
        lines.append(pipe.readline() if pipe else b"")

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(READY_WITHIN)
    if not lines or not lines[0]:
        words = "the virtual printer did not start"
        raise Stuck(words)
    return int(json.loads(lines[0])["port"])


@dataclass(frozen=True, slots=True)
class Seats:
    """What each application of a demonstration is told besides the store."""

    printer_port: int
    voice: Mapping[str, object]
    screens: Mapping[str, Mapping[str, object]]
    """Application to its [screen] settings."""
    kiosk: Mapping[str, object] = field(default_factory=dict)


def write_settings(centre: Centre, application: str, seats: Seats) -> Path:
    """Write one application's settings file and return where it is."""
    sections: dict[str, Mapping[str, object]] = {
        "store": {"url": centre.url, "centre": centre.floor.centre},
        "device": {
            "code": _device(centre.floor, application),
            "folder": str(centre.folder / "journals"),
        },
        "screen": seats.screens.get(application, {}),
        "logs": {"folder": str(centre.folder / "logs")},
    }
    if application == "kiosk":
        sections["kiosk"] = seats.kiosk
        sections["printer"] = {"address": f"127.0.0.1:{seats.printer_port}"}
    if application == "counter":
        # Who looks at a demonstration has no PIN in his head.
        sections["counter"] = {"lock_minutes": 0}
    if application == "display":
        sections["voice"] = {**seats.voice, "cache": str(centre.folder / "voice")}
    path = centre.folder / f"{application}.toml"
    path.write_text(_toml(sections), encoding="utf-8")
    return path


def _device(floor: Floor, application: str) -> str:
    if application == "kiosk":
        return floor.kiosks[0].code
    if application == "display":
        return floor.displays[0].code
    return posts(floor)[0].counter.code


@dataclass(frozen=True, slots=True)
class Seating:
    """An operator and a window where he has something to do."""

    operator: Operator
    counter: Counter


def posts(floor: Floor) -> list[Seating]:
    """Seat each operator at a window of his own; who serves the most-taken service comes first."""
    wanted = floor.kiosks[0].most_taken[0]
    seated: list[Seating] = []
    for operator in (one for one in floor.operators if one.role is Role.OPERATOR):
        taken = {seating.counter.code for seating in seated}
        free = [counter for counter in floor.counters if counter.code not in taken]
        seated += [
            Seating(operator, counter) for counter in free if floor.work_of(counter, operator)
        ][:1]
    return sorted(
        seated, key=lambda seating: wanted not in floor.work_of(seating.counter, seating.operator)
    )


def _toml(sections: Mapping[str, Mapping[str, object]]) -> str:
    # JSON strings, numbers, booleans and lists are TOML too.
    lines: list[str] = []
    for name, values in sections.items():
        lines.append(f"[{name}]")
        lines += [
            f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()
        ]
    return "\n".join(lines) + "\n"
