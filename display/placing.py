"""Where numbers, windows and arrows of the calls stand; measured before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRectF

from display.layout import EM, Layout
from display.pen import LETTERS_GAP, Style
from display.state import Row

ARROW = 104
SLOT = 1.1
"""Width of a letter's slot in em, so that serials begin on one line."""
WINDOW_SLOT = 1.32
"""Width of the window's slot in em: two figures."""
GAP = 40
"""The least space between ticket and window."""
ARROW_GAP = 24


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A call with its boxes."""

    row: Row
    plate: QRectF
    letters: QRectF
    serial: QRectF
    window: QRectF
    arrow: QRectF
    ruled: bool
    """A line stands under it."""


@dataclass(frozen=True, slots=True)
class PlacedCalls:
    """All calls of a page, and where the heads of their columns begin."""

    style: Style
    rows: tuple[PlacedRow, ...]
    heads: tuple[tuple[QRectF, QRectF], ...]


class _Form(NamedTuple):
    """How wide a column's edge and its tickets are, on the screen the measures are for."""

    pad: float
    ticket: float


BESIDE = _Form(pad=40, ticket=648)
TWO_COLUMNS = _Form(pad=32, ticket=500)
PORTRAIT = _Form(pad=36, ticket=560)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Measures of one column of calls; places count from its left edge."""

    style: Style
    left: float
    window: float
    window_width: float
    arrow: float
    arrow_width: float


def place_calls(rows: Sequence[Row], layout: Layout, *, full: bool) -> PlacedCalls:
    """Return the boxes of a page's calls, from the upper left corner of their area."""
    whole = layout.calls_full.width() if full else layout.calls.width()
    form, count = BESIDE, 1
    if layout.portrait:
        form = PORTRAIT
    elif full and layout.columns > 1:
        form, count = TWO_COLUMNS, 2
    between = 48 * layout.scale if count > 1 else 0
    width = (whole - between) / count
    scale = layout.scale * layout.size
    # The window stands where it usually does, however small the rows are.
    form = form._replace(ticket=form.ticket / min(1.0, layout.size))
    columns = _measure(rows, form, width, scale)
    room = (layout.room.full if full else layout.room.beside) // count
    placed: list[PlacedRow] = []
    heads: list[tuple[QRectF, QRectF]] = []
    for number in range(count):
        head = QRectF(number * (width + between), 0, width, layout.head)
        part = rows[number * room : (number + 1) * room]
        placed.extend(_column(part, head, columns, layout))
        heads.append(_heads(head, columns))
    return PlacedCalls(columns.style, tuple(placed), tuple(heads))


def _measure(rows: Sequence[Row], form: _Form, width: float, scale: float) -> _Columns:
    """Return a column's measures; where four figures meet a wide window, all get smaller."""
    inner = width - (2 * form.pad + ARROW + ARROW_GAP) * scale
    columns = _columns(rows, form, width, scale, EM * scale)
    needed = columns.window + columns.window_width - columns.left
    if needed > inner:
        fixed = GAP * scale
        em = EM * scale * (inner - fixed) / (needed - fixed)
        columns = _columns(rows, form, width, scale, em - 1)
    return columns


def _reach(style: Style, words: str) -> float:
    """Return how far letters drawn one by one reach."""
    return sum(style.width(letter) for letter in words)


def _slot(row: Row, style: Style) -> float:
    """Return how wide the letters' slot is: the same for one letter, wider only for two."""
    return max(SLOT * style.pixels, _reach(style, row.letters) + LETTERS_GAP * style.pixels)


def _columns(rows: Sequence[Row], form: _Form, width: float, scale: float, em: float) -> _Columns:
    style = Style(int(em), 700, "", tabular=True)
    tickets = (_slot(row, style) + _reach(style, row.serial) for row in rows)
    ticket = max(tickets, default=0.0)
    figures = max((_reach(style, str(row.window)) for row in rows), default=0.0)
    window_width = max(WINDOW_SLOT * em, figures)
    pad, arrow = form.pad * scale, ARROW * scale
    least = pad + ticket + GAP * scale
    most = width - pad - arrow - ARROW_GAP * scale - window_width
    return _Columns(
        style=style,
        left=pad,
        window=max(least, min(pad + form.ticket * scale, most)),
        window_width=window_width,
        arrow=width - pad - arrow,
        arrow_width=arrow,
    )


def _column(
    rows: Sequence[Row], head: QRectF, columns: _Columns, layout: Layout
) -> list[PlacedRow]:
    placed: list[PlacedRow] = []
    for number, row in enumerate(rows):
        top = head.bottom() + number * layout.row
        # Between two plates a strip of the ground stays free.
        strip = 4 * layout.scale if number and row.plate and rows[number - 1].plate else 0
        plate = QRectF(head.left(), top + strip, head.width(), layout.row - strip)
        last = number == len(rows) - 1
        placed.append(_place(row, plate, columns, ruled=not row.plate and not last))
    return placed


def _place(row: Row, plate: QRectF, columns: _Columns, *, ruled: bool) -> PlacedRow:
    def box(left: float, width: float) -> QRectF:
        return QRectF(plate.left() + left, plate.top(), width, plate.height())

    # A square in the middle of the row's height.
    lift = (plate.height() - columns.arrow_width) / 2
    window = _reach(columns.style, str(row.window))
    return PlacedRow(
        row=row,
        plate=plate,
        letters=box(columns.left, _reach(columns.style, row.letters)),
        serial=box(columns.left + _slot(row, columns.style), _reach(columns.style, row.serial)),
        window=box(columns.window + columns.window_width - window, window),
        arrow=box(columns.arrow, columns.arrow_width).adjusted(0, lift, 0, -lift),
        ruled=ruled,
    )


def _heads(head: QRectF, columns: _Columns) -> tuple[QRectF, QRectF]:
    ticket = QRectF(head).adjusted(columns.left, 0, 0, 0)
    ticket.setRight(head.left() + columns.window - columns.left / 2)
    window = QRectF(head).adjusted(columns.window, 0, 0, 0)
    return ticket, window
