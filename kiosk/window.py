"""The kiosk's window: head, one page, foot; draws a state, reports touches, decides nothing."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from common.domain.ids import DeviceCode
from common.domain.words import Language
from common.i18n import Text
from common.ui.icons import Icons
from common.ui.tokens import CONTRAST, LIGHT, Scale
from kiosk.arrows import nearest
from kiosk.look import Look
from kiosk.rooms import Rooms
from kiosk.scanner import ENDS, Scanner
from kiosk.state import Ease, KioskState, Wish
from kiosk.widgets.touchable import Touchable

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
TOUCHES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)


class KioskWindow(QWidget):
    """Everything on the kiosk's screen, built anew when its size or its look changes."""

    wished = Signal(object)
    noticed = Signal()
    """Somebody touched the screen or a key."""

    def __init__(
        self, device: DeviceCode, diagonal_inches: float, icons: Icons, *, calm: bool = False
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
        self._scanner = Scanner(self)
        self._scanner.wished.connect(self.wished)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def show_state(self, state: KioskState) -> None:
        """Draw a state."""
        before, self._state = self._state, state
        if before is None or before.ease != state.ease or self._rooms is None:
            self._build(state.ease)
        self._tell()

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
            self._build(self._state.ease)
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead the focus with arrows; letters are the scanner's to tell from a scan."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self._lead(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.wished.emit(Wish.BACK)
        elif event.key() == Qt.Key.Key_Backspace:
            self.wished.emit(Wish.ERASE)
        elif event.key() in ENDS:
            self.wished.emit(Wish.SEND)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there, and whether he uses keys or fingers."""
        if event.type() == QEvent.Type.KeyPress:
            # The key that says "still there" does nothing else.
            warned = self._warns()
            self._notice(by_keys=True)
            if warned or self._scanner.takes(watched, event):
                return True
        if event.type() in TOUCHES:
            # While it warns, the veil takes the whole touch before anything below is alive.
            self._by_keys = False
            if not self._warns():
                self._notice(by_keys=False)
        if event.type() == QEvent.Type.FocusIn and self._rooms is not None:
            self._ring()
        return super().eventFilter(watched, event)

    def _warns(self) -> bool:
        return self._state is not None and self._state.seconds_left is not None

    def _notice(self, *, by_keys: bool) -> None:
        self._by_keys = by_keys
        self._ring()
        self.noticed.emit()

    def _ring(self) -> None:
        if self._rooms is not None:
            focus = QApplication.focusWidget()
            ringed = focus if self._by_keys and isinstance(focus, Touchable) else None
            self._rooms.ring.surround(ringed)

    def _lead(self, step: tuple[int, int]) -> None:
        near = nearest(self.findChildren(Touchable), QApplication.focusWidget(), self, step)
        if near is not None:
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

    def _tell(self) -> None:
        if self._state is not None and self._rooms is not None:
            text = self._texts[self._state.language]
            self.setWindowTitle(text("kiosk.title"))
            self._rooms.tell(self._state, text)
            self._ring()
