"""What stands where in the window, for one size and one look."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.domain.ids import DeviceCode
from common.i18n import Text
from kiosk.focus import in_reading_order
from kiosk.given import ForOther, Ticket, Trouble
from kiosk.look import Look
from kiosk.pages.about import AboutPage
from kiosk.pages.choices import EntitiesPage, GroupsPage, ServicesPage
from kiosk.pages.codes import CODE_PAGES
from kiosk.pages.confirm import ConfirmPage
from kiosk.pages.for_other import ForOtherPage
from kiosk.pages.help import HelpPage
from kiosk.pages.not_issued import NotIssuedPage
from kiosk.pages.notice import (
    ClosedPage,
    EvacuationPage,
    OutOfServicePage,
    StartingPage,
    UnplacedPage,
    UsedUpPage,
)
from kiosk.pages.own_slip import SLIP_PAGES
from kiosk.pages.page import KioskPage
from kiosk.pages.search import SearchPage
from kiosk.pages.staff import STAFF_PAGES
from kiosk.pages.ticket import TicketPage
from kiosk.pages.trouble import TroublePage
from kiosk.pages.welcome import WelcomePage
from kiosk.state import (
    RESTING,
    About,
    Adding,
    Closed,
    Confirm,
    Entities,
    Evacuation,
    Groups,
    Help,
    KioskState,
    NotIssued,
    OutOfService,
    Page,
    Search,
    Services,
    Starting,
    Unplaced,
    UsedUp,
    Welcome,
    Wish,
)
from kiosk.way import busy
from kiosk.widgets.ease_row import EaseRow
from kiosk.widgets.focus_ring import FocusRing
from kiosk.widgets.foot import Foot
from kiosk.widgets.head import Head, Languages
from kiosk.widgets.still_there import StillThere
from kiosk.widgets.touchable import Touchable


class Rooms(QWidget):
    """Head, the page of the moment, foot, and what lies over them."""

    wished = Signal(object)
    noticed = Signal()

    def __init__(self, look: Look, device: DeviceCode, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._device = device
        self._head = Head(look, self)
        self._foot = Foot(look, self)
        self._low_languages = Languages(look, self)
        self._ease = EaseRow(look, self)
        self._pages: dict[type[Page], KioskPage] = {}
        self._page: KioskPage | None = None
        self.still_there = StillThere(look, self)
        self.still_there.touched.connect(self.noticed)
        self.ring = FocusRing(look, self)
        for part in (self._head.languages, self._foot, self._low_languages, self._ease):
            part.wished.connect(self.wished)

    @property
    def page(self) -> QWidget:
        """Return the page on the screen."""
        return self._page or self

    def touchables(self) -> list[Touchable]:
        """Return all that can be touched now, in reading order; what is covered cannot."""
        parts = (self._head, self.page, self._low_languages, self._ease, self._foot)
        things = [each for part in parts for each in in_reading_order(part, Touchable)]
        return [each for each in things if each.isEnabled() and self._on_top(each)]

    def choices(self) -> list[Touchable]:
        """Return what can be touched on the page itself."""
        return [each for each in self.touchables() if self.page.isAncestorOf(each)]

    def _on_top(self, thing: QWidget) -> bool:
        return self.childAt(thing.mapTo(self, thing.rect().center())) is thing

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw a state."""
        page = self._page_for(state.page)
        alive = alive_in_foot(state)
        paused = busy(state)
        self._head.setGeometry(0, 0, self.width(), self.look.head_height)
        self._foot.resize(self.width(), self.look.foot_height)
        self._head.tell(state, text, paused=paused)
        self._foot.tell(state, text, alive, first=isinstance(state.page, RESTING), paused=paused)
        self._arrange(state, page)
        self._low_languages.speak(text, paused=paused)
        self._low_languages.arrange(even=False)
        self._ease.tell(state.ease, text, audible=state.audible, paused=paused)
        page.tell(state, text)
        if page is not self._page:
            page.setVisible(True)
            if self._page is not None:
                self._page.setVisible(False)
            self._page = page
            self._stack()
        self.still_there.tell(state.seconds_left, text)
        self.ring.raise_()

    def _stack(self) -> None:
        """Lay things over one another, which is the order a screen reader reads them in."""
        for part in (self.page, self._low_languages, self._foot, self._ease, self.still_there):
            part.raise_()

    def _page_for(self, page: Page) -> KioskPage:
        kind = type(page)
        if kind not in self._pages:
            made = self._make(kind)
            made.wished.connect(self.wished)
            made.setVisible(False)
            self._pages[kind] = made
        return self._pages[kind]

    def _make(self, kind: type[Page]) -> KioskPage:
        if kind in (Welcome, Adding):
            return WelcomePage(self.look, self._device, self)
        return PAGES[kind](self.look, self)

    def _arrange(self, state: KioskState, page: KioskPage) -> None:
        look, width, height = self.look, self.width(), self.height()
        foot = height - look.foot_height
        self._foot.move(0, foot)
        low = look.low_reach and not look.landscape
        inner = width - 2 * look.margin
        row = look.touch + look.gap(2.5)
        self._ease.setVisible(state.ease.row_open)
        if look.landscape:
            row = look.foot_height
            self._ease.setGeometry(0, foot, self._foot.ease_left, row)
        else:
            self._ease.setGeometry(0, foot - row, width, row)
        if state.ease.row_open and not look.landscape:
            foot -= row
        self._low_languages.setVisible(low)
        if low:
            foot -= look.language_height + look.gap(2)
            self._low_languages.setGeometry(look.margin, foot, inner, look.language_height)
        top = look.head_height
        if low and isinstance(state.page, REACHED):
            top = max(top, look.reach - look.gap(20))
        page.setGeometry(QRect(0, top, width, foot - top))
        self.still_there.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.look.palette.ground))
        painter.end()


PAGES: dict[type[Page], type[KioskPage]] = {
    Starting: StartingPage,
    OutOfService: OutOfServicePage,
    UsedUp: UsedUpPage,
    Unplaced: UnplacedPage,
    Closed: ClosedPage,
    Evacuation: EvacuationPage,
    Entities: EntitiesPage,
    Services: ServicesPage,
    Groups: GroupsPage,
    Search: SearchPage,
    Confirm: ConfirmPage,
    About: AboutPage,
    NotIssued: NotIssuedPage,
    Ticket: TicketPage,
    Trouble: TroublePage,
    ForOther: ForOtherPage,
    Help: HelpPage,
    **CODE_PAGES,
    **SLIP_PAGES,
    **STAFF_PAGES,
}
REACHED = (Welcome, Adding, Entities, Services, Groups)
"""Pages with choices in their upper part: in the low layout they begin lower."""


def alive_in_foot(state: KioskState) -> frozenset[Wish]:
    """Return which places of the foot can be touched."""
    alive = {Wish.EASE}
    if not isinstance(state.page, Help):
        alive.add(Wish.HELP)
    if not isinstance(state.page, RESTING):
        alive.add(Wish.HOME)
        if not isinstance(state.page, (Ticket, Trouble, ForOther)):
            alive.add(Wish.BACK)
    return frozenset(alive)
