"""Calm pages on which nothing can be taken: starting, out of service, closed."""

from PySide6.QtWidgets import QWidget

from common.domain.day import Closed, next_opening
from common.domain.views import Menu
from common.i18n import Text
from kiosk.look import Look
from kiosk.offers import hour
from kiosk.pages.page import KioskPage, as_title
from kiosk.state import KioskState, Wish
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.label import Label
from kiosk.widgets.picture import Picture

LINE_BREAK = "\u2028"
JOINED = "\u2060"
"""No line is broken here."""


class NoticePage(KioskPage):
    """A sign, a line and what to do, in the middle of the page."""

    icon = "info"
    reserved = 0
    """Room at the bottom that is used for something else."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._sign = Picture(look, self)
        style = look.title_style() if look.landscape else look.figure_style()
        self._title = Label(look, style, look.palette.ink, self, middle=True)
        self._more = Label(look, look.body_style(), look.palette.slate, self, middle=True)

    @property
    def act_height(self) -> int:
        """Return the height of the button of such a page."""
        return min(self.look.mm(32), round(self.look.body * 3.3))

    @property
    def act_width(self) -> int:
        """Return the width of the button of such a page."""
        room = self.room().width()
        return min(room, self.look.body * 24) if self.look.landscape else room

    def explain(self, title: str, more: str) -> None:
        """Say what holds and what to do; a line alone has no full stop."""
        self._title.say(as_title(title))
        self._more.say(more)
        self._arrange()

    def _arrange(self) -> None:
        look, room = self.look, self.room()
        width = min(room.width(), look.body * 24)
        left = room.left() + (room.width() - width) / 2
        parts = [part for part in (self._title, self._more) if part.text()]
        for part in (self._title, self._more):
            part.setVisible(part in parts)
        free = self.height() - self.reserved
        words = self._stand(parts, left, 0, width)
        size = min(
            look.mm(36 if look.landscape else 48), max(0, round(free - words - look.gap(13)))
        )
        top = max(look.gap(2), (free - words - size - look.gap(5)) * 0.45)
        self._sign.setGeometry(room.left() + (room.width() - size) // 2, round(top), size, size)
        self._sign.take(self.icon)
        self._stand(parts, left, top + size + look.gap(4 if size else 0), width)

    def _stand(self, parts: list[Label], left: float, top: float, width: float) -> float:
        """Put the words one under another; return where they end."""
        end = top
        for part in parts:
            end = part.stand(left, end, width) + self.look.gap(3)
        return end - self.look.gap(3)


class StartingPage(NoticePage):
    """The kiosk waits for the store, the first time."""

    named = "starting"
    icon = "hourglass"

    def tell(self, state: KioskState, text: Text) -> None:  # noqa: ARG002 - says the same whatever holds
        """Draw what the state says."""
        self.explain(text("boot.waiting"), text("boot.store"))


class OutOfServicePage(NoticePage):
    """The store is out of reach."""

    named = "out_of_service"
    icon = "monitor"

    def tell(self, state: KioskState, text: Text) -> None:  # noqa: ARG002 - says the same whatever holds
        """Draw what the state says."""
        title, _, rest = text("kiosk.out_of_service").partition(". ")
        self.explain(f"{title}.", rest)


class UsedUpPage(NoticePage):
    """The kiosk is on its own and has no numbers left."""

    named = "used_up"
    icon = "monitor"

    def tell(self, state: KioskState, text: Text) -> None:  # noqa: ARG002 - says the same whatever holds
        """Draw what the state says."""
        self.explain(text("kiosk.used_up"), text("kiosk.used_up_hint"))


class UnplacedPage(NoticePage):
    """The set-up does not know this kiosk."""

    named = "unplaced"
    icon = "monitor"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        code = state.device.replace("-", f"-{JOINED}")
        self.explain(text("kiosk.not_placed"), text("boot.unknown_device", code=code))


class EvacuationPage(NoticePage):
    """The building has to be left."""

    named = "evacuation"
    icon = "triangle-alert"

    def tell(self, state: KioskState, text: Text) -> None:  # noqa: ARG002 - says the same whatever holds
        """Draw what the state says."""
        self.explain(text("alarm.leave"), text("alarm.calm"))


class ClosedPage(NoticePage):
    """Nobody is received now."""

    named = "closed"
    icon = "clock"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._appointment = Button(look, Shape.LINE, self)
        self._appointment.pixels = look.title
        self.hear(self._appointment)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        self._offer_appointment(text, some=state.menu is not None and state.menu.appointments)
        said = [] if state.menu is None else [*_today(state.menu, text), *_next(state, text)]
        self.explain(text("kiosk.closed_now"), LINE_BREAK.join(said))

    def _offer_appointment(self, text: Text, *, some: bool) -> None:
        """Show the way in for appointments, whose promise stands after the last ticket too."""
        look, room = self.look, self.room()
        words, high = text("kiosk.have_appointment"), self.act_height
        self._appointment.setVisible(some)
        self._appointment.name("appointment", words, Wish.APPOINTMENT)
        self._appointment.say(words, "calendar-check")
        self.reserved = high + look.gap(7) if some else 0
        width = self.act_width
        left = room.left() + (room.width() - width) // 2
        self._appointment.setGeometry(left, self.height() - look.gap(5) - high, width, high)


def _today(menu: Menu, text: Text) -> list[str]:
    opening = menu.opening
    if opening is None:
        return []
    return [text("kiosk.hours_today", a=hour(opening.opens), b=hour(opening.closes))]


def _next(state: KioskState, text: Text) -> list[str]:
    """Return when people are received again, where it is known."""
    menu = state.menu
    if menu is None:
        return []
    mine = [code for code, now in menu.services.items() if now.admission.closed is not Closed.OFF]
    moment = next_opening(menu.floor, mine, state.now)
    if moment is None:
        return []
    today = moment.date() == state.now.astimezone(menu.floor.zone_info).date()
    day = text("kiosk.today") if today else text.day_with_weekday(moment.date())
    said = text("kiosk.next_reception", day=day, time=hour(moment.time()))
    return [said.replace(": ", f":{LINE_BREAK}", 1)]
