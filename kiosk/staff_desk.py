"""Lets staff in by PIN and does what they wish for at the kiosk."""

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from common.domain.errors import Refused
from common.domain.ids import DeviceCode, OperatorCode
from common.domain.pins import LONGEST
from common.domain.staff import StaffMove
from common.domain.ticket import SlipState
from common.ports import Printout, Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.paper import change_paper
from common.usecases.staff import enter_staff, note_staff
from common.watching.beat import EXIT_AGAIN
from kiosk.paper_lane import PaperLane
from kiosk.slips import trial_slip
from kiosk.staff_pages import ChooseStaff, StaffMenu, StaffSign
from kiosk.standing import Standing
from kiosk.state import RESTING, AnyWish, KioskState, Page, Type, Wish

log = logging.getLogger(__name__)

EXITS = {StaffMove.RESTART: EXIT_AGAIN, StaffMove.QUIT: 0}
SWITCHES = {StaffMove.OUT_OF_SERVICE: True, StaffMove.IN_SERVICE: False}


class StaffDesk(QObject):
    """Asks the store who it is, one thing at a time; every move is written down as his."""

    moved = Signal(object)
    """A step from one state to the next."""
    ended = Signal(int)
    """The application is to end with this code."""

    def __init__(
        self,
        link: StoreLink,
        paper: PaperLane,
        standing: Standing,
        device: DeviceCode,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._paper = link, paper
        self._standing, self._device = standing, device

    def obey(self, state: KioskState, wish: AnyWish) -> KioskState | None:
        """Begin what a wish asks for and return the state meanwhile; None where it is not ours."""
        page = state.page
        if wish is Wish.STAFF:
            first = StaffSign() if state.reachable else StaffMenu(None)
            opens = isinstance(page, RESTING)
            return replace(state, page=first, trail=(page,)) if opens else state
        if isinstance(page, StaffSign):
            return self._sign(state, page, wish)
        if isinstance(page, StaffMenu) and isinstance(wish, ChooseStaff):
            return self._choose(state, page, wish.move)
        return None

    def _sign(self, state: KioskState, page: StaffSign, wish: AnyWish) -> KioskState | None:
        typed = page.typed
        if isinstance(wish, Type):
            return replace(state, page=_typed(page, (typed + wish.letters)[:LONGEST]))
        if wish is Wish.ERASE:
            return replace(state, page=_typed(page, typed[:-1]))
        if wish is not Wish.SEND or not typed:
            return None
        if not page.asks_pin:
            return replace(state, page=replace(page, asks_pin=True, refused=None))
        asked = replace(page, asking=True, refused=None, no_store=False)
        who, pin, kiosk = OperatorCode(page.operator.lower()), page.pin, self._device

        def question(store: Store) -> None:
            enter_staff(store, kiosk, who, pin)

        def failed(error: Expected) -> None:
            refused = error if isinstance(error, Refused) else None
            self._show(asked, StaffSign(refused=refused, no_store=refused is None))

        self._link.ask(question, lambda _: self._show(asked, StaffMenu(who)), failed)
        return replace(state, page=asked)

    def _choose(self, state: KioskState, page: StaffMenu, move: StaffMove) -> KioskState:
        if page.operator is None:
            # Nobody can be asked who this is: a restart is all, and harms nobody.
            if move is StaffMove.RESTART:
                log.warning("restarted by whoever knows the gesture; the store was out of reach")
                self.ended.emit(EXIT_AGAIN)
            return state
        asked = replace(page, asking=True, said="")
        who, kiosk, standing = page.operator, self._device, self._standing

        def question(store: Store) -> None:
            note_staff(store, kiosk, who, move)
            if move is StaffMove.PAPER_CHANGED:
                change_paper(store, kiosk=kiosk)
            if move in SWITCHES:
                standing.switch(off=SWITCHES[move])

        def failed(error: Expected) -> None:
            log.warning("%s at the staff menu was not done: %s", move, error)
            self._show(asked, replace(page, said="staff.failed"))

        self._link.ask(question, self._did(asked, page, move, state), failed)
        return replace(state, page=asked)

    def _did(
        self, asked: StaffMenu, page: StaffMenu, move: StaffMove, state: KioskState
    ) -> Callable[[None], None]:
        """Return what follows once the store has written a move down."""

        def did(_answer: None) -> None:
            if move in EXITS:
                self.ended.emit(EXITS[move])
            elif move in SWITCHES:
                self._show(asked, replace(page, said="staff.done"), off=SWITCHES[move])
            elif move is StaffMove.PRINTER_TEST and state.menu is not None:
                slip = trial_slip(state.menu, self._device, state.language, state.now)
                self._paper.print_slip(slip, lambda printout: self._printed(asked, page, printout))
            else:
                self._show(asked, replace(page, said="staff.done"))

        return did

    def _printed(self, asked: StaffMenu, page: StaffMenu, printout: Printout) -> None:
        sure = printout.slip is SlipState.PRINTED
        self._show(asked, replace(page, said="staff.printed" if sure else "staff.not_printed"))

    def _show(self, asked: Page, page: Page, *, off: bool | None = None) -> None:
        """Show what a wish led to, where its page is still on the screen."""

        def step(state: KioskState) -> KioskState:
            if off is not None:
                state = replace(state, off=off)
            return replace(state, page=page) if state.page == asked else state

        self.moved.emit(step)


def _typed(page: StaffSign, typed: str) -> StaffSign:
    if page.asks_pin:
        return replace(page, pin=typed, refused=None, no_store=False)
    return replace(page, operator=typed, refused=None, no_store=False)
