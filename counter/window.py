"""The console's one window: draws a state, reports what the operator did, decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from common.domain.ticket import Move
from common.domain.words import Language
from common.i18n import Text
from common.ui.icons import Icons
from counter.console_view import ConsoleView
from counter.moves_view import KEYS
from counter.pieces import Look, column_of
from counter.rows import Names
from counter.signin_view import SignInView
from counter.state import CounterState, Page
from counter.status_view import StatusView
from counter.waiting_view import WaitingView

SMALLEST = (1280, 720)
STEP = 0.05


class CounterWindow(QWidget):
    """Shows one page at a time over the status line."""

    credentials_given = Signal(str, str, str)
    language_chosen = Signal(Language)
    move_chosen = Signal(Move)
    service_chosen = Signal(str)
    held_chosen = Signal(int)
    panel_left = Signal()
    sign_out_chosen = Signal()
    alarm_confirmed = Signal(bool)
    ticked = Signal(str)

    def __init__(self, texts: dict[Language, Text]) -> None:
        super().__init__()
        self._texts = texts
        self._icons = Icons()
        self._names: Names | None = None
        self._state: CounterState | None = None
        self._factor = 0.0
        self._body: _Body | None = None
        self.setMinimumSize(*SMALLEST)
        self.resize(1280, 800)
        self._room = column_of()
        self.setLayout(self._room)
        for move, key in KEYS.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda one=move: self.move_chosen.emit(one))
        self._build(1.0)

    def show_state(self, state: CounterState) -> None:
        """Draw a state."""
        text = self._texts[state.language]
        if self._state is None or self._state.language is not state.language:
            self.setWindowTitle(text("counter.title"))
        if state.floor is not None and (
            self._names is None
            or self._names.language is not state.language
            or self._names.floor is not state.floor
        ):
            self._names = Names(state.floor, state.language)
        self._state = state
        if self._body is not None:
            self._body.draw(state, self._names, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Enlarge everything a little on a larger window; most of the room goes to the queue."""
        super().resizeEvent(event)
        room = min(self.width() / SMALLEST[0], self.height() / SMALLEST[1])
        factor = 1 + max(0, round((room - 1) / 2 / STEP)) * STEP
        self._build(factor)

    def _build(self, factor: float) -> None:
        if factor == self._factor:
            return
        self._factor = factor
        if self._body is not None:
            self._room.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = _Body(Look(self._icons, factor), self)
        self._room.addWidget(self._body)
        if self._state is not None:
            self.show_state(self._state)


class _Body(QWidget):
    """All pages, drawn at one size."""

    def __init__(self, look: Look, window: CounterWindow) -> None:
        super().__init__()
        self._waiting = WaitingView(look)
        self._signin = SignInView(look)
        self._console = ConsoleView(look)
        self._status = StatusView(look)
        self._pages = QStackedWidget()
        for page in (self._waiting, self._signin, self._console):
            self._pages.addWidget(page)
        self._shown: Page | None = None
        self._signin.credentials_given.connect(window.credentials_given)
        self._signin.language_chosen.connect(window.language_chosen)
        self._console.move_chosen.connect(window.move_chosen)
        self._console.service_chosen.connect(window.service_chosen)
        self._console.held_chosen.connect(window.held_chosen)
        self._console.panel_left.connect(window.panel_left)
        self._console.ticked.connect(window.ticked)
        self._console.sign_out_chosen.connect(window.sign_out_chosen)
        self._console.alarm_confirmed.connect(window.alarm_confirmed)
        column = column_of()
        column.addWidget(self._pages, 1)
        column.addWidget(self._status)
        self.setLayout(column)

    def draw(self, state: CounterState, names: Names | None, text: Text) -> None:
        self._status.draw(state, names, text)
        if state.page is Page.WAITING or names is None:
            self._waiting.draw(text)
            self._turn(Page.WAITING, self._waiting)
        elif state.page is Page.SIGN_IN:
            self._signin.draw(state, names, text)
            self._turn(Page.SIGN_IN, self._signin)
        else:
            self._console.draw(state, names, text)
            self._turn(Page.CONSOLE, self._console)

    def _turn(self, page: Page, view: QWidget) -> None:
        if page is self._shown:
            return
        self._shown = page
        self._pages.setCurrentWidget(view)
        if page is Page.SIGN_IN:
            self._signin.begin()
        else:
            view.setFocus()
