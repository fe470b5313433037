"""Does what a visitor wishes for who holds his own slip before the scanner."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.errors import Reason, Refused
from common.domain.ids import DeviceCode
from common.domain.place import Place
from common.domain.slip import Code, read_qr
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.own_slip import come_back, give_up, look_up
from kiosk.code_way import answered, looking_up
from kiosk.own_slip import GaveUp, GivingUp, MyPlace, NoPlace, NoSlip
from kiosk.state import AnyWish, KioskState, Page, Scan, Wish

log = logging.getLogger(__name__)

WHY = {Reason.OLD_SLIP: NoPlace.OLD, Reason.UNKNOWN_SLIP: NoPlace.UNKNOWN}


class _Act(Protocol):
    """One of the things that a slip is good for."""

    def __call__(
        self, store: Store, *, day: date, token: str, kiosk: DeviceCode | None = None
    ) -> Place:
        """Do it and return where the visitor stands."""


class SlipDesk(QObject):
    """Asks the store with the token of a slip; what cannot be done leads to a calm page."""

    found = Signal(object)

    def __init__(self, link: StoreLink, device: DeviceCode, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._device = link, device
        self._shown: MyPlace | None = None
        """The place that is on the screen."""
        link.woken.connect(self._look_again)

    def see(self, page: Page) -> None:
        """Know what is on the screen."""
        self._shown = page if isinstance(page, MyPlace) and not page.asking else None

    @Slot()
    def _look_again(self) -> None:
        """Keep what is on the screen true: whoever stands before it may be called meanwhile."""
        shown = self._shown
        if shown is not None:
            self._ask(shown.slip, look_up, self._tell_news, lambda _: None)

    def _tell_news(self, slip: Code, place: Place) -> None:
        shown = self._shown
        if shown is not None and shown.slip == slip and shown.place != place:
            self.found.emit(MyPlace(slip, place))

    def obey(self, state: KioskState, wish: AnyWish) -> KioskState | None:
        """Begin what a wish asks for and return the state meanwhile; None where it is not ours."""
        page = state.page
        if isinstance(wish, Scan):
            slip = read_qr(wish.text)
            return None if slip is None else self._look_up(state, slip)
        if wish is Wish.GIVE_UP_SURELY and isinstance(page, GivingUp):
            self._ask(page.slip, give_up, self._given_up)
            return replace(state, page=replace(page, asking=True))
        if wish is Wish.COME_BACK and isinstance(page, MyPlace) and page.place.may_come_back:
            self._ask(page.slip, come_back, self._tell)
            return replace(state, page=replace(page, asking=True))
        return None

    def _look_up(self, state: KioskState, slip: Code) -> KioskState:
        meanwhile = looking_up(state)
        if state.menu is not None and slip.centre != state.menu.floor.centre:
            return answered(meanwhile, NoSlip(NoPlace.OTHER_CENTRE))
        if not state.reachable:
            return answered(meanwhile, NoSlip(NoPlace.AWAY))
        self._ask(slip, look_up, self._tell)
        return meanwhile

    def _ask(
        self,
        slip: Code,
        act: _Act,
        done: Callable[[Code, Place], None],
        failed: Callable[[Expected], None] | None = None,
    ) -> None:
        def question(store: Store) -> Place:
            return act(store, day=slip.day, token=slip.token, kiosk=self._device)

        self._link.ask(question, partial(done, slip), failed or partial(self._fail, slip, act))

    def _tell(self, slip: Code, place: Place) -> None:
        self.found.emit(MyPlace(slip, place))

    def _given_up(self, slip: Code, place: Place) -> None:
        """Say that it is done, or where the next service of the number stands."""
        page = MyPlace(slip, place) if place.may_give_up else GaveUp(place.label)
        self.found.emit(page)

    def _fail(self, slip: Code, act: _Act, error: Expected) -> None:
        if not isinstance(error, Refused):
            log.warning("a slip could not be looked up: %s", error)
            self.found.emit(NoSlip(NoPlace.AWAY if act is look_up else NoPlace.UNSURE))
        elif error.reason is Reason.NOT_LAWFUL and act is not look_up:
            # He was called meanwhile, or another kiosk was quicker: say where he stands now.
            self._ask(slip, look_up, self._tell)
        else:
            self.found.emit(NoSlip(WHY.get(error.reason, NoPlace.UNKNOWN)))
