"""Small drawn things that the console is put together from."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from common.ui.fonts import font
from common.ui.icons import Icons
from common.ui.tokens import LIGHT

SMALLEST = 13
"""No text of the console is smaller, in pixels."""
DEAD_ICON = "#AAB8C6"
DEAD_KEY = "#9AA9B8"
KEY_ON_BLUE = "#7FA3CC"


@dataclass(frozen=True, slots=True)
class Look:
    """What every part of the window draws with."""

    icons: Icons
    factor: float = 1.0

    def px(self, pixels: float) -> int:
        """Return a length, given for 1280 x 800, on this window."""
        return round(pixels * self.factor)

    def icon(self, name: str, pixels: float, colour: str, gap: float = 0) -> QIcon:
        """Return an icon for a button, pale while it is dead; `gap` keeps the word off it."""
        made = QIcon(self._picture(name, pixels, colour, gap))
        made.addPixmap(self._picture(name, pixels, DEAD_ICON, gap), QIcon.Mode.Disabled)
        return made

    def _picture(self, name: str, pixels: float, colour: str, gap: float) -> QPixmap:
        edge, room = self.px(pixels), self.px(pixels + gap)
        picture = QPixmap(room, edge)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.icons.paint(painter, name, QRectF(0, 0, edge, edge), colour)
        painter.end()
        return picture

    def font(
        self, pixels: float, weight: int = 400, *, tabular: bool = False, spacing: float = 0
    ) -> QFont:
        """Return the family at a size given for 1280 x 800."""
        return font(max(SMALLEST, pixels * self.factor), weight, tabular=tabular, spacing=spacing)


def words(
    look: Look,
    pixels: float,
    weight: int = 400,
    colour: str = LIGHT.ink,
    *,
    tabular: bool = False,
    wrap: bool = False,
) -> QLabel:
    """Return a label for plain words."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(look.font(pixels, weight, tabular=tabular))
    label.setWordWrap(wrap)
    paint_words(label, colour)
    return label


def paint_words(label: QLabel, colour: str) -> None:
    """Give a label's words another colour."""
    palette = label.palette()
    if palette.color(label.foregroundRole()) != QColor(colour):
        palette.setColor(label.foregroundRole(), QColor(colour))
        label.setPalette(palette)


class Elided(QLabel):
    """One line that is shortened at the right; the whole is its tooltip.

    Down to `least` pixels it becomes smaller first.
    """

    def __init__(
        self,
        look: Look,
        pixels: int,
        weight: int = 400,
        colour: str = LIGHT.ink,
        least: int | None = None,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        smallest = pixels if least is None else least
        self._faces = [look.font(size, weight) for size in range(pixels, smallest - 1, -1)]
        self.setFont(self._faces[0])
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        paint_words(self, colour)
        self._whole = ""

    def write(self, whole: str) -> None:
        """Take a text of any length."""
        if whole != self._whole:
            self._whole = whole
            self._fit()

    def whole_width(self) -> int:
        """Return how wide the whole text is, in pixels."""
        return self.fontMetrics().horizontalAdvance(self._whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if len(self._faces) > 1:
            wide, said = self.width(), self._whole
            fits = (one for one in self._faces if QFontMetrics(one).horizontalAdvance(said) <= wide)
            self.setFont(next(fits, self._faces[-1]))
        fitting = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width()
        )
        self.setText(fitting)
        self.setToolTip("" if fitting == self._whole else self._whole)
        self.setAccessibleName(self._whole)


class Card(QFrame):
    """A white sheet with a line round it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._radius = look.px(12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(LIGHT.line), 1))
        painter.setBrush(QColor(LIGHT.card))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, self._radius, self._radius)


class Chip(QLabel):
    """A short word in a thin frame."""

    def __init__(self, look: Look, colour: str, line: str) -> None:
        super().__init__()
        self.setFont(look.font(13, 600))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(look.px(26))
        self.setContentsMargins(look.px(8), 0, look.px(8), 0)
        self._line = line
        self._radius = look.px(6)
        paint_words(self, colour)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._line), 1))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, self._radius, self._radius)
        painter.end()
        super().paintEvent(event)


class Plate(QLabel):
    """The window's number on blue."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFont(look.font(17, 700))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedHeight(look.px(36))
        self.setContentsMargins(look.px(14), 0, look.px(14), 0)
        self._radius = look.px(8)
        paint_words(self, LIGHT.on_blue)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.blue))
        painter.drawRoundedRect(QRectF(self.rect()), self._radius, self._radius)
        painter.end()
        super().paintEvent(event)


