"""Prints what another kiosk could not, or a window asks for, while nobody stands here."""

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from common.domain.errors import Unavailable
from common.domain.ids import DeviceCode
from common.domain.printers import WORKING, PrinterState
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Printout, Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.spare import collect_spare, end_spare, take_spare
from kiosk.given import ON_PAPER, ForOther, Paper
from kiosk.idle import Patience
from kiosk.paper_lane import PaperLane
from kiosk.slips import slip_of
from kiosk.state import Ease, KioskState, Welcome
from kiosk.way import go_home

TAKEN_MS = 1_000
"""How often the printer is asked whether the paper was taken."""
NOT_FREE = Printout(SlipState.FAILED, PrinterState.UNKNOWN)

log = logging.getLogger(__name__)


class Helping(QObject):
    """Takes slips that other kiosks ask for, one at a time, and says where their holders stand."""

    moved = Signal(object)
    """A step from one state to the next."""
    collected = Signal(str)
    """The request whose paper was taken."""

    def __init__(
        self,
        link: StoreLink,
        paper: PaperLane,
        device: DeviceCode,
        patience: Patience,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._paper, self._device = link, paper, device
        self._language = language
        """What the kiosk speaks while nobody stands at it."""
        self._patience = patience
        self._seen: KioskState | None = None
        self._asking = self._due = False
        self._untold = 0
        """Ends of slips that the store has not taken yet: until then it holds them for lost."""
        self._in_slot = False
        """The printer said that the paper waits to be taken."""
        self._asks_printer = QTimer(self, interval=TAKEN_MS)
        self._asks_printer.timeout.connect(paper.ask)
        link.woken.connect(self._look)

    @Slot(object)
    def see(self, state: KioskState) -> None:
        """Take note of what is on the screen."""
        before, self._seen = self._seen, state
        if isinstance(state.page, ForOther):
            self._watch(state.page, state.printer)
        elif before is not None and isinstance(before.page, ForOther):
            self._leave(before.page)
        elif self._free() and not (before is not None and self._still(before)):
            self._look()

    def _free(self) -> bool:
        quiet = not self._asking and not self._untold
        return self._seen is not None and quiet and self._still(self._seen)

    def _still(self, state: KioskState) -> bool:
        """Say whether nobody stands here, and there is a printer that others may ask for."""
        menu = state.menu
        here = None if menu is None else menu.floor.kiosk(self._device)
        if menu is None or here is None or not state.reachable:
            return False
        untouched = state.language is self._language and state.ease == Ease() and not state.off
        still = state.page == Welcome() and untouched
        # A window may ask for it too, for whoever it took in.
        return still and here.printer is not None and state.printer in WORKING

    @Slot()
    def _look(self) -> None:
        # What is asked for while the store answers may have come too late for that answer.
        self._due = self._asking
        if self._free():
            self._asking = True
            self._link.ask(self._question, self._take, self._missed)

    def _question(self, store: Store) -> Issued | None:
        return take_spare(store, kiosk=self._device)

    def _missed(self, error: Expected) -> None:
        self._asking = False
        log.info("no slip of another kiosk was taken: %s", error)

    def _take(self, issued: Issued | None) -> None:
        self._asking = False
        state = self._seen
        if issued is None or state is None or state.menu is None:
            if self._due:
                self._look()
            return
        if not self._still(state):
            # Somebody touched the screen meanwhile: his own ticket comes first.
            self._tell(issued, NOT_FREE)
            return
        page, language = ForOther(issued, Paper.PRINTING), issued.ticket.language
        self.moved.emit(lambda now: replace(now, page=page, language=language, trail=()))
        slip = slip_of(issued, state.menu)
        self._paper.print_slip(slip, lambda printout: self._printed(issued, printout))

    def _printed(self, issued: Issued, printout: Printout) -> None:
        self._tell(issued, printout)
        paper = ON_PAPER.get(printout.slip)

        def step(state: KioskState) -> KioskState:
            state = replace(state, printer=printout.state)
            if paper is None:
                return go_home(replace(state, language=self._language))
            return replace(state, page=ForOther(issued, paper, self._patience.spare_ms))

        self.moved.emit(step)

    def _tell(self, issued: Issued, printout: Printout) -> None:
        self._untold += 1
        ticket = issued.ticket

        def tell(store: Store) -> None:
            end_spare(
                store,
                kiosk=self._device,
                ticket=ticket.id,
                slip=printout.slip,
                digest=printout.digest,
            )

        def told(_answer: None) -> None:
            self._untold -= 1
            self._look()

        def failed(error: Expected) -> None:
            log.warning("slip of %s, printed for another kiosk: %s", ticket.label, error)
            if isinstance(error, Unavailable):
                again = QTimer(self, singleShot=True, interval=self._patience.retry_ms)
                again.timeout.connect(send)
                again.timeout.connect(again.deleteLater)
                again.start()
            else:
                told(None)

        def send() -> None:
            self._link.ask(tell, told, failed)

        send()

    def _watch(self, page: ForOther, printer: PrinterState) -> None:
        """Know that the paper was taken, where the printer can tell."""
        if page.paper is Paper.PRINTING:
            return
        if not self._asks_printer.isActive():
            self._asks_printer.start()
        if self._in_slot and printer in WORKING - {PrinterState.NOT_TAKEN}:
            self.collected.emit(page.issued.ticket.request)
        self._in_slot = printer is PrinterState.NOT_TAKEN

    def _leave(self, page: ForOther) -> None:
        self._asks_printer.stop()
        self._in_slot = False
        if page.paper is Paper.PRINTING:
            return
        ticket = page.issued.ticket.id

        def tell(store: Store) -> None:
            collect_spare(store, kiosk=self._device, ticket=ticket)

        self._link.ask(tell, _nothing, _ignore)


def _nothing(_answer: None) -> None:
    """Do nothing more: it is written down."""


def _ignore(error: Expected) -> None:
    """Leave it: the other kiosk's screen only waits a little longer."""
    log.info("that a slip was taken is not written down: %s", error)
