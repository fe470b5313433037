"""What a visitor sees who holds his own slip before the scanner."""

from common.domain.place import Place
from common.domain.views import Menu
from common.i18n import Text
from kiosk.offers import service_in
from kiosk.own_slip import GaveUp, GivingUp, MyPlace, NoSlip
from kiosk.pages.dead_end import Act, DeadEndPage, home_act
from kiosk.pages.numbered import NumberedPage
from kiosk.pages.page import KioskPage
from kiosk.place_words import facts_of, said_of
from kiosk.state import KioskState, Page, Wish


class MyPlacePage(NumberedPage):
    """The number, how it stands, and what its holder can do."""

    named = "my_place"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, MyPlace):
            return
        place = page.place
        facts = facts_of(place, menu, state.now, text)
        self.put_number(text, place.label, _service(place, menu, text), facts)
        title, more = said_of(place, menu, text)
        self.lead(title, more, _acts(page, text))


class GivingUpPage(NumberedPage):
    """Asks once more: what is given up is not given back."""

    named = "giving_up"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, GivingUp):
            return
        self.put_number(text, page.place.label, _service(page.place, menu, text), ())
        alive = not page.asking
        keep = Act("keep", text("place.give_up_no"), Wish.BACK, alive=alive)
        sure = Act("give_up_surely", text("place.give_up_yes"), Wish.GIVE_UP_SURELY, alive=alive)
        self.lead(text("place.give_up_title"), text("place.give_up_hint"), [keep, sure])


class GaveUpPage(DeadEndPage):
    """The place is given up."""

    named = "gave_up"
    icon = "circle-check"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if isinstance(state.page, GaveUp):
            title = f"{state.page.label}: {text('place.gave_up')}"
            self.lead(title, text("place.gave_up_hint"), home_act(text))


class NoSlipPage(DeadEndPage):
    """The slip says nothing of a place."""

    named = "no_slip"
    icon = "ticket"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if isinstance(state.page, NoSlip):
            key = f"place.no_slip.{state.page.why.value}"
            self.lead(text(key), text(f"{key}_hint"), home_act(text))


def _service(place: Place, menu: Menu, text: Text) -> str:
    known = menu.floor.catalogue.find(place.service)
    return "" if known is None else service_in(menu.floor, place.service).name.of(text.language)


def _acts(page: MyPlace, text: Text) -> list[Act]:
    """Return what can be done: the blue one leads back to the window, or else to the first page."""
    alive, place = not page.asking, page.place
    acts = [home_act(text)]
    if place.may_come_back:
        acts = [Act("back_again", text("place.back"), Wish.COME_BACK, "undo-2", alive=alive)]
    if place.may_give_up:
        acts.append(Act("give_up", text("place.give_up"), Wish.GIVE_UP, alive=alive))
    return acts


SLIP_PAGES: dict[type[Page], type[KioskPage]] = {
    MyPlace: MyPlacePage,
    GivingUp: GivingUpPage,
    GaveUp: GaveUpPage,
    NoSlip: NoSlipPage,
}
