"""The kiosk's window: head, one page, foot; draws a state, reports touches, decides nothing."""

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent, QPointerEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from common.domain.ids import DeviceCode
from common.domain.words import Language
from common.i18n import Text
from common.ui.icons import Icons
from common.ui.tokens import CONTRAST, LIGHT, Scale
from kiosk.announcing import News, Saying, announce
from kiosk.arrows import nearest
from kiosk.corners import Corners, Keypad
from kiosk.focus import Focus, beside, give
from kiosk.keys import ARROWS, ONCE, PRESSES, WISHES
from kiosk.look import Look
from kiosk.rooms import Rooms
from kiosk.scanner import Scanner
from kiosk.spoken import choice_of
from kiosk.state import Ease, KioskState, Wish
from kiosk.twice import DOUBLE_MS, Twice
from kiosk.widgets.touchable import Touchable

CORNER_MM = 25
"""So near a corner a touch counts as one of the four that open the staff menu."""
TWICE_MM = 20
"""So near the last one a touch is on the same spot."""
TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.MouseButtonDblClick)
NOTICED = (*TOUCHES, QEvent.Type.KeyPress, QEvent.Type.FocusIn)
"""Few of the events of a program: each of the others is looked at as briefly as can be."""


class KioskWindow(QWidget):
    """Everything on the kiosk's screen, built anew when its size or its look changes."""

    wished = Signal(object)
    noticed = Signal()
    """Somebody touched the screen or a key."""
    said = Signal(object)
    """What is new on the screen, as a Saying."""

    def __init__(
        self,
        device: DeviceCode,
        diagonal_inches: float,
        icons: Icons,
        *,
        calm: bool = False,
        double_ms: int = DOUBLE_MS,
    ) -> None:
        super().__init__()
        self.setObjectName("kiosk")
        self._device = device
        self._diagonal = diagonal_inches
        self._icons = icons
        self._calm = calm
        self._texts = {language: Text(language) for language in Language}
        self._state: KioskState | None = None
        self._rooms: Rooms | None = None
        self._by_keys = False
        self._corners = Corners()
        self._keypad = Keypad()
        self._fingers, self._presses = Twice(double_ms), Twice(double_ms)
        self._focus = Focus()
        self._news = News()
        self._telling = False
        """The focus stays where it is until all is drawn."""
        self._scanner = Scanner(self)
        self._scanner.wished.connect(self.wished)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def show_state(self, state: KioskState) -> None:
        """Draw a state."""
        before, self._state = self._state, state
        self._focus.hold(self.focusWidget())
        self._telling = True
        if before is None or before.ease != state.ease or self._rooms is None:
            self._build(state.ease)
        self._tell(before)

    def look(self, ease: Ease) -> Look:
        """Return the look for the window as large as it is."""
        scale = Scale(self.width(), self.height(), self._diagonal, large_text=ease.large_text)
        palette = CONTRAST if ease.contrast else LIGHT
        low = ease.low_reach and self.width() < self.height()
        return Look(
            scale, palette, self._icons, low_reach=low, contrast=ease.contrast, calm=self._calm
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Build everything for the new size."""
        super().resizeEvent(event)
        if self._state is not None:
            self._focus.hold(self.focusWidget())
            self._telling = True
            self._build(self._state.ease)
            self._tell(self._state)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead the focus with arrows; letters are the scanner's to tell from a scan."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._lead(ARROWS[key])
        elif key in WISHES:
            self.wished.emit(WISHES[key])
        else:
            super().keyPressEvent(event)
        if self._keypad.press(key, _moment(event)):
            self.wished.emit(Wish.STAFF)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - as Qt calls it
        """Lead the focus with Tab: in reading order, and round."""
        things = self._rooms.touchables() if self._rooms is not None else []
        if things and not self._telling:
            beside(things, self.focusWidget(), forward=forward).setFocus(
                Qt.FocusReason.TabFocusReason
            )
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there, and whether he uses keys or fingers."""
        return event.type() in NOTICED and self._notice(watched, event)

    def _notice(self, watched: QObject, event: QEvent) -> bool:
        """Say whether an event ends here."""
        kind = event.type()
        if isinstance(event, QKeyEvent):
            # The key that says "still there" does nothing else.
            warned = self._warns()
            self.noticed.emit()
            if self._scanner.takes(watched, event, mute=warned) or warned:
                return True
            if self._pressed_again(watched, event):
                return True
            if isinstance(watched, QWidget) and self._shows_ring(Qt.Key(event.key())):
                return True
        if kind in TOUCHES:
            # While it warns, the veil takes the whole touch before anything below is alive.
            self._by_keys = False
            self._ring()
            if not self._warns():
                self.noticed.emit()
            if watched is self.windowHandle() and isinstance(event, QPointerEvent):
                self._see_corner(event)
                if self._touched_again(event):
                    return True
        if kind == QEvent.Type.FocusIn and self._rooms is not None:
            self._ring()
            self._say_focus(watched)
        return False

    def _see_corner(self, event: QPointerEvent) -> None:
        """Open the staff menu to whoever came round the corners."""
        place = event.points()[0].position()
        at, size = (place.x(), place.y()), self.look(Ease()).mm(CORNER_MM)
        if self._corners.touch(at, (self.width(), self.height()), size, _moment(event)):
            self.wished.emit(Wish.STAFF)

    def _touched_again(self, event: QPointerEvent) -> bool:
        """Say whether this is the second touch of a double one, on a page nobody has seen yet."""
        place = event.points()[0].position()
        near = self.look(Ease()).mm(TWICE_MM)
        return self._fingers.again((place.x(), place.y()), near, _moment(event), self._what())

    def _pressed_again(self, watched: QObject, event: QKeyEvent) -> bool:
        """Say whether a key is only held, or pressed twice: each press is one wish."""
        key = event.key()
        if Qt.Key(key) not in ONCE:
            return False
        if event.isAutoRepeat():
            return True
        # Qt gives a key to the window's handle first, and then to the widget.
        if watched is not self.windowHandle():
            return False
        return self._presses.again((key, 0), 0, _moment(event), self._what())

    def _what(self) -> tuple[str, bool]:
        """Return which page is open, and whether its row of switches is."""
        state, rooms = self._state, self._rooms
        page = "" if rooms is None or rooms.page is None else rooms.page.objectName()
        return page, state is not None and state.ease.row_open

    def _warns(self) -> bool:
        return self._state is not None and self._state.seconds_left is not None

    def _shows_ring(self, key: Qt.Key) -> bool:
        """Ring the focus; say whether that is all the key does, as nobody saw what it presses."""
        unseen, self._by_keys = not self._by_keys, True
        self._ring()
        focus = self.focusWidget()
        return unseen and key in PRESSES and isinstance(focus, Touchable) and focus.wish is not None

    def _ring(self) -> None:
        if self._rooms is not None:
            focus = QApplication.focusWidget()
            ringed = focus if self._by_keys and isinstance(focus, Touchable) else None
            self._rooms.ring.surround(ringed)

    def _say_focus(self, focus: QObject) -> None:
        """Say what one has come to; on a new page it is among what is said of that."""
        state = self._state
        if state is not None and isinstance(focus, Touchable) and not self._telling:
            words = choice_of(focus, self._texts[state.language])
            self.said.emit(Saying((words,), state.language, anew=True))

    def _lead(self, step: tuple[int, int]) -> None:
        things = self._rooms.touchables() if self._rooms is not None else []
        if things:
            focus = self.focusWidget()
            near = nearest(things, focus, self, step)
            near = near or beside(things, focus, forward=sum(step) > 0)
            near.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self, ease: Ease) -> None:
        if self._rooms is not None:
            self._rooms.hide()
            self._rooms.deleteLater()
        self._rooms = Rooms(self.look(ease), self._device, self)
        self._rooms.wished.connect(self.wished)
        self._rooms.noticed.connect(self.noticed)
        self._rooms.setGeometry(self.rect())
        self._rooms.setVisible(True)

    def _tell(self, before: KioskState | None) -> None:
        state, rooms = self._state, self._rooms
        if state is None or rooms is None:
            return
        text = self._texts[state.language]
        self.setWindowTitle(text("kiosk.title"))
        rooms.tell(state, text)
        give(self._focus.settle(before, state, rooms.page, rooms.touchables()), self)
        self._telling = False
        self._ring()
        saying = self._news.of(before, state, rooms, text)
        if saying is not None:
            announce(saying, self)
            self.said.emit(saying)


def _moment(event: QInputEvent) -> int:
    return event.timestamp() or round(monotonic() * 1000)
