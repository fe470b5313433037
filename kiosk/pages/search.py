"""Search by what people type."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from kiosk.look import Look
from kiosk.offers import service_offer
from kiosk.pages.page import KioskPage
from kiosk.state import Hit, KioskState, Search, Turn
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.field import Field
from kiosk.widgets.keyboard import Keyboard
from kiosk.widgets.label import Label
from kiosk.widgets.result import Result

MOST_ROWS = 8
SIDE_BY_SIDE = 1.5
"""From this width to height on, results stand beside the keyboard."""


class SearchPage(KioskPage):
    """The field, what was found, the keyboard."""

    named = "search"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._field = Field(look, self, opens=False)
        self._found = Label(look, look.body_style(), look.palette.slate, self)
        self._back = Button(look, Shape.LINE, self)
        self._next = Button(look, Shape.LINE, self)
        self._rows = [Result(look, self) for _ in range(MOST_ROWS)]
        self._keyboard = Keyboard(look, self)
        self._keyboard.wished.connect(self.wished)
        self.hear(*self._rows, self._back, self._next)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if state.menu is None or not isinstance(page, Search):
            return
        self._field.name("field", text("kiosk.search"), None)
        self._field.invite(text("kiosk.search"), page.typed)
        self._keyboard.tell(page.keys, text)
        found = ""
        if page.typed.strip():
            found = (
                text("kiosk.found", n=len(page.hits)) if page.hits else text("kiosk.nothing_found")
            )
        self._found.say(found)
        box = self._arrange()
        starts = self._leaves(page.hits, state, text, box)
        leaf = min(page.leaf, len(starts) - 1)
        self._show_rows(page.hits[starts[leaf] :], state, text, box)
        self._tell_turner(leaf, len(starts), text)

    def _arrange(self) -> QRect:
        """Put field and keyboard in their places and return the room for what was found."""
        look, room = self.look, self.room()
        keys, field = self._keyboard.needs(), max(look.mm(22), round(look.title * 2.1))
        if look.landscape and self.width() / self.height() > SIDE_BY_SIDE:
            return self._arrange_beside(keys, field)
        self._keyboard.setGeometry(0, self.height() - keys, self.width(), keys)
        self._keyboard.arrange()
        top = look.gap(4 if not look.landscape else 2)
        self._field.setGeometry(room.left(), top, room.width(), field)
        under = QRect(room.left(), top + field + look.gap(1.5), room.width(), 0)
        under.setBottom(self.height() - keys - look.gap(2))
        return under

    def _arrange_beside(self, keys: int, field: int) -> QRect:
        look, room = self.look, self.room()
        left = round(self.width() * 0.6)
        top = look.gap(3)
        self._field.setGeometry(room.left(), top, left - room.left(), field)
        high = min(keys, self.height() - top - field - look.gap(2))
        self._keyboard.setGeometry(0, self.height() - high, left + look.gap(2), high)
        self._keyboard.arrange()
        right = left + look.gap(5)
        return QRect(
            right, top, self.width() - right - look.margin, self.height() - top - look.gap(2)
        )

    def _leaves(
        self, hits: tuple[Hit, ...], state: KioskState, text: Text, box: QRect
    ) -> list[int]:
        """Return the number of the first hit on each leaf."""
        starts = [0]
        room = self._list_room(box)
        left = room
        for number, hit in enumerate(hits):
            self._take(self._rows[0], hit, state, text)
            high = self._rows[0].needs(box.width())
            full = number - starts[-1] >= MOST_ROWS
            if (left < high or full) and number > starts[-1]:
                starts.append(number)
                left = room
            left -= high + self.look.gap(2)
        return starts

    def _list_room(self, box: QRect) -> int:
        return box.height() - self._line_height() - self.look.gap(1)

    def _line_height(self) -> int:
        """Return the height of the line that counts what was found, and turns the leaves."""
        return max(round(self.look.body * 1.3), self.look.mm(20))

    def _show_rows(self, hits: tuple[Hit, ...], state: KioskState, text: Text, box: QRect) -> None:
        top = box.top() + self._line_height() + self.look.gap(1)
        for number, row in enumerate(self._rows):
            shown = number < len(hits)
            if shown:
                self._take(row, hits[number], state, text)
                high = row.needs(box.width())
                shown = top + high <= box.bottom() + 2 or number == 0
                row.setGeometry(box.left(), top, box.width(), high)
                top += high + self.look.gap(2)
            row.setVisible(shown)
            if not shown:
                top = box.bottom() * 2
        line = QRect(box.left(), box.top(), box.width(), self._line_height())
        self._found_line = line

    def _take(self, row: Result, hit: Hit, state: KioskState, text: Text) -> None:
        if state.menu is None:
            return
        offer = service_offer(state.menu, hit.service, text)
        entity = state.menu.floor.catalogue.entity_of(hit.service)
        row.take(offer, hit.marks, entity.name.of(text.language))

    def _tell_turner(self, leaf: int, leaves: int, text: Text) -> None:
        look, line = self.look, self._found_line
        right = line.right() + 1
        size = self._line_height()
        for button, name, key, icon, to in (
            (self._next, "next_page", "kiosk.next_page", "chevron-right", leaf + 1),
            (self._back, "prev_page", "kiosk.prev_page", "chevron-left", leaf - 1),
        ):
            button.setVisible(leaves > 1)
            button.setEnabled(0 <= to < leaves)
            button.say("", icon)
            button.name(name, text(key), Turn(to))
            if leaves > 1:
                wide = round(size * 1.25)
                button.setGeometry(right - wide, line.top(), wide, size)
                right -= wide + look.gap(2)
        row = self._found.style_.pixels * 1.3
        lines = 1 if self._found.needs() <= right - line.left() else 2
        top = line.top() + max(0.0, (size - row * lines) / 2)
        self._found.stand(line.left(), top, right - line.left() - look.gap(1), row * 2)

    _found_line = QRect()
