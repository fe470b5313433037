"""Tells the store how each ticket's paper ended."""

import logging
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from common.domain.errors import Unavailable
from common.domain.ids import DeviceCode
from common.domain.ticket import Ticket
from common.ports import Printout, Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.tickets import report_slip

log = logging.getLogger(__name__)


class Reports(QObject):
    """Keeps each report of a slip until the store has taken it."""

    def __init__(
        self, link: StoreLink, device: DeviceCode, retry_ms: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._device = device
        self._due: list[tuple[Ticket, Printout]] = []
        self._again = QTimer(self, singleShot=True, interval=retry_ms)
        self._again.timeout.connect(self.send)

    def note(self, ticket: Ticket, printout: Printout) -> None:
        """Keep a report and send it at once."""
        self._due.append((ticket, printout))
        self.send()

    @Slot()
    def send(self) -> None:
        """Send all that is due, oldest first."""
        self._again.stop()
        due, self._due = self._due, []
        for ticket, printout in due:
            self._send(ticket, printout)

    def rest(self) -> None:
        """Try nothing more."""
        self._again.stop()

    def _send(self, ticket: Ticket, printout: Printout) -> None:
        def tell(store: Store) -> None:
            report_slip(store, ticket.id, printout.slip, self._device, printout.digest)

        self._link.ask(tell, _taken, partial(self._keep, ticket, printout))

    def _keep(self, ticket: Ticket, printout: Printout, error: Expected) -> None:
        said = (ticket.label, printout.slip.value, error)
        if not isinstance(error, Unavailable):
            log.error("slip of %s: %s was not written down: %s", *said)
            return
        log.warning("slip of %s: %s is not written down yet: %s", *said)
        self._due.append((ticket, printout))
        self._again.start()


def _taken(_answer: None) -> None:
    """Do nothing more: the store has it."""
