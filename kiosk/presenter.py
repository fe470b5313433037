"""Changes what the kiosk shows: the only one that does."""

import logging
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from common.clock import StoreTime, SystemClock, Told
from common.domain.begun import Begun, issued_of
from common.domain.change import Change, Concern
from common.domain.errors import Refused
from common.domain.ids import DeviceCode, RequestId
from common.domain.views import Issued, Menu
from common.domain.words import Language
from common.ports import PrinterState
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from kiosk.code_way import answered, only_news, to_take
from kiosk.codes import CodePage
from kiosk.finder import Finder, uses_of
from kiosk.given import ForOther, Ticket, Trouble
from kiosk.giving import Giving
from kiosk.helping import Helping
from kiosk.idle import Idle, Patience
from kiosk.menu import read_own_menu
from kiosk.own_slip import SlipPage
from kiosk.paper_lane import PaperLane
from kiosk.reception import Reception
from kiosk.reports import Reports
from kiosk.reserve import Reserve, Seen
from kiosk.staff_desk import StaffDesk
from kiosk.standing import Standing
from kiosk.state import (
    RESTING,
    AnyWish,
    Confirm,
    Ease,
    Hit,
    KioskState,
    NotIssued,
    Welcome,
    Wish,
    minute,
)
from kiosk.taking import Taking
from kiosk.unfinished import Unfinished
from kiosk.way import Guide, after, busy, go_home, settle, with_voice

log = logging.getLogger(__name__)

CLOCK_MS = 1_000


def concern(change: Change) -> Concern:
    """Say what a change is to a kiosk: queues and limits soon, windows and calls nothing."""
    return Concern.SOON if change.services or change.everything else Concern.NONE


