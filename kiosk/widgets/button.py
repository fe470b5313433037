"""Buttons: a word, perhaps with an icon, in one of the kiosk's few shapes."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import Lines, Style, fits, fitted, width_of
from kiosk.look import Look
from kiosk.widgets.touchable import Touchable, dashes, plate


class Shape(Enum):
    """What a button looks like."""

    LINE = auto()
    """White with an azure border."""
    BLUE = auto()
    """The one action of a page."""
    CHOICE = auto()
    """One of a few, of which one is chosen."""
    SWITCH = auto()
    """On or off: a line, or chosen."""
    FOOT = auto()
    """A place in the foot, without a border."""
    KEY = auto()
    """A key of the keyboard."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What a button is drawn in."""

    fill: str
    border: str
    words: str
    icon: str
    width: float


class Button(Touchable):
    """A word with an icon before, above or after it."""

    def __init__(self, look: Look, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shape = shape
        self.chosen = False
        self.icon_name = ""
        self.icon_after = False
        self.icon_above = False
        self.pixels = float(look.body)
        self.warns = False
        """Dead, its words say why: they are read, not passed over."""

    def say(self, words: str, icon: str = "", *, chosen: bool = False) -> None:
        """Set its words and icon."""
        if (words, icon, chosen) != (self.text(), self.icon_name, self.chosen):
            self.setText(words)
            self.setAccessibleName(words or self.accessibleName())
            self.icon_name = icon
            self.chosen = chosen
            if self.isCheckable():
                self.setChecked(chosen)
            self.update()

    def needs(self) -> int:
        """Return the width at which its words stand on one line at full size."""
        wide = width_of(self.text(), self._style())
        beside = 0.0 if self.icon_above else self._icon_room()
        return round(wide + beside + 2 * self._padding()) + 2

    def least_needs(self) -> int:
        """Return the width at which no word of it is made smaller."""
        longest = max((width_of(word, self._style()) for word in self.text().split()), default=0)
        return round(longest + self._icon_room() + 2 * self._padding()) + 2

    def whole(self) -> bool:
        """Say whether all of its words are seen."""
        return fits(self._lines(), self.height() - self._icon_height())

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into a box."""
        colours = self._colours()
        dead = not self.isEnabled() and not self.paused
        if dead and self.look.contrast and self.shape is not Shape.FOOT:
            dashes(painter, box, self.look)
        elif self.shape is not Shape.FOOT:
            plate(painter, box, self.look, colours.fill, colours.border, colours.width)
        elif self.isDown():
            plate(painter, box, self.look, colours.fill, colours.fill, 1)
        if self.icon_above:
            self._draw_above(painter, box, colours)
        else:
            self._draw_beside(painter, box, colours)

    def _draw_above(self, painter: QPainter, box: QRectF, colours: Colours) -> None:
        lines, size = self._lines(), self._icon_size()
        top = (box.height() - size - lines.height - self.look.gap(0.5)) / 2
        place = QRectF((box.width() - size) / 2, top, size, size)
        self.look.icons.paint(painter, self.icon_name, place, colours.icon)
        at = QPointF((box.width() - lines.width) / 2, place.bottom() + self.look.gap(0.5))
        lines.draw(painter, at, colours.words, middle_of=lines.width)

    def _draw_beside(self, painter: QPainter, box: QRectF, colours: Colours) -> None:
        lines, size, room = self._lines(), self._icon_size(), self._icon_room()
        left = (box.width() - lines.width - room) / 2
        top = (box.height() - lines.height) / 2
        icon_left = left + lines.width + room - size if self.icon_after else left
        words_left = left if self.icon_after else left + room
        if self.icon_name:
            place = QRectF(icon_left, (box.height() - size) / 2, size, size)
            self.look.icons.paint(painter, self.icon_name, place, colours.icon)
        lines.draw(painter, QPointF(words_left, top), colours.words, middle_of=lines.width)

    def _lines(self) -> Lines:
        beside = 0.0 if self.icon_above else self._icon_room()
        room = self.width() - beside - 2 * self._padding()
        height = self.height() - self._icon_height()
        lines = fitted(self.text(), self._style(), room, height=height, least=self.look.least)
        lines.even()
        return lines

    def _style(self) -> Style:
        if self.shape is Shape.BLUE:
            return Style(self.pixels, 700, 1.2, spacing=-1)
        if self.chosen:
            return Style(self.pixels, 700, 1.2)
        bold = self.shape in (Shape.LINE, Shape.SWITCH)
        return Style(self.pixels, 600 if bold else 400, 1.2)

    def _padding(self) -> int:
        if self.shape is Shape.KEY and self.icon_name:
            return self.look.gap(1.25)
        if self.shape is Shape.BLUE:
            return self.look.gap(3)
        return self.look.gap(0.5 if self.shape in (Shape.FOOT, Shape.KEY) else 2)

    def _icon_size(self) -> float:
        if not self.icon_name:
            return 0.0
        return self.pixels * (1.07 if self.shape is Shape.BLUE else 1.23)

    def _icon_room(self) -> float:
        return (
            self._icon_size() + self.look.gap(1.5)
            if self.icon_name and self.text()
            else (self._icon_size())
        )

    def _icon_height(self) -> float:
        return self._icon_size() + self.look.gap(0.5) if self.icon_above else 0.0

    def _colours(self) -> Colours:
        look, colours, line = self.look, self.look.palette, float(self.look.line)
        if not self.isEnabled() and not self.paused:
            dead = colours.warn if self.warns else colours.dead_text
            return Colours(colours.ground, colours.line, dead, dead, line)
        pressed = colours.selected_tint if self.isDown() else colours.card
        if self.shape is Shape.BLUE:
            fill = colours.azure if self.isDown() else colours.blue
            return Colours(fill, fill, colours.on_blue, colours.on_blue, line)
        if self.chosen:
            if look.contrast:
                return Colours(colours.blue, colours.blue, colours.on_blue, colours.on_blue, line)
            return Colours(pressed, colours.blue, colours.blue, colours.blue, look.gap(0.375))
        if self.shape in (Shape.LINE, Shape.SWITCH):
            return Colours(pressed, colours.azure, colours.blue, colours.azure, line)
        border = colours.dead_line if self.shape is Shape.KEY else colours.line
        return Colours(pressed, border, colours.ink, colours.azure, line)
