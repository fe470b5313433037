"""A number that somebody has already, and what holds of it."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.codes import Used
from kiosk.look import Look
from kiosk.pages.dead_end import Act, home_act
from kiosk.pages.page import KioskPage, as_title
from kiosk.pages.plate import Numbered
from kiosk.state import KioskState
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.facts import Fact, Facts
from kiosk.widgets.label import Label
from kiosk.widgets.number import Number

LEFT_PART = 0.54
"""How much of a landscape page the number has."""
MOST_ACTS = 3


class NumberedPage(KioskPage):
    """The number on its plate, a line, what to do, and up to three buttons."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        colours = look.palette
        self._yours = Label(look, look.body_style(), colours.slate, self, middle=True)
        self._number = Number(look, self)
        self._service = Label(look, look.title_style(), colours.ink, self, middle=True)
        self._facts = Facts(look, self, framed=False)
        self._title = Label(look, look.title_style(), colours.ink, self, middle=True)
        self._title.setObjectName("lead")
        self._more = Label(look, look.body_style(), colours.slate, self, middle=True)
        shapes = (Shape.BLUE, Shape.LINE, Shape.LINE)
        self._buttons = [Button(look, shape, self) for shape in shapes]
        self._plate = QRect()
        self._rule = 0
        self.hear(*self._buttons)

    def put_number(self, text: Text, label: str, service: str, facts: tuple[Fact, ...]) -> None:
        """Say what stands on the plate."""
        self._yours.say(text("ticket.your_number"))
        self._number.say(label)
        self._service.say(service)
        self._service.setVisible(bool(service))
        self._facts.take(facts)
        self._facts.setVisible(bool(facts))

    def lead(self, title: str, more: str, acts: Sequence[Act]) -> None:
        """Say what holds and what can be done; the first act is the blue one."""
        self._title.say(as_title(title))
        self._more.say(more)
        for button, act in zip(self._buttons, acts, strict=False):
            button.name(act.name, act.words, act.wish)
            button.say(act.words, act.icon)
            button.setEnabled(act.alive)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(acts))
        if self.look.landscape:
            self._arrange_wide(len(acts))
        else:
            self._arrange_tall(len(acts))
        self.update()

    def _arrange_tall(self, acts: int) -> None:
        look, room = self.look, self.room()
        top = self._put_buttons(QRect(room.left(), 0, room.width(), self.height()), acts)
        words = look.title * 2.6 + look.body * 4 + look.gap(6)
        self._plate = QRect(0, 0, self.width(), round(top - look.gap(4) - words))
        self._put_plate(room, self._plate.height())
        below = self._plate.bottom() + look.gap(4)
        end = self._title.stand(room.left(), below, room.width(), look.title * 2.6) + look.gap(2)
        self._more.stand(room.left(), end, room.width(), top - look.gap(2) - end)

    def _arrange_wide(self, acts: int) -> None:
        look = self.look
        left = round(self.width() * LEFT_PART)
        self._plate = QRect(0, 0, left, self.height())
        inner = QRect(look.margin, 0, left - 2 * look.margin, self.height())
        self._put_plate(inner, self.height())
        right = QRect(left + look.margin, 0, self.width() - left - 2 * look.margin, self.height())
        top = self._put_buttons(right, acts) - look.gap(2)
        end = self._title.stand(right.left(), look.gap(4), right.width(), look.title * 2.6)
        self._more.stand(right.left(), end + look.gap(2), right.width(), top - end - look.gap(2))

    def _put_plate(self, room: QRect, height: int) -> None:
        """Put the number and what belongs to it one under another."""
        look, foot = self.look, height
        self._rule = 0
        if not self._facts.isHidden():
            facts, pad = self._facts.needs(), look.gap(3)
            foot = height - pad - facts
            self._facts.setGeometry(room.left(), foot, room.width(), facts)
            foot = self._rule = foot - pad
        under = [] if self._service.isHidden() else [(self._service, look.title * 2.6)]
        box = QRect(room.left(), look.gap(2), room.width(), foot - look.gap(4))
        Numbered(look, self._yours, self._number, under).stand(box)

    def _put_buttons(self, box: QRect, acts: int) -> int:
        """Put the buttons at the bottom, the blue one last; return where they begin."""
        look = self.look
        high = min(look.mm(28), round(look.body * 3))
        top = box.bottom() + 1 - look.gap(4)
        for button in self._buttons[:acts]:
            button.pixels = look.title if button.shape is Shape.BLUE else look.body
            top -= high
            button.setGeometry(box.left(), top, box.width(), high)
            top -= look.gap(2)
        return top

    def draw_ground(self, painter: QPainter) -> None:
        """Draw the white plate and its edge."""
        look, colours = self.look, self.look.palette
        painter.fillRect(self._plate, QColor(colours.card))
        edge = QRect(0, self._plate.bottom(), self.width(), look.line)
        if look.landscape:
            edge = QRect(self._plate.right(), 0, look.line, self.height())
        painter.fillRect(edge, QColor(colours.line))
        if self._rule:
            facts = self._facts.geometry()
            rule = QRect(facts.left(), self._rule, facts.width(), look.line)
            painter.fillRect(rule, QColor(colours.line))


class UsedPage(NumberedPage):
    """The code was used before: the number it got."""

    named = "used"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if not isinstance(state.page, Used):
            return
        self.put_number(text, state.page.label, "", ())
        self.lead(text("appointment.used"), text("appointment.used_hint"), [home_act(text)])
