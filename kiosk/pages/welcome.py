"""The first page."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.domain.ids import DeviceCode
from common.i18n import Text
from common.ui.widgets.lines import LINE_BREAK, Style
from kiosk.look import Look
from kiosk.nearest import where_paper_is
from kiosk.offers import KIND_ICONS, KIND_KEYS, MOST_TAKEN, Offer, kinds_given, most_taken
from kiosk.pages.page import KioskPage
from kiosk.paper_words import paper_is_out
from kiosk.state import Adding, ChooseKind, KioskState, Turn, Welcome, Wish
from kiosk.widgets.card import Card
from kiosk.widgets.field import Field
from kiosk.widgets.grid import Grid
from kiosk.widgets.label import Label
from kiosk.widgets.shares import shares

UPRIGHT = 6.1
"""Ems a card needs for icon, two lines of a name and a note one under another."""
LOW = 4.6
"""Ems a card needs with its icon before the name; fewer where it has the whole width."""
LOW_WIDE = 3.9
ENOUGH_ROWS = 3
MORE = "chevron-right"
SEARCH_PART = 0.5
"""How much of its row the search has beside the way in for appointments."""


class WelcomePage(KioskPage):
    """The services taken most, the three kinds and search."""

    named = "welcome"

    def __init__(self, look: Look, device: DeviceCode, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._device = device
        self._question = ""
        self._title = Label(look, look.title_style(400), look.palette.ink, self)
        self._cards = [Card(look, self) for _ in range(MOST_TAKEN)]
        self._more = Card(look, self, entry=True)
        self._kinds = [Card(look, self, entry=True) for _ in KIND_KEYS]
        self._appointment = Card(look, self, entry=True)
        self._field = Field(look, self, opens=True)
        self._paper = Label(look, Style(look.body, 600), look.palette.warn, self)
        self._paper.setObjectName("paper")
        self.hear(*self._cards, self._more, *self._kinds, self._appointment, self._field)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if state.menu is None or not isinstance(page, Welcome | Adding):
            return
        hello, question = text("kiosk.welcome"), text("kiosk.choose_service")
        if isinstance(page, Adding):
            hello, question = f"{text('kiosk.one_more')}.", text("kiosk.one_more_number")
        self._greet(hello, question)
        kinds = kinds_given(state.menu)
        for card, kind in zip(self._kinds, kinds, strict=False):
            card.take(
                Offer(
                    f"kind:{kind.value}", text(KIND_KEYS[kind]), KIND_ICONS[kind], ChooseKind(kind)
                )
            )
        self._field.name("search", text("kiosk.search"), Wish.SEARCH)
        self._field.invite(text("kiosk.search"))
        said = [text("kiosk.alone")] if state.alone else []
        if paper_is_out(state.printer):
            where = where_paper_is(state.menu, self._device, state.now, text)
            said += [f"{text('kiosk.paper_out')} {where}".strip()]
        self._paper.say(LINE_BREAK.join(said), "triangle-alert" if said else "")
        self._paper.setVisible(bool(said))
        for number, card in enumerate(self._kinds):
            card.setVisible(number < len(kinds))
        self._offer_appointment(state, text)
        offers = most_taken(state.menu, self._device, text)
        arrange = self._arrange_wide if self.look.landscape else self._arrange_tall
        places = arrange(len(offers), len(kinds))
        self._show_leaf(offers, page.leaf, places, text)

    def _greet(self, hello: str, question: str) -> None:
        """Say both on one line, or each on its own."""
        self._question = question
        strong = ((len(hello) + 1, len(hello) + 1 + len(question)),)
        self._title.say(f"{hello} {question}", strong=strong)
        if not self.look.landscape and self._title.needs() > self.room().width():
            self._title.say(f"{hello}{LINE_BREAK}{question}", strong=strong)

    def _offer_appointment(self, state: KioskState, text: Text) -> None:
        """Show the way in for appointments, where somebody has one today."""
        some = state.menu is not None and state.menu.appointments
        self._appointment.setVisible(some and isinstance(state.page, Welcome))
        words = text("kiosk.have_appointment")
        self._appointment.take(Offer("appointment", words, "calendar-check", Wish.APPOINTMENT))

    def _show_leaf(self, offers: tuple[Offer, ...], leaf: int, places: Grid, text: Text) -> None:
        """Fill the cards; where there are too many for a leaf, the last place leads to the next."""
        each = len(offers) if len(offers) <= places.places else max(1, places.places - 1)
        leaves = max(1, -(-len(offers) // max(1, each)))
        leaf = min(leaf, leaves - 1)
        shown = offers[leaf * each :][:each]
        for number, card in enumerate(self._cards):
            card.setVisible(number < len(shown))
            if number < len(shown):
                card.take(shown[number])
                card.stand(places.place(number), low=places.low)
        self._more.setVisible(leaves > 1)
        if leaves > 1:
            words, which = text("kiosk.more_services"), f"{leaf + 1} / {leaves}"
            self._more.take(Offer("more", words, MORE, Turn((leaf + 1) % leaves), which))
            self._more.stand(places.place(places.places - 1), low=places.low)

    def _arrange_tall(self, services: int, kinds: int) -> Grid:
        look, room = self.look, self.room()
        top = self._put_paper(room, look.gap(2.5))
        top = self._title.stand(room.left(), top, room.width()) + look.gap(1.75)
        foot = room.bottom() + 1 - look.gap(4)
        touch, block = look.touch, look.gap(4)
        room_for_all = foot - top - touch - block - block
        entry = round(look.body * 5.05)
        if look.scale.large_text:
            entry = self._pairs_height(kinds, room_for_all)
        free = room_for_all - entry
        columns = 1 if look.scale.large_text else 2
        places = self._grid(QRect(room.left(), top, room.width(), free), columns, services)
        filled = min(places.rows, -(-services // columns))
        under = places.place(filled * columns - 1).bottom() + 1 + block if services else top
        box = QRect(room.left(), under, room.width(), entry)
        if look.scale.large_text:
            self._put_pairs(box, kinds)
        else:
            self._put_kinds(box, kinds, low=False)
        self._put_search(QRect(room.left(), under + entry + block, room.width(), touch))
        return places

    def _arrange_wide(self, services: int, kinds: int) -> Grid:
        """Put the search where a card is missing, or beside the title."""
        look, room = self.look, self.room()
        top = self._put_paper(room, look.gap(2))
        entry = self._pair_height()
        under = room.bottom() + 1 - look.gap(3) - entry
        title = round(look.title * 1.3)
        low_top = top + title + look.gap(1.5)
        bottom = under - look.gap(2.5)
        places = self._grid(
            QRect(room.left(), low_top, room.width(), bottom - low_top), 3, services
        )
        if services < places.places:
            self._title.stand(room.left(), top, room.width(), title)
            self._field.setGeometry(places.place(places.places - 1))
        else:
            top = self._put_title_and_field(room, top)
            box = QRect(room.left(), top, room.width(), bottom - top)
            places = self._grid(box, 3, services)
        self._put_kinds(QRect(room.left(), under, room.width(), entry), kinds, low=True)
        return places

    def _put_title_and_field(self, room: QRect, top: int) -> int:
        look = self.look
        field = round(room.width() * 0.4)
        self._field.setGeometry(room.right() + 1 - field, top, field, look.touch)
        height = look.title * 1.3
        words = room.width() - field - look.margin
        if self._title.needs() > words:
            self._title.say(self._question, strong=((0, len(self._question)),))
        self._title.stand(room.left(), top + (look.touch - height) / 2, words, height)
        return top + look.touch + look.gap(2)

    def _put_paper(self, room: QRect, top: int) -> int:
        if self._paper.isHidden():
            return top
        return self._paper.stand(room.left(), top, room.width()) + self.look.gap(1.5)

    def _grid(self, box: QRect, columns: int, services: int) -> Grid:
        """Return the grid for the services; upright in a portrait that has room for enough."""
        look, gap = self.look, self.look.gap(2)
        upright = round(look.body * (UPRIGHT if look.landscape else 5.9))
        rows = (box.height() + gap) // (upright + gap)
        if look.landscape or columns == 1 or rows < ENOUGH_ROWS:
            low = round(look.body * (LOW_WIDE if columns == 1 else LOW))
            rows = (box.height() + gap) // (low + gap)
        # Two at least: a service, and what leads to the others.
        rows = max(1, min(max(rows, 3 - columns), -(-services // columns)))
        return Grid(box, columns, rows, gap, round(look.body * 7.3), upright)

    def _put_search(self, box: QRect) -> None:
        """Put the search into a row, with the way in for appointments beside it."""
        if self._appointment.isHidden() or self.look.scale.large_text:
            self._field.setGeometry(box)
            return
        left = round((box.width() - self.look.gap(2)) * SEARCH_PART)
        self._field.setGeometry(box.left(), box.top(), left, box.height())
        box.setLeft(box.left() + left + self.look.gap(2))
        self._appointment.stand(box, low=True)

    def _forks(self, kinds: int) -> list[Card]:
        """Return the kinds, and last the way in for appointments where it is shown."""
        return [
            *self._kinds[:kinds],
            *([] if self._appointment.isHidden() else [self._appointment]),
        ]

    def _pairs_height(self, kinds: int, room: int) -> int:
        """Return what two in a row need; the services have two rows at least."""
        look, rows = self.look, -(-len(self._forks(kinds)) // 2)
        gaps = (rows - 1) * look.gap(2)
        services = 2 * round(look.body * LOW_WIDE) + look.gap(2)
        high = max(look.touch, min(self._pair_height(), (room - services - gaps) // max(1, rows)))
        return rows * high + gaps

    def _pair_height(self) -> int:
        return max(self.look.touch, round(self.look.body * 2.9))

    def _put_pairs(self, box: QRect, kinds: int) -> None:
        """Put large words two in a row; the last of an odd number has a row of its own."""
        gap, forks = self.look.gap(2), self._forks(kinds)
        rows = max(1, -(-len(forks) // 2))
        high = (box.height() - (rows - 1) * gap) // rows
        half = (box.width() - gap) // 2
        for number, card in enumerate(forks):
            row, column = divmod(number, 2)
            alone = column == 0 and number == len(forks) - 1
            left, top = box.left() + column * (half + gap), box.top() + row * (high + gap)
            card.stand(QRect(left, top, box.width() if alone else half, high), low=True)
        pixels = min((card.needs_pixels() for card in forks), default=0.0)
        for card in forks:
            card.pixels = pixels

    def _put_kinds(self, box: QRect, kinds: int, *, low: bool) -> None:
        """Put the kinds side by side; in a low row the way in for appointments comes last."""
        gap = self.look.gap(2)
        shown = self._forks(kinds) if low else self._kinds[:kinds]
        if not shown:
            return
        widths = self._widths(shown, box.width() - (len(shown) - 1) * gap, low=low)
        left = float(box.left())
        for card, width in zip(shown, widths, strict=True):
            card.stand(QRect(round(left), box.top(), round(width), box.height()), low=low)
            left += width + gap
        pixels = min(card.needs_pixels() for card in shown)
        for card in shown:
            card.pixels = pixels

    def _widths(self, cards: list[Card], room: float, *, low: bool) -> list[float]:
        """Divide a row: evenly, or, where names do not fit so, by what these need."""
        whole = [card.needs_width(broken=False, low=low) for card in cards]
        if low and sum(whole) <= room:
            return shares(whole, room)
        broken = [card.needs_width(broken=True, low=low) for card in cards]
        return shares(broken, room, cards[0].beside_words(low=low))
