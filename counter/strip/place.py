"""Where an operator had the strip on his screen."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSettings, QSize


class Shape(StrEnum):
    """How the strip stands: one line along an edge, or a small sheet in a corner."""

    LINE = "line"
    SHEET = "sheet"


SIZES = {Shape.LINE: QSize(1280, 64), Shape.SHEET: QSize(360, 220)}


@dataclass(frozen=True, slots=True)
class StripPlace:
    """A shape, and where each shape had its upper left corner."""

    shape: Shape = Shape.LINE
    spots: tuple[tuple[Shape, QPoint], ...] = ()

    def spot(self, shape: Shape) -> QPoint | None:
        """Return where a shape was; None where it never was."""
        return dict(self.spots).get(shape)

    def with_spot(self, shape: Shape, spot: QPoint) -> "StripPlace":
        """Return the same with a shape at a place."""
        others = tuple(one for one in self.spots if one[0] is not shape)
        return StripPlace(shape, (*others, (shape, spot)))


class KeptPlace:
    """Keeps the place in a small file of this computer; without one it is as at the first time."""

    def __init__(self, file: Path) -> None:
        self._file = QSettings(str(file), QSettings.Format.IniFormat)

    def read(self) -> StripPlace:
        """Return what is kept; what cannot be read is left out."""
        known = {shape.value: shape for shape in Shape}
        shape = known.get(str(self._file.value("shape")), Shape.LINE)
        spots = ((one, self._file.value(one.value)) for one in Shape)
        return StripPlace(
            shape, tuple((one, spot) for one, spot in spots if isinstance(spot, QPoint))
        )

    def keep(self, place: StripPlace) -> None:
        """Write it down, soon, off this call."""
        self._file.setValue("shape", place.shape.value)
        for shape, spot in place.spots:
            self._file.setValue(shape.value, spot)


def fitting(spot: QPoint | None, size: QSize, screen: QRect) -> QPoint:
    """Return where a strip of a size stands wholly on a screen: there, or as near as may be.

    The first time it is in the middle at the upper edge.
    """
    if spot is None:
        spot = QPoint(screen.left() + (screen.width() - size.width()) // 2, screen.top())
    right = screen.left() + max(0, screen.width() - size.width())
    low = screen.top() + max(0, screen.height() - size.height())
    return QPoint(max(screen.left(), min(spot.x(), right)), max(screen.top(), min(spot.y(), low)))
