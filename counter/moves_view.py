"""The column of moves, each in its fixed place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from common.domain.ticket import Move
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.move_button import MoveButton
from counter.offers import MOVES, Offer
from counter.pieces import Card, Look, column_of, words

NAMES = {
    Move.CALL: "next",
    Move.RECALL: "recall",
    Move.START: "start",
    Move.FINISH: "finish",
    Move.NO_SHOW: "no_show",
    Move.TRANSFER: "transfer",
    Move.HOLD: "hold",
    Move.SEND: "send",
    Move.RESUME: "resume",
}
# F10 is missing: Windows gives it to the menu.
KEYS = dict(zip(MOVES, ("F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F11"), strict=True))
WORDS = {
    Move.CALL: "op.next",
    Move.RECALL: "op.recall",
    Move.START: "op.start",
    Move.FINISH: "op.finish",
    Move.NO_SHOW: "op.noshow",
    Move.TRANSFER: "op.transfer",
    Move.HOLD: "op.postpone",
    Move.SEND: "op.send_to_pay",
    Move.RESUME: "op.resume",
}
ICONS = {
    Move.CALL: "bell-ring",
    Move.RECALL: "repeat-2",
    Move.START: "play",
    Move.FINISH: "check",
    Move.NO_SHOW: "user-x",
    Move.TRANSFER: "forward",
    Move.HOLD: "history",
    Move.SEND: "banknote",
    Move.RESUME: "undo-2",
}
AT_FOOT = (Move.SEND, Move.RESUME)
MORE_KEY = "F12"
TALL, USUAL, SMALL = (92, 60), (48, 35), (40, 33)
"""Heights of the buttons, and how low they may be in a low window."""
CLOSE, LOW = 516, 490
"""Where bands leave less than this the buttons stand closer, and then take the title's room too."""


INSTEAD = frozenset({"counter.ends_break", "counter.finish_and_close"})
"""Hints of the next call that say another thing is done: then they are its word."""


class MovesView(Card):
    """Draws what may be done now; reports what was chosen."""

    move_chosen = Signal(Move)
    more_chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setFixedWidth(look.px(256))
        self._title = words(look, 15, 600, LIGHT.slate)
        self._title.setFixedHeight(look.px(28))
        self._title.setContentsMargins(look.px(4), 0, 0, look.px(4))
        self._buttons = {move: self._button(look, move) for move in MOVES}
        self._more = MoveButton(look, "plus", MORE_KEY, *SMALL)
        self._more.setObjectName("move:more")
        self._more.clicked.connect(self.more_chosen)
        self._look = look
        self._column = column = column_of()
        column.addWidget(self._title)
        for move, button in self._buttons.items():
            if move is AT_FOOT[0]:
                column.addStretch(1)
            column.addWidget(button)
        column.addWidget(self._more)
        self.setLayout(column)
        self._ways = (False, False)
        self._space(close=False, low=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title's room to the buttons where there is little."""
        super().resizeEvent(event)
        px = self._look.px
        ways = self.height() < px(CLOSE), self.height() < px(LOW)
        if ways != self._ways:
            self._ways = ways
            self._space(close=ways[0], low=ways[1])

    def _space(self, *, close: bool, low: bool) -> None:
        px = self._look.px
        self._title.setVisible(not low)
        self._column.setSpacing(px(5 if close else 8))
        top, bottom = (12, 12) if close else (20, 14)
        self._column.setContentsMargins(px(12), px(top), px(12), px(bottom))

    def draw(self, offers: dict[Move, Offer], text: Text, *, alive: bool) -> None:
        """Take how each move stands; `alive` says whether anything can be done at all."""
        self._title.setText(text("op.moves"))
        self._more.name(text("deed.more"))
        self._more.offer("", alive=alive, likely=False)
        for move, button in self._buttons.items():
            offer = offers[move]
            hint = "" if offer.hint is None else text(offer.hint.key, **offer.hint.facts)
            instead = offer.hint is not None and offer.hint.key in INSTEAD
            button.name(hint if instead else text(WORDS[move]))
            button.offer("" if instead else hint, alive=offer.alive, likely=offer.likely)

    def _button(self, look: Look, move: Move) -> MoveButton:
        heights = TALL if move is Move.CALL else SMALL if move in AT_FOOT else USUAL
        button = MoveButton(look, ICONS[move], KEYS[move], *heights)
        button.setObjectName(f"move:{NAMES[move]}")
        button.clicked.connect(lambda: self.move_chosen.emit(move))
        return button
