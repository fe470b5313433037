"""Tells the store how each ticket's paper ended."""

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from common.domain.begun import Begun
from common.domain.errors import Unavailable
from common.domain.ids import DeviceCode, TicketId
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.tickets import report_slip

log = logging.getLogger(__name__)


class Reports(QObject):
    """Keeps each report of a slip until the store has taken it."""

    settled = Signal(str)
    """The request whose paper the store knows of now, or never will."""

    def __init__(
        self, link: StoreLink, device: DeviceCode, retry_ms: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._device = device
        self._due: list[tuple[TicketId, Begun]] = []
        self._again = QTimer(self, singleShot=True, interval=retry_ms)
        self._again.timeout.connect(self.send)

    def note(self, ticket: TicketId, ended: Begun) -> None:
        """Keep a report and send it at once."""
        self._due.append((ticket, ended))
        self.send()

    @Slot()
    def send(self) -> None:
        """Send all that is due, oldest first."""
        self._again.stop()
        due, self._due = self._due, []
        for ticket, ended in due:
            self._send(ticket, ended)

    def rest(self) -> None:
        """Try nothing more."""
        self._again.stop()

    def _send(self, ticket: TicketId, ended: Begun) -> None:
        def tell(store: Store) -> None:
            report_slip(store, ticket, ended.slip, self._device, ended.digest)

        def taken(_answer: None) -> None:
            self.settled.emit(ended.request)

        self._link.ask(tell, taken, partial(self._keep, ticket, ended))

    def _keep(self, ticket: TicketId, ended: Begun, error: Expected) -> None:
        said = (ended.label, ended.slip.value, error)
        if not isinstance(error, Unavailable):
            log.error("slip of %s: %s was not written down: %s", *said)
            self.settled.emit(ended.request)
            return
        log.warning("slip of %s: %s is not written down yet: %s", *said)
        self._due.append((ticket, ended))
        self._again.start()
