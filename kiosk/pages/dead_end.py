"""Why a code gets no ticket, and the one thing to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QWidget

from common.domain.views import Menu
from common.i18n import Text, clock
from kiosk.codes import Broken, Late, TooEarly, Unchecked
from kiosk.look import Look
from kiosk.offers import service_in, why_closed
from kiosk.pages.notice import LINE_BREAK, NoticePage
from kiosk.paper_words import take_key
from kiosk.state import AnyWish, KioskState, Wish
from kiosk.widgets.button import Button, Shape


@dataclass(frozen=True, slots=True)
class Act:
    """What a button is for."""

    name: str
    words: str
    wish: AnyWish
    icon: str = ""
    alive: bool = True


class DeadEndPage(NoticePage):
    """A sign, a line, what it means, one blue button and perhaps a second one above it."""

    icon = "calendar-clock"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._sign.colour = look.palette.azure
        self._blue = Button(look, Shape.BLUE, self)
        self._other = Button(look, Shape.LINE, self)
        for button in (self._blue, self._other):
            button.pixels = look.title
        self._blue.warns = True
        self.hear(self._blue, self._other)

    def lead(self, title: str, more: str, *acts: Act) -> None:
        """Say what holds; the first act is the blue one."""
        look, room = self.look, self.room()
        high = self.act_height
        beside = look.landscape and len(acts) > 1
        rows = 1 if beside else len(acts)
        self.reserved = rows * high + (rows - 1) * look.gap(3) + look.gap(7)
        self.explain(title, more)
        width = self.act_width
        each = (room.width() - look.gap(3)) // 2 if beside else width
        left = room.left() + (room.width() - (room.width() if beside else width)) // 2
        bottom = self.height() - look.gap(5) - high
        self._show(acts)
        self._blue.setGeometry(left + (each + look.gap(3) if beside else 0), bottom, each, high)
        above = 0 if beside else high + look.gap(3)
        self._other.setGeometry(left, bottom - above, each, high)

    def _show(self, acts: Sequence[Act]) -> None:
        for button, act in zip((self._blue, self._other), acts, strict=False):
            button.name(act.name, act.words, act.wish)
            button.say(act.words, act.icon)
            button.setEnabled(act.alive)
        self._other.setVisible(len(acts) > 1)


def home_act(text: Text) -> Act:
    """Return the button that leads to the first page."""
    return Act("done", text("kiosk.home"), Wish.HOME)


def moment(at: datetime, state: KioskState, menu: Menu, text: Text) -> str:
    """Return when something is: the hour, and the day where it is not today."""
    zone = menu.floor.zone_info
    local, today = at.astimezone(zone), state.now.astimezone(zone).date()
    day = "" if local.date() == today else f"{text.day_in_words(local.date())}, "
    return f"{day}{clock(local)}"


def promised(at: datetime, state: KioskState, menu: Menu, text: Text) -> str:
    """Return the line that names an appointment's time."""
    return f"{text('appointment.time')}: {moment(at, state, menu, text)}"


class LookingPage(NoticePage):
    """What was scanned is looked up."""

    named = "looking"
    icon = "scan-line"

    def tell(self, state: KioskState, text: Text) -> None:  # noqa: ARG002 - says the same whatever holds
        """Draw what the state says."""
        self.explain(text("appointment.looking"), "")


class TooEarlyPage(DeadEndPage):
    """The time has not come."""

    named = "too_early"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, TooEarly):
            return
        minutes = round((page.at - page.earliest).total_seconds() / 60)
        said = text("kiosk.too_early", n=minutes, time=moment(page.earliest, state, menu, text))
        title, _, when = said.partition(". ")
        lines = [promised(page.at, state, menu, text), when.replace(": ", f":{LINE_BREAK}", 1)]
        self.lead(f"{title}.", LINE_BREAK.join(lines), home_act(text))


class LatePage(DeadEndPage):
    """The time has passed: an ordinary ticket of the same service is one touch away."""

    named = "late"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, Late):
            return
        title, _, more = text("kiosk.too_late").partition(". ")
        lines = [promised(page.at, state, menu, text)]
        now = menu.services.get(page.service)
        if now is None:
            self.lead(f"{title}.", LINE_BREAK.join([*lines, more]), home_act(text))
            return
        lines.append(service_in(menu.floor, page.service).name.of(text.language))
        closed = why_closed(now.admission, text)
        words = closed or text(take_key(state.printer))
        icon = "circle-slash" if closed else "ticket"
        take = Act("take", words, Wish.TAKE, icon, alive=not closed)
        self.lead(f"{title}.", LINE_BREAK.join(lines), take)


class CancelledPage(DeadEndPage):
    """The appointment was cancelled."""

    named = "appointment_cancelled"

    def tell(self, state: KioskState, text: Text) -> None:  # noqa: ARG002 - says the same whatever holds
        """Draw what the state says."""
        ordinary = Act("done", text("appointment.ordinary"), Wish.HOME)
        self.lead(text("appointment.cancelled"), text("appointment.cancelled_hint"), ordinary)


class UnknownPage(DeadEndPage):
    """Nobody knows the code."""

    named = "unknown_code"

    def tell(self, state: KioskState, text: Text) -> None:  # noqa: ARG002 - says the same whatever holds
        """Draw what the state says."""
        once_more = Act("again", text("appointment.again"), Wish.APPOINTMENT)
        self.lead(text("appointment.unknown"), text("appointment.unknown_hint"), once_more)


class BrokenPage(DeadEndPage):
    """The promise cannot be kept today."""

    named = "broken_promise"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if isinstance(state.page, Broken):
            why = text.refusal(state.page.refused)
            self.lead(text("appointment.no_promise"), why, home_act(text))


class UncheckedPage(DeadEndPage):
    """The store cannot be asked."""

    named = "unchecked"
    icon = "wifi-off"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if not isinstance(state.page, Unchecked):
            return
        once_more = Act(
            "retry", text("kiosk.try_again"), Wish.RETRY, "refresh-cw", alive=state.reachable
        )
        ordinary = Act("done", text("appointment.ordinary"), Wish.HOME)
        title, hint = text("appointment.unchecked"), text("appointment.unchecked_hint")
        self.lead(title, hint, ordinary, once_more)
