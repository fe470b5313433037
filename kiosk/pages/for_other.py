"""The number of another kiosk's visitor, whose paper comes out here."""

from common.i18n import Text
from kiosk.given import ForOther, Paper
from kiosk.offers import service_in
from kiosk.pages.dead_end import Act
from kiosk.pages.numbered import NumberedPage
from kiosk.state import KioskState, Wish


class ForOtherPage(NumberedPage):
    """The number as large as the page allows, whom it is for, one button."""

    named = "for_other"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, ForOther):
            return
        service = service_in(menu.floor, page.issued.service).name.of(text.language)
        ticket = page.issued.ticket
        self.put_number(text, ticket.label, service, ())
        taken = Act(
            "taken", text("spare.taken"), Wish.LEAVE, alive=page.paper is not Paper.PRINTING
        )
        more = text("spare.from_kiosk", kiosk=ticket.kiosk or "")
        self.lead(text(f"spare.{page.paper.value}"), more, [taken])
