"""The keyboard on the screen: the letters of the language that is spoken, or the other alphabet."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text
from kiosk.look import Look
from kiosk.state import AnyWish, Keys, Type, Wish
from kiosk.widgets.button import Button, Shape

LETTERS = {
    Language.AZ: ("qüertyuiopöğ", "asdfghjklıə", "zxcvbnmçş"),
    Language.EN: ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    Language.RU: ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
}
FIRST_LETTERS = {Language.AZ: "abc", Language.EN: "abc", Language.RU: "абв"}
"""What the key to the letters says."""
ERASE_WIDTH = {Language.AZ: 2.1, Language.EN: 2.9, Language.RU: 3.0}
CLEAR_WIDTH = {Language.AZ: 2.9, Language.EN: 2.9, Language.RU: 3.3}
"""What the words for erasing need, in keys."""
DIGITS = ("12345", "67890", "-/.,№")
STAFF = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm.-")
"""Whatever the code of a person is made of, and his PIN."""
CODE = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
"""Whatever a code is made of, on one page: nobody has to look for a digit."""
ROWS = 4
WIDEST_ROW = 12
"""A key is as wide as the longest row of any language allows: keys keep their size."""

WIDEST_MM = 30
"""No key is wider: a hand spans the letters."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `width` is in keys."""

    name: str
    words: str
    wish: AnyWish
    width: float = 1.0
    icon: str = ""


class Keyboard(QWidget):
    """Four rows of keys that only say what was typed."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._keys: list[Button] = []
        self._rows: tuple[tuple[Key, ...], ...] = ()

    def tell(self, keys: Keys, alphabet: Language, text: Text) -> None:
        """Have the letters of an alphabet, or the digits."""
        rows = _rows(keys, alphabet, text)
        if rows != self._rows:
            self._rows = rows
            self._make()
        self.arrange()

    def needs(self) -> int:
        """Return the height it needs."""
        return ROWS * self._key_height() + (ROWS - 1) * self._between() + 2 * self._pad()

    def arrange(self) -> None:
        """Put every key in its place."""
        look = self.look
        beside = look.gap(0.75)
        widest = WIDEST_ROW * look.mm(WIDEST_MM) + (WIDEST_ROW - 1) * beside
        room = min(self.width() - 2 * self._pad(), widest)
        side = (self.width() - room) / 2
        one = (room - (WIDEST_ROW - 1) * beside) / WIDEST_ROW
        keys = iter(self._keys)
        high = (self.height() - 2 * self._pad() - (ROWS - 1) * self._between()) / ROWS
        for number, row in enumerate(self._rows):
            top = self._pad() + number * (high + self._between())
            widths = _widths(row, one, beside, room)
            left = side + (room - sum(widths) - (len(row) - 1) * beside) / 2
            for width in widths:
                key = next(keys)
                key.setGeometry(round(left), round(top), round(width), round(high))
                left += width + beside

    def _make(self) -> None:
        for button in self._keys:
            button.setVisible(False)
            button.deleteLater()
        self._keys = []
        for key in (key for row in self._rows for key in row):
            button = Button(self.look, Shape.KEY, self)
            button.pixels = self.look.body * (1.13 if len(key.words) == 1 else 1.0)
            button.name(key.name, key.words, key.wish)
            button.say(key.words, key.icon)
            button.wished.connect(self.wished)
            button.setVisible(True)
            self._keys.append(button)

    def _key_height(self) -> int:
        look = self.look
        return look.mm(20) if look.landscape else look.mm(22.8)

    def _between(self) -> int:
        return self.look.gap(1 if self.look.landscape else 1.25)

    def _pad(self) -> int:
        return self.look.gap(1.5 if self.look.landscape else 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of the keys."""
        painter = QPainter(self)
        colours, line = self.look.palette, self.look.line
        ground = colours.ground if self.look.contrast else colours.selected_tint
        painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(0, 0, self.width(), line, QColor(colours.line))
        painter.end()


def _rows(keys: Keys, alphabet: Language, text: Text) -> tuple[tuple[Key, ...], ...]:
    letters = {
        Keys.LETTERS: LETTERS[alphabet],
        Keys.DIGITS: DIGITS,
        Keys.CODE: CODE,
        Keys.STAFF: STAFF,
    }[keys]
    rows = [tuple(Key(f"key:{each}", each, Type(each)) for each in row) for row in letters]
    erase = Key("key:erase", text("kiosk.delete"), Wish.ERASE, ERASE_WIDTH[text.language], "delete")
    if keys in (Keys.CODE, Keys.STAFF):
        return (*rows[:3], (*rows[3], erase))
    switch = "123" if keys is Keys.LETTERS else FIRST_LETTERS[alphabet]
    other = Language.RU if alphabet is not Language.RU else Language.AZ
    turn = Key("key:alphabet", FIRST_LETTERS[other], Wish.SWITCH_ALPHABET, 2.0)
    last = (
        Key("key:switch", switch, Wish.SWITCH_KEYS, 2.0),
        *((turn,) if keys is Keys.LETTERS else ()),
        Key("key:space", text("kiosk.space"), Type(" "), 0.0),
        Key("key:clear", text("kiosk.clear"), Wish.CLEAR, CLEAR_WIDTH[text.language], "x"),
    )
    return (rows[0], rows[1], (*rows[2], erase), last)


def _widths(row: tuple[Key, ...], one: float, beside: float, room: float) -> list[float]:
    """Return the keys' widths in pixels; a width of 0 takes what the others leave."""
    widths = [key.width * one + max(0.0, key.width - 1) * beside for key in row]
    if any(key.width == 0 for key in row):
        rest = room - sum(widths) - (len(row) - 1) * beside
        widths = [width or rest for width in widths]
    return widths
