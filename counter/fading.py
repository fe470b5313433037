"""Where a list goes on below its edge: a row that is cut by the edge fades."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from common.ui.tokens import LIGHT
from counter.pieces import Look

HIGH = 20


def cuts_a_row(view: QAbstractItemView) -> bool:
    """Say whether the lower edge of a list or table cuts a row through."""
    edge = view.viewport().height() - 1
    last = view.indexAt(QPoint(0, edge))
    return last.isValid() and view.visualRect(last).bottom() > edge


class Fading(QWidget):
    """Lies over the lower edge of a list while that cuts a row through.

    Where nobody says what is cut, it lies there while anything is below.
    """

    def __init__(
        self, look: Look, area: QAbstractScrollArea, is_cut: Callable[[], bool] | None = None
    ) -> None:
        super().__init__(area)
        self._area, self._high, self._is_cut = area, look.px(HIGH), is_cut
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.viewport().installEventFilter(self)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self._place)
        bar.rangeChanged.connect(self._place)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the edge of a list that changes its size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def _place(self) -> None:
        bar, seen = self._area.verticalScrollBar(), self._area.viewport().geometry()
        high = min(self._high, seen.height())
        self.setGeometry(seen.left(), seen.bottom() + 1 - high, seen.width(), high)
        goes_on = bar.value() < bar.maximum()
        self.setVisible(goes_on and (self._is_cut is None or self._is_cut()))
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sheet's colour, ever thicker downwards."""
        clear = QColor(LIGHT.card)
        clear.setAlpha(0)
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, clear)
        shade.setColorAt(1, QColor(LIGHT.card))
        QPainter(self).fillRect(self.rect(), shade)
