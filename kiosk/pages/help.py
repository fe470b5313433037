"""How to take a ticket, and whom to ask."""

from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.pages.page import KioskPage
from kiosk.paper_words import take_key
from kiosk.state import KioskState
from kiosk.widgets.label import Label
from kiosk.widgets.steps import Steps

STEPS_PART = 0.58
"""How much of a landscape page's width the steps have."""


class HelpPage(KioskPage):
    """Four steps and two addresses."""

    named = "help"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        colours = look.palette
        self._title = Label(look, look.title_style(), colours.ink, self)
        self._steps = Steps(look, self)
        self._asks = Label(look, look.title_style(), colours.ink, self)
        self._desk = Label(look, look.body_style(), colours.ink, self)
        self._call = Label(look, look.body_style(600), colours.blue, self)
        for label in (self._desk, self._call):
            label.icon_colour = colours.azure

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        self._title.say(text("kiosk.help_title"))
        self._steps.take(
            text("kiosk.help_choose"),
            text("kiosk.help_take", button=text(take_key(state.printer))),
            text("kiosk.help_paper"),
            text("kiosk.help_watch"),
        )
        self._asks.say(text("kiosk.help_ask"))
        self._desk.say(text("kiosk.help_desk"), "info")
        self._call.say(text("ticket.callcentre"), "phone")
        self._arrange()

    def _arrange(self) -> None:
        look, room = self.look, self.room()
        if look.landscape:
            half = round(room.width() * STEPS_PART)
            end = self._title.stand(room.left(), look.gap(4), half, look.title * 2.6)
            high = self.height() - end - look.gap(5)
            self._steps.stand(room.left(), end + look.gap(3), half, high)
            left = room.left() + half + look.gap(6)
            self._put_asks(left, look.gap(4), room.right() - left)
            return
        end = self._title.stand(room.left(), look.gap(7), room.width(), look.title * 2.6)
        end += look.gap(4)
        asks = round(look.title * 1.3 + look.body * 5 + look.gap(4))
        high = self.height() - end - asks - look.gap(10)
        end = self._steps.stand(room.left(), end, room.width(), high, widest=6) + look.gap(12)
        self._put_asks(room.left(), end, room.width())

    def _put_asks(self, left: int, top: int, width: int) -> None:
        look = self.look
        end = self._asks.stand(left, top, width, look.title * 2.6) + look.gap(3)
        end = self._desk.stand(left, end, width, look.body * 3.9) + look.gap(2)
        self._call.stand(left, end, width, look.body * 2.6)