class Presenter(QObject):
    """Turns wishes, answers and time into the next state; never waits for anything."""

    changed = Signal(object)

    def __init__(  # noqa: PLR0913 - all it works with comes in here
        self,
        link: StoreLink,
        paper: PaperLane,
        reserve: Reserve,
        clock: SystemClock,
        device: DeviceCode,
        standing: Standing,
        *,
        language: Language = Language.AZ,
        patience: Patience | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._paper, self._device = link, paper, device
        self._reserve, self._clock = reserve, clock
        self._patience = patience or Patience()
        self._reports = Reports(link, device, self._patience.retry_ms, self)
        self._unfinished = Unfinished(reserve, paper, self._reports, self)
        self._time = StoreTime(clock)
        self._taking = Taking(link, reserve, self._unfinished, device, self._time, self)
        self._reception = Reception(link, reserve, self._unfinished, device, self)
        self._giving = Giving(link, self._unfinished, self._reports, device, self._patience, self)
        self._helping = Helping(link, paper, device, self._patience, language, self)
        self._staff = StaffDesk(link, paper, standing, device, self)
        self.ended = self._staff.ended
        self._language = language
        self._finder: Finder | None = None
        self._guide = Guide(lambda: RequestId(str(uuid4())), self._find)
        self._state = KioskState(self._time.now(), device, language, off=standing.is_off())
        self._reading = self._due = self._lost = False
        self._idle = Idle(self._patience, self)
        self._settled = QTimer(self, singleShot=True, interval=self._patience.settle_ms)
        self._stay = QTimer(self, singleShot=True)
        self._menu_again = QTimer(self, singleShot=True)
        self._clock_tick = QTimer(self, interval=CLOCK_MS)
        self._printer_tick = QTimer(self, interval=self._patience.printer_ms)
        self._connect()

    def _connect(self) -> None:
        self._link.follow(concern)
        self._link.woken.connect(self._read)
        self._link.heard.connect(self._hear)
        self._paper.told.connect(self._learn_printer)
        self._reserve.opened.connect(self._find_journal)
        self._taking.issued.connect(self._issue)
        self._taking.failed.connect(self._not_issue)
        self._taking.lost.connect(self._miss_answer)
        self._reception.issued.connect(self._issue)
        self._reception.found.connect(self._answer)
        self._reception.lost.connect(self._miss_answer)
        for mover in (self._staff, self._giving, self._helping):
            mover.moved.connect(self._follow)
        self._giving.collected.connect(self._end)
        # Said while a state is being told to everybody: the next one must not overtake it.
        self._helping.collected.connect(self._end, Qt.ConnectionType.QueuedConnection)
        for watcher in (self._unfinished, self._giving, self._helping):
            self.changed.connect(watcher.see)
        self._unfinished.found.connect(self._resume, Qt.ConnectionType.QueuedConnection)
        self._idle.warned.connect(self._warn)
        self._idle.gone.connect(self._leave)
        self._stay.timeout.connect(self._leave)
        self._menu_again.timeout.connect(self._read)
        self._clock_tick.timeout.connect(self._tick)
        self._printer_tick.timeout.connect(self._ask_printer)

    @property
    def state(self) -> KioskState:
        """Return what is on the screen."""
        return self._state

    def start(self) -> None:
        """Show the first state and begin to look for the store."""
        self._clock_tick.start()
        self._printer_tick.start()
        self.changed.emit(self._state)
        self._reserve.start()
        self._link.start()

    def stop(self) -> None:
        """Let go of store, printer and time."""
        self._idle.rest()
        self._reports.rest()
        for timer in (self._stay, self._menu_again, self._clock_tick, self._printer_tick):
            timer.stop()
        self._link.stop()
        self._reserve.stop()
        self._paper.stop()

    @Slot(object)
    def obey(self, wish: AnyWish) -> None:
        """Do what the visitor wished for, where it means something now."""
        if busy(self._state):
            return
        page = self._state.page
        if wish is Wish.TAKE and (confirm := to_take(page)) is not None:
            self._take(confirm)
        elif wish is Wish.RETRY and isinstance(page, NotIssued):
            self._take(page.confirm)
        elif wish is Wish.LEAVE and isinstance(page, Ticket | Trouble | ForOther):
            # The second touch of a double one comes before the ticket could be read.
            if not self._settled.isActive():
                self._leave()
        elif (meanwhile := self._begun(wish)) is not None:
            self._become(meanwhile)
        else:
            self._become(after(self._state, wish, self._guide))

    def _begun(self, wish: AnyWish) -> KioskState | None:
        """Return the state while somebody is asked; None where a wish asks nobody."""
        with_staff = self._staff.obey(self._state, wish)
        return with_staff or self._reception.obey(self._state, wish)

    @Slot()
    def notice(self) -> None:
        """Know that somebody is there."""
        if self._state.seconds_left is not None:
            self._become(replace(self._state, seconds_left=None))
        self._watch()

    @Slot(bool)
    def hear_of_voice(self, audible: bool) -> None:  # noqa: FBT001 - a signal's value has no name
        """Know whether a page can be read out."""
        self._become(with_voice(self._state, audible=audible))

    def _become(self, state: KioskState) -> None:
        """Show another state, and watch over what it needs."""
        if state == self._state:
            return
        before, self._state = self._state, state
        if isinstance(before.page, NotIssued) and isinstance(state.page, RESTING):
            self._taking.give_up(before.page.confirm.request)
        self._reception.leave(before.page, state.page)
        new = before.page != state.page and not only_news(before.page, state.page)
        if new or (before.language, before.ease) != (state.language, state.ease):
            self._watch()
        if before.page != state.page and self._due and not busy(state):
            self._read()
        self.changed.emit(state)

    def _watch(self) -> None:
        """Wait for the visitor to go, in the way the page asks for."""
        page = self._state.page
        stays = page.stays_ms if isinstance(page, Ticket | ForOther) else None
        if stays is None:
            self._stay.stop()
        elif not self._stay.isActive():
            self._stay.start(stays)
        untouched = self._state.language is self._language and self._state.ease == Ease()
        turned = isinstance(page, Welcome) and page.leaf > 0
        nobody = isinstance(page, RESTING) and untouched and not turned
        if nobody or isinstance(page, Ticket | ForOther) or busy(self._state):
            self._idle.rest()
        else:
            self._idle.watch()

    @Slot(int)
    def _warn(self, seconds: int) -> None:
        self._become(replace(self._state, seconds_left=seconds))

    @Slot(object)
    def _follow(self, step: Callable[[KioskState], KioskState]) -> None:
        self._become(step(self._state))

    @Slot()
    def _leave(self) -> None:
        """Be ready for the next visitor."""
        alone = None if self._state.reachable else self._reserve.menu()
        menu = alone or self._state.menu
        fresh = replace(self._state, menu=menu, language=self._language, ease=Ease())
        self._become(go_home(fresh))

    @Slot()
    def _tick(self) -> None:
        now = self._time.now()
        if minute(now) != minute(self._state.now):
            self._become(replace(self._state, now=now))
        # Hours begin and end on a minute: nothing is offered that the store would refuse.
        if self._state.behind and not self._holds_menu():
            self._read()

    # the menu

    def _holds_menu(self) -> bool:
        """Say whether what is on the screen must not change under the visitor."""
        return busy(self._state) or isinstance(self._state.page, Ticket | Trouble | ForOther)

    @Slot()
    def _read(self) -> None:
        # What was given without the store is brought back whatever is on the screen, and an
        # evacuation is not kept from one who looks at his number.
        self._due = self._reading or (busy(self._state) and not self._lost)
        if not self._due:
            self._reading = True
            known, kiosk = self._finder, self._device
            question = self._time.timed(lambda store: read_own_menu(store, kiosk, known))
            self._link.ask(question, self._take_menu, self._miss_menu)

    def _take_menu(self, told: Told[tuple[Menu, Finder]]) -> None:
        menu, finder = told.answer
        self._reading = False
        self._menu_again.start(self._patience.menu_ms)
        self._time.learn(menu.at, told)
        self._lost = False
        self._reserve.see(Seen(menu, self._time.now(), self._clock.now()))
        leaving = menu.evacuated_since is not None and not busy(self._state)
        if self._holds_menu() and not leaving:
            again, self._due = self._due, True
            self._become(replace(self._state, reachable=True))
            if again:
                self._read()
            return
        self._finder = finder
        self._paper.use(menu.floor)
        first = self._state.menu is None
        self._become(settle(self._with(menu)))
        if first:
            self._ask_printer()
        if self._due:
            self._read()

    def _with(self, menu: Menu) -> KioskState:
        off = self._time.wrong
        now = self._time.now()
        return replace(self._state, menu=menu, now=now, clock_off=off, reachable=True)

    def _find(self, typed: str, language: Language) -> tuple[Hit, ...]:
        menu = self._state.menu
        if self._finder is None or menu is None:
            return ()
        return self._finder.find(typed, language, uses_of(menu, self._device))

    def _miss_menu(self, error: Expected) -> None:
        self._reading = False
        self._menu_again.start(self._patience.retry_ms)
        self._lose(str(error))

    @Slot(bool)
    def _hear(self, there: bool) -> None:  # noqa: FBT001 - a signal's value has no name
        if there:
            self._read()
        else:
            self._lose("its changes cannot be heard")
            self._menu_again.start(self._patience.retry_ms)

    def _lose(self, why: str) -> None:
        if self._state.reachable:
            log.warning("the store is out of reach: %s", why)
        self._lost = True
        if self._holds_menu():
            self._become(replace(self._state, reachable=False))
            return
        menu, now = self._reserve.menu() or self._state.menu, self._time.now()
        self._become(settle(replace(self._state, menu=menu, now=now, reachable=False)))

    @Slot(object)
    def _find_journal(self, finder: Finder | None) -> None:
        """Know what the kiosk remembers, where the store has not been read yet."""
        if finder is None or self._finder is not None:
            self._read()
            return
        self._finder = finder
        self._time.assume(self._reserve.now())
        menu = self._reserve.menu()
        if menu is not None:
            self._paper.use(menu.floor)
        if self._lost:
            self._lose("it has not been seen since the start")

    # the ticket

    def _take(self, confirm: Confirm) -> None:
        self._become(replace(self._state, page=replace(confirm, asking=True)))
        self._taking.take(confirm, self._state.language, alone=self._state.alone)

    @Slot(object)
    def _resume(self, begun: Begun) -> None:
        """Go on with the ticket that was begun when the program before this one ended."""
        menu = self._state.menu
        if busy(self._state) or menu is None:
            self._unfinished.put_back(begun)
            return
        known = issued_of(begun, menu.floor.zone_info)
        if known is not None:
            # Nobody is asked: this number may be on paper, and no other may take its place.
            self._unfinished.resume(begun)
            self._become(replace(self._state, language=begun.language))
            self._issue(known)
            return
        asked = self._taking if begun.code is None else self._reception
        self._become(asked.resume(self._state, begun))

    @Slot(str)
    def _miss_answer(self, why: str) -> None:
        self._lose(why)
        self._menu_again.start(self._patience.retry_ms)

    @Slot(object)
    def _answer(self, page: CodePage | SlipPage) -> None:
        self._become(answered(self._state, page))

    @Slot(object)
    def _issue(self, issued: Issued) -> None:
        menu = self._state.menu
        if menu is None:
            raise AssertionError("a ticket was given by a store that gave no menu")
        self._settled.start()
        self._giving.give(issued, menu)

    @Slot(object, object)
    def _not_issue(self, confirm: Confirm, error: Expected) -> None:
        refused = error if isinstance(error, Refused) else None
        if refused is None:
            log.warning("no ticket was given: %s", error)
        page = NotIssued(replace(confirm, asking=False), refused)
        self._become(replace(self._state, page=page))

    @Slot(str)
    def _end(self, request: str) -> None:
        """Be ready for the next visitor once the paper of the one on the screen was taken."""
        page = self._state.page
        if isinstance(page, Trouble | ForOther) and page.issued.ticket.request == request:
            self._leave()

    # the printer

    @Slot()
    def _ask_printer(self) -> None:
        if self._state.menu is not None and isinstance(self._state.page, RESTING):
            self._paper.ask()

    @Slot(object)
    def _learn_printer(self, state: PrinterState) -> None:
        self._become(replace(self._state, printer=state))
