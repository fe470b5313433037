"""All counters of the hall as tiles in one widget: only those that changed are drawn again."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from counter.floor.faces import Face
from counter.floor.grid import Grid, grid_for
from counter.floor.tile_painter import TilePainter
from counter.pieces import Look

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class TilesView(QWidget):
    """Draws faces; reports which tile the mark goes to, and which is opened."""

    marked = Signal(str)
    opened = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("floor:tiles")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._look = look
        self._faces: tuple[Face, ...] = ()
        self._grid = Grid(0, 1, 1, 1, 0)
        self._wide = 0
        self._painter = TilePainter(look, 1, 1)
        self._suited: tuple[tuple[str, str], ...] = ()
        """What the tiles' letters were chosen for: times alone change every second."""
        self.drawn = 0
        """Tiles that were drawn so far."""

    def draw(self, faces: tuple[Face, ...]) -> None:
        """Take the faces; where none was added or taken, only those that changed are drawn."""
        before, self._faces = self._faces, faces
        if len(before) != len(faces):
            self._arrange()
            return
        if self._suit(faces):
            self.update()
        for at, (old, new) in enumerate(zip(before, faces, strict=True)):
            if old != new:
                self.update(self._grid.place(at).toAlignedRect())
        mark = self._at_mark()
        told = "" if mark is None else faces[mark].told
        if told != self.accessibleName():
            self.setAccessibleName(told)

    def minimumSizeHint(self) -> QSize:
        """Ask for no room: tiles become as small as they must."""
        return QSize(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the largest tiles for the new room."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles that are to be drawn again."""
        painter = QPainter(self)
        for at, face in enumerate(self._faces):
            place = self._grid.place(at)
            if event.region().intersects(place.toAlignedRect()):
                self._painter.paint(painter, place, face)
                self.drawn += 1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the tile under the pointer."""
        at = self._under(event.position())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self._faces[at].counter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the mark with the arrows, open the tile with Enter."""
        key = Qt.Key(event.key())
        at = self._at_mark()
        if not self._faces or (key not in STEPS and key not in ENTER):
            super().keyPressEvent(event)
        elif key in ENTER:
            self.opened.emit(self._faces[at or 0].counter)
        else:
            to = 0 if at is None else self._grid.step(at, *STEPS[key])
            self.marked.emit(self._faces[to].counter)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of a tile whose words had no room."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            at = self._under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if at is None else self._faces[at].told, self)
            return True
        return super().event(event)

    def place_of(self, counter: str) -> QRectF | None:
        """Return where a counter's tile lies."""
        return next(
            (self._grid.place(at) for at, one in enumerate(self._faces) if one.counter == counter),
            None,
        )

    def _under(self, point: QPointF) -> int | None:
        return self._grid.at(point.x(), point.y()) if self._faces else None

    def _at_mark(self) -> int | None:
        return next((at for at, one in enumerate(self._faces) if one.marked), None)

    def _arrange(self) -> None:
        # A band over the page or a wider side takes a little room: tiles keep their places then.
        little = abs(self.width() - self._wide) < self._wide / 10
        kept = self._grid.columns if little and self._grid.count == len(self._faces) else 0
        self._wide = self.width()
        self._grid = grid_for(len(self._faces), self._wide, self.height(), self._look.factor, kept)
        self._painter = TilePainter(self._look, self._grid.wide, self._grid.high)
        self._suited = ()
        self._suit(self._faces)
        self.update()

    def _suit(self, faces: tuple[Face, ...]) -> bool:
        """Draw numbers and names of all alike; say whether that is new."""
        said = tuple((one.ticket, one.person) for one in faces)
        if said == self._suited:
            return False
        self._suited = said
        tickets = self._painter.suit(one.ticket for one in faces)
        return self._painter.suit_people(one.person for one in faces) or tickets
