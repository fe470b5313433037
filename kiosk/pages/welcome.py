"""The first page."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.domain.ids import DeviceCode
from common.i18n import Text
from common.ui.widgets.lines import Style
from kiosk.look import Look
from kiosk.offers import KIND_ICONS, KIND_KEYS, MOST_TAKEN, Offer, kinds_given, most_taken
from kiosk.pages.page import KioskPage
from kiosk.paper_words import paper_is_out
from kiosk.state import ChooseKind, KioskState, Wish
from kiosk.widgets.card import Card
from kiosk.widgets.field import Field
from kiosk.widgets.grid import Grid, grid
from kiosk.widgets.label import Label


class WelcomePage(KioskPage):
    """The services taken most, the three kinds and search."""

    named = "welcome"

    def __init__(self, look: Look, device: DeviceCode, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._device = device
        self._title = Label(look, look.title_style(400), look.palette.ink, self)
        self._cards = [Card(look, self) for _ in range(MOST_TAKEN)]
        self._kinds = [Card(look, self, entry=True) for _ in KIND_KEYS]
        self._field = Field(look, self, opens=True)
        self._paper = Label(look, Style(look.body, 600), look.palette.warn, self)
        self._paper.setObjectName("paper")
        self.hear(*self._cards, *self._kinds, self._field)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        if state.menu is None:
            return
        hello, question = text("kiosk.welcome"), text("kiosk.choose_service")
        words = f"{hello} {question}"
        self._title.say(words, strong=((len(hello) + 1, len(words)),))
        offers = most_taken(state.menu, self._device, text)
        for card, offer in zip(self._cards, offers, strict=False):
            card.take(offer)
        kinds = kinds_given(state.menu)
        for card, kind in zip(self._kinds, kinds, strict=False):
            card.take(
                Offer(
                    f"kind:{kind.value}", text(KIND_KEYS[kind]), KIND_ICONS[kind], ChooseKind(kind)
                )
            )
        self._field.name("search", text("kiosk.search"), Wish.SEARCH)
        self._field.invite(text("kiosk.search"))
        out = paper_is_out(state.printer)
        self._paper.say(text("kiosk.paper_out") if out else "", "triangle-alert" if out else "")
        self._paper.setVisible(out)
        self._arrange(len(offers), len(kinds))

    def _arrange(self, services: int, kinds: int) -> None:
        for number, card in enumerate(self._kinds):
            card.setVisible(number < kinds)
        if self.look.landscape:
            self._arrange_wide(services, kinds)
        else:
            self._arrange_tall(services, kinds)

    def _arrange_tall(self, services: int, kinds: int) -> None:
        look, room = self.look, self.room()
        top = self._put_paper(room, look.gap(2.5))
        top = self._title.stand(room.left(), top, room.width()) + look.gap(1.75)
        foot = room.bottom() + 1 - look.gap(4)
        entry, touch = round(look.body * 5.05), look.touch
        block = look.gap(4)
        free = foot - top - touch - block - entry - block
        cards = QRect(room.left(), top, room.width(), free)
        self._put_cards(self._card_grid(cards, 2, services), services)
        under = self._cards_end(cards, services) + block
        self._put_kinds(QRect(room.left(), under, room.width(), entry), kinds)
        self._field.setGeometry(room.left(), under + entry + block, room.width(), touch)

    def _arrange_wide(self, services: int, kinds: int) -> None:
        look, room = self.look, self.room()
        top = self._put_paper(room, look.gap(2))
        field = round(room.width() * 0.4)
        self._field.setGeometry(room.right() + 1 - field, top, field, look.touch)
        height = look.title * 1.3
        self._title.stand(
            room.left(), top + (look.touch - height) / 2, room.width() - field - look.margin, height
        )
        top += look.touch + look.gap(2)
        entry = max(look.touch, round(look.body * 2.9))
        entry_top = room.bottom() + 1 - look.gap(3) - entry
        cards = QRect(room.left(), top, room.width(), entry_top - look.gap(3) - top)
        self._put_cards(self._card_grid(cards, 3, services), services)
        self._put_kinds(QRect(room.left(), entry_top, room.width(), entry), kinds)

    def _put_paper(self, room: QRect, top: int) -> int:
        if self._paper.isHidden():
            return top
        return self._paper.stand(room.left(), top, room.width()) + self.look.gap(1.5)

    def _card_grid(self, box: QRect, columns: int, services: int) -> Grid:
        least = round(self.look.body * (5.9 if columns == 2 else 4.4))  # noqa: PLR2004 - two columns: icon above the name
        rows = -(-services // columns)
        return grid(
            self.look,
            box,
            columns=columns,
            least=least,
            tallest=round(self.look.body * 7),
            rows=rows,
        )

    def _put_cards(self, places: Grid, services: int) -> None:
        for number, card in enumerate(self._cards):
            shown = number < min(services, places.places)
            card.setVisible(shown)
            if shown:
                card.setGeometry(places.place(number))

    def _cards_end(self, box: QRect, services: int) -> int:
        shown = [card.geometry().bottom() + 1 for card in self._cards if not card.isHidden()]
        return max(shown) if services else box.top()

    def _put_kinds(self, box: QRect, kinds: int) -> None:
        if not kinds:
            return
        gap = self.look.gap(2)
        width = (box.width() - (kinds - 1) * gap) / kinds
        for number, card in enumerate(self._kinds[:kinds]):
            left = box.left() + number * (width + gap)
            card.setGeometry(round(left), box.top(), round(width), box.height())
