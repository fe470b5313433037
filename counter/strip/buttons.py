"""The few buttons of the strip: those that matter now, the first one the widest."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QPushButton, QWidget

from common.domain.ticket import Move
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.moves_view import ICONS, KEYS, MORE_KEY, NAMES, WORDS
from counter.offers import MOVES, Offer
from counter.pieces import Look
from counter.strip.button import WAYS, StripButton

SEATS = 3
WIDTHS_ON_LINE, WIDTHS_ON_SHEET = (196, 176), (332, 163)
"""Of the first button, and of each of the others."""


class StripButtons(QWidget):
    """Draws up to three moves beside each other, or one over two; reports what was chosen."""

    move_chosen = Signal(Move)
    more_chosen = Signal()
    unlocking = Signal()

    def __init__(self, look: Look, *, line: bool) -> None:
        super().__init__()
        self._look, self._line = look, line
        self._high = 44 if line else 34
        self._moves = {move: self._button(move) for move in MOVES}
        self._more = StripButton(look, "plus", MORE_KEY, self._high)
        self._more.setObjectName("strip:more")
        self._more.clicked.connect(self.more_chosen)
        self._unlock = QPushButton()
        self._unlock.setObjectName("strip:unlock")
        self._unlock.setFont(look.font(15, 600))
        self._unlock.setFixedHeight(self._high)
        self._unlock.setIcon(look.icon("lock-open", 18, LIGHT.azure, gap=4))
        self._unlock.clicked.connect(self.unlocking)
        self._all: tuple[QAbstractButton, ...] = (*self._moves.values(), self._more, self._unlock)
        for button in self._all:
            button.setParent(self)
            # Keys do the moves; what a button did last is not to be done again by Enter.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._shown: tuple[Move, ...] | None = None
        self._text: Text | None = None
        self._worn: dict[int, int] = {}
        """Which of the ways the buttons of each row wear."""
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8 if line else 6)
        self.setLayout(self._grid)

    def _button(self, move: Move) -> StripButton:
        button = StripButton(self._look, ICONS[move], KEYS[move], self._high)
        button.setObjectName(f"strip:{NAMES[move]}")
        button.clicked.connect(lambda: self.move_chosen.emit(move))
        return button

    def draw(
        self, moves: tuple[Move, ...], offers: dict[Move, Offer], text: Text, *, alive: bool
    ) -> None:
        """Take which moves have a button, and how they stand; none while it is locked."""
        self._arrange(moves)
        self._unlock.setText(text("lock.open"))
        self._more.name(text("deed.more"))
        self._more.offer("", alive=alive, likely=False)
        for at, move in enumerate(moves):
            offer, button = offers[move], self._moves[move]
            button.name(text(WORDS[move]))
            hint = "" if offer.hint is None else text(offer.hint.key, **offer.hint.facts)
            likely = at == 0 and offer.alive
            button.offer(hint if self._line else "", alive=offer.alive, likely=likely)
        self._dress(text)

    def _dress(self, text: Text) -> None:
        """Let all buttons of a row wear the best way for which each of them has room."""
        if text is not self._text:
            self._text, self._worn = text, {}
        shown = [one for one in (*self._moves.values(), self._more) if not one.isHidden()]
        shown.sort(key=lambda one: one.minimumWidth(), reverse=True)
        rows = (shown,) if self._line else (shown[:1], shown[1:])
        for at, row in enumerate(rows):
            # What had to give way stays away while the moves are the same: nothing is to jump.
            ways = WAYS[self._worn.get(at, 0) :]
            fits = (way for way in ways if all(one.has_room(way) for one in row))
            way = next(fits, WAYS[-1])
            self._worn[at] = WAYS.index(way)
            for button in row:
                button.wear(way)

    def _arrange(self, moves: tuple[Move, ...]) -> None:
        """Lay the buttons out where others are needed than before."""
        if moves == self._shown:
            return
        self._shown, self._worn = moves, {}
        for button in self._all:
            self._grid.removeWidget(button)
            button.hide()
        shown: list[QAbstractButton] = [self._moves[move] for move in moves]
        if not moves:
            shown.append(self._unlock)
        elif len(moves) < SEATS:
            shown.append(self._more)
        first, other = WIDTHS_ON_LINE if self._line else WIDTHS_ON_SHEET
        for at, button in enumerate(shown):
            button.setFixedWidth(other if at else first)
            if self._line:
                self._grid.addWidget(button, 0, at)
            else:
                self._grid.addWidget(button, min(at, 1), max(0, at - 1), 1, 1 if at else 2)
            button.show()
