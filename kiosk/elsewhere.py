"""Looks for another printer for a ticket whose slip is known not to have come out here."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from common.domain.errors import Refused
from common.domain.floor import Floor, SparePlace
from common.domain.ids import DeviceCode
from common.domain.slip import Slip
from common.domain.spare import NOT_THERE, SpareState, is_for_staff
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.ports import Printout, Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.spare import ask_spare, look_at_spare
from kiosk.given import Found, SpareAt, Trouble
from kiosk.reports import Reports
from kiosk.state import KioskState
from kiosk.unfinished import Unfinished

SETTLE_MS = 5_000
"""The store knows by then that the slip failed here, or nobody else is asked to print it."""
LOOKS_UNTIL_LEFT = 16
"""Who has not begun to print by then is not waited for."""
MOST_LOOKS = 180

_FOUND = {
    SpareState.ASKED: Found.TRYING,
    SpareState.TAKEN: Found.TRYING,
    SpareState.PRINTED: Found.THERE,
    SpareState.UNSURE: Found.MAYBE,
}


@dataclass(frozen=True, slots=True)
class Sought:
    """A ticket without paper, and where its paper may come out instead."""

    kiosk: DeviceCode
    issued: Issued
    slip: Slip
    floor: Floor
    places: tuple[SparePlace, ...]


class Elsewhere(QObject):
    """Asks one printer after another, and none once the paper may have come out at one.

    Another kiosk prints through the store, and only while nobody stands at it; a printer of the
    staff is printed on directly.
    """

    moved = Signal(object)
    """A step from one state to the next."""
    collected = Signal(str)
    """The request whose paper was taken at the other printer."""

    def __init__(
        self,
        link: StoreLink,
        unfinished: Unfinished,
        reports: Reports,
        sought: Sought,
        look_ms: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._unfinished = link, unfinished
        self._sought = sought
        self._left = list(sought.places)
        self._place = self._left[0]
        self._looks = 0
        self._asking = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._give_up)
        self._looking = QTimer(self, interval=look_ms)
        self._looking.timeout.connect(self._look)
        reports.settled.connect(self._go_on)

    def start(self) -> None:
        """Begin, once the store has been told that the slip failed here."""
        self._show(Found.TRYING)
        self._settling.start()

    @Slot(str)
    def _go_on(self, request: str) -> None:
        if request == self._sought.issued.ticket.request and self._settling.isActive():
            self._settling.stop()
            self._next()

    def _next(self) -> None:
        self._looking.stop()
        if not self._left:
            self._give_up()
            return
        self._place, self._looks = self._left.pop(0), 0
        self._show(Found.TRYING)
        issued, floor = self._sought.issued, self._sought.floor
        if is_for_staff(floor, self._place.printer):
            setup = next(one for one in floor.printers if one.code == self._place.printer)
            self._unfinished.print_at(setup, issued, self._sought.slip, self._printed)
            return
        ticket, printer = issued.ticket.id, self._place.printer
        ask = partial(ask_spare, kiosk=self._sought.kiosk, ticket=ticket, printer=printer)
        self._link.ask(ask, self._asked, self._ask_missed)

    def _printed(self, printout: Printout) -> None:
        failed = printout.slip is SlipState.FAILED
        if failed:
            self._settling.start()
        self._unfinished.note(self._sought.issued, printout)
        if not failed:
            self._show(Found.THERE if printout.slip is SlipState.PRINTED else Found.MAYBE)
            self.deleteLater()

    def _ask_missed(self, error: Expected) -> None:
        """Look even where the answer was lost: the other kiosk may know of the wish."""
        if isinstance(error, Refused):
            self._next()
        else:
            self._looking.start()

    def _asked(self, _answer: None) -> None:
        self._looking.start()

    @Slot()
    def _look(self) -> None:
        if self._asking:
            return
        self._asking, self._looks = True, self._looks + 1
        ticket, leave = self._sought.issued.ticket.id, self._looks > LOOKS_UNTIL_LEFT

        def question(store: Store) -> SpareState:
            return look_at_spare(store, kiosk=self._sought.kiosk, ticket=ticket, leave=leave)

        self._link.ask(question, self._told, self._missed)

    def _told(self, state: SpareState) -> None:
        self._asking = False
        if state in NOT_THERE:
            self._next()
        elif state is SpareState.COLLECTED:
            self._looking.stop()
            self.collected.emit(self._sought.issued.ticket.request)
            self.deleteLater()
        else:
            self._show(_FOUND[state])
            if self._looks >= MOST_LOOKS:
                self._looking.stop()
                self.deleteLater()

    def _missed(self, error: Expected) -> None:
        """Ask the next printer where this one is refused; an answer that was lost comes later."""
        self._asking = False
        if isinstance(error, Refused):
            self._next()
        elif self._looks >= MOST_LOOKS:
            self._give_up()

    @Slot()
    def _give_up(self) -> None:
        self._looking.stop()
        self._show(None)
        self.deleteLater()

    def _show(self, found: Found | None) -> None:
        request, place = self._sought.issued.ticket.request, self._place
        spare = None if found is None else SpareAt(place.where, found)

        def step(state: KioskState) -> KioskState:
            page = state.page
            if not isinstance(page, Trouble) or page.issued.ticket.request != request:
                return state
            return replace(state, page=replace(page, spare=spare))

        self.moved.emit(step)
