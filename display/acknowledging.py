"""Tells the store what the hall has seen and heard."""

import logging
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Slot

from common.domain.errors import Unavailable
from common.domain.events import EventKind
from common.domain.ids import CallId, DeviceCode
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.hall import acknowledge_shown, acknowledge_spoken

log = logging.getLogger(__name__)

GATHER_MS = 100
RETRY_MS = 2_000

TELL = {EventKind.SHOWN: acknowledge_shown, EventKind.SPOKEN: acknowledge_spoken}

Facts = dict[tuple[CallId, int], datetime]


class Acknowledgements(QObject):
    """Gathers what was SHOWN and SPOKEN and keeps each fact until the store has taken it."""

    def __init__(
        self,
        link: StoreLink,
        device: DeviceCode,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._device = device
        self._due: dict[EventKind, Facts] = {EventKind.SHOWN: {}, EventKind.SPOKEN: {}}
        self._timer = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._timer.timeout.connect(self.send)

    def note(self, kind: EventKind, call: CallId, times: int, at: datetime) -> None:
        """Keep a fact to be sent soon; `at` is the store's time."""
        self._due[kind].setdefault((call, times), at)
        if not self._timer.isActive():
            self._timer.start(GATHER_MS)

    @Slot()
    def send(self) -> None:
        """Send all that is due."""
        for kind, facts in self._due.items():
            if facts:
                self._due[kind] = {}
                self._send(kind, facts)

    def _send(self, kind: EventKind, facts: Facts) -> None:
        calls = [(call, times, at) for (call, times), at in facts.items()]

        def tell(store: Store) -> None:
            TELL[kind](store, self._device, calls)

        def keep(error: Expected) -> None:
            if not isinstance(error, Unavailable):
                log.warning("the store refused %s of %s: %s", kind, calls, error)
                return
            self._due[kind] = {**facts, **self._due[kind]}
            self._timer.start(RETRY_MS)

        self._link.ask(tell, _taken, keep)


def _taken(_answer: None) -> None:
    """Do nothing more: the store has it."""
