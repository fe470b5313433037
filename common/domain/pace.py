"""How often something is done that is asked for at any rate."""


class Pace:
    """Spaces readings: the first is due at once, those asked for too soon are one at the end.

    No wish is lost: after each there is a moment from which on a reading is due. Times are
    seconds of a clock that never jumps.
    """

    def __init__(self) -> None:
        self._last: float | None = None
        self._due: float | None = None

    def ask(self, now: float, apart: float) -> None:
        """Wish for a reading, `apart` seconds after the last one at the soonest."""
        soonest = now if self._last is None else max(now, self._last + apart)
        self._due = soonest if self._due is None else min(self._due, soonest)

    def wait(self, now: float) -> float | None:
        """Return for how long nothing is due; None while nothing is wished for."""
        return None if self._due is None else max(0.0, self._due - now)

    def take(self, now: float) -> bool:
        """Say whether a reading is due, and count it as done."""
        if self._due is None or self._due > now:
            return False
        self._last, self._due = now, None
        return True
