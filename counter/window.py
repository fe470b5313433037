"""The console's one window: draws a state, reports what the operator did, decides nothing."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from common.domain.ticket import Move
from common.domain.words import Language
from common.i18n import Text
from common.ui.icons import Icons
from counter.asking import DeedName
from counter.body import Body
from counter.carried import put_back, typed_in
from counter.danger import PANIC_KEY
from counter.doors import Doors
from counter.hands import Hands
from counter.head_view import LOCK_KEY
from counter.moves_view import KEYS, MORE_KEY
from counter.my_day_view import KEY as DAY_KEY
from counter.narrowing import KEY as NARROW_KEY
from counter.pieces import Look, column_of
from counter.queue_search import KEY as FIND_KEY
from counter.rooms import Room
from counter.rows import Names
from counter.scans import Scans
from counter.state import CounterState

LARGER = {"Ctrl++": 1, "Ctrl+=": 1, "Ctrl+-": -1}
SMALLEST = (1280, 720)
"""What everything is laid out for."""
LOWEST = 690
"""So much a screen of 1366 x 768 leaves under a title and above a bar of tasks; then all is a
little smaller."""
USUAL = QSize(1280, 800)
TITLE = 40
STEP = 0.05


class CounterWindow(QWidget):
    """Shows one page at a time over the status line."""

    credentials_given = Signal(str, str, str)
    language_chosen = Signal(Language)
    own_pin_chosen = Signal()
    own_pin_given = Signal(str, str, str)
    """The old PIN, the new one, and the new one again."""
    administrator_given = Signal(str, str, str, str)
    """The first administrator's code, name, PIN, and the PIN again."""
    cover_left = Signal()
    lock_chosen = Signal()
    narrow_chosen = Signal()
    practice_chosen = Signal()
    unlocking = Signal(str, str)
    used = Signal()
    """A key or the mouse, here or as far as the pointer tells."""
    move_chosen = Signal(Move)
    more_chosen = Signal()
    day_chosen = Signal()
    visit_chosen = Signal(int)
    answered = Signal(str)
    typed = Signal(str)
    """What stands by now in the field of what is asked."""
    scanned = Signal(str)
    """The code of a slip, wherever the keys were."""
    enlarged = Signal(int)
    """By so many steps; less than none makes smaller."""
    deed_chosen = Signal(DeedName)
    """Something that is done at once, wherever one is."""
    room_chosen = Signal(Room)
    panel_left = Signal()
    sign_out_chosen = Signal()
    alarm_confirmed = Signal(bool)
    ticked = Signal(str)

    def __init__(self, texts: dict[Language, Text], doors: Doors) -> None:
        super().__init__()
        self._texts, self._doors = texts, doors
        self._icons = Icons()
        self._names: Names | None = None
        self._state: CounterState | None = None
        self._factor = 0.0
        self._body: Body | None = None
        self.setMinimumSize(SMALLEST[0], LOWEST)
        self.resize(USUAL)
        if self.screen().availableSize().height() < USUAL.height() + TITLE:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._room = column_of()
        self.setLayout(self._room)
        for move, key in KEYS.items():
            self._shortcut(key).activated.connect(lambda one=move: self.move_chosen.emit(one))
        self._hands = Hands(self)
        self._hands.used.connect(self.used)
        Scans(self).read.connect(self.scanned)
        self._shortcut(LOCK_KEY).activated.connect(self.lock_chosen)
        self._shortcut(NARROW_KEY).activated.connect(self.narrow_chosen)
        self._shortcut(DAY_KEY).activated.connect(self.day_chosen)
        self._shortcut(MORE_KEY).activated.connect(self.more_chosen)
        self._shortcut(PANIC_KEY).activated.connect(lambda: self.deed_chosen.emit(DeedName.PANIC))
        for key, steps in LARGER.items():
            self._shortcut(key).activated.connect(lambda by=steps: self.enlarged.emit(by))
        self._shortcut(FIND_KEY).activated.connect(self._look_for)
        for number, room in enumerate(Room, start=1):
            key = f"Ctrl+{number}"
            self._shortcut(key).activated.connect(lambda one=room: self.room_chosen.emit(one))
        self._build(1.0)

    @Slot()
    def _look_for(self) -> None:
        if self._body is not None:
            self._body.look_for()

    def _shortcut(self, key: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        return shortcut

    def show_state(self, state: CounterState) -> None:
        """Draw a state."""
        text = self._texts[state.language]
        if self._state is None or self._state.language is not state.language:
            self.setWindowTitle(text("practice.title" if state.practice else "counter.title"))
        if state.floor is not None and (
            self._names is None
            or self._names.language is not state.language
            or self._names.floor is not state.floor
        ):
            self._names = Names(state.floor, state.language)
        resized = self._state is None or self._state.text_percent != state.text_percent
        self._state = state
        if resized:
            self._fit()
        # Behind the strip nothing is drawn: nobody sees it.
        if self._body is not None and not state.narrow:
            self._body.draw(state, self._names, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to notice keys and the mouse."""
        super().showEvent(event)
        self._hands.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Enlarge everything a little on a larger window; most of the room goes to the queue."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = min(self.width() / SMALLEST[0], self.height() / SMALLEST[1])
        usual = 1 + max(0, round((room - 1) / 2 / STEP)) * STEP
        wanted = 1.0 if self._state is None else self._state.text_percent / 100
        most = 1 + max(0, int((room - 1) / STEP)) * STEP
        self._build(min(most, max(usual, wanted)) if room >= 1 else 1 - STEP)

    def _build(self, factor: float) -> None:
        if factor == self._factor:
            return
        self._factor = factor
        typed = None if self._body is None else typed_in(self._body)
        if self._body is not None:
            self._room.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        look = Look(self._icons, factor)
        self._body = Body(look, self, partial(self._doors.view, look=look))
        self._room.addWidget(self._body)
        if self._state is not None:
            self.show_state(self._state)
        if typed is not None:
            put_back(self._body, typed)
