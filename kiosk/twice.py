"""The second touch of a double one: it was meant for what stood there before."""

from dataclasses import dataclass

DOUBLE_MS = 400
"""Nobody has read a new page and chosen from it in this time."""


@dataclass(slots=True)
class Twice:
    """Tells a touch, or a press of a key, that comes right behind another on the same spot.

    It counts only where the first one brought another page: on the same page people type and turn
    leaves as quickly as they can.
    """

    within_ms: int = DOUBLE_MS
    _at: tuple[float, float] = (0.0, 0.0)
    _moment: int | None = None
    _page: object = None

    def again(self, at: tuple[float, float], near: float, moment: int, page: object) -> bool:
        """Say whether this one is to be let pass; `near` in pixels, `moment` in milliseconds."""
        soon = self._moment is not None and moment - self._moment < self.within_ms
        across, down = at[0] - self._at[0], at[1] - self._at[1]
        same_spot = across * across + down * down <= near * near
        second = soon and same_spot and page != self._page
        if not second:
            self._at, self._moment, self._page = at, moment, page
        return second
