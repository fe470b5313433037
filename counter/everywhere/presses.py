"""What a key does that was pressed while another program had the focus."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from counter.moves_view import KEYS, MORE_KEY
from counter.my_day_view import KEY as DAY_KEY
from counter.presenter import Presenter

MOVES = {key: move for move, key in KEYS.items()}
EVERYWHERE = (DAY_KEY, *MOVES, MORE_KEY)
"""All keys of the console; with Ctrl and Alt they do the same everywhere."""


class Presses(QObject):
    """Does what the same key does in the window; whatever asks something brings that forward."""

    def __init__(self, window: QWidget, presenter: Presenter) -> None:
        super().__init__(window)
        self._window, self._presenter = window, presenter

    @Slot(str)
    def press(self, key: str) -> None:
        """Take a key like F2."""
        self._presenter.entrance.touch()
        if key == MORE_KEY:
            self._presenter.moves.show_more()
        elif key == DAY_KEY:
            self._presenter.day.toggle()
        else:
            self._presenter.moves.do(MOVES[key])
        state = self._presenter.state
        if state.asking is not None or state.day_shown:
            self._window.activateWindow()
