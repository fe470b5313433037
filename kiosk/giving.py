"""Brings a ticket to its visitor: the number at once, then the paper, here or elsewhere."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.ids import DeviceCode
from common.domain.slip import Slip
from common.domain.spare import spare_places
from common.domain.ticket import SlipState
from common.domain.views import Issued, Menu
from common.ports import Printout
from common.ui.store_link import StoreLink
from kiosk.elsewhere import Elsewhere, Sought
from kiosk.given import ON_PAPER, Paper, Ticket, Trouble
from kiosk.idle import Patience
from kiosk.reports import Reports
from kiosk.slips import slip_of
from kiosk.state import KioskState
from kiosk.unfinished import Unfinished


class Giving(QObject):
    """Prints one ticket after another, and says no more of the paper than is known."""

    moved = Signal(object)
    """A step from one state to the next."""
    collected = Signal(str)
    """The request whose paper was taken at another printer."""

    def __init__(
        self,
        link: StoreLink,
        unfinished: Unfinished,
        reports: Reports,
        device: DeviceCode,
        patience: Patience,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._device = link, device
        self._unfinished, self._reports = unfinished, reports
        self._patience = patience
        self._seen: KioskState | None = None

    @Slot(object)
    def see(self, state: KioskState) -> None:
        """Take note of what is on the screen."""
        self._seen = state

    def give(self, issued: Issued, menu: Menu) -> None:
        """Show a ticket and print it."""
        page = Ticket(issued, Paper.PRINTING)
        self.moved.emit(lambda state: replace(state, page=page, trail=()))
        slip = slip_of(issued, menu)
        self._unfinished.print(issued, slip, lambda printout: self._end(issued, slip, printout))

    def _end(self, issued: Issued, slip: Slip, printout: Printout) -> None:
        """Tell how the paper ended; where none came out, look for another printer."""
        self.moved.emit(lambda state: self._after(state, issued, printout))
        if printout.slip is SlipState.FAILED and not issued.reserve:
            self._look_elsewhere(issued, slip)
        self._unfinished.note(issued, printout)

    def _after(self, state: KioskState, issued: Issued, printout: Printout) -> KioskState:
        """Return the state once it is known how the paper ended."""
        page = state.page
        if not isinstance(page, Ticket) or page.issued.ticket.request != issued.ticket.request:
            return state
        paper = ON_PAPER.get(printout.slip)
        if paper is None:
            shown: Ticket | Trouble = Trouble(issued, printout.state)
        else:
            # A number that is read out takes longer than one that is seen.
            quick = paper is Paper.PRINTED and not state.ease.listening
            stays = self._patience.printed_ms if quick else self._patience.unsure_ms
            shown = Ticket(issued, paper, stays)
        return replace(state, page=shown, printer=printout.state)

    def _look_elsewhere(self, issued: Issued, slip: Slip) -> None:
        state = self._seen
        if state is None or state.menu is None or not state.reachable:
            return
        floor = state.menu.floor
        places = spare_places(floor, self._device, state.menu.printers, state.now)
        if not places:
            return
        sought = Sought(self._device, issued, slip, floor, places)
        found = Elsewhere(
            self._link,
            self._unfinished,
            self._reports,
            sought,
            self._patience.look_ms,
            self,
        )
        found.moved.connect(self.moved)
        found.collected.connect(self.collected)
        found.start()
