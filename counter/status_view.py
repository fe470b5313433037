"""The line at the foot: green says nothing, trouble says what, unknown says so."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.paper_watch import BETWEEN, is_merely_unknown, words_of_paper
from counter.pieces import Elided, Look, Picture, Sign, paint_words, row_of
from counter.rows import Names
from counter.state import CounterState, Evidence, Page, Sight
from counter.ticked_off import is_reserve

KEYS_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Told:
    icon: str
    word: str
    colour: str


class StatusView(QWidget):
    """Draws how store, board and voice are, as far as this console can know."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedHeight(look.px(36))
        self._signs = {
            name: Sign(look, "database", 14, 400) for name in ("store", "board", "voice")
        }
        self._keys = Sign(look, "triangle-alert", 14, 400)
        self._keys.setObjectName("status:keys")
        self._clock = Sign(look, "clock", 14, 400)
        self._clock.setObjectName("status:clock")
        self._reserve = Sign(look, "ticket", 14, 400)
        self._reserve.setObjectName("status:reserve")
        self._printer = Picture(look, "triangle-alert", 16, LIGHT.warn)
        self._paper = Elided(look, 14, 400, LIGHT.warn)
        self._paper.setObjectName("paper")
        self._place = Elided(look, 14, 400, LIGHT.slate)
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = row_of(look.px(28))
        row.setContentsMargins(look.px(24), 1, look.px(24), 0)
        for name, sign in self._signs.items():
            sign.setObjectName(f"status:{name}")
            row.addWidget(sign)
        row.addWidget(self._reserve)
        row.addWidget(self._clock)
        row.addWidget(self._keys)
        trouble = row_of(look.px(6))
        trouble.addWidget(self._printer)
        trouble.addWidget(self._paper, 1)
        row.addLayout(trouble, 3)
        row.addWidget(self._place, 1)
        self.setLayout(row)

    def draw(self, state: CounterState, names: Names | None, text: Text) -> None:
        """Take the state."""
        told = {
            "store": _store(state, names, text),
            "board": _evidence(state.board, "monitor", "counter.board", names, text),
            "voice": _evidence(state.voice, "volume-2", "counter.sound", names, text),
        }
        for name, sign in self._signs.items():
            one = told[name]
            sign.tell(one.icon, one.word, one.colour)
        waiting = reserve_in_queue(state)
        self._reserve.tell("ticket", text("counter.reserve", n=waiting), LIGHT.warn)
        self._reserve.setVisible(bool(waiting) and state.lost_since is None)
        self._clock.tell("triangle-alert", text("app.clock_off"), LIGHT.warn)
        self._clock.setVisible(state.clock_off)
        keys = state.keys_refused
        refused = "/".join(keys) if len(keys) <= KEYS_NAMED else f"{keys[0]} … {keys[-1]}"
        self._keys.tell("triangle-alert", text("counter.keys_refused", keys=refused), LIGHT.warn)
        self._keys.setVisible(bool(refused))
        self._draw_paper(state, names, text)
        self._place.write("" if names is None else _place(state, names, text))

    def _draw_paper(self, state: CounterState, names: Names | None, text: Text) -> None:
        shown = names is not None and state.page is Page.CONSOLE
        said = words_of_paper(state.paper, names.floor, state.now, text) if shown and names else ""
        self._paper.write(said.replace("\n", BETWEEN))
        unknown = shown and names and is_merely_unknown(state.paper, names.floor, state.now, text)
        colour = LIGHT.slate if unknown else LIGHT.warn
        self._printer.change("circle-question-mark" if unknown else "triangle-alert", colour)
        paint_words(self._paper, colour)
        # No more than it takes: the rest is the centre's.
        self._paper.setMaximumWidth(self._paper.whole_width() + 1)
        for piece in (self._printer, self._paper):
            piece.setVisible(bool(said))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the white band with its line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.card))
        painter.fillRect(0, 0, self.width(), 1, QColor(LIGHT.line))


def reserve_in_queue(state: CounterState) -> int:
    """Count who waits with a number that a kiosk gave without the store."""
    queue = () if state.desk is None else state.desk.queue
    return sum(is_reserve(visit.ticket.label) for visit in queue)


def _place(state: CounterState, names: Names, text: Text) -> str:
    """Return the day for whoever signs in, and the centre for whoever works."""
    if state.page is Page.SIGN_IN:
        day = text.day_in_words(state.now.astimezone(names.floor.zone_info).date())
        return f"{day}, {names.clock(state.now)}"
    return names.floor.name.of(state.language)


def _store(state: CounterState, names: Names | None, text: Text) -> _Told:
    if state.no_set_up:
        return _Told("triangle-alert", text("first.no_set_up"), LIGHT.warn)
    if state.page is Page.WAITING or names is None:
        return _Told("triangle-alert", text("op.offline"), LIGHT.warn)
    if state.lost_since is not None:
        since = names.clock(state.lost_since)
        return _Told("triangle-alert", text("counter.store_lost", time=since), LIGHT.warn)
    return _Told("database", text("counter.store"), LIGHT.slate)


def _evidence(evidence: Evidence, icon: str, what: str, names: Names | None, text: Text) -> _Told:
    if evidence.sight is Sight.MISSING:
        return _Told("triangle-alert", text(f"{what}_missing", label=evidence.label), LIGHT.warn)
    if evidence.sight is Sight.UNKNOWN or evidence.at is None or names is None:
        word = text("counter.unknown", what=text(what))
        return _Told("circle-question-mark", word, LIGHT.slate)
    return _Told(icon, f"{text(what)} · {names.clock(evidence.at)}", LIGHT.slate)
