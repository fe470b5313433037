"""The ticket stands although its paper failed: the number, and what to do now."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.given import SpareAt, Trouble
from kiosk.look import Look
from kiosk.offers import service_in
from kiosk.pages.page import KioskPage
from kiosk.pages.plate import Numbered
from kiosk.paper_words import why_no_paper
from kiosk.state import KioskState, Wish
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.label import Label
from kiosk.widgets.number import Number
from kiosk.widgets.steps import Steps

LEAST_NUMBER = 0.68
"""Of the height that its width allows."""


class TroublePage(KioskPage):
    """A calm word of warning over the same number, three steps, one button."""

    named = "trouble"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        colours = look.palette
        body, title = look.body_style(), look.title_style()
        self._warning = Label(look, title, colours.warn, self, middle=True)
        self._yours = Label(look, body, colours.slate, self, middle=True)
        self._number = Number(look, self)
        self._remember = Label(look, title, colours.ink, self, middle=True)
        self._remember.setObjectName("remember")
        self._what = Label(look, body, colours.slate, self, middle=True)
        self._steps = Steps(look, self)
        self._done = Button(look, Shape.BLUE, self)
        self._done.pixels = look.title
        self._plate = QRect()
        self.hear(self._done)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, Trouble):
            return
        here = text("kiosk.not_printed_here")
        why = why_no_paper(page.printer, text) if page.spare is None else here
        self._warning.say(why, "triangle-alert")
        reserve = page.issued.reserve
        self._yours.say(text("ticket.reserve" if reserve else "ticket.your_number"))
        self._number.say(page.issued.ticket.label)
        remember = text("kiosk.remember_number")
        self._remember.say(remember if page.spare is None else said_of(page.spare, text))
        service = service_in(menu.floor, page.issued.service).name.of(text.language)
        entity = menu.floor.catalogue.entity_of(page.issued.service).name.of(text.language)
        self._what.say(f"{service}\n{entity}".replace("\n", "\u2028"))
        self._steps.take(
            text("kiosk.place_stands"),
            text("kiosk.reserve_how" if reserve else "ticket.watch_board"),
            text("kiosk.paper_at_desk") if page.spare is None else f"{remember}.",
        )
        self._elsewhere = page.spare is not None
        self._done.name("done", text("kiosk.remembered"), Wish.LEAVE)
        self._done.say(text("kiosk.remembered"))
        if self.look.landscape:
            self._arrange_wide()
        else:
            self._arrange_tall()
        self.update()

    def _arrange_tall(self) -> None:
        look, room = self.look, self.room()
        blue = min(look.mm(32), round(look.body * 3.3))
        done = self.height() - look.gap(5) - blue
        self._done.setGeometry(room.left(), done, room.width(), blue)
        line = self._put_warning(0, self.width())
        end = self._yours.stand(room.left(), line + look.gap(5), room.width())
        steps = self._steps.stand(0, 0, room.width(), 1_000 * look.body)
        words = look.title * 1.3 + look.body * 4 + look.gap(8)
        # The number is what this page is for: where room is short the steps are smaller.
        least = self._number.needs(room.width()) * LEAST_NUMBER
        high = max(least, min(look.gap(36), done - steps - words - look.gap(8) - end))
        self._number.setGeometry(room.left(), end + look.gap(2), room.width(), round(high))
        end = self._number.geometry().bottom() + look.gap(3)
        end = self._remember.stand(room.left(), end, room.width(), look.title * 2.6)
        end = self._what.stand(room.left(), end + look.gap(1.5), room.width(), look.body * 5.2)
        self._plate = QRect(0, 0, self.width(), end + look.gap(4))
        top = self._plate.bottom() + look.gap(4)
        self._steps.stand(room.left(), top, room.width(), done - look.gap(3) - top)

    def _arrange_wide(self) -> None:
        look = self.look
        left = round(self.width() * 0.52)
        room = QRect(look.margin, 0, left - 2 * look.margin, self.height())
        line = self._put_warning(0, self.width())
        high = self.height() - line - look.gap(4)
        box = QRect(room.left(), line + look.gap(2), room.width(), high)
        said = look.title * (3.2 if self._elsewhere else 1.3)
        under = [(self._remember, said), (self._what, look.body * 5.2)]
        Numbered(look, self._yours, self._number, under).stand(box)
        self._plate = QRect(0, 0, left, self.height())
        blue = min(look.mm(30), round(look.body * 3))
        done = self.height() - look.gap(4) - blue
        right, width = left + look.margin, self.width() - left - 2 * look.margin
        self._done.setGeometry(right, done, width, blue)
        top = line + look.gap(4)
        self._steps.stand(right, top, width, done - look.gap(2) - top)

    def _put_warning(self, top: int, width: int) -> int:
        """Put the warning on a band of its own; return where the band ends."""
        look = self.look
        pad = look.gap(4 if not look.landscape else 2)
        inner = width - 2 * look.margin
        end = self._warning.stand(look.margin, top + pad, inner, look.title * 2.6)
        self._band = end + pad
        return self._band

    def draw_ground(self, painter: QPainter) -> None:
        """Draw the white plate, and the lines that part it."""
        look, colours = self.look, self.look.palette
        painter.fillRect(self._plate, QColor(colours.card))
        painter.fillRect(0, 0, self.width(), self._band, QColor(colours.card))
        line = look.line
        painter.fillRect(0, self._band, self.width(), line, QColor(colours.line))
        if look.landscape:
            right = self._plate.right()
            painter.fillRect(right, self._band, line, self.height(), QColor(colours.line))
        else:
            edge = self._plate.bottom()
            painter.fillRect(0, edge, self.width(), line, QColor(colours.line))

    _band = 0
    _elsewhere = False
    """A longer sentence stands under the number."""


def said_of(spare: SpareAt, text: Text) -> str:
    """Return where the paper comes out instead, and how far it is."""
    return text(f"spare.{spare.found.value}", where=spare.where.of(text.language))
