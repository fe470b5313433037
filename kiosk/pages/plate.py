"""A number on its plate, with its words close by."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect

from kiosk.look import Look
from kiosk.widgets.label import Label
from kiosk.widgets.number import Number

ENOUGH = 0.7
"""A number lower than this part of what its width allows makes its words smaller first."""
LESS = 0.6
"""Where even that is not enough they have so much of their room."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What stands on a plate: whose number, the number, and under it what it is for.

    `under` are labels with the most height each may take; the first is a title.
    """

    look: Look
    yours: Label
    number: Number
    under: Sequence[tuple[Label, float]]

    def stand(self, box: QRect) -> None:
        """Put all of it in the middle of a box; the number gets what the words leave."""
        look, left, width = self.look, box.left(), box.width()
        full = self.number.needs(width)
        title = look.title_style(), look.body_style(600)
        ways = [(title[0], 1.0, 1.0), (title[0], 0.5, 1.0), (title[1], 0.5, 1.0)]
        for style, wide, part in (*ways, (title[1], 0.5, LESS)):
            if self.under:
                self.under[0][0].style_ = style
            above, below = look.gap(3 * wide), look.gap(4 * wide)
            yours = self.yours.stand(left, 0, width)
            words = [label.stand(left, 0, width, high) for label, high in self._rooms(part)]
            free = box.height() - yours - above - (below + sum(words) if words else 0)
            high = max(1, min(full, free))
            if high >= full * ENOUGH:
                break
        top = box.top() + max(0, (free - high) // 2)
        end = self.yours.stand(left, top, width) + above
        self.number.setGeometry(left, end, width, high)
        end += high + below
        for label, most in self._rooms(part):
            end = label.stand(left, end, width, most)

    def _rooms(self, part: float) -> list[tuple[Label, float]]:
        """Return the words, each with its most height: what is said first gives nothing away."""
        return [*self.under[:1], *((label, most * part) for label, most in self.under[1:])]
