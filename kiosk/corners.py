"""The gestures that open the staff menu: round the four corners, or twice round the arrows."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt

WITHIN_MS = 6_000
"""From the first corner to the last: nobody does that by chance."""
ONCE_ROUND = (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left)
KEYS = (*ONCE_ROUND, *ONCE_ROUND, Qt.Key.Key_Home)
"""The keypad's gesture: twice clockwise, then home."""


@dataclass(slots=True)
class Corners:
    """How far somebody has come round the corners."""

    done: int = 0
    began: int = 0

    def touch(self, place: tuple[float, float], room: tuple[int, int], size: int, at: int) -> bool:
        """Take note of a touch at a moment in milliseconds; say whether it was the last corner.

        A touch that arrives twice, as a finger and as the pointer it moves, is one.
        """
        corner = _corner(place, room, size)
        if corner is not None and corner == self.done - 1:
            return False
        if self.done and at - self.began > WITHIN_MS:
            self.done = 0
        if corner != self.done:
            self.done = 0
        if corner != self.done:
            return False
        if corner == 0:
            self.began = at
        self.done += 1
        if self.done <= _LAST:
            return False
        self.done = 0
        return True


@dataclass(slots=True)
class Keypad:
    """The last keys that were pressed, and when."""

    pressed: list[tuple[int, int]] = field(default_factory=list)

    def press(self, key: int, at: int) -> bool:
        """Take note of a key at a moment in milliseconds; say whether it was the last one."""
        self.pressed = [*self.pressed, (key, at)][-len(KEYS) :]
        in_time = at - self.pressed[0][1] <= WITHIN_MS
        return in_time and tuple(one for one, _ in self.pressed) == KEYS


_LAST = 3


def _corner(place: tuple[float, float], room: tuple[int, int], size: int) -> int | None:
    """Return which corner a place is in, clockwise from 0; None in the middle."""
    (x, y), (width, height) = place, room
    left, right = x < size, x >= width - size
    above, below = y < size, y >= height - size
    known = {(True, False, True, False): 0, (False, True, True, False): 1}
    known |= {(False, True, False, True): 2, (True, False, False, True): 3}
    return known.get((left, right, above, below))
