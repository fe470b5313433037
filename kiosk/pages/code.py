"""The page on which the code of an appointment is typed, or waits for the scanner."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text
from kiosk.codes import Code
from kiosk.look import Look
from kiosk.pages.page import KioskPage
from kiosk.state import Keys, KioskState, Wish
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.field import Field
from kiosk.widgets.keyboard import Keyboard
from kiosk.widgets.label import Label

FIELD_PART = 0.62
"""How much of a landscape row the field has beside the button."""


class CodePage(KioskPage):
    """A question, the field, the one button, and the keys of a code."""

    named = "code"
    icon = "calendar-check"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._title = Label(look, look.title_style(), look.palette.ink, self)
        self._scanner = Label(look, look.body_style(), look.palette.slate, self)
        self._scanner.icon_colour = look.palette.azure
        self._field = Field(look, self, opens=False, icon=self.icon)
        self._send = Button(look, Shape.BLUE, self)
        self._send.pixels = look.title
        self._keyboard = Keyboard(look, self)
        self._keyboard.wished.connect(self.wished)
        self.hear(self._send)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if not isinstance(page, Code):
            return
        question = text("kiosk.enter_code")
        self._title.say(question)
        self._scanner.say(text("appointment.by_scanner"), "scan-line")
        self._field.name("field", f"{question}: {page.typed}", None)
        self._field.invite(text("appointment.invite"), page.typed)
        words = text("appointment.looking" if page.asking else "kiosk.ok")
        self._send.name("send", words, Wish.SEND)
        self._send.say(words, "" if page.asking else "check")
        self._send.setEnabled(bool(page.typed) and not page.asking)
        self._keyboard.tell(Keys.CODE, Language.EN, text)
        self._arrange()

    def _arrange(self) -> None:
        look, room = self.look, self.room()
        keys = self._keyboard.needs()
        self._keyboard.setGeometry(0, self.height() - keys, self.width(), keys)
        self._keyboard.arrange()
        free = self.height() - keys
        if look.landscape:
            self._arrange_wide(QRect(room.left(), 0, room.width(), free))
        else:
            self._arrange_tall(QRect(room.left(), 0, room.width(), free))

    def _arrange_tall(self, box: QRect) -> None:
        look = self.look
        field = max(look.mm(24), round(look.title * 2.1))
        blue = min(look.mm(36), round(look.figure * 2.6))
        words = look.title * 2.6 + look.body * 2.6 + look.gap(8)
        spare = max(0, box.height() - round(words) - field - blue - look.gap(8))
        top = look.gap(4) + round(spare * 0.3)
        title = look.title * 2.6
        below = look.body * 1.3 + field + blue + look.gap(11)
        top = round(
            max(look.gap(2), min(max(top, look.reach - self.y()), box.height() - below - title))
        )
        title = min(title, box.height() - below - top)
        end = self._title.stand(box.left(), top, box.width(), title)
        room = box.height() - end - look.gap(2) - field - blue - look.gap(9)
        high = max(look.body * 1.3, min(look.body * 2.6, room))
        if not self._scanner.isHidden():
            end = self._scanner.stand(box.left(), end + look.gap(2), box.width(), high)
        self._field.setGeometry(box.left(), end + look.gap(4), box.width(), field)
        under = end + look.gap(4) + field + look.gap(3)
        self._send.setGeometry(box.left(), under, box.width(), blue)

    def _arrange_wide(self, box: QRect) -> None:
        look, gap = self.look, self.look.gap(3)
        row = min(look.mm(30), max(look.mm(21), round(box.height() * 0.4)))
        hint = 0 if self._scanner.isHidden() else look.gap(1) + round(look.body * 1.3)
        most = box.height() - look.gap(5) - row - hint
        words = self._title.stand(box.left(), 0, box.width(), most) + hint
        # All of it in the middle between the head and the keys.
        spare = box.height() - words - gap - row
        top = max(look.gap(2), round(spare / 2))
        end = self._title.stand(box.left(), top, box.width(), most)
        if hint:
            self._scanner.stand(box.left(), end + look.gap(1), box.width(), look.body * 1.3)
        top = min(top + words + gap, box.bottom() + 1 - look.gap(2) - row)
        left = round((box.width() - gap) * FIELD_PART)
        self._field.setGeometry(box.left(), top, left, row)
        self._send.setGeometry(box.left() + left + gap, top, box.width() - left - gap, row)
