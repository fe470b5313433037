"""What a page says to those who do not see it: the names its things have, in reading order."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from common.i18n import Text
from kiosk.focus import in_reading_order
from kiosk.widgets.field import Field
from kiosk.widgets.number import Number
from kiosk.widgets.touchable import Touchable


def texts_of(part: QWidget) -> tuple[str, ...]:
    """Return what is only read on a part of the window, and what stands in a field."""
    return tuple(
        spelled(each) if isinstance(each, Number) else each.accessibleName()
        for each in in_reading_order(part, QWidget)
        if each.accessibleName() and isinstance(each, (QLabel, Field)) and not _opens(each)
    )


def choices_of(things: Sequence[Touchable], text: Text) -> tuple[str, ...]:
    """Return what can be chosen; the letters of a keyboard are said as one comes to them."""
    return tuple(
        choice_of(each, text)
        for each in things
        if not _is_read(each) and not each.objectName().startswith("key:")
    )


def choice_of(thing: Touchable, text: Text) -> str:
    """Return what is said of a thing as one comes to it."""
    name = thing.accessibleName()
    return text("kiosk.switched_on", name=name) if thing.isChecked() else name


def spelled(number: Number) -> str:
    """Return a ticket's number as it is said: sign by sign."""
    return " ".join(number.accessibleName())


def _opens(thing: QWidget) -> bool:
    return isinstance(thing, Field) and thing.wish is not None


def _is_read(thing: Touchable) -> bool:
    return isinstance(thing, Field) and thing.wish is None
