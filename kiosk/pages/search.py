"""Search by what people type."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.domain.ids import ServiceCode
from common.domain.search import SHORTEST
from common.domain.views import Menu
from common.i18n import Text
from kiosk.facts import where
from kiosk.look import Look
from kiosk.offers import information_desk, service_offer
from kiosk.pages.page import KioskPage
from kiosk.state import Hit, KioskState, Search, Turn
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.field import Field
from kiosk.widgets.keyboard import Keyboard
from kiosk.widgets.label import Label
from kiosk.widgets.result import Result

MOST_ROWS = 8


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
        self._measure = Result(look, self)
        self._measure.setVisible(False)
        self._keyboard = Keyboard(look, self)
        self._keyboard.wished.connect(self.wished)
        self.hear(*self._rows, self._back, self._next)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page = state.page
        if state.menu is None or not isinstance(page, Search):
            return
        said = ": ".join(filter(None, (text("kiosk.search"), page.typed)))
        self._field.name("field", said, None)
        self._field.invite(text("kiosk.search"), page.typed)
        self._keyboard.tell(page.keys, page.alphabet or text.language, text)
        self._found.say(_said_of(page, text))
        self._arrange(page, state.menu, text)

    def _arrange(self, page: Search, menu: Menu, text: Text) -> None:
        box, line = self._put_frame(found=not _found_nothing(page))
        hits = _shown(page, menu)
        leaves = self._leaves(hits, menu, text, box)
        leaf = min(page.leaf, len(leaves) - 1)
        self._put_turner(leaf, len(leaves), text, line)
        places = leaves[leaf]
        first = sum(len(each) for each in leaves[:leaf])
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(places))
            if number < len(places):
                self._take(row, hits[first + number], menu, text)
                row.setGeometry(places[number])
        shown = self._rows[: len(places)]
        under = min((row.needs_under(row.size()) for row in shown), default=0.0)
        for row in shown:
            row.under = under

    def _put_frame(self, *, found: bool) -> tuple[QRect, QRect]:
        """Put field and keyboard in their places; return the rooms for results and count."""
        look, room = self.look, self.room()
        room_for_letters = look.title * (1.4 if look.landscape else 2.1)
        least = look.mm(20 if look.landscape else 22)
        keys, field = self._keyboard.needs(), max(least, round(room_for_letters))
        self._keyboard.setGeometry(0, self.height() - keys, self.width(), keys)
        self._keyboard.arrange()
        bottom = self.height() - keys - look.gap(1.5)
        if look.landscape:
            top = look.gap(1.5)
            wide = round(room.width() * 0.52)
            self._field.setGeometry(room.left(), top, wide, field)
            beside = room.left() + wide + look.margin
            line = QRect(beside, top, room.right() + 1 - beside, field)
            under = top + field + look.gap(2)
            if not found:
                line = QRect(room.left(), under, room.width(), round(look.body * 1.3))
                under = line.bottom() + 1 + look.gap(1)
        else:
            # The field is only read: what may be touched begins under it.
            top = max(look.gap(4), look.reach - self.y() - field - round(look.gap(1.5)))
            self._field.setGeometry(room.left(), top, room.width(), field)
            high = max(round(look.body * (1.3 if found else 2.6)), look.mm(20))
            line = QRect(room.left(), top + field + look.gap(1.5), room.width(), high)
            under = line.bottom() + 1 + look.gap(1)
        return QRect(room.left(), under, room.width(), bottom - under), line

    def _leaves(
        self, hits: tuple[Hit, ...], menu: Menu, text: Text, box: QRect
    ) -> list[list[QRect]]:
        """Return where the rows of each leaf stand; rows side by side are equally high."""
        look, columns = self.look, 2 if self.look.landscape else 1
        gap = look.gap(2)
        width = (box.width() - (columns - 1) * gap) // columns
        leaves: list[list[QRect]] = [[]]
        top = box.top()
        for start in range(0, len(hits), columns):
            beside = hits[start : start + columns]
            high = min(self._most(box), self._highest(beside, menu, text, width))
            over = top + high > box.bottom() + 1 or len(leaves[-1]) + columns > MOST_ROWS
            if over and leaves[-1]:
                leaves.append([])
                top = box.top()
            for column in range(len(beside)):
                leaves[-1].append(QRect(box.left() + column * (width + gap), top, width, high))
            top += high + gap
        return leaves

    def _most(self, box: QRect) -> int:
        """Return how high a row may be: two are seen wherever both can be read and touched."""
        look = self.look
        half = (box.height() - look.gap(2)) // 2
        lines = 3 if look.scale.large_text else 2
        least = max(look.mm(20), round(look.body * 1.22 * lines) + look.gap(2))
        return half if half >= least else box.height()

    def _highest(self, hits: tuple[Hit, ...], menu: Menu, text: Text, width: int) -> int:
        highest = 0
        for hit in hits:
            self._take(self._measure, hit, menu, text)
            highest = max(highest, self._measure.needs(width))
        return highest

    def _take(self, row: Result, hit: Hit, menu: Menu, text: Text) -> None:
        offer = service_offer(menu, hit.service, text)
        row.take(offer, hit.marks, _whose(hit.service, menu, text))

    def _put_turner(self, leaf: int, leaves: int, text: Text, line: QRect) -> None:
        look, right = self.look, line.right() + 1
        high = min(line.height(), look.touch)
        top = line.top() + (line.height() - high) // 2
        for button, name, key, icon, to in (
            (self._next, "next_page", "kiosk.next_page", "chevron-right", leaf + 1),
            (self._back, "prev_page", "kiosk.prev_page", "chevron-left", leaf - 1),
        ):
            button.setVisible(leaves > 1)
            button.setEnabled(0 <= to < leaves)
            button.say("", icon)
            button.name(name, text(key), Turn(to))
            if leaves > 1:
                wide = round(high * 1.25)
                button.setGeometry(right - wide, top, wide, high)
                right -= wide + look.gap(2)
        room = right - line.left() - look.gap(1)
        self._found.stand(line.left(), line.top(), room, line.height())
        middle = line.top() + (line.height() - self._found.height()) // 2
        self._found.move(self._found.x(), middle)


def _found_nothing(page: Search) -> bool:
    return not page.hits and len(page.typed.strip()) >= SHORTEST


def _said_of(page: Search, text: Text) -> str:
    if page.hits:
        return text("kiosk.found", n=len(page.hits))
    return text("kiosk.nothing_found") if _found_nothing(page) else ""


def _shown(page: Search, menu: Menu) -> tuple[Hit, ...]:
    """Return what was found; the information desk where nothing was."""
    desk = information_desk(menu) if _found_nothing(page) else None
    return page.hits if desk is None else (Hit(desk),)


def _whose(service: ServiceCode, menu: Menu, text: Text) -> str:
    """Return who gives a service, in few words; of the information desk where it is."""
    if service == information_desk(menu):
        places = where(menu.floor, service, text)
        if places:
            return f"{places[0].label} {places[0].value}"
    entity = menu.floor.catalogue.entity_of(service)
    return (entity.board_name or entity.name).of(text.language)
