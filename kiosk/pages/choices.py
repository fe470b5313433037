"""Pages of cards: the entities of a kind, the services of an entity, the groups."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.offers import (
    KIND_ICONS,
    KIND_KEYS,
    Offer,
    entities_of,
    entity_icon,
    groups,
    services_of,
)
from kiosk.pages.page import KioskPage
from kiosk.state import Entities, Groups, KioskState, Services
from kiosk.widgets.card import Card
from kiosk.widgets.grid import Grid
from kiosk.widgets.label import Label
from kiosk.widgets.turner import Turner

MOST_CARDS = 12
UPRIGHT = 7.3
"""Ems a card needs for icon, three lines of a name and a note one under another."""


class ChoicesPage(KioskPage):
    """Cards of one size, leaf by leaf: nothing scrolls."""

    tallest = 9.85
    """Ems a card may grow to."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._whose = Label(look, look.body_style(), look.palette.slate, self)
        self._title = Label(look, look.title_style(), look.palette.ink, self)
        self._cards = [Card(look, self) for _ in range(MOST_CARDS)]
        self._turner = Turner(look, self)
        self._turner.wished.connect(self.wished)
        self.hear(*self._cards)

    def lay_out(self, offers: tuple[Offer, ...], leaf: int, text: Text) -> None:
        """Draw one leaf of the offers."""
        self._turner.speak(text)
        places = self._arrange()
        leaves = max(1, -(-len(offers) // places.places))
        leaf = min(leaf, leaves - 1)
        shown = offers[leaf * places.places :][: places.places]
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(shown))
            if number < len(shown):
                card.take(shown[number])
                card.stand(places.place(number), low=places.low)
        self._turner.tell(leaf, leaves)
        self._turner.setVisible(leaves > 1)

    def ask(self, question: str, whose: str, icon: str) -> None:
        """Set the question, and whose things these are."""
        self._whose.say(whose, icon)
        self._whose.setVisible(bool(whose))
        self._title.say(question)

    def _arrange(self) -> Grid:
        return self._arrange_wide() if self.look.landscape else self._arrange_tall()

    def _arrange_tall(self) -> Grid:
        look, room = self.look, self.room()
        top = look.gap(3.25)
        if not self._whose.isHidden():
            top = self._whose.stand(room.left(), top, room.width())
        top = self._title.stand(room.left(), top, room.width()) + look.gap(2.5)
        turner = room.bottom() + 1 - look.gap(3) - look.touch
        self._turner.setGeometry(room.left(), turner, room.width(), look.touch)
        self._turner.arrange()
        columns = 1 if look.scale.large_text else 2
        box = QRect(room.left(), top, room.width(), turner - look.gap(3) - top)
        return self._grid(box, columns, 4.7 if columns == 1 else 8.6)

    def _arrange_wide(self) -> Grid:
        look, room = self.look, self.room()
        top, left, width = look.gap(2), room.left(), room.width()
        turner = self._turner.needs()
        self._turner.setGeometry(room.right() + 1 - turner, top, turner, look.touch)
        self._turner.arrange()
        words = width - turner - look.margin
        question = look.title * 1.3
        whose = 0 if self._whose.isHidden() else look.body * 1.3
        at = top + max(0.0, (look.touch - question - whose) / 2)
        if whose:
            at = self._whose.stand(left, at, words, whose)
        at = self._title.stand(left, at, words, question)
        top = max(at, top + look.touch) + look.gap(2)
        box = QRect(left, top, width, room.bottom() + 1 - look.gap(3) - top)
        upright = box.height() >= 2 * round(look.body * UPRIGHT) + look.gap(2)
        return self._grid(box, 3, UPRIGHT if upright else 4.9)

    def _grid(self, box: QRect, columns: int, least: float) -> Grid:
        """Return the grid with as many rows of at least so many ems as there is room for."""
        body, gap = self.look.body, self.look.gap(2)
        rows = max(1, (box.height() + gap) // (round(body * least) + gap))
        rows = min(rows, MOST_CARDS // columns)
        return Grid(box, columns, rows, gap, round(body * self.tallest), round(body * UPRIGHT))


class EntitiesPage(ChoicesPage):
    """The entities of one kind."""

    named = "entities"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if state.menu is not None and isinstance(state.page, Entities):
            kind = state.page.kind
            self.ask(text("kiosk.choose_entity"), text(KIND_KEYS[kind]), KIND_ICONS[kind])
            self.lay_out(entities_of(state.menu, kind, text), state.page.leaf, text)


class ServicesPage(ChoicesPage):
    """The services of one entity."""

    named = "services"

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if state.menu is not None and isinstance(page, Services):
            entities = state.menu.floor.catalogue.entities
            entity = next(each for each in entities if each.code == page.entity)
            whose = entity.name.of(text.language)
            self.ask(text("kiosk.choose_service"), whose, entity_icon(entity))
            self.lay_out(services_of(state.menu, page.entity, text), page.leaf, text)


class GroupsPage(ChoicesPage):
    """The groups that may go first."""

    named = "groups"
    tallest = 4.8

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if state.menu is not None and isinstance(state.page, Groups):
            self.ask(text("kiosk.choose_group"), text("kiosk.priority_proof"), "heart-handshake")
            self.lay_out(groups(state.menu, text), state.page.leaf, text)
