"""Where everything on a board stands, by the size of its screen."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from display.state import Room

SHORT, LONG = 1080, 1920
"""All measures below are for this screen and scale with it."""
MARGIN = 32
ROW = 140
FOOT = 96


@dataclass(frozen=True, slots=True)
class Layout:
    """Places in pixels of the window."""

    scale: float
    portrait: bool
    room: Room
    head: float
    """Height of the column heads above the calls."""
    row: float
    calls: QRectF
    calls_full: QRectF
    side: QRectF
    """Slide or notice beside the calls; empty on a portrait screen."""
    waits: QRectF
    line: QRectF
    """The ticker, or the notice where nothing stands beside the calls."""
    page: float
    """What the line gives up at its right while the foot says which page this is."""
    foot: QRectF


def lay_out(width: float, height: float) -> Layout:
    """Return the places for a window; a screen narrower than 16:9 gets smaller, not cut."""
    scale = min(min(width, height) / SHORT, max(width, height) / LONG)
    return _portrait(width, height, scale) if height > width else _landscape(width, height, scale)


def _landscape(width: float, height: float, s: float) -> Layout:
    head_y, head, foot, margin = _whole(s, 16, 104, FOOT, MARGIN)
    foot_y = height - foot
    row = (foot_y - round(24 * s) - head_y - head) // 6
    side_width = 600 * s
    side_x = width - margin - side_width
    calls_height = head + 6 * row
    media = QRectF(side_x, margin, side_width, 342 * s)
    waits_y = media.bottom() + 24 * s
    return Layout(
        scale=s,
        portrait=False,
        room=Room(beside=6, full=12, waits=6),
        head=head,
        row=row,
        calls=QRectF(margin, head_y, side_x - 40 * s - margin, calls_height),
        calls_full=QRectF(margin, head_y, width - 2 * margin, calls_height),
        side=media,
        waits=QRectF(side_x, waits_y, side_width, foot_y - margin - waits_y),
        line=QRectF(272 * s, foot_y + 2 * s, width - (272 + 516) * s, foot - 2 * s),
        page=232 * s,
        foot=QRectF(0, foot_y, width, foot),
    )


def _portrait(width: float, height: float, s: float) -> Layout:
    head_y, head, foot, margin = _whole(s, 24, 112, 112, MARGIN)
    foot_y = height - foot
    line = QRectF(margin, foot_y - 96 * s, width - 2 * margin, 88 * s)
    waits = QRectF(margin, line.top() - 16 * s - 412 * s, width - 2 * margin, 412 * s)
    top, row = head_y + head, round(ROW * s)
    beside = int((waits.top() - 16 * s - top) // row)
    full = int((line.top() - 8 * s - top) // row)
    return Layout(
        scale=s,
        portrait=True,
        room=Room(beside=beside, full=full, waits=6),
        head=head,
        row=row,
        calls=QRectF(margin, head_y, width - 2 * margin, head + beside * row),
        calls_full=QRectF(margin, head_y, width - 2 * margin, head + full * row),
        side=QRectF(),
        waits=waits,
        line=line,
        page=0,
        foot=QRectF(0, foot_y, width, foot),
    )


def _whole(scale: float, *measures: int) -> tuple[int, ...]:
    """Return measures in whole pixels, so that edges and lines are crisp."""
    return tuple(round(scale * measure) for measure in measures)
