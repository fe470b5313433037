"""One service, and the one button that takes a ticket."""

from PySide6.QtWidgets import QWidget

from common.domain.ticket import Lane
from common.i18n import Text
from kiosk.facts import facts_of
from kiosk.look import Look
from kiosk.offers import entity_icon, service_in, why_closed
from kiosk.pages.page import KioskPage
from kiosk.state import ChooseGroup, Confirm, KioskState, Wish
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.facts import Facts
from kiosk.widgets.label import Label
from kiosk.widgets.question import Question

FACTS_PART = 0.4
"""How much of a landscape row the facts have beside the question."""


class ConfirmPage(KioskPage):
    """What the visitor is about to take."""

    named = "confirm"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        colours = look.palette
        self._entity = Label(look, look.body_style(), colours.slate, self)
        self._service = Label(look, look.display_style(), colours.ink, self)
        self._facts = Facts(look, self, framed=True)
        self._priority = Question(look, "heart-handshake", colours.priority, self)
        self._priority.wished.connect(self.wished)
        self._take = Button(look, Shape.BLUE, self)
        self._take.pixels = look.figure
        self.hear(self._take)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, Confirm):
            return
        entity = menu.floor.catalogue.entity_of(page.service)
        self._entity.say(entity.name.of(text.language), entity_icon(entity))
        self._service.say(service_in(menu.floor, page.service).name.of(text.language))
        lane = Lane.ORDINARY if page.group is None else Lane.PRIORITY
        ahead = menu.services[page.service].ahead(lane) if menu.live else None
        self._facts.take(facts_of(menu.floor, page.service, ahead, text))
        self._ask_priority(page, state, text)
        self._offer(page, why_closed(menu.services[page.service].admission, text), text)
        self._arrange(asks=bool(menu.floor.catalogue.groups))

    def _offer(self, page: Confirm, closed: str, text: Text) -> None:
        """Offer the ticket, or say why there is none any more."""
        words = text("kiosk.issuing") if page.asking else closed or text("kiosk.take_ticket")
        icon = "" if page.asking else "circle-slash" if closed else "ticket"
        self._take.name("take", words, Wish.TAKE)
        self._take.say(words, icon)
        self._take.setEnabled(not page.asking and not closed)

    def _ask_priority(self, page: Confirm, state: KioskState, text: Text) -> None:
        groups = state.menu.floor.catalogue.groups if state.menu else ()
        chosen = next((each for each in groups if each.code == page.group), None)
        more = chosen.name.of(text.language) if chosen else text("kiosk.priority_proof")
        self._priority.ask(text("kiosk.priority_question"), more)
        button = self._priority.button
        wish = ChooseGroup(None) if chosen else Wish.PRIORITY
        button.name("priority", text("kiosk.yes"), wish)
        button.say(text("kiosk.yes"), "check" if chosen else "", chosen=chosen is not None)
        button.setAccessibleName(f"{text('kiosk.priority_question')} {text('kiosk.yes')}")
        button.setEnabled(not page.asking)
        self._priority.setVisible(bool(groups))

    def _arrange(self, *, asks: bool) -> None:
        if self.look.landscape:
            self._arrange_wide(asks=asks)
        else:
            self._arrange_tall(asks=asks)

    def _arrange_tall(self, *, asks: bool) -> None:
        look, room = self.look, self.room()
        blue = min(look.mm(43.7), round(look.figure * 3))
        take = room.bottom() + 1 - look.gap(6) - blue
        self._take.setGeometry(room.left(), take, room.width(), blue)
        end = self._entity.stand(room.left(), look.gap(7), room.width())
        rest = self._facts.needs() + look.gap(12) + (look.body * 7 if asks else 0)
        high = max(look.display * 2.4, take - end - rest - look.gap(6))
        end = self._service.stand(room.left(), end + look.gap(2), room.width(), high)
        end += look.gap(6)
        self._facts.setGeometry(room.left(), end, room.width(), self._facts.needs())
        end += self._facts.height() + look.gap(6)
        if asks:
            self._priority.stand(room.left(), end, room.width(), take - end - look.gap(3))

    def _arrange_wide(self, *, asks: bool) -> None:
        look, room = self.look, self.room()
        blue = min(look.mm(36), round(look.figure * 2.6))
        take = room.height() - look.gap(4) - blue
        self._take.setGeometry(room.left(), take, room.width(), blue)
        gap = look.gap(3)
        half = round((room.width() - gap) * (FACTS_PART if asks else 1))
        rest = room.width() - gap - half
        right = room.right() + 1 - rest
        row = self._facts.needs()
        if asks:
            row = max(row, self._priority.stand(right, 0, rest, look.body * 6.5))
        end = self._entity.stand(room.left(), look.gap(3), room.width()) + look.gap(1)
        high = take - look.gap(6) - row - end
        end = self._service.stand(room.left(), end, room.width(), high)
        top = round(min(end + look.gap(6), take - look.gap(3) - row))
        self._facts.setGeometry(room.left(), top, half if asks else room.width(), row)
        if asks:
            self._priority.stand(right, top, rest, look.body * 6.5, least=row)
