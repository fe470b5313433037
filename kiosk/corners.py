"""The gesture that opens the staff menu: the four corners, clockwise from the left above."""

from dataclasses import dataclass

WITHIN_MS = 6_000
"""From the first corner to the last: nobody does that by chance."""


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


_LAST = 3


def _corner(place: tuple[float, float], room: tuple[int, int], size: int) -> int | None:
    """Return which corner a place is in, clockwise from 0; None in the middle."""
    (x, y), (width, height) = place, room
    left, right = x < size, x >= width - size
    above, below = y < size, y >= height - size
    known = {(True, False, True, False): 0, (False, True, True, False): 1}
    known |= {(False, True, False, True): 2, (True, False, False, True): 3}
    return known.get((left, right, above, below))
