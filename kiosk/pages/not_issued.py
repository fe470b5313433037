"""No ticket yet: the rules said no, or the store's answer was lost."""

from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.pages.notice import NoticePage
from kiosk.state import KioskState, NotIssued, Wish
from kiosk.widgets.button import Button, Shape


class NotIssuedPage(NoticePage):
    """What is wrong and the one thing to do about it."""

    named = "not_issued"
    icon = "triangle-alert"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._sign.colour = look.palette.warn
        self._do = Button(look, Shape.BLUE, self)
        self._do.pixels = look.title
        self._high = min(look.mm(32), round(look.body * 3.3))
        self.reserved = self._high + look.gap(7)
        self.hear(self._do)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if not isinstance(page, NotIssued):
            return
        if page.refused is not None:
            self.explain(text("kiosk.no_ticket"), text.refusal(page.refused))
            self._do.name("done", text("kiosk.home"), Wish.HOME)
            self._do.say(text("kiosk.home"))
        else:
            self.explain(text("kiosk.answer_lost"), text("kiosk.answer_lost_hint"))
            self._do.name("retry", text("kiosk.try_again"), Wish.RETRY)
            self._do.say(text("kiosk.try_again"), "refresh-cw")
        look, room = self.look, self.room()
        high = self._high
        width = room.width() if not look.landscape else min(room.width(), look.body * 24)
        left = room.left() + (room.width() - width) // 2
        self._do.setGeometry(left, self.height() - look.gap(5) - high, width, high)
