"""Where the focus goes: in reading order, and on a new page to what a visitor wants first."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from kiosk.state import KioskState, Page
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.field import Field
from kiosk.widgets.touchable import Touchable

Thing = TypeVar("Thing", bound=QWidget)


def in_reading_order(part: QWidget, kind: type[Thing]) -> list[Thing]:
    """Return what is seen of one kind in a part of the window: row by row, from the left."""
    seen = [each for each in part.findChildren(kind) if each.isVisible()]
    places = [(_place(each, part), each) for each in seen]
    rows: list[list[tuple[QRect, Thing]]] = []
    for place, each in sorted(places, key=lambda one: (one[0].top(), one[0].left())):
        if rows and place.center().y() <= rows[-1][0][0].bottom():
            rows[-1].append((place, each))
        else:
            rows.append([(place, each)])
    return [
        each for row in rows for _, each in sorted(row, key=lambda one: (one[0].left(), one[0].y()))
    ]


def beside(things: Sequence[Touchable], focus: QWidget | None, *, forward: bool) -> Touchable:
    """Return what comes after or before the focus, round and round; with none yet, an end."""
    ends = (things[0], things[-1])
    if focus not in things:
        return ends[0 if forward else 1]
    return things[(things.index(focus) + (1 if forward else -1)) % len(things)]


def wanted_first(things: Sequence[Touchable]) -> Touchable | None:
    """Return where a page begins: in the field, at its one action, or at its first choice."""
    fields = [each for each in things if isinstance(each, Field) and each.wish is None]
    blue = [each for each in things if isinstance(each, Button) and each.shape is Shape.BLUE]
    return next(iter([*fields, *blue, *things]), None)


class Focus:
    """Keeps the focus alive while pages come, go and change under it."""

    def __init__(self) -> None:
        self._held = ""
        self._left: dict[type[Page], str] = {}
        """What had the focus on the pages that Back leads through."""

    def hold(self, focus: QWidget | None) -> None:
        """Remember by its name what has the focus: the thing itself may be made anew."""
        if isinstance(focus, Touchable):
            self._held = focus.objectName()

    def settle(
        self, before: KioskState | None, state: KioskState, page: QWidget, things: list[Touchable]
    ) -> Touchable | None:
        """Return what has the focus now: what had it while it can, else where the page begins."""
        name = self._held
        if before is not None and type(before.page) is not type(state.page):
            self._left[type(before.page)] = name
            back = len(before.trail) == len(state.trail) + 1
            name = self._left.get(type(state.page), "") if back else ""
        same = next((each for each in things if name and each.objectName() == name), None)
        on_page = [each for each in things if page.isAncestorOf(each)]
        return same or wanted_first(on_page) or next(iter(things), None)


def give(thing: Touchable | None, window: QWidget) -> None:
    """Give something the focus; with nothing alive the window has the keys."""
    (thing or window).setFocus(Qt.FocusReason.OtherFocusReason)


def _place(thing: QWidget, part: QWidget) -> QRect:
    return QRect(thing.mapTo(part, QPoint(0, 0)), thing.size())
