"""Where an arrow key leads the focus."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from kiosk.widgets.touchable import Touchable

SIDEWAYS = 3
"""A step to the side counts so many times a step ahead."""


def nearest(
    things: Iterable[Touchable], focus: QWidget | None, window: QWidget, step: tuple[int, int]
) -> Touchable | None:
    """Return what lies next in a direction; with no focus yet, the first of all."""
    alive = [each for each in things if each.isVisible() and each.isEnabled()]
    places = [_place(each, window) for each in alive]
    if focus not in alive:
        return min(alive, key=lambda each: _place(each, window).top(), default=None)
    here = places[alive.index(focus)]
    far = [(_far(here, there, step), number) for number, there in enumerate(places)]
    near = [(distance, number) for distance, number in far if distance is not None]
    return alive[min(near)[1]] if near else None


def _place(thing: QWidget, window: QWidget) -> QRect:
    return QRect(thing.mapTo(window, QPoint(0, 0)), thing.size())


def _far(here: QRect, there: QRect, step: tuple[int, int]) -> int | None:
    """Return how far a place is in a direction; None when it does not lie there."""
    across, down = (
        _apart(here.left(), here.right(), there.left(), there.right()),
        _apart(here.top(), here.bottom(), there.top(), there.bottom()),
    )
    ahead, aside = (across * step[0], down) if step[0] else (down * step[1], across)
    if ahead <= 0:
        return None
    middle = (there.center() - here.center()).manhattanLength()
    return (ahead + SIDEWAYS * abs(aside)) * 10_000 + middle


def _apart(start: int, end: int, other_start: int, other_end: int) -> int:
    """Return how far another stretch lies behind this one, negative before it, 0 beside it."""
    if other_start > end:
        return other_start - end
    return other_end - start if other_end < start else 0
