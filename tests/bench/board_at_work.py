"""`python -m tests.bench.board_at_work CALLS`: one board measures itself, and answers in JSON.

A process of its own, so that its memory and processor time are the board's: the real window and
presenter, over a hall that is held in memory and calls without a pause.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from common.clock import SystemClock
from common.domain.board import Board, Call
from common.domain.catalogue import Catalogue
from common.domain.change import Change
from common.domain.floor import Direction, Display, Floor
from common.domain.ids import (
    CallId,
    CentreCode,
    CounterCode,
    DeviceCode,
    LegId,
    ServiceCode,
    ZoneCode,
)
from common.domain.words import Language, Words
from common.i18n import texts
from common.ui.fonts import load_fonts
from common.ui.store_link import StoreLink
from common.voice.silent import SilentVoice
from display.chosen import Place
from display.presenter import Presenter
from display.window import BoardWindow
from tests.bench.kiosk_at_work import resident

OPEN = 12
"""Calls on the board at a time: two columns."""
FRAMES = 200
WARM = 500
STUCK_SECONDS = 30.0
SIZES = {"1080p": QSize(1920, 1080), "4K": QSize(3840, 2160)}
DEVICE = DeviceCode("D1")


class MemoryHall:
    """A hall whose newest calls are all there is; what displays report is only counted."""

    def __init__(self) -> None:
        self._floor = Floor(
            CentreCode("T"), Words("T", "T", "T"), Catalogue(()), displays=(Display(DEVICE),)
        )
        self.calls: tuple[Call, ...] = ()
        self.wake: Callable[[], None] = lambda: None

    def call(self, number: int) -> None:
        """Call the next visitor; the oldest call leaves the board."""
        newest = Call(
            id=CallId(number),
            leg=LegId(number),
            label=f"A{number % 899 + 1:03d}",
            counter=CounterCode(f"W{number % 60}"),
            window=number % 60 + 1,
            zone=ZoneCode("A"),
            direction=tuple(Direction)[number % len(Direction)],
            language=tuple(Language)[number % len(Language)],
            service=ServiceCode("DIN-01"),
            times=1,
            called_at=datetime.now(UTC),
            open=True,
        )
        self.calls = (newest, *self.calls[: OPEN - 1])
        self.wake()

    def floor(self) -> Floor:
        """Return the set-up."""
        return self._floor

    def board(self, _display: Display | None) -> Board:
        """Return what is called now."""
        return Board(datetime.now(UTC), self.calls, floor_version=self._floor.version)

    def perform(self, *_rule: object, **_values: object) -> None:
        """Take a report."""

    def close(self) -> None:
        """Let nothing go."""


class HandFeed:
    """Wakes the board for every call."""

    def __init__(self, hall: MemoryHall) -> None:
        self._hall = hall

    def start(self, wake: Callable[[Change], None], _state: Callable[[bool], None]) -> None:
        """Let the hall wake the board."""
        self._hall.wake = lambda: wake(Change(calls=True))
        _state(True)  # noqa: FBT003 - as every feed calls it

    def stop(self) -> None:
        """Wake nobody any more."""
        self._hall.wake = lambda: None


class Measuring:
    """A board put together as in `display.main`, over a hall in memory."""

    def __init__(self) -> None:
        self.hall = MemoryHall()
        self.window = BoardWindow(texts())
        self.window.resize(SIZES["1080p"])
        self.painted: set[int] = set()
        link = StoreLink(
            lambda: (self.hall, HandFeed(self.hall)),  # type: ignore[arg-type,return-value] # a part of a store
            pause_ms=1,
            parent=self.window,
        )
        self.presenter = Presenter(
            link, SilentVoice(), SystemClock(), Place(DEVICE), parent=self.window
        )
        self.presenter.changed.connect(self.window.show_state)
        self.window.laid_out.connect(self.presenter.lay_out)
        self.window.painted.connect(self.presenter.note_painted)
        self.window.painted.connect(lambda call, *_: self.painted.add(call))
        self.window.show()
        self.presenter.start()
        self.until(lambda: self.presenter.state.link == "heard")

    def until(self, so: Callable[[], bool]) -> None:
        """Go on until something is so."""
        last = time.monotonic() + STUCK_SECONDS
        while not so():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > last:
                raise TimeoutError(self.presenter.state)

    def call(self, number: int) -> float:
        """Call one visitor; return the milliseconds until the board has painted him."""
        began = time.perf_counter()
        self.hall.call(number)
        self.until(lambda: number in self.painted)
        self.painted.clear()
        return (time.perf_counter() - began) * 1e3

    def frames(self, size: QSize) -> list[float]:
        """Measure frames of the flash: every plate of a full board, in milliseconds."""
        self.window.resize(size)
        QApplication.processEvents()
        state = self.presenter.state
        rows = tuple(replace(row, plate=True, flashing=True) for row in state.rows)
        self.window.show_state(replace(state, rows=rows))
        times: list[float] = []
        for _ in range(FRAMES):
            began = time.perf_counter()
            self.window.calls.repaint()
            times.append((time.perf_counter() - began) * 1e3)
        return times


def main() -> int:
    """Measure, and answer."""
    calls = int(sys.argv[1])
    _application = QApplication(sys.argv[:1])
    load_fonts()
    board = Measuring()
    waits: list[float] = []
    memory: list[tuple[int, float]] = []
    for number in range(1, calls + 1):
        waits.append(board.call(number))
        if number in (WARM, calls) or number % 5000 == 0:
            memory.append((number, resident()))
    told: dict[str, Any] = {
        "waits": waits[WARM:] or waits,
        "memory": memory,
        "processor": time.process_time() * 1e3 / calls,
        "frames": {name: board.frames(size) for name, size in SIZES.items()},
    }
    board.presenter.stop()
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
