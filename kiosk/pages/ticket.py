"""The ticket: its number first, then the paper."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from common.domain.slip import onward
from common.domain.views import Issued, Menu
from common.i18n import Text
from kiosk.facts import facts_after
from kiosk.given import Paper, Ticket
from kiosk.look import Look
from kiosk.offers import service_in
from kiosk.pages.page import KioskPage
from kiosk.pages.plate import Numbered
from kiosk.state import KioskState, Wish
from kiosk.widgets.facts import Facts
from kiosk.widgets.label import Label
from kiosk.widgets.number import Number
from kiosk.widgets.paper import PaperPicture, TimeBar
from kiosk.widgets.touch_area import TouchArea


class TicketPage(KioskPage):
    """Shows the number, what it is for, and the paper; a touch anywhere ends it."""

    named = "ticket"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        colours = look.palette
        body, title = look.body_style(), look.title_style()
        self._yours = Label(look, body, colours.slate, self, middle=True)
        self._number = Number(look, self)
        self._service = Label(look, title, colours.ink, self, middle=True)
        self._entity = Label(look, body, colours.slate, self, middle=True)
        self._facts = Facts(look, self, framed=False)
        self._picture = PaperPicture(look, self)
        self._paper = Label(look, look.figure_style(), colours.ink, self, middle=True)
        self._paper.setObjectName("paper")
        self._what_next = Label(look, body, colours.slate, self, middle=True)
        self._bar = TimeBar(look, self)
        self._stays: int | None = None
        self._plate = QRect()
        self._area = TouchArea(look, self)
        self.hear(self._area)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, Ticket):
            return
        self._tell_ticket(page.issued, menu, text)
        unsure = page.paper is Paper.UNSURE
        key = {
            Paper.PRINTING: "kiosk.printing",
            Paper.PRINTED: "kiosk.collect",
            Paper.UNSURE: "kiosk.not_printed_hint",
        }[page.paper]
        self._paper.style_ = self.look.title_style() if unsure else self.look.figure_style()
        self._paper.say(text(key))
        reserve = page.issued.reserve
        self._what_next.say(text("kiosk.reserve_how" if reserve else "ticket.watch_board"))
        self._picture.take(page.issued.ticket.label, out=page.paper is Paper.PRINTED)
        self._area.name("done", text("kiosk.home"), Wish.LEAVE)
        self._run_bar(page)
        if self.look.landscape:
            self._arrange_wide()
        else:
            self._arrange_tall()
        self._area.setGeometry(self.rect())
        self._area.raise_()
        self.update()

    def _tell_ticket(self, issued: Issued, menu: Menu, text: Text) -> None:
        self._yours.say(text("ticket.reserve" if issued.reserve else "ticket.your_number"))
        self._number.say(issued.ticket.label)
        self._service.say(service_in(menu.floor, issued.service).name.of(text.language))
        entity = menu.floor.catalogue.entity_of(issued.service)
        later = ", ".join(onward(issued, menu.floor, text.language))
        then = text("ticket.onward", services=later)
        self._entity.say(then if later else entity.name.of(text.language))
        self._facts.take(facts_after(issued, menu, text))

    def _run_bar(self, page: Ticket) -> None:
        self._bar.setVisible(page.stays_ms is not None)
        if page.stays_ms is None:
            self._bar.end()
        elif page.stays_ms != self._stays:
            self._bar.begin(page.stays_ms)
        self._stays = page.stays_ms

    def _arrange_tall(self) -> None:
        look, room = self.look, self.room()
        lower = look.gap(62) if look.scale.large_text else look.gap(56)
        facts = self._facts.needs()
        least = self.height() - lower
        end = self._yours.stand(room.left(), look.gap(6), room.width())
        under = look.title * 2.6 + look.body * 1.3 + facts + look.gap(19)
        high = max(look.gap(20), min(look.gap(38), least - end - under))
        self._number.setGeometry(room.left(), end + look.gap(3), room.width(), round(high))
        end = self._number.geometry().bottom() + look.gap(5)
        end = self._service.stand(room.left(), end, room.width(), look.title * 2.6) + look.gap(1)
        end = self._entity.stand(room.left(), end, room.width()) + look.gap(4)
        self._rule = end
        self._facts.setGeometry(room.left(), end + look.gap(4), room.width(), facts)
        self._plate = QRect(0, 0, self.width(), end + facts + look.gap(8))
        below = QRect(0, self._plate.bottom(), self.width(), self.height() - self._plate.bottom())
        self._arrange_paper(below, room.left(), room.width())

    def _arrange_wide(self) -> None:
        look = self.look
        left = round(self.width() * 0.56)
        room = QRect(look.margin, 0, left - 2 * look.margin, self.height())
        facts = self._facts.needs()
        foot = self.height() - look.gap(3) - facts
        self._facts.setGeometry(room.left(), foot, room.width(), facts)
        self._rule = foot - look.gap(2)
        box = QRect(room.left(), look.gap(2), room.width(), self._rule - look.gap(4))
        under = [(self._service, look.title * 2.6), (self._entity, look.body * 1.3)]
        Numbered(look, self._yours, self._number, under).stand(box)
        self._plate = QRect(0, 0, left, self.height())
        below = QRect(left, 0, self.width() - left, self.height())
        self._arrange_paper(below, left + look.margin, self.width() - left - 2 * look.margin)

    def _arrange_paper(self, box: QRect, left: int, width: int) -> None:
        look = self.look
        bar = look.gap(1.5)
        self._bar.setGeometry(left, box.bottom() - look.gap(4) - bar, width, bar)
        inner = min(width, look.body * 22)
        at = left + (width - inner) / 2
        room = self._bar.y() - look.gap(2) - box.top()
        end = self._paper.stand(at, 0, inner, look.figure * 2.5) + look.gap(1)
        end = self._what_next.stand(at, end, inner, look.body * 4)
        high = min(round(look.gap(26.5)), max(0, room - end - look.gap(9)))
        total = end + (high + look.gap(4) if high else 0)
        top = box.top() + max(0, (room - total) // 2) + look.gap(0.5)
        self._picture.setVisible(high >= look.gap(10))
        self._picture.setGeometry(left, top, width, high)
        top += high + look.gap(4) if high >= look.gap(10) else 0
        end = self._paper.stand(at, top, inner, look.figure * 2.5) + look.gap(1)
        self._what_next.stand(at, end, inner, look.body * 4)

    def draw_ground(self, painter: QPainter) -> None:
        """Draw the white plate under the number, its rule and its edge."""
        look, colours = self.look, self.look.palette
        painter.fillRect(self._plate, QColor(colours.card))
        line, room = look.line, self._facts.geometry()
        painter.fillRect(room.left(), self._rule, room.width(), line, QColor(colours.line))
        if look.landscape:
            painter.fillRect(self._plate.right(), 0, line, self.height(), QColor(colours.line))
        else:
            edge = self._plate.bottom()
            painter.fillRect(0, edge, self.width(), line, QColor(colours.line))

    _rule = 0
