"""What stands on the strip, and how its two shapes are laid out."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from common.domain.ticket import Move
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.narrowing import KEY
from counter.number_label import NumberLabel
from counter.offers import Offer
from counter.pieces import (
    SMALLEST,
    Bar,
    Elided,
    Look,
    Picture,
    Sign,
    column_of,
    paint_words,
    part_colour,
    row_of,
    words,
)
from counter.queue_painter import LEVEL_SIGNS
from counter.strip.buttons import StripButtons
from counter.strip.facts import StripFacts
from counter.strip.place import SIZES, Shape


class StripFace(QWidget):
    """Draws the strip in one shape; reports what was chosen on it."""

    move_chosen = Signal(Move)
    more_chosen = Signal()
    widened = Signal()
    reshaped = Signal()

    def __init__(self, look: Look, shape: Shape) -> None:
        super().__init__()
        self._look, self._line = look, shape is Shape.LINE
        self.setFixedSize(SIZES[shape])
        self._window = words(look, 22 if self._line else 14, 700 if self._line else 600)
        self._window_name = words(look, 14, 400, LIGHT.slate)
        self._window_name.setParent(self)
        largest, room = (34, 150) if self._line else (40, 130)
        self._number = NumberLabel(look, largest, room)
        self._sign = Picture(look, "user", 34, LIGHT.field)
        self._title = Elided(look, 15, 600, least=SMALLEST)
        self._detail = Elided(look, 14, 400, LIGHT.slate)
        self._elapsed = words(look, 20 if self._line else 26, 600, tabular=True)
        self._target = words(look, 14, 400, LIGHT.slate, tabular=True)
        self._bar = Bar(look)
        self._bar.setFixedHeight(6)
        self._waiting = words(look, 14, 600 if self._line else 400)
        self._level = Sign(look, "triangle-alert", 14)
        self._buttons = StripButtons(look, line=self._line)
        self._buttons.move_chosen.connect(self.move_chosen)
        self._buttons.more_chosen.connect(self.more_chosen)
        self._buttons.unlocking.connect(self.widened)
        self._expand = _small(look, "strip:expand", "maximize-2")
        self._expand.clicked.connect(self.widened)
        self._reshape = _small(look, "strip:reshape", "proportions")
        self._reshape.clicked.connect(self.reshaped)
        if self._line:
            self._lay_line()
        else:
            self._lay_sheet()

    def _tools(self) -> QVBoxLayout:
        tools = column_of()
        tools.addWidget(self._expand)
        tools.addWidget(self._reshape)
        return tools

    def _clock(self) -> QHBoxLayout:
        clock = row_of(6)
        clock.addWidget(self._elapsed)
        clock.addStretch(1)
        clock.addWidget(self._target)
        return clock

    def _lay_line(self) -> None:
        where, what, clock, counts = (column_of() for _ in range(4))
        for label in (self._window_name, self._window):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            where.addWidget(label)
        what.addWidget(self._title)
        what.addWidget(self._detail)
        clock.addLayout(self._clock())
        clock.addSpacing(4)
        clock.addWidget(self._bar)
        counts.addWidget(self._waiting)
        counts.addWidget(self._level)
        row = row_of(12)
        row.setContentsMargins(8, 0, 6, 0)
        row.addWidget(Picture(self._look, "grip-vertical", 20, LIGHT.field))
        for part in (where, what, clock, counts):
            part.insertStretch(0, 1)
            part.addStretch(1)
        row.addLayout(where)
        row.addWidget(self._number)
        row.addWidget(self._sign)
        row.addLayout(what, 1)
        row.addLayout(clock)
        row.addWidget(self._buttons)
        row.addLayout(counts)
        row.addLayout(self._tools())
        self.setLayout(row)

    def _lay_sheet(self) -> None:
        top = row_of(6)
        top.addWidget(self._number)
        top.addWidget(self._sign)
        top.addStretch(1)
        top.addLayout(self._clock())
        top.addLayout(self._tools())
        foot = row_of(12)
        foot.addWidget(self._window)
        foot.addStretch(1)
        foot.addWidget(self._waiting)
        foot.addWidget(self._level)
        column = column_of()
        column.setContentsMargins(14, 8, 8, 0)
        column.addLayout(top)
        inner = column_of()
        inner.setContentsMargins(0, 4, 6, 0)
        inner.addWidget(self._bar)
        inner.addSpacing(6)
        inner.addWidget(self._title)
        inner.addWidget(self._detail)
        inner.addSpacing(6)
        inner.addWidget(self._buttons)
        inner.addStretch(1)
        inner.addLayout(foot)
        inner.addSpacing(5)
        column.addLayout(inner, 1)
        self.setLayout(column)

    def draw(
        self, facts: StripFacts, offers: dict[Move, Offer], number: str, text: Text, *, alive: bool
    ) -> None:
        """Take what the strip says; `number` is the window's."""
        self._window_name.setVisible(self._line)
        self._window_name.setText(text("counter.window_field"))
        self._window.setText(number if self._line else text("counter.window", number=number))
        self._number.draw(facts.number)
        self._number.setVisible(bool(facts.number))
        self._sign.setVisible(not facts.number)
        self._sign.change(facts.sign, LIGHT.field)
        self._title.write(facts.title)
        self._detail.write(facts.detail)
        self._detail.setVisible(self._line or not facts.number)
        self._elapsed.setText(facts.elapsed)
        over = facts.part >= 1
        paint_words(self._elapsed, part_colour(facts.part) if over else LIGHT.ink)
        self._target.setText(f"/ {facts.target}" if facts.target else "")
        self._bar.fill(facts.part)
        self._bar.setVisible(bool(facts.target))
        self._count(facts, text)
        self._buttons.draw(facts.moves, offers, text, alive=alive)
        for tool, key in ((self._expand, "strip.whole"), (self._reshape, "strip.shape")):
            tool.setToolTip(text(key, keys=KEY))
            tool.setAccessibleName(text(key, keys=KEY))

    def _count(self, facts: StripFacts, text: Text) -> None:
        known = bool(facts.moves)
        self._waiting.setVisible(known)
        self._waiting.setText(text("strip.waiting", n=facts.waiting))
        self._level.setVisible(known and facts.level is not None)
        if facts.level is not None:
            icon, colour = LEVEL_SIGNS[facts.level]
            self._level.tell(icon, f"{text(facts.level.value)} {facts.minded}", colour)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line over the foot of the small sheet."""
        if not self._line:
            painter = QPainter(self)
            painter.fillRect(1, self.height() - 30, self.width() - 2, 1, QColor(LIGHT.line))


def _small(look: Look, name: str, icon: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setFixedSize(24, 22)
    button.setIcon(look.icon(icon, 16, LIGHT.slate))
    button.setIconSize(QSize(16, 16))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setStyleSheet(
        f"QPushButton {{ border: 0; background: transparent; padding: 0; }}"
        f"QPushButton:hover {{ background: {LIGHT.selected_tint}; border-radius: 5px; }}"
    )
    return button
