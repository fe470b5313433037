"""The lists beside the tiles: alarms, queues against their targets, kiosks with paper, displays."""

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from common.ui.tokens import LIGHT
from counter.breaking import in_lines
from counter.floor.cards import (
    LEFT,
    NAME_LINES,
    RIGHT,
    RowList,
    draw_icon,
    draw_name,
    draw_words,
    lines_of,
)
from counter.pieces import Look

LINE, SIGN_WIDE = 20, 27
"""Of alarms: the height of a line, and what the sign before it takes."""
THIRD = 18
"""Of a queue: what the third line of its name adds."""
SIGN = 17
"""The edge of a sign."""
MARK_AT = 0.6
"""Where on its bar a target's mark stands."""


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm, ready to be drawn."""

    key: str
    title: str
    more: str
    time: str
    soft: bool

    @property
    def told(self) -> str:
        """Return it as who cannot see it hears it."""
        return f"{self.time} {self.title} {self.more}".strip()


class AlarmList(RowList[AlarmRow]):
    """Draws alarms, each in two lines; a long one in three or four."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 46)
        self._title, self._more = look.font(15, 600), look.font(13)
        self._time = look.font(14, tabular=True)

    def high_of(self, row: AlarmRow) -> int:
        """Return two lines, or more where the first has no room."""
        return self._high + self._look.px(LINE) * (len(self._title_of(row)) - 1)

    def _title_of(self, row: AlarmRow) -> list[str]:
        wide = QFontMetricsF(self._time).horizontalAdvance(row.time)
        room = self.width() - self._look.px(SIGN_WIDE) - wide - 2 * self._look.px(8)
        return in_lines(row.title, self._title, room, NAME_LINES)

    def paint_row(self, painter: QPainter, box: QRectF, row: AlarmRow) -> None:
        """Draw one alarm."""
        px = self._look.px
        sign = ("clock", LIGHT.warn) if row.soft else ("triangle-alert", LIGHT.bad)
        upper = QRectF(box.left(), box.top() + px(4), box.width() - px(8), px(LINE))
        draw_icon(painter, self._look, 0, upper, sign)
        draw_words(painter, upper, row.time, self._time, LIGHT.slate, RIGHT)
        left = px(SIGN_WIDE)
        line = QRectF(left, upper.top(), box.width() - px(8) - left, upper.height())
        for part in self._title_of(row):
            draw_words(painter, line, part, self._title, LIGHT.ink)
            line.translate(0, px(LINE))
        line.setHeight(px(18))
        draw_words(painter, line, row.more, self._more, LIGHT.slate)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """The queue of an entity or a service, ready to be drawn."""

    key: str
    name: str
    waiting: int
    part: float
    """Which part of the target has gone, to a hundredth."""
    longest: str
    sign: tuple[str, str]
    """Icon and colour of the level; without an icon where nobody waits."""
    closed: str = ""
    """What is said where no more tickets are given."""

    @property
    def told(self) -> str:
        """Return it as who cannot see it hears it."""
        return f"{self.name}: {self.waiting}, {self.longest} {self.closed}".strip()


class QueueColumns:
    """Where the columns of a list of queues lie."""

    def __init__(self, look: Look, width: float) -> None:
        right = width - look.px(8)
        self.longest = QRectF(right - look.px(74), 0, look.px(74), 1)
        wide = look.px(64) if width > look.px(420) else look.px(48)
        self.bar = QRectF(self.longest.left() - look.px(8) - wide, 0, wide, 1)
        self.waiting = QRectF(self.bar.left() - look.px(10) - look.px(40), 0, look.px(40), 1)
        self.name = QRectF(0, 0, self.waiting.left() - look.px(6), 1)


