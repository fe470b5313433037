"""How a console begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.domain.ids import CounterCode
from common.domain.words import Language
from counter.rooms import Room
from counter.state import CounterState, Page


@dataclass(frozen=True, slots=True)
class Place:
    """How a console begins."""

    language: Language
    window: CounterCode | None = None
    """The counter that this computer stands at."""
    rooms: Sequence[Room] = (Room.CONSOLE,)
    lock_after: timedelta = timedelta()
    """Without a key or the mouse; zero is never."""
    text_percent: float = 100.0
    practice: bool = False

    def begins(self, now: datetime) -> CounterState:
        """Return what is shown first."""
        return CounterState(
            Page.WAITING,
            self.language,
            now,
            window=self.window,
            text_percent=self.text_percent,
            practice=self.practice,
        )
