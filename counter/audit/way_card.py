"""What a chosen line is: the whole way of its ticket, and the line as it stands in the log."""

import json

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from common.domain.audits import LogLine
from common.domain.events import plainly
from common.ui.tokens import LIGHT
from counter.audit.state import AuditState
from counter.audit.wording import Wording
from counter.fading import Fading
from counter.pieces import Card, Look, column_of, row_of, rule, words


class WayCard(Card):
    """Draws the way step by step, the chosen one dark, and below it the raw facts."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look)
        self._look = look
        self._drawn: tuple[object, ...] | None = None
        self._title = words(look, 17, 600, tabular=True, wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setObjectName(name)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Fading(look, self._scroll)
        edge = look.px(16)
        column = column_of(look.px(6))
        column.setContentsMargins(edge, look.px(12), look.px(6), look.px(10))
        column.addWidget(self._title)
        under = row_of()
        under.addWidget(rule())
        under.addSpacing(look.px(8))
        column.addLayout(under)
        column.addWidget(self._scroll, 1)
        self.setLayout(column)

    def draw(self, state: AuditState, say: Wording, nothing: str) -> None:
        """Take the state; `nothing` is said where no line is chosen."""
        shown = (state.chosen, state.way, say, nothing)
        if shown == self._drawn:
            return
        self._drawn = shown
        chosen = next((one for one in state.way if one.event.id == state.chosen), None)
        self._title.setText(_title(chosen, say))
        self._scroll.setWidget(self._page(state.way, chosen, say, nothing))

    def _page(
        self, way: tuple[LogLine, ...], chosen: LogLine | None, say: Wording, nothing: str
    ) -> QWidget:
        page, column = QWidget(), column_of(self._look.px(8))
        page.setObjectName("way")
        page.setStyleSheet("#way { background: transparent; }")
        column.setContentsMargins(0, self._look.px(4), self._look.px(8), 0)
        if chosen is None:
            column.addWidget(self._line(nothing, colour=LIGHT.slate))
        for line in way:
            column.addWidget(self._line(_step(line, say), bold=line is chosen))
        if chosen is not None:
            column.addWidget(rule())
            column.addWidget(self._line(say.text("audit.raw"), colour=LIGHT.slate))
            column.addWidget(self._line(raw(chosen), colour=LIGHT.slate))
        column.addStretch(1)
        page.setLayout(column)
        return page

    def _line(self, said: str, *, bold: bool = False, colour: str = LIGHT.ink) -> QLabel:
        label = words(self._look, 14, 600 if bold else 400, colour, tabular=True, wrap=True)
        label.setText(said)
        label.setAccessibleName(said)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def raw(line: LogLine) -> str:
    """Return a line as it stands in the log, name by name."""
    parts = {**plainly(line.event), "login": line.login, **line.event.facts}
    return "\n".join(
        f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
        for name, value in parts.items()
        if value is not None
    )


def _title(chosen: LogLine | None, say: Wording) -> str:
    if chosen is None or not chosen.label:
        return say.text("audit.one")
    return say.text("audit.way", label=say.label(chosen))


def _step(line: LogLine, say: Wording) -> str:
    at = line.event.at.astimezone(say.names.floor.zone_info)
    told = (say.what(line), say.where(line), say.who(line), say.facts(line))
    return f"{at:%H:%M:%S}  " + " · ".join(one for one in told if one not in ("", "–"))
