"""The key that empties the building: pressed twice, so that nobody does it by chance."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton

from common.domain.permissions import Permission
from common.domain.views import Desk
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.pieces import Look, size

ARMED_MS = 5_000
"""After that the first press is forgotten."""
READ_MS = 600
"""The question cannot be read sooner: a press before that is the second of a double one."""


class AlarmButton(QPushButton):
    """Asks once more before it reports; only who may empty the building sees it."""

    confirmed = Signal(bool)
    """Whether the building has to be left, or may be entered again."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("alarm")
        self.setFont(look.font(15, 600))
        self.setFixedHeight(look.px(36))
        self._look = look
        self._on = False
        self._words: tuple[str, str] = ("", "")
        self._shown: tuple[str, bool] | None = None
        self._armed = QTimer(self, singleShot=True, interval=ARMED_MS)
        self._armed.timeout.connect(self.forget)
        self._unread = QTimer(self, singleShot=True, interval=READ_MS)
        self.clicked.connect(self._press)
        self.setIconSize(size(look, 22, 18))

    def draw(self, desk: Desk, text: Text, *, alive: bool) -> None:
        """Take whether the building has to be left now, and who sits here."""
        on = desk.evacuated_since is not None
        if on != self._on:
            self._armed.stop()
        self._on = on
        key = "counter.lift" if on else "counter.evacuate"
        words = (text(key), text(f"{key}_sure"))
        if words != self._words:
            self._words = words
            # It keeps its place and width whatever stands on it.
            widest = max(self.fontMetrics().horizontalAdvance(one) for one in words)
            self.setFixedWidth(widest + self._look.px(22 + 40))
        self.setVisible(Permission.EVACUATE in desk.may)
        self.setEnabled(alive)
        self._show()

    @Slot()
    def _show(self) -> None:
        armed = self._armed.isActive()
        words = self._words[armed]
        if (words, armed) == self._shown:
            return
        self._shown = (words, armed)
        colour = LIGHT.card if armed else LIGHT.bad
        self.setText(words)
        self.setAccessibleName(words)
        self.setIcon(self._look.icon("triangle-alert", 18, colour, gap=4))
        fill = LIGHT.bad if armed else LIGHT.card
        self.setStyleSheet(
            f"QPushButton {{ color: {colour}; background: {fill}; border: 1px solid {LIGHT.bad}; }}"
        )

    @Slot()
    def forget(self) -> None:
        """Ask from the beginning."""
        self._armed.stop()
        self._show()

    def can_be_confirmed(self) -> bool:
        """Say whether one more press reports."""
        return self._armed.isActive() and not self._unread.isActive()

    @Slot()
    def _press(self) -> None:
        if not self._armed.isActive():
            self._armed.start()
            self._unread.start()
        elif self.can_be_confirmed():
            self._armed.stop()
            self.confirmed.emit(not self._on)
        self._show()
