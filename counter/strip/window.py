"""The narrow strip that stays over other programs."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QLayout, QWidget

from common.domain.floor import Floor
from common.domain.ticket import Move
from common.domain.views import Desk
from common.domain.words import Language
from common.i18n import Text
from common.ui.icons import Icons
from common.ui.tokens import LIGHT
from counter.danger import PANIC_KEY
from counter.hands import Hands
from counter.head_view import LOCK_KEY
from counter.moves_view import KEYS, MORE_KEY
from counter.my_day_view import KEY as DAY_KEY
from counter.narrowing import KEY
from counter.notice import Notice, Tone
from counter.offers import offers
from counter.pieces import Look, column_of
from counter.rows import Names
from counter.state import CounterState
from counter.strip.face import StripFace
from counter.strip.facts import evacuation_words, strip_facts, strip_words
from counter.strip.place import SIZES, KeptPlace, Shape, fitting

SMALL = 0.85
"""The bands of the strip are smaller than those of the window."""


class StripWindow(QWidget):
    """Draws the desk on a strip; reports what was chosen, and remembers where it was put."""

    move_chosen = Signal(Move)
    more_chosen = Signal()
    day_chosen = Signal()
    lock_chosen = Signal()
    danger_chosen = Signal()
    widened = Signal()
    used = Signal()
    closed = Signal()

    def __init__(self, texts: dict[Language, Text], kept: KeptPlace) -> None:
        super().__init__(
            None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        )
        self.setObjectName("strip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._texts, self._kept = texts, kept
        self._at = kept.read()
        self._names: Names | None = None
        self._state: CounterState | None = None
        self._grabbed: QPoint | None = None
        self._put: QPoint | None = None
        """Where the strip was put by itself; anywhere else it was put by hand."""
        look = Look(Icons())
        self._faces = {shape: StripFace(look, shape) for shape in Shape}
        self._evacuation = Notice(Look(look.icons, SMALL), "strip:evacuation", Tone.DANGER)
        self._told = Notice(Look(look.icons, SMALL), "strip:message")
        column = column_of()
        for part in (self._evacuation, *self._faces.values(), self._told):
            column.addWidget(part)
        # Without a frame nobody else resizes it.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(column)
        self._connect()
        self._fit()

    def _connect(self) -> None:
        for face in self._faces.values():
            face.move_chosen.connect(self.move_chosen)
            face.more_chosen.connect(self.more_chosen)
            face.widened.connect(self.widened)
            face.reshaped.connect(self._reshape)
        for move, key in KEYS.items():
            self._shortcut(key).activated.connect(lambda one=move: self.move_chosen.emit(one))
        self._shortcut(DAY_KEY).activated.connect(self.day_chosen)
        self._shortcut(MORE_KEY).activated.connect(self.more_chosen)
        self._shortcut(PANIC_KEY).activated.connect(self.danger_chosen)
        self._shortcut(LOCK_KEY).activated.connect(self.lock_chosen)
        self._shortcut(KEY).activated.connect(self.widened)
        self._hands = Hands(self)
        self._hands.used.connect(self.used)

    def _shortcut(self, key: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        return shortcut

    @Slot(CounterState)
    def show_state(self, state: CounterState) -> None:
        """Draw a state; one that is not shown on the strip is let go by."""
        if state.narrow and state.desk is not None and state.floor is not None:
            self._state = state
            self._draw(state, state.desk, self._names_of(state, state.floor))

    def _names_of(self, state: CounterState, floor: Floor) -> Names:
        names = self._names
        if names is None or names.language is not state.language or names.floor is not floor:
            names = self._names = Names(floor, state.language)
            self.setWindowTitle(self._texts[state.language]("counter.title"))
        return names

    def _draw(self, state: CounterState, desk: Desk, names: Names) -> None:
        text = self._texts[state.language]
        alive = not state.pending and state.lost_since is None and state.cover is None
        facts, number = strip_facts(state, desk, names, text), str(desk.seat.counter.number)
        self._faces[self._shape()].draw(facts, offers(state), number, text, alive=alive)
        self._evacuation.tell(evacuation_words(desk, names, text))
        self._told.tell(strip_words(state, names, text))
        self._fit()

    def _screen(self) -> QRect:
        spot = self._at.spot(self._at.shape)
        screen = None if spot is None else QGuiApplication.screenAt(spot)
        return (screen or self.screen()).availableGeometry()

    def _shape(self) -> Shape:
        """Return the shape that was chosen; a line only where the screen is as wide."""
        wide = self._screen().width() >= SIZES[Shape.LINE].width()
        return self._at.shape if wide else Shape.SHEET

    def _fit(self) -> None:
        """Take the height that shape and bands need, and stay on the screen with it."""
        shape = self._shape()
        for one, face in self._faces.items():
            face.setVisible(one is shape)
        wide, high = SIZES[shape].width(), SIZES[shape].height()
        bands = (band for band in (self._evacuation, self._told) if not band.isHidden())
        size = QSize(wide, high + sum(band.heightForWidth(wide) for band in bands))
        if size != self.size():
            self.resize(size)
        spot = fitting(self._at.spot(shape), size, self._screen())
        if self._grabbed is None and spot != self._put:
            self._put = spot
            self.move(spot)

    @Slot()
    def _reshape(self) -> None:
        other = Shape.SHEET if self._at.shape is Shape.LINE else Shape.LINE
        self._at = replace(self._at, shape=other)
        self._kept.keep(self._at)
        self._put = None
        if self._state is not None:
            self.show_state(self._state)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the strip, wherever there is no button."""
        if event.button() is Qt.MouseButton.LeftButton:
            handle = self.windowHandle()
            if not (handle is not None and handle.startSystemMove()):
                self._grabbed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the strip along where the system does not do that itself."""
        if self._grabbed is not None:
            self.move(event.globalPosition().toPoint() - self._grabbed)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of it."""
        self._grabbed = None
        self._fit()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Remember where the operator put it."""
        super().moveEvent(event)
        if self.isVisible() and event.pos() != self._put:
            self._put = event.pos()
            self._at = self._at.with_spot(self._shape(), event.pos())
            self._kept.keep(self._at)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to notice keys and the mouse, and be where it was."""
        super().showEvent(event)
        self._hands.watch(self.windowHandle())
        self._put = None
        self._fit()
        self.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the operator closed it: the console ends."""
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the white ground with a line round it: the strip has no other frame."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.field))
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), QColor(LIGHT.card))
