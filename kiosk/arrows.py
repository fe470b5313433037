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
    if focus not in alive:
        return min(alive, key=lambda each: _place(each, window).top(), default=None)
    here = _place(focus, window).center()
    ahead = [(_far(here, _place(each, window).center(), step), each) for each in alive]
    near = [(far, number, each) for number, (far, each) in enumerate(ahead) if far is not None]
    return min(near)[2] if near else None


def _place(thing: QWidget | None, window: QWidget) -> QRect:
    if thing is None:
        return QRect()
    return QRect(thing.mapTo(window, QPoint(0, 0)), thing.size())


def _far(here: QPoint, there: QPoint, step: tuple[int, int]) -> int | None:
    away = there - here
    ahead = away.x() * step[0] + away.y() * step[1]
    aside = abs(away.x() * step[1]) + abs(away.y() * step[0])
    return ahead + SIDEWAYS * aside if ahead > 0 and aside < SIDEWAYS * ahead else None
