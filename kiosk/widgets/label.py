"""Text that is only read."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from common.ui.widgets.lines import (
    ENDLESS,
    LINE_BREAK,
    Lines,
    Style,
    fits,
    fitted,
    width_of,
)
from kiosk.look import Look

FEW = 4
"""More lines than these are read, not looked at."""
BOXES = 4
"""So many boxes its words are kept laid out for: it is measured for one and drawn in another."""


class Label(QLabel):
    """One text in one style and colour, perhaps with an icon before its first line.

    It is drawn here; to a screen reader it is a text, as every QLabel is.
    """

    def __init__(
        self, look: Look, style: Style, colour: str, parent: QWidget, *, middle: bool = False
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.style_ = style
        self.colour = colour
        self.icon_name = ""
        self.icon_colour = colour
        self.even = True
        """Its lines are of about one length, if there are few; else they are filled one by one."""
        self._words = ""
        self._middle = middle
        self._strong: tuple[tuple[int, int], ...] = ()
        self._laid: dict[tuple[object, ...], Lines] = {}

    def text(self) -> str:
        """Return its words."""
        return self._words

    @property
    def strong(self) -> tuple[tuple[int, int], ...]:
        """Return which of its parts are bold."""
        return self._strong

    def say(self, words: str, icon: str = "", *, strong: tuple[tuple[int, int], ...] = ()) -> None:
        """Set its words; `strong` parts are bold."""
        self._words, self.icon_name, self._strong = words, icon, strong
        self.setAccessibleName(words.replace(LINE_BREAK, " ").strip(" ·"))
        self.update()

    def stand(self, left: float, top: float, width: float, height: float = ENDLESS) -> int:
        """Take the height that the words need and return where it ends; smaller if it must."""
        lines = self._lines(width, height)
        needed = max(lines.height, self._icon_size())
        self.setGeometry(round(left), round(top), round(width), round(needed))
        return round(top) + round(needed)

    def needs(self) -> int:
        """Return the width of its words on one line."""
        return round(width_of(self._words, self.style_, self._strong) + self._room() + 1)

    def pixels(self) -> float:
        """Return the em its words are drawn with."""
        return self._lines(self.width(), self.height()).style.pixels

    def whole(self) -> bool:
        """Say whether all of its words are seen."""
        return fits(self._lines(self.width(), self.height()), self.height() + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lines, room = self._lines(self.width(), self.height()), self._room()
        left = (self.width() - lines.width - room) / 2 if self._middle else 0.0
        if self.icon_name:
            size = self._icon_size()
            top = max(0.0, (lines.pitch - size) / 2)
            place = QRectF(left, top, size, size)
            self.look.icons.paint(painter, self.icon_name, place, self.icon_colour)
        # Beside an icon words stand in one line on the left, and all of it in the middle.
        across = lines.width if self._middle and not self.icon_name else None
        lines.draw(painter, QPointF(left + room, 0), self.colour, middle_of=across)
        painter.end()

    def _lines(self, width: float, height: float) -> Lines:
        """Return its words in lines; laid out once for each box, though drawn often."""
        box = (self._words, self._strong, self.style_, self.even, width - self._room(), height)
        if box not in self._laid:
            if len(self._laid) == BOXES:
                self._laid.clear()
            self._laid[box] = self._lay_out(width - self._room(), height)
        return self._laid[box]

    def _lay_out(self, room: float, height: float) -> Lines:
        lines = fitted(
            self._words,
            self.style_,
            room,
            height=height,
            least=self.look.least,
            strong=self._strong,
        )
        if self.even and (lines.count <= FEW or lines.ends_alone()):
            lines.even()
        return lines

    def _icon_size(self) -> float:
        return self.style_.pixels * 1.13 if self.icon_name else 0.0

    def _room(self) -> float:
        return self._icon_size() + self.look.gap(1.75) if self.icon_name else 0.0
