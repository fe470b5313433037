"""What all parts of the board share: the ground, the texts, the state they draw."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text
from common.ui.icons import Icons
from common.ui.tokens import BoardPalette
from display.layout import Layout
from display.pen import begin
from display.state import BoardState


@dataclass(frozen=True, slots=True)
class Look:
    """Words, icons and colours of a board."""

    texts: Mapping[Language, Text]
    icons: Icons
    palette: BoardPalette

    def az(self, key: str, **values: object) -> str:
        """Return a text in the language of the heads."""
        return self.texts[Language.AZ](key, **values)

    def en(self, key: str, **values: object) -> str:
        """Return the same below, for guests."""
        return self.texts[Language.EN](key, **values)

    def ru(self, key: str, **values: object) -> str:
        """Return the same in the third language of the hall."""
        return self.texts[Language.RU](key, **values)


class Canvas(QWidget):
    """A part of the board that draws one state and decides nothing."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.look = look
        self.layout_now: Layout | None = None
        self.state: BoardState | None = None

    def stand(self, layout: Layout, box: QRectF) -> None:
        """Take a place on the board."""
        place = box.toAlignedRect()
        if layout != self.layout_now or place != self.geometry():
            self.layout_now = layout
            self.setGeometry(place)
            self.update()

    def draw(self, state: BoardState) -> None:
        """Take over a state; paint only where it changes something here."""
        if state != self.state:
            self.state = state
            self.setAccessibleName(self.words(state))
            self.update()

    def words(self, _state: BoardState) -> str:
        """Return what stands here, for those who cannot see it."""
        return ""

    def paint(self, _painter: QPainter, _state: BoardState, _layout: Layout) -> None:
        """Draw in this part's own coordinates."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and then the state."""
        painter = QPainter(self)
        begin(painter)
        painter.fillRect(event.rect(), QColor(self.ground()))
        if self.state is not None and self.layout_now is not None:
            self.paint(painter, self.state, self.layout_now)
        painter.end()

    def ground(self) -> str:
        """Return the colour that stands behind this part."""
        return self.look.palette.ground

    def card(self, painter: QPainter, layout: Layout) -> QRectF:
        """Draw a panel over the whole part and return its place."""
        box, palette, s = QRectF(self.rect()), self.look.palette, layout.scale
        painter.setPen(QPen(QColor(palette.edge), 2 * s))
        painter.setBrush(QColor(palette.panel))
        painter.drawRoundedRect(box.adjusted(s, s, -s, -s), 16 * s, 16 * s)
        return box
