"""What colleagues ask of whoever sits here, over whatever room is shown."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from common.domain.asks import Ask, AskKind
from common.domain.views import Desk
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.pieces import Elided, Look, Picture, paint_words, row_of
from counter.rows import Names

SIGNS = {
    AskKind.HELP: ("hand-heart", LIGHT.blue, LIGHT.selected_tint),
    AskKind.PANIC: ("triangle-alert", LIGHT.bad, LIGHT.bad_tint),
}


class AsksView(QWidget):
    """A band with the first thing asked, else with what became of one's own; else not there."""

    seen = Signal()
    helped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._kind = AskKind.HELP
        self._sign = Picture(look, "hand-heart", 20, LIGHT.blue)
        self._words = Elided(look, 16, 600)
        self._words.setObjectName("ask")
        self._seen = _button(look, "ask_seen")
        self._done = _button(look, "ask_helped")
        self._seen.clicked.connect(self.seen)
        self._done.clicked.connect(self.helped)
        row = row_of(look.px(12))
        row.setContentsMargins(look.px(24), look.px(6), look.px(24), look.px(6))
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._seen)
        row.addWidget(self._done)
        self.setLayout(row)
        self.hide()

    def draw(self, desk: Desk, names: Names, text: Text, *, alive: bool) -> None:
        """Take what is asked."""
        first = next(iter((*desk.asks, *desk.asked)), None)
        self.setVisible(first is not None)
        if first is None:
            return
        self._kind = first.kind
        icon, colour, _ = SIGNS[first.kind]
        self._sign.change(icon, colour)
        paint_words(self._words, colour)
        mine = first not in desk.asks
        self._words.write(
            own_words(first, names, text) if mine else asked_words(first, names, text)
        )
        self._seen.setText(text("deed.seen"))
        self._seen.setVisible(not mine and first.seen_at is None)
        self._done.setText(text("deed.withdraw_ask" if mine else "deed.helped"))
        for button in (self._seen, self._done):
            button.setEnabled(alive)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint with its bar."""
        painter = QPainter(self)
        _, colour, tint = SIGNS[self._kind]
        painter.fillRect(self.rect(), QColor(tint))
        painter.fillRect(0, 0, 4, self.height(), QColor(colour))


def asked_words(ask: Ask, names: Names, text: Text) -> str:
    """Return what somebody asks, and from which counter."""
    counter = names.floor.counter(ask.counter)
    number = ask.counter if counter is None else counter.number
    key = "ask.panic" if ask.kind is AskKind.PANIC else "ask.help"
    said = text(key, number=number, time=names.clock(ask.at))
    return f"{said} {ask.words}".rstrip()


def own_words(ask: Ask, names: Names, text: Text) -> str:
    """Return how it stands with what was asked here."""
    kind = "panic_" if ask.kind is AskKind.PANIC else ""
    if ask.seen_at is None:
        return text(f"ask.{kind}not_seen", time=names.clock(ask.at))
    who = None if ask.seen_by is None else names.floor.operator(ask.seen_by)
    name = "" if who is None else who.name
    return text(f"ask.{kind}was_seen", time=names.clock(ask.seen_at), who=name)


def _button(look: Look, name: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setFont(look.font(15, 600))
    button.setFixedHeight(look.px(32))
    return button
