"""Pages of cards: the entities of a kind, the services of an entity, the groups."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.domain.letters import initial
from common.i18n import Text
from kiosk.look import Look
from kiosk.offers import (
    KIND_ICONS,
    KIND_KEYS,
    LONG,
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
from kiosk.widgets.letters import Letters
from kiosk.widgets.turner import Turner

MOST_CARDS = 12
FEW_LEAVES = 2
"""So many leaves are turned; only a longer list has letters."""
UPRIGHT = 7.3
"""Ems a card needs for icon, three lines of a name and a note one under another."""
BROAD = 4.3
"""Ems a card needs whose name has the room of one and a half."""


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
        self._letters = Letters(look, self)
        self._many = 0
        for part in (self._turner, self._letters):
            part.wished.connect(self.wished)
        self.hear(*self._cards)

    def lay_out(
        self, offers: tuple[Offer, ...], leaf: int, text: Text, *, by_letter: bool = False
    ) -> None:
        """Draw one leaf of the offers; a long list that is sorted by letter has its letters."""
        self._turner.speak(text)
        self._many = len(offers)
        letters = [initial(each.words, text.language) for each in offers] if by_letter else []
        # While there is nothing to turn the words have the whole width.
        self._turner.setVisible(False)
        places = self._arrange(0)
        lettered = False
        if places.places < len(offers):
            self._turner.setVisible(True)
            places = self._arrange(0)
            lettered = by_letter and len(offers) > FEW_LEAVES * places.places
        if lettered:
            places = self._arrange(len(set(letters)))
        leaves = max(1, -(-len(offers) // places.places))
        self._turner.setVisible(leaves > 1)
        leaf = min(leaf, leaves - 1)
        first = leaf * places.places
        shown = offers[first:][: places.places]
        self._letters.setVisible(lettered)
        if lettered:
            leaf_of = {each: letters.index(each) // places.places for each in letters}
            self._letters.tell(leaf_of, frozenset(letters[first:][: places.places]), text)
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(shown))
            if number < len(shown):
                card.take(shown[number])
                card.stand(places.place(number), low=places.low)
        self._turner.tell(leaf, leaves)

    def ask(self, question: str, whose: str, icon: str) -> None:
        """Set the question, and whose things these are."""
        self._whose.say(whose, icon)
        self._whose.setVisible(bool(whose))
        self._title.say(question)

    def _arrange(self, letters: int) -> Grid:
        """Put everything in its place, so many letters too; return where the cards stand."""
        return self._arrange_wide(letters) if self.look.landscape else self._arrange_tall(letters)

    def _put_letters(self, letters: int, end: int) -> int:
        """Put the letters above a row of the page; return where the cards end."""
        if not letters:
            return end
        room = self.room()
        high = self._letters.needs(letters, room.width())
        self._letters.setGeometry(room.left(), end - high, room.width(), high)
        return end - high - self.look.gap(2.5)

    def _arrange_tall(self, letters: int) -> Grid:
        look, room = self.look, self.room()
        top = look.gap(3.25)
        if not self._whose.isHidden():
            top = self._whose.stand(room.left(), top, room.width())
        top = self._title.stand(room.left(), top, room.width()) + look.gap(2.5)
        turner = room.bottom() + 1 - look.gap(3) - look.touch
        self._turner.setGeometry(room.left(), turner, room.width(), look.touch)
        self._turner.arrange()
        columns = 1 if look.scale.large_text else 2
        end = self._put_letters(letters, turner - look.gap(3))
        box = QRect(room.left(), top, room.width(), end - top)
        return self._grid(box, columns, min(4.7 if columns == 1 else 8.2, self.tallest))

    def _arrange_wide(self, letters: int) -> Grid:
        look, room = self.look, self.room()
        top, left, width = look.gap(2), room.left(), room.width()
        turner = self._turner.needs()
        self._turner.setGeometry(room.right() + 1 - turner, top, turner, look.touch)
        self._turner.arrange()
        words = width if self._turner.isHidden() else width - turner - look.margin
        question = look.title * 1.3
        whose = 0 if self._whose.isHidden() else look.body * 1.3
        at = top + max(0.0, (look.touch - question - whose) / 2)
        if whose:
            at = self._whose.stand(left, at, words, whose)
        at = self._title.stand(left, at, words, question)
        top = max(at, top + look.touch) + look.gap(2)
        end = self._put_letters(letters, room.bottom() + 1 - look.gap(3))
        box = QRect(left, top, width, end - top)
        broad = self._grid(box, 2, min(BROAD, self.tallest))
        upright = box.height() >= 2 * round(look.body * UPRIGHT) + look.gap(2)
        narrow = self._grid(box, 3, min(UPRIGHT if upright else 4.9, self.tallest))
        # Fewer cards a leaf, rather than names in smaller text.
        fewer = look.scale.large_text and broad.rows > 1 and self._many > narrow.places
        return broad if fewer else narrow

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
            offers = entities_of(state.menu, kind, text)
            self.lay_out(offers, state.page.leaf, text, by_letter=True)


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
            offers = services_of(state.menu, page.entity, text)
            self.lay_out(offers, page.leaf, text, by_letter=len(offers) > LONG)


class GroupsPage(ChoicesPage):
    """The groups that may go first."""

    named = "groups"
    tallest = 4.8

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if state.menu is not None and isinstance(state.page, Groups):
            self.ask(text("kiosk.choose_group"), text("kiosk.priority_proof"), "heart-handshake")
            self.lay_out(groups(state.menu, text), state.page.leaf, text)
