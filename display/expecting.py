"""How long is waited for each service today, asked now and then where a layout wants it."""

import logging
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from common.domain.ids import ServiceCode
from common.domain.waits import WaitSpan
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected

EVERY_SECONDS = 30.0
"""Counting the waits of a whole day is too much for every change of the board."""

log = logging.getLogger(__name__)


class Expecting(QObject):
    """Keeps the waits that were read last; none of a service of which too little is known."""

    changed = Signal()

    def __init__(self, link: StoreLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self.waits: Mapping[ServiceCode, WaitSpan] = {}
        self._due = 0.0
        self._asking = False

    def ask_when_due(self, now: float) -> None:
        """Ask the store where the last answer is old; `now` is monotonic."""
        if self._asking or now < self._due:
            return
        self._asking, self._due = True, now + EVERY_SECONDS
        self._link.ask(_question, self._take, self._miss)

    def _take(self, waits: Mapping[ServiceCode, WaitSpan]) -> None:
        self._asking = False
        if waits != self.waits:
            self.waits = waits
            self.changed.emit()

    def _miss(self, error: Expected) -> None:
        log.info("how long is waited was not read: %s", error)
        self._asking = False


def _question(store: Store) -> Mapping[ServiceCode, WaitSpan]:
    return store.expected_waits()
