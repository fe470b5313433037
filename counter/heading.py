"""The heading of a page of its own."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel

from common.ui.tokens import LIGHT
from counter.pieces import Look, paint_words


class Heading(QLabel):
    """Has room for the dots of Ö and İ: they stand above the height that the face tells of."""

    def __init__(self, look: Look) -> None:
        self._dots = look.px(10)
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.font(26, 700))
        self.setWordWrap(True)
        paint_words(self, LIGHT.ink)

    def heightForWidth(self, wide: int) -> int:
        """Return the height of its lines and of the dots."""
        return super().heightForWidth(wide) + self._dots

    def sizeHint(self) -> QSize:
        """Return the size it takes where there is room."""
        return super().sizeHint() + QSize(0, self._dots)

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return super().minimumSizeHint() + QSize(0, self._dots)
