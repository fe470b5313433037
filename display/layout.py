"""Where everything on a board stands, by the size of its screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from common.floorfile.board_layout import USUAL, BoardLayout, Panel, Show, board_layout
from common.ui.tokens import CAP_HEIGHT
from display.state import Room

SHORT, LONG = 1080, 1920
"""All measures below are for this screen and scale with it."""
MARGIN = 32
GAP = 24
ROW = 140
EM = 120
"""The letters of a row, of which a capital is CAP_HEIGHT high."""
FEWEST, MOST = 4, 12
"""Rows beside the panel, however far or near people stand."""
TALLEST = 1.15
"""The highest row, beside the usual one, whose number and window fit a portrait screen."""
WIDEST = 1.06
"""Rows by so much higher than usual leave no room for two columns."""
ALONE = 1360
"""The widest row of a single column: its number, window and arrow are read as one."""
FOOT = 96
ROUNDING = 0.02
"""Rows are whole pixels."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in pixels of the window."""

    scale: float
    portrait: bool
    room: Room
    size: float
    """How high a row is beside the usual one: by how far away it has to be read."""
    columns: int
    """Of calls, where they have the whole width."""
    head: float
    """Height of the column heads above the calls."""
    row: float
    calls: QRectF
    calls_full: QRectF
    panels: Mapping[Show, QRectF]
    """What stands beside or below the calls; they give way to calls that need the room."""
    line: QRectF
    """The ticker, or the notice where nothing stands beside the calls."""
    page: float
    """What the line gives up at its right while the foot says which page this is."""
    foot: QRectF


def lay_out(
    width: float, height: float, capital: float = 0, board: BoardLayout | None = None
) -> Layout:
    """Return the places for a window; a screen narrower than 16:9 gets smaller, not cut.

    `capital` is how many pixels high a number's capital has to be at least; 0 is the usual height.
    A screen that is too small for it gives what it has.
    """
    board = board or board_layout(USUAL)
    scale = min(min(width, height) / SHORT, max(width, height) / LONG)
    size = capital / (CAP_HEIGHT * EM * scale) if capital else 1.0
    if height > width:
        return _portrait(width, height, scale, size, board)
    return _landscape(width, height, scale, size, board)


def falls_short(layout: Layout, capital: float) -> float:
    """Return by which part the numbers are lower than they have to be; 0 where they are not."""
    has = CAP_HEIGHT * EM * layout.scale * layout.size
    return max(0.0, 1 - has / capital - ROUNDING) if capital else 0.0


def _count(room: float, row: float, most: int) -> int:
    """Return how many rows stand in a room, within what can be taken in at a glance."""
    return max(FEWEST, min(most, int(room / row + 1e-6)))


def _stack(panels: Sequence[Panel], room: QRectF, s: float) -> dict[Show, QRectF]:
    """Return where panels stand one under another in a room; one may take what is left."""
    gaps = GAP * s * (len(panels) - 1)
    free = room.height() - gaps - sum(panel.height for panel in panels) * s
    places: dict[Show, QRectF] = {}
    top = room.top()
    for panel in panels:
        high = panel.height * s if panel.height else free
        places[panel.show] = QRectF(room.left(), top, room.width(), high)
        top += high + GAP * s
    return places


def _landscape(width: float, height: float, s: float, size: float, board: BoardLayout) -> Layout:
    head_y, head, foot, margin = _whole(s, 16, 104, FOOT, MARGIN)
    foot_y = height - foot
    area = foot_y - round(24 * s) - head_y - head
    usual = area // 6
    count = 6 if size == 1 else _count(area, usual * size, MOST)
    row = area // count
    size = row / usual
    columns = 2 if size <= WIDEST else 1
    side = board.width * s if board.beside else 0
    side_x = width - margin - side
    calls_height = head + count * row
    beside = QRectF(side_x, margin, side, foot_y - 2 * margin)
    calls_width = side_x - 40 * s - margin if side else min(width - 2 * margin, ALONE * s)
    calls_x = margin if side else (width - calls_width) / 2
    return Layout(
        scale=s,
        portrait=False,
        room=Room(beside=count, full=count * columns, waits=6, minutes=board.minutes),
        size=size,
        columns=columns,
        head=head,
        row=row,
        calls=QRectF(calls_x, head_y, calls_width, calls_height),
        calls_full=QRectF(margin, head_y, width - 2 * margin, calls_height),
        panels=_stack(board.beside, beside, s),
        line=QRectF(272 * s, foot_y + 2 * s, width - (272 + 516) * s, foot - 2 * s),
        page=232 * s,
        foot=QRectF(0, foot_y, width, foot),
    )


def _portrait(width: float, height: float, s: float, size: float, board: BoardLayout) -> Layout:
    head_y, head, foot, margin = _whole(s, 24, 112, 112, MARGIN)
    foot_y = height - foot
    line = QRectF(margin, foot_y - 96 * s, width - 2 * margin, 88 * s)
    high = sum(panel.height for panel in board.below) * s + GAP * s * (len(board.below) - 1)
    below = QRectF(margin, line.top() - 16 * s - high, width - 2 * margin, high)
    top = head_y + head
    area, all_of_it = below.top() - 16 * s - top, line.top() - 8 * s - top
    # A row that is wider than the screen would be made smaller again.
    beside = _count(area, round(ROW * s) * min(size, TALLEST), MOST)
    row = round(ROW * s) if size == 1 else int(area // beside)
    full = int(all_of_it // row)
    return Layout(
        scale=s,
        portrait=True,
        room=Room(beside=beside, full=full, waits=6, minutes=board.minutes),
        size=row / round(ROW * s),
        columns=1,
        head=head,
        row=row,
        calls=QRectF(margin, head_y, width - 2 * margin, head + beside * row),
        calls_full=QRectF(margin, head_y, width - 2 * margin, head + full * row),
        panels=_stack(board.below, below, s),
        line=line,
        page=0,
        foot=QRectF(0, foot_y, width, foot),
    )


def _whole(scale: float, *measures: int) -> tuple[int, ...]:
    """Return measures in whole pixels, so that edges and lines are crisp."""
    return tuple(round(scale * measure) for measure in measures)
