"""`python -m tests.bench.console_at_work URL CENTRE COUNTER OPERATOR VISITORS QUEUE BREATH`.

A process of its own, so that its memory and processor time are the console's: the real window,
presenter and store. Its operator serves VISITORS with F2, F4 and F5, each key BREATH seconds
after the answer to the one before; then it looks at QUEUE waiting ones, where QUEUE is not 0.
Answers in JSON.
"""

import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.clock import SystemClock
from common.domain.ids import CentreCode, CounterCode
from common.domain.ticket import LegState
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
from counter.place import Place
from counter.presenter import Presenter
from counter.queue_table import QueueTable
from counter.state import CounterState, Page
from counter.ticked_off import TickedOff
from counter.window import CounterWindow
from tests.bench.kiosk_at_work import resident

PIN = "4826"
STUCK_SECONDS = 60.0
IDLE_SECONDS = 20.0
ROUNDS = 60
FEW = 50
"""Visitors after which the first memory is read."""
KEYS = {
    Qt.Key.Key_F2: LegState.CALLED,
    Qt.Key.Key_F4: LegState.SERVING,
    Qt.Key.Key_F5: None,
}
"""The keys of one visitor, and how he stands on the screen after each."""


class Screen(CounterWindow):
    """The console's window, which tells when a state that was shown is painted whole."""

    painted_state: CounterState | None = None
    painted_at = 0.0
    _drawn: CounterState | None = None
    after_painting: Callable[[], None] = staticmethod(lambda: None)

    def show_state(self, state: CounterState) -> None:
        """Draw a state; what it changed is painted afterwards."""
        super().show_state(state)
        self._drawn = state

    def event(self, event: QEvent) -> bool:
        """Let Qt paint all that is to be painted, and note when that was done."""
        done = super().event(event)
        if event.type() is QEvent.Type.UpdateRequest:
            self.painted_state, self.painted_at = self._drawn, time.perf_counter()
            self.after_painting()
        return done


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
        self.window = Screen(texts(), Doors(()))
        wire(self.window, self.presenter)
        self.window.show()
        self.window.activateWindow()
        self.presenter.start()
        self.until(lambda state: state.page is Page.SIGN_IN)
        self.presenter.sign_in(operator, PIN, counter)
        self.until(lambda state: state.desk is not None)

    @property
    def desk(self) -> Desk:
        """Return what is on the screen."""
        desk = self.presenter.state.desk
        if desk is None:
            raise RuntimeError("the operator is not signed in any more")
        return desk

    def until(self, shown: Callable[[CounterState], bool]) -> float:
        """Let the console work until it has painted something; return when that was done."""
        loop = QEventLoop()

        def look() -> None:
            if self.window.painted_state is not None and shown(self.window.painted_state):
                loop.quit()

        self.window.after_painting = look
        stuck = QTimer(singleShot=True)
        stuck.timeout.connect(lambda: loop.exit(1))
        stuck.start(round(STUCK_SECONDS * 1000))
        if loop.exec():
            raise RuntimeError(f"the console is stuck: {self.presenter.state}")
        return self.window.painted_at

    def rest(self, seconds: float) -> None:
        """Let the console go on by itself for a while."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def press(self, key: Qt.Key, state: LegState | None) -> float:
        """Press a key; return how many milliseconds later its effect is painted."""
        began = time.perf_counter()
        QTest.keyClick(self.window, key)
        return (self.until(lambda shown: _stands(shown) is state) - began) * 1000

    def serve(self, visitors: int, breath: float) -> dict[str, Any]:
        """Call, begin and finish with so many; tell how long each key took, and the memory."""
        times, memory = defaultdict(list), []
        for number in range(1, visitors + 1):
            for key, state in KEYS.items():
                self.rest(breath)
                while self.presenter.state.pending:
                    self.rest(0.01)
                times[key.name.removeprefix("Key_")].append(self.press(key, state))
            if number in (FEW, visitors):
                memory.append((number, resident()))
        return {"press": times, "memory": memory}

    def look(self, waiting: int) -> dict[str, Any]:
        """Draw a long queue anew and scroll through it."""
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
            self._application.processEvents()
            refresh.append((self.window.painted_at - began) * 1000)
        table = self.window.findChild(QueueTable)
        if table is None:
            raise RuntimeError("the console has no queue")
        bar = table.verticalScrollBar()
        for number in range(ROUNDS):
            began = time.perf_counter()
            bar.setValue(number * 79 % max(1, bar.maximum()))
            table.viewport().repaint()
            scroll.append((time.perf_counter() - began) * 1000)
        return {"refresh": refresh, "scroll": scroll}

    def idle(self) -> float:
        """Return which part of one core the console takes while nothing happens."""
        self.presenter.tell()
        self.rest(1)
        before = time.process_time()
        self.rest(IDLE_SECONDS)
        return (time.process_time() - before) / IDLE_SECONDS


def _stands(state: CounterState) -> LegState | None:
    """Return how the visitor at the window stands; None where nobody is there."""
    current = None if state.desk is None else state.desk.current
    return None if current is None else current.leg.state


def main() -> int:
    """Measure and answer."""
    url, centre, counter, operator, visitors, waiting, breath = sys.argv[1:]
    console = ConsoleAtWork(url, centre, counter, operator)
    told = console.serve(int(visitors), float(breath))
    if int(waiting):
        told |= console.look(int(waiting))
    told["idle"] = console.idle()
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    # Threads of the store are of no use to anybody any more.
    console.presenter.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
