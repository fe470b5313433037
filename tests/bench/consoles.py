"""Consoles without windows, some to a process: each listens and reads as a whole one does."""

import multiprocessing
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from common.clock import SystemClock
from common.domain.ids import CentreCode, CounterCode, OperatorCode
from common.domain.words import Language
from common.store.connecting import connection
from common.store.counter_journal import SqliteCounterJournal
from common.ui.store_link import StoreLink
from counter.main import PAUSE_MS
from counter.place import Place
from counter.presenter import Presenter
from counter.state import CounterState, Page
from counter.ticked_off import TickedOff

PER_PROCESS = 25
START_WITHIN = 180.0
LOOK_MS = 100
APART_MS = 1_000
"""Between two that begin in one process: a centre has a computer for each, here they share two
cores, and making the index of services alone takes each a tenth of a second."""
TIMEOUT = 3.0
"""Seconds that a console waits for the store, as it does unless it is told otherwise."""


@dataclass(frozen=True, slots=True)
class Seated:
    """A console's login to the store, and who works there."""

    url: str
    counter: CounterCode
    operator: OperatorCode


@dataclass(frozen=True, slots=True)
class Told:
    """What the consoles of a process were like."""

    lost: int
    """How often one said meanwhile that it had lost the store."""
    readings: int
    """How often they read their desks, all together."""


class Windowless:
    """All of a console but its window."""

    def __init__(self, seated: Seated, centre: CentreCode, pin: str, folder: Path) -> None:
        self._seated, self._pin = seated, pin
        self._link = StoreLink(connection(seated.url, centre, TIMEOUT), pause_ms=PAUSE_MS)
        journal = folder / f"{seated.counter}.db"
        by_hand = TickedOff(lambda: SqliteCounterJournal(journal), self._link)
        place = Place(Language.AZ, seated.counter)
        self.presenter = Presenter(self._link, by_hand, SystemClock(), place)
        self.presenter.changed.connect(self._follow)
        self._read_at: datetime | None = None
        self._was_lost = False
        self._ready = self.seated = False
        self.lost = self.readings = 0

    def start(self) -> None:
        """Switch it on."""
        self.presenter.start()

    def _follow(self, state: CounterState) -> None:
        lost = state.lost_since is not None
        self.lost += lost and not self._was_lost
        self._was_lost = lost
        if not self._ready and state.page is Page.SIGN_IN:
            self._ready = True
            QTimer.singleShot(0, self.sign_in)
        if state.desk is not None and state.desk.at != self._read_at:
            self.seated = True
            self._read_at = state.desk.at
            self.readings += 1

    def sign_in(self) -> None:
        """Let its operator sign in, again where the store did not answer."""
        if not self.seated:
            self.presenter.sign_in(self._seated.operator, self._pin, self._seated.counter)
            QTimer.singleShot(2_000, self.sign_in)


def work(seats: Sequence[Seated], centre: CentreCode, pin: str, pipe: Connection) -> None:
    """Begin with one console after another, and go on until told to stop; tell how it went."""
    application = QCoreApplication([])
    with tempfile.TemporaryDirectory() as folder:
        consoles = [Windowless(one, centre, pin, Path(folder)) for one in seats]
        looks = QTimer(interval=LOOK_MS)
        said = False

        def look() -> None:
            nonlocal said
            if not said and all(one.seated for one in consoles):
                said = True
                pipe.send("seated")
            if said and pipe.poll():
                application.quit()

        looks.timeout.connect(look)
        pipe.send("made")
        pipe.recv()
        for number, one in enumerate(consoles):
            QTimer.singleShot(number * APART_MS, one.start)
        looks.start()
        application.exec()
        pipe.send(
            Told(
                sum(one.lost for one in consoles),
                sum(one.readings for one in consoles),
            )
        )


class Others:
    """All those consoles, as whoever measures beside them sees them."""

    def __init__(self, pipes: Sequence[Connection]) -> None:
        self._pipes = pipes

    def begin(self) -> None:
        """Switch all on, and return when everybody is signed in; TimeoutError."""
        self._each("made")
        for pipe in self._pipes:
            pipe.send("begin")
        self._each("seated")

    def end(self) -> list[Told]:
        """Stop them and return what they told."""
        for pipe in self._pipes:
            pipe.send("stop")
        return [pipe.recv() for pipe in self._pipes]

    def _each(self, word: str) -> None:
        for pipe in self._pipes:
            if not pipe.poll(START_WITHIN):
                raise TimeoutError(f"some consoles were never {word}")
            pipe.recv()


@contextmanager
def consoles(seats: Sequence[Seated], centre: CentreCode, pin: str) -> Iterator[Others]:
    """Make consoles, some to a process; end them whatever happens."""
    context = multiprocessing.get_context("spawn")
    pipes, processes = [], []
    for first in range(0, len(seats), PER_PROCESS):
        ours, theirs = context.Pipe()
        some = seats[first : first + PER_PROCESS]
        process = context.Process(target=work, args=(some, centre, pin, theirs))
        process.start()
        pipes.append(ours)
        processes.append(process)
    try:
        yield Others(pipes)
    finally:
        for process in processes:
            process.kill()
            process.join()
