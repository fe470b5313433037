"""What the keys of a keypad or keyboard are for."""

from PySide6.QtCore import Qt

from kiosk.state import Wish

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
STEPS = (Wish.ERASE, Wish.SOFTER, Wish.LOUDER)
"""Wishes that a held key repeats."""
PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)
"""Keys that do what a touch of the ringed thing does."""
WISHES = {
    Qt.Key.Key_Escape: Wish.BACK,
    Qt.Key.Key_Back: Wish.BACK,
    Qt.Key.Key_Backspace: Wish.ERASE,
    Qt.Key.Key_Return: Wish.SEND,
    Qt.Key.Key_Enter: Wish.SEND,
    Qt.Key.Key_F1: Wish.HELP,
    Qt.Key.Key_Help: Wish.HELP,
    Qt.Key.Key_Home: Wish.HOME,
    Qt.Key.Key_HomePage: Wish.HOME,
    Qt.Key.Key_F5: Wish.LISTEN,
    Qt.Key.Key_MediaPlay: Wish.LISTEN,
    Qt.Key.Key_F6: Wish.REPEAT,
    Qt.Key.Key_AudioRepeat: Wish.REPEAT,
    Qt.Key.Key_F7: Wish.SOFTER,
    Qt.Key.Key_VolumeDown: Wish.SOFTER,
    Qt.Key.Key_F8: Wish.LOUDER,
    Qt.Key.Key_VolumeUp: Wish.LOUDER,
}
"""What keys mean that press nothing; a keypad's back, help and home are among them."""
ONCE = frozenset({*PRESSES, *(key for key, wish in WISHES.items() if wish not in STEPS)})
"""Keys that do one thing however long they are held."""