class Bar(QWidget):
    """How much of a target has gone: azure, warn from 80 %, bad from the whole."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedHeight(look.px(8))
        self._part = 0.0

    def fill(self, part: float) -> None:
        """Take the part that has gone; more than 1 is a full bar."""
        if part != self._part:
            self._part = part
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole, radius = QRectF(self.rect()), self.height() / 2
        painter.setBrush(QColor(LIGHT.line))
        painter.drawRoundedRect(whole, radius, radius)
        if self._part <= 0:
            return
        painter.setBrush(QColor(part_colour(self._part)))
        gone = max(self.height(), whole.width() * min(1.0, self._part))
        painter.drawRoundedRect(QRectF(0, 0, gone, self.height()), radius, radius)


def part_colour(part: float) -> str:
    """Return the colour for how much of a target has gone."""
    if part >= 1:
        return LIGHT.bad
    return LIGHT.warn if part >= 0.8 else LIGHT.azure  # noqa: PLR2004 - see Bar


class Picture(QWidget):
    """One icon in one colour."""

    def __init__(self, look: Look, name: str, pixels: float, colour: str) -> None:
        super().__init__()
        self._look, self._name, self._colour = look, name, colour
        self.setFixedSize(look.px(pixels), look.px(pixels))

    def change(self, name: str, colour: str) -> None:
        """Draw another icon."""
        if (name, colour) != (self._name, self._colour):
            self._name, self._colour = name, colour
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        self._look.icons.paint(painter, self._name, QRectF(self.rect()), self._colour)


class Sign(QWidget):
    """An icon with its word: a state that is never told by colour alone."""

    def __init__(self, look: Look, icon: str, pixels: float = 15, weight: int = 600) -> None:
        super().__init__()
        self._icon = Picture(look, icon, pixels + 2, LIGHT.slate)
        self._word = words(look, pixels, weight, LIGHT.slate)
        row = row_of(look.px(6))
        row.addWidget(self._icon)
        row.addWidget(self._word)
        self.setLayout(row)

    def tell(self, icon: str, word: str, colour: str) -> None:
        """Take a state."""
        self._icon.change(icon, colour)
        self._word.setText(word)
        paint_words(self._word, colour)
        self.setAccessibleName(word)


def row_of(gap: int = 0) -> QHBoxLayout:
    """Return an empty row without margins."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    return row


def column_of(gap: int = 0) -> QVBoxLayout:
    """Return an empty column without margins."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    return column


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet(f"background: {LIGHT.line}; border: 0;")
    return line


def key_width(look: Look, key: str) -> float:
    """Return how wide a key's cap is."""
    return QFontMetricsF(look.font(14, 600)).horizontalAdvance(key) + look.px(14)


def draw_key(
    painter: QPainter,
    look: Look,
    right: float,
    middle: float,
    key: str,
    colours: tuple[str, str, str],
) -> float:
    """Draw a key's cap and return its left edge; `colours` are words, line and ground."""
    face, wide = look.font(14, 600), key_width(look, key)
    high = look.px(24)
    cap = QRectF(right - wide, middle - high / 2, wide, high)
    painter.setPen(QPen(QColor(colours[1]), 1))
    painter.setBrush(QColor(colours[2]))
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), look.px(5), look.px(5))
    painter.setPen(QColor(colours[0]))
    painter.setFont(face)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    return cap.left()


def size(look: Look, wide: float, high: float) -> QSize:
    """Return a size given for 1280 x 800."""
    return QSize(look.px(wide), look.px(high))
