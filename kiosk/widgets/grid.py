"""Cards of one size in columns, and where they stand."""

from dataclasses import dataclass

from PySide6.QtCore import QRect


@dataclass(frozen=True, slots=True)
class Grid:
    """So many columns and rows of cards in a box."""

    box: QRect
    columns: int
    rows: int
    gap: int
    tallest: int
    """Cards do not grow beyond this."""
    upright: int
    """Cards as high as this have their icon above the name."""

    @property
    def places(self) -> int:
        """Return how many cards there are room for."""
        return self.columns * self.rows

    @property
    def card_height(self) -> int:
        """Return the height of every card."""
        free = self.box.height() - (self.rows - 1) * self.gap
        return min(self.tallest, free // self.rows)

    @property
    def low(self) -> bool:
        """Return whether the icons stand before the names."""
        return self.columns == 1 or self.card_height < self.upright

    def place(self, number: int) -> QRect:
        """Return where the n-th card stands, from 0, row by row."""
        column, row = number % self.columns, number // self.columns
        width = (self.box.width() - (self.columns - 1) * self.gap) / self.columns
        left = self.box.left() + column * (width + self.gap)
        top = self.box.top() + row * (self.card_height + self.gap)
        return QRect(round(left), top, round(width), self.card_height)