class QueueList(RowList[QueueRow]):
    """Draws how many wait, the bar with its mark, and the longest wait with its level."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 36)
        self._names = look.font(14), look.font(13)
        self._name = self._names[0]
        self._count = look.font(16, 700, tabular=True)
        self._longest = look.font(14, 600, tabular=True)

    def _stack(self) -> None:
        """Find the size in which every name has room, and where each row stands."""
        wide = QueueColumns(self._look, self.width()).name.width()
        fits = (
            face
            for face in self._names
            if all(_has_room(row.name, face, wide) for row in self._rows)
        )
        self._name = next(fits, self._names[-1])
        super()._stack()

    def high_of(self, row: QueueRow) -> int:
        """Return two lines, or three where the name has no room on them."""
        wide = QueueColumns(self._look, self.width()).name.width()
        lines = len(lines_of(row.name, self._name, wide))
        return self._high + (self._look.px(THIRD) if lines == NAME_LINES else 0)

    def paint_row(self, painter: QPainter, box: QRectF, row: QueueRow) -> None:
        """Draw one queue."""
        columns = QueueColumns(self._look, box.width())
        icon, colour = row.sign
        draw_name(painter, _on(box, columns.name), row.name, self._name)
        waiting = _on(box, columns.waiting)
        draw_words(painter, waiting, str(row.waiting), self._count, LIGHT.ink, RIGHT)
        if row.closed:
            rest = _on(box, columns.bar).united(_on(box, columns.longest))
            draw_words(painter, rest, row.closed, self._longest, LIGHT.slate, RIGHT)
            return
        self._draw_bar(painter, _on(box, columns.bar), row)
        place = _on(box, columns.longest)
        # Where nobody waits there is nothing to judge; its dash stands where the times do.
        left = place.left() + self._look.px(SIGN)
        if icon:
            draw_icon(painter, self._look, place.left(), place, (icon, colour))
        rest = QRectF(left + self._look.px(4), place.top(), place.right() - left, place.height())
        draw_words(painter, rest, row.longest, self._longest, colour)

    def _draw_bar(self, painter: QPainter, box: QRectF, row: QueueRow) -> None:
        high = self._look.px(8)
        track = QRectF(box.left(), box.center().y() - high / 2, box.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.line))
        painter.drawRoundedRect(track, high / 2, high / 2)
        if row.part > 0:
            colour = LIGHT.azure if row.sign[1] == LIGHT.good else row.sign[1]
            painter.setBrush(QColor(colour))
            gone = max(high, track.width() * min(1.0, row.part * MARK_AT))
            painter.drawRoundedRect(
                QRectF(track.left(), track.top(), gone, high), high / 2, high / 2
            )
        at = track.left() + track.width() * MARK_AT
        over = self._look.px(4)
        mark = QRectF(at - 1, track.top() - over, 2, track.height() + 2 * over)
        painter.fillRect(mark, QColor(LIGHT.ink))


class QueueHeads(RowList[QueueRow]):
    """The heads over the columns of queues."""

    def __init__(self, look: Look, queues: QueueList) -> None:
        super().__init__(look, 24)
        self._queues = queues
        # Their bar to scroll by may have come or gone.
        queues.widened.connect(self.update)
        self._face = look.font(13)
        self._names = ("", "", "", "")
        self.setFixedHeight(look.px(24))

    def name(self, names: tuple[str, str, str, str]) -> None:
        """Take the words over name, count, bar and longest wait."""
        if names != self._names:
            self._names = names
            self.update()

    def paintEvent(self, _event: object) -> None:
        """Draw the heads."""
        painter = QPainter(self)
        columns = QueueColumns(self._look, self._queues.width())
        columns.longest.setRight(self.width())
        box = QRectF(self.rect())
        places = (columns.name, columns.waiting, columns.bar, columns.longest)
        for place, word, side in zip(places, self._names, (LEFT, RIGHT, RIGHT, LEFT), strict=True):
            spot = _on(box, place)
            if place is columns.waiting:
                spot.setLeft(spot.left() - self._look.px(40))
            draw_words(painter, spot, word, self._face, LIGHT.slate, side)
        painter.fillRect(0, self.height() - 1, self._queues.width(), 1, QColor(LIGHT.line))


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A kiosk or a display, ready to be drawn."""

    name: str
    icon: str
    state: str
    sign: tuple[str, str]
    key: str = ""

    @property
    def told(self) -> str:
        """Return it as who cannot see it hears it."""
        return f"{self.name}: {self.state}"


class DeviceList(RowList[DeviceRow]):
    """Draws devices with their state in words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 28)
        self._name, self._state = look.font(14), look.font(14, 600, tabular=True)

    def paint_row(self, painter: QPainter, box: QRectF, row: DeviceRow) -> None:
        """Draw one device."""
        px = self._look.px
        left = draw_icon(painter, self._look, 0, box, (row.icon, LIGHT.slate)) + px(8)
        right = box.width() - px(8)
        place = QRectF(left, box.top(), right - left, box.height())
        wide = draw_words(painter, _least(place, 0.4), row.name, self._name, LIGHT.ink)
        rest = QRectF(left + wide + px(10) + px(21), box.top(), 0, box.height())
        rest.setRight(right)
        said = draw_words(painter, rest, row.state, self._state, row.sign[1], RIGHT)
        draw_icon(painter, self._look, right - said - px(21), box, row.sign)


def minutes_of(span: timedelta) -> int:
    """Return whole minutes."""
    return int(span.total_seconds()) // 60


def _has_room(name: str, face: QFont, wide: float) -> bool:
    metrics = QFontMetricsF(face)
    return all(metrics.horizontalAdvance(line) <= wide for line in lines_of(name, face, wide))


def _on(row: QRectF, column: QRectF) -> QRectF:
    return QRectF(column.left(), row.top(), column.width(), row.height())


def _least(box: QRectF, part: float) -> QRectF:
    return QRectF(box.left(), box.top(), box.width() * part, box.height())
