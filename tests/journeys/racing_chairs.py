"""Operators at consoles that are processes of their own, each with a login, all for one queue."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fixtures.devices import device
from fixtures.stores import QUICK
from floors import CENTRE

from common.centre.commands import run
from common.demo.driven import Driven, Seen
from common.domain.ids import CounterCode, OperatorCode, ServiceCode
from common.ports import Store
from common.store.opening import open_store
from common.usecases.shifts import set_pin

ASSETS = Path(__file__).resolve().parents[2] / "assets"
SERVICE = ServiceCode("DIN-02")
PIN = "4826"
LONG = 90.0
PATIENCE = 20
"""Seconds that a console waits for the store: here two cores have twenty of them to carry."""
WAVE = 4
"""So many consoles start at once; more would only wait for each other."""
LOOKS_EVERY = 0.05
"""Seconds between two looks at a screen; its own time is all that twenty consoles have."""
LEAN = {"OMP_NUM_THREADS": "1", "QT_QUICK_BACKEND": "software"}
TURN = 3
"""At his third visitor an operator's computer goes out, where it is to."""


@dataclass(frozen=True, slots=True)
class Race:
    """How many race for how many, and whose computers go out meanwhile."""

    chairs: int
    tickets: int
    out_while_serving: int | None = None
    out_while_pressing: int | None = None


class Chair:
    """One operator, who presses F2, F4 and F2 again as fast as his console lets him."""

    def __init__(self, hall: "Hall", number: int) -> None:
        self.counter, self.operator = counter_of(number), operator_of(number)
        self._hall, self._number = hall, number
        self.shown: list[str] = []
        """Whose numbers stood at his window, in this order."""
        self.told: set[str] = set()
        """What the console said besides."""
        self.calls_took: list[float] = []
        self.starts_took: list[float] = []
        """From the press to the own screen, in seconds."""
        self.given_back: list[tuple[str, str]] = []
        """After each start anew: who the screen says is here, and who the store says."""
        self._console: Driven

    def begin(self) -> None:
        """Start the console."""
        self._console = self._hall.start(self.counter)

    def sign_in(self) -> None:
        """Sign in by keys alone."""
        console = self._console
        console.ready(LONG)
        console.wait(lambda seen: seen.can("sign_in"), "the sign-in page", LONG)
        for words in (self.operator, PIN):
            console.type(words)
            console.key("Return")
        console.wait(lambda seen: seen.has("page:console"), "the console", LONG)

    def work(self, over: threading.Event) -> None:
        """Serve whoever comes until nobody waits."""
        while True:
            seen = self._settled()
            if seen.can("move:start"):
                self._press("F4", self.starts_took)
            elif seen.can("move:finish"):
                self._call(seen.words["number"])
            elif seen.can("move:next"):
                self._call("")
            elif over.is_set():
                return
            else:
                time.sleep(0.2)

    def _call(self, serving: str) -> None:
        third = bool(serving) and len(self.shown) == TURN and not self.given_back
        if third and self._number == self._hall.race.out_while_serving:
            self._lose_power()
        elif third and self._number == self._hall.race.out_while_pressing:
            self._console.key("F2")
            self._lose_power()
        else:
            self._press("F2", self.calls_took)

    def _press(self, key: str, took: list[float]) -> None:
        before = time.monotonic()
        self._console.key(key)
        self._settled()
        took.append(time.monotonic() - before)

    def _settled(self) -> Seen:
        """Look until the console has its answer and takes the next press."""
        until = time.monotonic() + LONG
        while not (seen := self._console.look()).can("move:more"):
            assert time.monotonic() < until, f"no answer at {self.counter}"
            time.sleep(LOOKS_EVERY)
        number, words = seen.words["number"], seen.words.get("message", "")
        if number and number not in self.shown[-1:]:
            self.shown.append(number)
        if words:
            self.told.add(words)
        return seen

    def _lose_power(self) -> None:
        os.kill(self._console.pid, signal.SIGKILL)
        self.begin()
        self.sign_in()
        seen = self._settled()
        self.given_back.append((seen.words["number"], self._hall.at_counter(self.counter)))


