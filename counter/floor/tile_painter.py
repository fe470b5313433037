"""Draws one tile, with as much on it as its size has room for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from common.domain.hall import Doing, Level
from common.ui.fonts import font
from common.ui.tokens import LIGHT
from counter.floor.faces import Face
from counter.floor.grid import HIGH, SMALL_BELOW, WIDE, larger
from counter.pieces import SMALLEST, Look, part_colour
from counter.rows import THIN_SPACE

BREAK_TINT = "#E2EAF3"
_TINTS = {Level.LATE: LIGHT.bad_tint, Level.SOON: LIGHT.warn_tint}
_BORDERS = {Level.LATE: LIGHT.bad, Level.SOON: LIGHT.warn}
_ROOMY = 112
"""From this height on, and more where text is larger, a tile has all its lines."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


TIGHT = 88
"""How wide letters are, in percent, where surnames have no room otherwise."""


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where what changes every second stands on a tile, and how the time is written."""

    elapsed: QRectF | None
    face: QFont
    colour: str
    bar: QRectF


class TilePainter:
    """Draws tiles of one size."""

    def __init__(self, look: Look, wide: float, high: float) -> None:
        self._look = look
        self._size = min(wide / WIDE, high / HIGH)
        self._pad = max(4.0, 10 * self._size)
        large = larger(look.factor)
        self._least = SMALLEST * large
        self._roomy, self._narrow = high >= _ROOMY * large, high < SMALL_BELOW * large
        self._number = self._font(24, 700, 2)
        self._state = self._font(14, 600)
        self._ticket = self._font(24, 700, 1)
        # For long numbers on small tiles; proportional figures are narrower.
        self._usual, self._tight = self._ticket, font(max(SMALLEST, 0.88 * self._least), 700)
        self._room = wide - 2 * self._pad
        self._elapsed = self._font(17, 600)
        self._plain = self._font(13, 400)
        self._persons: tuple[bool, QFont] | None = (True, self._plain)
        """Whether names have their initial, and their face; none are drawn without room for all."""
        self._close = False
        """Numbers stand without a gap: one of them would have no room otherwise."""
        self._sheets: dict[str, tuple[Face, QSizeF, QPixmap]] = {}

    def suit(self, labels: Iterable[str]) -> bool:
        """Draw all numbers alike, so that the longest has room; say whether that is new."""
        shown = [one for one in labels if one]
        ways = ((False, self._usual), (True, self._usual), (True, self._tight))
        fits = (way for way in ways if all(self._has_room(one, *way) for one in shown))
        close, face = next(fits, ways[-1])
        if (close, face) == (self._close, self._ticket):
            return False
        self._close, self._ticket = close, face
        self._sheets.clear()
        return True

    def suit_people(self, names: Iterable[str]) -> bool:
        """Write all names alike: whole, as surnames, or not at all; say whether that is new."""
        small = font(max(SMALLEST, 0.88 * self._least), 400)
        tight = font(max(SMALLEST, 0.88 * self._least), 400)
        tight.setStretch(TIGHT)
        shown = [one for one in names if one]
        ways = ((True, self._plain), (False, self._plain), (False, small), (False, tight))
        fits = (way for way in ways if all(self._is_room_for(one, *way) for one in shown))
        # A large tile shortens the one name that is too long; small ones would cut them all.
        way = next(fits, ways[-1] if self._roomy else None)
        if way == self._persons:
            return False
        self._persons = way
        self._sheets.clear()
        return True

    def _is_room_for(self, name: str, initial: bool, face: QFont) -> bool:  # noqa: FBT001 - a way's part
        said = name if initial else surname_of(name)
        return QFontMetricsF(face).horizontalAdvance(said) <= self._room

    def _has_room(self, label: str, close: bool, face: QFont) -> bool:  # noqa: FBT001 - a way's part
        metrics = QFontMetricsF(face)
        return metrics.horizontalAdvance(_written(label, close=close)) <= self._room

    def _font(self, pixels: float, weight: int, over_least: float = 0) -> QFont:
        return font(max(self._least + over_least, pixels * self._size), weight, tabular=True)

    def paint(self, painter: QPainter, box: QRectF, face: Face) -> None:
        """Draw one tile: what stands still for a while as a picture, its time and bar anew."""
        painter.drawPixmap(box.topLeft(), self._sheet_of(painter, box, face))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = self._spots(self._inner(box), face)
        if spots.elapsed is not None and face.elapsed:
            painter.setFont(spots.face)
            painter.setPen(QColor(spots.colour))
            painter.drawText(spots.elapsed, _LEFT | Qt.TextFlag.TextDontClip, face.elapsed)
        if face.part > 0 and _has_bar(face):
            _draw_bar(painter, spots.bar, min(1.0, face.part), part_colour(face.part))

    def _inner(self, box: QRectF) -> QRectF:
        return box.adjusted(self._pad, self._pad * 0.7, -self._pad, -self._pad * 0.8)

    def _sheet_of(self, painter: QPainter, box: QRectF, face: Face) -> QPixmap:
        """Return what of a tile does not change from second to second."""
        still = replace(face, elapsed="", part=0.0)
        known = self._sheets.get(face.counter)
        if known is not None and known[0] == still and known[1] == box.size():
            return known[2]
        ratio = painter.device().devicePixelRatioF()
        sheet = QPixmap((box.size() * ratio).toSize())
        sheet.setDevicePixelRatio(ratio)
        sheet.fill(Qt.GlobalColor.transparent)
        pen = QPainter(sheet)
        pen.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_still(pen, QRectF(QPointF(0, 0), box.size()), still)
        pen.end()
        self._sheets[face.counter] = (still, box.size(), sheet)
        return sheet

    def _draw_still(self, painter: QPainter, box: QRectF, face: Face) -> None:
        self._draw_ground(painter, box, face)
        inner = self._inner(box)
        if self._roomy:
            self._draw_roomy(painter, inner, face)
        elif not self._narrow:
            self._draw_middle(painter, inner, face)
        else:
            self._draw_small(painter, inner, face)
        if _has_bar(face):
            _draw_bar(painter, self._spots(inner, face).bar, 1.0, LIGHT.line)

    def _spots(self, box: QRectF, face: Face) -> _Spots:
        """Return where on a tile its time and its bar stand."""
        left, top, wide, high = box.left(), box.top(), box.width(), box.height()
        if self._roomy:
            elapsed = QRectF(left, top + high * 0.53, wide, high * 0.16)
            bar = QRectF(left, top + high * 0.725, wide, 6)
            return _Spots(elapsed, self._elapsed, LIGHT.ink, bar)
        if not self._narrow:
            bar = QRectF(left, box.bottom() - 4, wide, 4)
            if face.ticket:
                below = QRectF(left, top + high * 0.64, wide, high * 0.26)
                return _Spots(below, self._plain, LIGHT.slate, bar)
            return _Spots(
                QRectF(left, top + high * 0.34, wide, high * 0.3), self._ticket, LIGHT.ink, bar
            )
        bar = QRectF(left, box.bottom() - 2, wide, 3)
        line = None if face.ticket else QRectF(left, top + high * 0.46, wide, high * 0.42)
        return _Spots(line, self._ticket, LIGHT.ink, bar)

    def _draw_ground(self, painter: QPainter, box: QRectF, face: Face) -> None:
        late = face.danger or face.level is not Level.IN_TIME
        level = Level.LATE if face.danger else face.level
        thick, line, fill = 1.0, LIGHT.line, LIGHT.card
        if late:
            thick, line, fill = 2.0, _BORDERS[level], _TINTS[level]
        elif face.doing is Doing.CLOSED:
            fill, line = LIGHT.ground, LIGHT.dead_line
        elif face.doing is Doing.PAUSED:
            fill = BREAK_TINT
        radius = min(10.0, box.height() / 8)
        painter.setPen(QPen(QColor(line), thick))
        painter.setBrush(QColor(fill))
        half = thick / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
        if face.marked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(LIGHT.focus), 3))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)

    def _draw_roomy(self, painter: QPainter, box: QRectF, face: Face) -> None:
        high = box.height()
        top = QRectF(box.left(), box.top(), box.width(), high * 0.22)
        number = self._draw_number(painter, top, face)
        self._draw_state(painter, top.adjusted(number + 4, 0, 0, 0), face)
        ticket = QRectF(box.left(), box.top() + high * 0.29, box.width(), high * 0.23)
        self._draw_ticket(painter, ticket, face)
        times = QRectF(box.left(), box.top() + high * 0.53, box.width(), high * 0.16)
        self._words(painter, times, face.beside, self._plain, LIGHT.slate, _RIGHT)
        foot = QRectF(box.left(), box.top() + high * 0.82, box.width(), high * 0.18)
        self._draw_person(painter, foot, face)

    def _draw_middle(self, painter: QPainter, box: QRectF, face: Face) -> None:
        high = box.height()
        top = QRectF(box.left(), box.top(), box.width(), high * 0.34)
        number = self._draw_number(painter, top, face)
        self._draw_sign(painter, top.adjusted(number + 3, 0, 0, 0), face)
        middle = QRectF(box.left(), box.top() + high * 0.34, box.width(), high * 0.3)
        self._draw_ticket(painter, middle, face)
        if not face.ticket:
            foot = QRectF(box.left(), box.top() + high * 0.64, box.width(), high * 0.26)
            self._draw_person(painter, foot, face)

    def _draw_small(self, painter: QPainter, box: QRectF, face: Face) -> None:
        high = box.height()
        top = QRectF(box.left(), box.top(), box.width(), high * 0.48)
        number = self._draw_number(painter, top, face)
        self._draw_sign(painter, top.adjusted(number + 3, 0, 0, 0), face)
        below = QRectF(box.left(), box.top() + high * 0.46, box.width(), high * 0.42)
        self._draw_ticket(painter, below, face)

    def _draw_ticket(self, painter: QPainter, box: QRectF, face: Face) -> None:
        """Draw the number of the ticket."""
        written = _written(face.ticket, close=self._close)
        self._words(painter, box, written, self._ticket, LIGHT.blue, _LEFT)

    def _draw_person(self, painter: QPainter, box: QRectF, face: Face) -> None:
        """Draw the name, as all names of the hall are drawn."""
        if self._persons is not None:
            initial, written = self._persons
            said = face.person if initial else surname_of(face.person)
            self._words(painter, box, said, written, LIGHT.slate, _LEFT)

    def _draw_number(self, painter: QPainter, box: QRectF, face: Face) -> float:
        colour = LIGHT.dead_text if face.doing is Doing.CLOSED else LIGHT.ink
        return self._words(painter, box, face.number, self._number, colour, _LEFT)

    def _draw_state(self, painter: QPainter, box: QRectF, face: Face) -> None:
        """Draw the word for what goes on; where that has no room, its icon."""
        metrics = QFontMetricsF(self._state)
        wide = metrics.horizontalAdvance(face.state)
        late = face.danger or face.level is Level.LATE
        edge = metrics.height() * 0.8 if late else 0.0
        if wide > box.width():
            self._draw_sign(painter, box, face)
            return
        self._words(painter, box, face.state, self._state, face.colour, _RIGHT)
        if late and wide + edge + 4 <= box.width():
            self._icon(painter, box.right() - wide - edge - 4, box.center(), edge, face)

    def _draw_sign(self, painter: QPainter, box: QRectF, face: Face) -> None:
        edge = min(box.height() * 0.85, 18.0 * larger(self._look.factor), box.width())
        self._icon(painter, box.right() - edge, box.center(), edge, face)

    def _icon(
        self, painter: QPainter, left: float, middle: QPointF, edge: float, face: Face
    ) -> None:
        place = QRectF(left, middle.y() - edge / 2, edge, edge)
        self._look.icons.paint(painter, face.icon, place, face.colour, stroke=2)

    def _words(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        face: QFont,
        colour: str,
        side: Qt.AlignmentFlag,
    ) -> float:
        """Draw words, shortened where they must be; return how wide they are."""
        if not words or box.width() <= 0:
            return 0.0
        metrics = QFontMetricsF(face)
        fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(face)
        painter.setPen(QColor(colour))
        painter.drawText(box, side | Qt.TextFlag.TextDontClip, fitting)
        return metrics.horizontalAdvance(fitting)


def surname_of(name: str) -> str:
    """Return a short name without its initial: a surname tells more than a letter."""
    return name.partition(". ")[2] or name


def _written(label: str, *, close: bool) -> str:
    return label.replace(THIN_SPACE, "") if close else label


def _has_bar(face: Face) -> bool:
    return face.doing in (Doing.SERVING, Doing.CALLED)


def _draw_bar(painter: QPainter, box: QRectF, part: float, colour: str) -> None:
    """Draw a bar, or the part of it that has gone."""
    radius = box.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    gone = max(box.height(), box.width() * part)
    painter.drawRoundedRect(QRectF(box.left(), box.top(), gone, box.height()), radius, radius)
