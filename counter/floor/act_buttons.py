"""The acts as buttons, each with its key."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from common.i18n import Text
from counter.floor.acts import ICONS, KEYS, allowed, lawful
from counter.floor.asking import ActName
from counter.floor.state import FloorState
from counter.move_button import MoveButton
from counter.pieces import Look

HIGH, LOW = 44, 38
SELDOM = (ActName.ANSWER, ActName.FREE_HELD, ActName.WITHDRAW)
"""Mostly nobody asks anything, is on hold for nobody, or was added: no room is kept for these."""


class ActButtons(QWidget):
    """Draws which acts may be done now; those that nobody here may do are not there at all."""

    chosen = Signal(str)

    def __init__(self, look: Look, acts: Iterable[ActName], row: QBoxLayout) -> None:
        super().__init__()
        self._buttons: dict[ActName, MoveButton] = {}
        for act in acts:
            button = MoveButton(look, ICONS[act], KEYS[act], HIGH, LOW)
            button.setObjectName(f"act:{act.value}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, one=act: self.chosen.emit(one.value))
            self._buttons[act] = button
            row.addWidget(button)
        self.setLayout(row)

    def draw(self, state: FloorState, text: Text) -> None:
        """Take the state."""
        for act, button in self._buttons.items():
            button.name(text(f"floor.act.{act.value}"))
            alive = lawful(state, act)
            button.setVisible(allowed(state, act) and (alive or act not in SELDOM))
            button.offer("", alive=alive, likely=False)


def act_of(event: QKeyEvent) -> ActName | None:
    """Return the act of a key, whatever alphabet the keyboard is set to."""
    if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        return None
    pressed = (event.key(), event.nativeVirtualKey())
    return next((act for act, key in KEYS.items() if ord(key) in pressed), None)
