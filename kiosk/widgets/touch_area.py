"""A whole page that can be touched."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from kiosk.widgets.touchable import Touchable


class TouchArea(Touchable):
    """Lies over a page and draws nothing."""

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw nothing: what lies below is seen."""
