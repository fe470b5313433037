"""The pages of staff: who is it, and what is to be done."""

from common.domain.staff import StaffMove
from common.domain.words import Language
from common.i18n import Text
from kiosk.offers import Offer
from kiosk.pages.choices import ChoicesPage
from kiosk.pages.code import CodePage
from kiosk.pages.notice import OutOfServicePage
from kiosk.pages.page import KioskPage
from kiosk.staff_pages import ChooseStaff, StaffMenu, StaffSign, SwitchedOff
from kiosk.state import Keys, KioskState, Page, Wish

HIDDEN = "•"
THINGS: tuple[tuple[StaffMove, str], ...] = (
    (StaffMove.PRINTER_TEST, "printer"),
    (StaffMove.PAPER_CHANGED, "scroll-text"),
    (StaffMove.OUT_OF_SERVICE, "ban"),
    (StaffMove.IN_SERVICE, "circle-check"),
    (StaffMove.RESTART, "refresh-cw"),
    (StaffMove.QUIT, "log-out"),
)


class SwitchedOffPage(OutOfServicePage):
    """Staff have taken the kiosk out of service."""

    named = "switched_off"


class StaffSignPage(CodePage):
    """The code that somebody signs in with, then his PIN."""

    named = "staff_sign"
    icon = "user-check"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if not isinstance(page, StaffSign):
            return
        question = text("staff.pin" if page.asks_pin else "staff.code")
        self._title.say(question)
        why = _why(page, text)
        self._scanner.say(why, "triangle-alert")
        self._scanner.setVisible(bool(why))
        self._scanner.colour = self._scanner.icon_colour = self.look.palette.warn
        shown = HIDDEN * len(page.pin) if page.asks_pin else page.operator
        self._field.name("field", f"{question}: {shown}", None)
        self._field.invite("", shown)
        words = text("appointment.looking" if page.asking else "kiosk.ok")
        self._send.name("send", words, Wish.SEND)
        self._send.say(words, "" if page.asking else "check")
        self._send.setEnabled(bool(page.typed) and not page.asking)
        self._keyboard.tell(Keys.STAFF, Language.EN, text)
        self._arrange()


class StaffMenuPage(ChoicesPage):
    """What staff can do at this kiosk."""

    named = "staff_menu"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if not isinstance(page, StaffMenu):
            return
        said = text("staff.no_store") if page.operator is None else ""
        self.ask(text("staff.title", code=state.device), text(page.said) if page.said else said, "")
        self.lay_out(_offers(state, page, text), 0, text)


def _offers(state: KioskState, page: StaffMenu, text: Text) -> tuple[Offer, ...]:
    known = page.operator is not None
    hidden = StaffMove.OUT_OF_SERVICE if state.off else StaffMove.IN_SERVICE
    return tuple(
        Offer(
            f"staff:{move}",
            text(f"staff.{move}"),
            icon,
            ChooseStaff(move),
            reason=text("staff.wait") if page.asking else "",
        )
        for move, icon in THINGS
        if move is not hidden and (known or move is StaffMove.RESTART)
    )


def _why(page: StaffSign, text: Text) -> str:
    if page.refused is not None:
        return text.refusal(page.refused)
    return text("boot.store") if page.no_store else ""


STAFF_PAGES: dict[type[Page], type[KioskPage]] = {
    SwitchedOff: SwitchedOffPage,
    StaffSign: StaffSignPage,
    StaffMenu: StaffMenuPage,
}
