"""`python -m tests.bench.console_at_work URL CENTRE COUNTER OPERATOR PRESSES QUEUE`.

A process of its own, so that its memory and processor time are the console's: the real window,
presenter and store. Its operator serves PRESSES visitors; then it looks at QUEUE waiting ones,
where QUEUE is not 0. Answers in JSON.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from common.clock import SystemClock
from common.domain.ids import CentreCode, CounterCode
from common.domain.ticket import Move
from common.domain.views import Desk
from common.domain.words import Language
from common.i18n import texts
from common.store.connecting import connection
from common.store.counter_journal import SqliteCounterJournal
from common.ui.fonts import load_fonts
from common.ui.store_link import StoreLink
from common.ui.theme import dress
from common.ui.tokens import LIGHT
from counter.doors import Doors
from counter.main import PAUSE_MS, wire
from counter.presenter import Place, Presenter
from counter.queue_table import QueueTable
from counter.state import Page
from counter.ticked_off import TickedOff
from counter.window import CounterWindow
from tests.bench.kiosk_at_work import resident

PIN = "4826"
STUCK_SECONDS = 60.0
IDLE_SECONDS = 10.0
ROUNDS = 60
FEW = 50
"""Visitors after which the first memory is read."""


class ConsoleAtWork:
    """A console with its window, and the operator before it."""

    def __init__(self, url: str, centre: str, counter: str, operator: str) -> None:
        self._application = QApplication(["console"])
        self._application.setStyle("Fusion")
        load_fonts()
        dress(self._application, LIGHT)
        journal = Path(tempfile.mkdtemp()) / "journal.db"
        self._link = StoreLink(connection(url, CentreCode(centre), 3.0), pause_ms=PAUSE_MS)
        by_hand = TickedOff(lambda: SqliteCounterJournal(journal), self._link)
        place = Place(Language.AZ, CounterCode(counter))
        self.presenter = Presenter(self._link, by_hand, SystemClock(), place)
        self.window = CounterWindow(texts(), Doors(()))
        wire(self.window, self.presenter)
        self.window.show()
        self.presenter.start()
        self.until(lambda: self.presenter.state.page is Page.SIGN_IN)
        self.presenter.sign_in(operator, PIN, counter)
        self.until(lambda: self.presenter.state.desk is not None)

    @property
    def desk(self) -> Desk:
        """Return what is on the screen."""
        desk = self.presenter.state.desk
        if desk is None:
            raise RuntimeError("the operator is not signed in any more")
        return desk

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the console work until something is so."""
        end = time.monotonic() + STUCK_SECONDS
        while not condition():
            self._application.processEvents()
            time.sleep(0.0005)
            if time.monotonic() > end:
                raise RuntimeError(f"the console is stuck: {self.presenter.state}")

    def press(self, move: Move, done: Callable[[], bool]) -> float:
        """Press a key; return how many milliseconds later its effect is painted."""
        self.until(lambda: not self.presenter.state.pending)
        began = time.perf_counter()
        self.presenter.moves.do(move)
        self.until(done)
        self.window.repaint()
        return (time.perf_counter() - began) * 1000

    def serve(self, visitors: int) -> dict[str, Any]:
        """Call, begin and finish with so many; tell how long the calls took, and the memory."""
        times, memory = [], []
        for number in range(1, visitors + 1):
            times.append(self.press(Move.CALL, lambda: self.desk.current is not None))
            for move, state in ((Move.START, "serving"), (Move.FINISH, "")):
                self.press(move, lambda state=state: self._state() == state)
            if number in (FEW, visitors):
                memory.append((number, resident()))
        return {"press": times, "memory": memory}

    def _state(self) -> str:
        current = self.desk.current
        return "" if current is None else current.leg.state.value

    def look(self, waiting: int) -> dict[str, Any]:
        """Draw a long queue anew and scroll through it; then do nothing for a while."""
        desk = self.desk
        long = desk.queue * (waiting // len(desk.queue) + 1)
        visits = tuple(
            replace(visit, ticket=replace(visit.ticket, label=f"B{number:04d}"))
            for number, visit in enumerate(long[:waiting])
        )
        state = self.presenter.state
        refresh, scroll = [], []
        for number in range(ROUNDS):
            shown = replace(desk, queue=visits[number:])
            now = state.now + timedelta(seconds=number)
            began = time.perf_counter()
            self.window.show_state(replace(state, desk=shown, now=now))
            self.window.repaint()
            refresh.append((time.perf_counter() - began) * 1000)
        table = self.window.findChild(QueueTable)
        if table is None:
            raise RuntimeError("the console has no queue")
        bar = table.verticalScrollBar()
        for number in range(ROUNDS):
            began = time.perf_counter()
            bar.setValue(number * 79 % max(1, bar.maximum()))
            table.viewport().repaint()
            scroll.append((time.perf_counter() - began) * 1000)
        return {"refresh": refresh, "scroll": scroll, "idle": self._idle()}

    def _idle(self) -> float:
        """Return which part of one core the console takes while nothing happens."""
        self.presenter.tell()
        loop, before = QEventLoop(), time.process_time()
        QTimer.singleShot(round(IDLE_SECONDS * 1000), loop.quit)
        loop.exec()
        return (time.process_time() - before) / IDLE_SECONDS


def main() -> int:
    """Measure and answer."""
    url, centre, counter, operator, visitors, waiting = sys.argv[1:]
    console = ConsoleAtWork(url, centre, counter, operator)
    told = console.serve(int(visitors))
    if int(waiting):
        told |= console.look(int(waiting))
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    # Threads of the store are of no use to anybody any more.
    console.presenter.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
