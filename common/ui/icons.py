"""Line icons in any colour and size."""

import logging
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from common.domain.errors import Unavailable

log = logging.getLogger(__name__)

FALLBACK = "file-text"
"""Stands for an icon that this program does not have: the set-up may name a newer one's."""


def check_icons() -> None:
    """Raise Unavailable where the program's own icons cannot be read."""
    try:
        _source(FALLBACK)
    except OSError as error:
        words = (
            f"the icons assets/icons cannot be read ({error.strerror}): install the program again"
        )
        raise Unavailable(words) from error


class Icons:
    """Draws the bundled icons by name; a name that is missing is drawn as the fallback."""

    def __init__(self) -> None:
        self._renderers: dict[tuple[str, str, float], QSvgRenderer] = {}

    def paint(
        self, painter: QPainter, name: str, box: QRectF, colour: str, *, stroke: float = 1.75
    ) -> None:
        """Draw an icon into a box; `stroke` is in 24ths of the icon's size."""
        self._renderer(name, colour, stroke).render(painter, box)

    def pixmap(self, name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
        """Return an icon as a picture of `size` logical pixels."""
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, name, QRectF(0, 0, picture.width(), picture.height()), colour)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture

    def _renderer(self, name: str, colour: str, stroke: float) -> QSvgRenderer:
        key = (name, colour, stroke)
        if key not in self._renderers:
            drawn = _source_or_fallback(name).replace("currentColor", colour)
            drawn = drawn.replace('stroke-width="2"', f'stroke-width="{stroke}"')
            self._renderers[key] = QSvgRenderer(QByteArray(drawn.encode()))
        return self._renderers[key]


@cache  # windows are built anew when their size changes, each with all of its icons
def _source(name: str) -> str:
    return files("assets").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")


def _source_or_fallback(name: str) -> str:
    try:
        return _source(name)
    except OSError as error:
        # Raised inside a paintEvent it would end the process.
        log.warning("the icon %s cannot be read: %s", name, error.strerror)
        return _source(FALLBACK)