@dataclass
class Hall:
    """A centre in Postgres where so many counters give one service."""

    url: str
    race: Race
    folder: Path
    opened: ExitStack
    chairs: list[Chair] = field(default_factory=list)
    _logins: dict[CounterCode, str] = field(default_factory=dict)
    _starts: int = 0

    def open(self) -> None:
        """Import the floor, give everybody a PIN and seat him at his own console."""
        facts = (f"store.url={self.url}", f"store.centre={CENTRE}", f"logs.folder={self.folder}")
        told = [word for fact in facts for word in ("--set", fact)]
        catalogue = ASSETS / "catalogue" / "catalogue.json"
        floor = floor_file(self.race, self.folder)
        imports = ["import-floor", str(floor), "--catalogue", str(catalogue)]
        assert run([*told, *imports]) == 0
        self.chairs = [Chair(self, number) for number in range(self.race.chairs)]
        with self.store() as store:
            for chair in self.chairs:
                set_pin(store, chair.operator, PIN, cost=QUICK)
        for chair in self.chairs:
            login = device(self.url, "counter", chair.counter)
            self._logins[chair.counter] = self.opened.enter_context(login)
        for first in range(0, len(self.chairs), WAVE):
            wave = self.chairs[first : first + WAVE]
            for chair in wave:
                chair.begin()
            for chair in wave:
                chair.sign_in()

    @contextmanager
    def store(self) -> Iterator[Store]:
        """Open the store as its owner."""
        store = open_store(self.url, CENTRE)
        try:
            yield store
        finally:
            store.close()

    def start(self, counter: CounterCode) -> Driven:
        """Start a console at a counter."""
        settings = self.folder / f"{counter}.toml"
        settings.write_text(
            f'[store]\nurl = "{self._logins[counter]}"\ncentre = "{CENTRE}"\n'
            f"timeout_seconds = {PATIENCE}\n"
            f'[device]\ncode = "{counter}"\nfolder = "{self.folder / counter}"\n'
            f'[logs]\nfolder = "{self.folder / counter}"\n'
        )
        self._starts += 1
        log = self.folder / f"{counter}-{self._starts}.log"
        driven = Driven("counter", settings, log, {**os.environ, **LEAN})
        self.opened.callback(driven.stop)
        return driven

    def at_counter(self, counter: CounterCode) -> str:
        """Return who is at a counter as the store has it; empty for nobody."""
        with self.store() as store:
            desk = store.desk(counter)
        return "" if desk is None or desk.current is None else desk.current.ticket.label


@contextmanager
def hall(url: str, race: Race, folder: Path) -> Iterator[Hall]:
    """Open a hall with everybody signed in; end all consoles whatever happens."""
    with ExitStack() as opened:
        made = Hall(url, race, folder, opened)
        made.open()
        yield made


def counter_of(number: int) -> CounterCode:
    """Return the counter of an operator."""
    return CounterCode(f"R{number + 1}")


def operator_of(number: int) -> OperatorCode:
    """Return an operator by his number."""
    return OperatorCode(f"racer.{number + 1}")


def floor_file(race: Race, folder: Path) -> Path:
    """Write the floor of the demonstration with counters of one service and one queue for all."""
    floor = json.loads((ASSETS / "floors" / "demo.json").read_text("utf-8"))
    floor["centre"] = CENTRE
    name = {"az": "Yarış", "en": "Race", "ru": "Гонка"}
    floor["profiles"] = [{"code": "RACE", "name": name, "services": {SERVICE: 0}}]
    rows: Callable[..., list[dict[str, object]]] = lambda row: [  # noqa: E731 - said once
        row(number) for number in range(race.chairs)
    ]
    floor["counters"] = rows(
        lambda number: {
            "code": counter_of(number),
            "number": number + 1,
            "zone": "A",
            "profile": "RACE",
            "direction": "left",
        }
    )
    floor["operators"] = rows(
        lambda number: {
            "code": operator_of(number),
            "name": f"Operator {number + 1}",
            "entity": "DIN",
            "role": "operator",
        }
    )
    file = folder / "floor.json"
    file.write_text(json.dumps(floor, ensure_ascii=False), "utf-8")
    return file
