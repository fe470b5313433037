"""Where the tiles lie: as large as the room allows, in rows of one length."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

WIDE, HIGH = 122, 152
"""A tile as it was drawn; others keep near its shape."""
GAP = 8
SMALL_BELOW, SMALL_WIDE, SMALL_HIGH = 66, 62, 46
"""Tiles that would be lower are wider instead: they have but two lines."""
LARGEST = 1.25
"""No tile is larger than this times the drawn one."""
OF_ITSELF = 1.25
"""What a window of 1920 x 1080 enlarges by itself; beyond that somebody wished for larger text."""
NEAR = 0.7
"""Tiles this part as large as they could be stay where they are: people know their places."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The places of a number of tiles in a room of some pixels."""

    count: int
    columns: int
    wide: float
    high: float
    gap: float

    def place(self, at: int) -> QRectF:
        """Return where a tile lies."""
        row, column = divmod(at, self.columns)
        left, top = column * (self.wide + self.gap), row * (self.high + self.gap)
        # Each edge is rounded by itself, so that the last one is never past the room's.
        right, bottom = round(left + self.wide), round(top + self.high)
        return QRectF(round(left), round(top), right - round(left), bottom - round(top))

    def at(self, x: float, y: float) -> int | None:
        """Return which tile a point is on."""
        column, row = int(x // (self.wide + self.gap)), int(y // (self.high + self.gap))
        at = row * self.columns + column
        on = 0 <= column < self.columns and 0 <= at < self.count
        return at if on and self.place(at).contains(x, y) else None

    def step(self, at: int, right: int, down: int) -> int:
        """Return the tile beside one; the same where there is none."""
        to = at + right + down * self.columns
        if right and to // self.columns != at // self.columns:
            return at
        return to if 0 <= to < self.count else at


def grid_for(count: int, width: float, height: float, factor: float, kept: int = 0) -> Grid:
    """Return the grid whose tiles are largest; `factor` is that of the window.

    So many columns as are `kept` stay as they are while their tiles are not much smaller.
    """
    gap = GAP * factor if count <= 80 else GAP / 2 * factor  # noqa: PLR2004 - small tiles stand closer
    most = max(1, count)

    def grid(columns: int) -> Grid:
        rows = -(-most // columns)
        wide = (width - gap * (columns - 1)) / columns
        high = (height - gap * (rows - 1)) / rows
        largest = LARGEST * factor
        return Grid(count, columns, min(wide, 1.6 * WIDE * largest), min(high, HIGH * largest), gap)

    grids = [grid(columns) for columns in range(1, most + 1)]
    best = max(grids, key=_large)
    if 0 < kept <= most and _large(grids[kept - 1]) >= NEAR * _large(best):
        best = grids[kept - 1]
    if best.high >= SMALL_BELOW * larger(factor):
        return best
    return max(grids, key=lambda one: min(one.wide / SMALL_WIDE, one.high / SMALL_HIGH))


def _large(grid: Grid) -> float:
    return min(grid.wide / WIDE, grid.high / HIGH)


def larger(factor: float) -> float:
    """Return how much larger text is wished for than the largest window has of itself."""
    return max(1.0, factor / OF_ITSELF)
