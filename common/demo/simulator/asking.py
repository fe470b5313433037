"""How a simulated client asks the store: every ask and every answer stands in its journal."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from common.demo.simulator.journal import Journal
from common.demo.simulator.pace import Alarms, DayOver, Pace
from common.domain.errors import Refused, Unavailable
from common.ports import Store

_Answer = TypeVar("_Answer")

RETRY_AFTER = 0.2
"""Seconds until a client tries again to reach the store."""


@dataclass(slots=True)
class Client:
    """One kiosk, display or counter without a window: a connection of its own, and a journal."""

    name: str
    number: int
    life: int
    store: Store
    pace: Pace
    alarms: Alarms
    journal: Journal
    opened: float
    """When the simulated day began, in seconds of the epoch."""
    _asked: int = field(default=0, init=False)

    @property
    def since_opening(self) -> float:
        """Return the seconds of the simulated day so far."""
        return self.pace.now - self.opened

    def sleep(self, seconds: float) -> None:
        """Wait for simulated seconds. Raises DayOver."""
        self.sleep_until(self.pace.now + seconds)

    def sleep_until(self, moment: float) -> None:
        """Wait for a simulated moment. Raises DayOver."""
        self.alarms.sleep_until(self.number, moment)

    def ask(
        self,
        what: str,
        do: Callable[[Store], _Answer],
        told: Callable[[_Answer], dict[str, object]],
        **facts: object,
    ) -> _Answer:
        """Ask for a change; `told` says what of the answer is to be found in the store later.

        Raises Refused and Unavailable.
        """
        self._asked += 1
        ask = self._asked
        who: dict[str, object] = {"client": self.name, "life": self.life}
        self.journal.write({**who, "ask": ask, "what": what, "sim": self.pace.now, "facts": facts})
        self.pace.ask(self.number, ask)
        end: dict[str, object] = {"end": "error"}
        try:
            answer = do(self.store)
            end = {"end": "answered", "answer": told(answer)}
        except Refused as refused:
            end = {"end": "refused", "why": refused.reason.value}
            raise
        except Unavailable as unavailable:
            end = {"end": "unavailable", "why": str(unavailable)}
            raise
        finally:
            self.journal.write({**who, "of": ask, **end}, keep=True)
            self.pace.ask(self.number, 0)
        return answer

    def read(self, what: str, do: Callable[[Store], _Answer]) -> _Answer:
        """Read from the store, and note how long it took. Raises Unavailable."""
        began = time.monotonic_ns()
        answer = do(self.store)
        took = time.monotonic_ns() - began
        self.journal.write({"client": self.name, "read": what, "took": took})
        return answer

    def insist(self, do: Callable[[], _Answer]) -> _Answer:
        """Do something again and again until the store can be reached. Raises DayOver."""
        while True:
            try:
                return do()
            except Unavailable:
                if self.pace.over:
                    raise DayOver from None
                time.sleep(RETRY_AFTER)


def nothing(_answer: object) -> dict[str, object]:
    """Tell nothing of an answer."""
    return {}
