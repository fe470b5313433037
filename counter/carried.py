"""What was typed and chosen in a page, carried over when the page is drawn anew at another size."""

from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from counter.fields import PinField

F = TypeVar("F", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the fields by their names; no PIN."""

    lines: dict[str, tuple[str, int]]
    """The words, and where the cursor stood."""
    choices: dict[str, str]
    reads: str
    """The field that had the keys; empty where none had."""


def typed_in(page: QWidget) -> Typed:
    """Return what somebody has typed and chosen in what a page shows."""
    lines = {name: (one.text(), one.cursorPosition()) for name, one in _lines(page).items()}
    choices = {name: one.currentText() for name, one in _shown(page, QComboBox).items()}
    reads = page.window().focusWidget()
    return Typed(lines, choices, reads.objectName() if isinstance(reads, QLineEdit) else "")


def put_back(page: QWidget, typed: Typed) -> None:
    """Put into a page what stood in the one before it, where the page itself does not know it."""
    for name, one in _lines(page).items():
        words, cursor = typed.lines.get(name, ("", 0))
        if words and one.text() in ("", words):
            one.setText(words)
            one.setCursorPosition(cursor)
        if name == typed.reads:
            one.setFocus()
    for name, choice in _shown(page, QComboBox).items():
        at = choice.findText(typed.choices.get(name, ""))
        if at not in (-1, choice.currentIndex()):
            choice.setCurrentIndex(at)


def _lines(page: QWidget) -> dict[str, QLineEdit]:
    lines = _shown(page, QLineEdit)
    return {name: one for name, one in lines.items() if not isinstance(one, PinField)}


def _shown(page: QWidget, kind: type[F]) -> dict[str, F]:
    """Return the visible fields of a kind whose name nothing else has."""
    fields = [one for one in page.findChildren(kind) if one.objectName() and one.isVisibleTo(page)]
    times = Counter(one.objectName() for one in fields)
    return {one.objectName(): one for one in fields if times[one.objectName()] == 1}
