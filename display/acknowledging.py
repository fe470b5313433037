"""Tells the store what the hall has seen and heard."""

import logging
import math
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from common.domain.errors import Unavailable
from common.domain.events import EventKind
from common.domain.ids import CallId, DeviceCode
from common.domain.pace import Pace
from common.ports import Clock, Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.hall import acknowledge_shown, acknowledge_spoken

log = logging.getLogger(__name__)

APART = {EventKind.SHOWN: 0.1, EventKind.SPOKEN: 0.5}
"""Seconds between two tellings: a console waits for what was shown, nobody for what was spoken."""
RETRY_SECONDS = 2.0

TELL = {EventKind.SHOWN: acknowledge_shown, EventKind.SPOKEN: acknowledge_spoken}

Facts = dict[tuple[CallId, int], datetime]


class Acknowledgements(QObject):
    """Gathers what was SHOWN and SPOKEN and keeps each fact until the store has taken it.

    What is shown is told at once, unless something was told just before; all that gathers
    meanwhile is one telling of each kind.
    """

    def __init__(
        self,
        link: StoreLink,
        device: DeviceCode,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._device = device
        self._clock = clock
        self._due: dict[EventKind, Facts] = {EventKind.SHOWN: {}, EventKind.SPOKEN: {}}
        self._under_way = 0
        self._pace = Pace()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._send_when_due)

    def report_as(self, device: DeviceCode) -> None:
        """Report as another display from now on."""
        self._device = device

    def note(self, kind: EventKind, call: CallId, times: int, at: datetime) -> None:
        """Keep a fact to be sent soon; `at` is the store's time."""
        self._due[kind].setdefault((call, times), at)
        self._pace.ask(self._clock.monotonic(), APART[kind])
        # Never before the present event is over: one picture shows many calls.
        self._wait()

    @Slot()
    def send(self) -> None:
        """Send all that is due."""
        for kind, facts in self._due.items():
            if facts:
                self._due[kind] = {}
                self._send(kind, facts)

    @Slot()
    def _send_when_due(self) -> None:
        if self._under_way:
            # Behind a slow store the tellings do not queue up; they grow.
            return
        if self._pace.take(self._clock.monotonic()):
            self.send()
        self._wait()

    def _wait(self) -> None:
        wait = self._pace.wait(self._clock.monotonic())
        if wait is not None:
            self._timer.start(math.ceil(wait * 1000))

    def _send(self, kind: EventKind, facts: Facts) -> None:
        calls = [(call, times, at) for (call, times), at in facts.items()]

        def tell(store: Store) -> None:
            TELL[kind](store, self._device, calls)

        def taken(_answer: None) -> None:
            self._under_way -= 1
            self._send_when_due()

        def keep(error: Expected) -> None:
            self._under_way -= 1
            if not isinstance(error, Unavailable):
                log.warning("the store refused %s of %s: %s", kind, calls, error)
                return
            self._due[kind] = {**facts, **self._due[kind]}
            self._pace.ask(self._clock.monotonic(), RETRY_SECONDS)
            self._wait()

        self._under_way += 1
        self._link.ask(tell, taken, keep)
