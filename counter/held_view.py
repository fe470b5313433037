"""Visits that wait for this window to go on: on hold, or sent to another service."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from common.domain.ticket import Leg, LegState
from common.domain.views import Visit
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.pieces import Elided, Look, column_of, row_of, rule, words
from counter.rows import Names, spaced

ROWS = 3


class HeldView(QWidget):
    """Draws the first few, and how many more there are."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._title = words(look, 15, 600, LIGHT.slate)
        self._rows: list[tuple[QWidget, QLabel, Elided]] = []
        column = column_of(look.px(4))
        column.addSpacing(look.px(10))
        column.addWidget(rule())
        column.addSpacing(look.px(6))
        column.addWidget(self._title)
        for _ in range(ROWS):
            label = words(look, 16, 700)
            state = Elided(look, 15, 400, LIGHT.slate)
            state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row = row_of(look.px(8))
            row.addWidget(label)
            row.addWidget(state, 1)
            line = QWidget()
            line.setLayout(row)
            column.addWidget(line)
            self._rows.append((line, label, state))
        self.setLayout(column)

    def draw(self, held: tuple[Visit, ...], names: Names, text: Text) -> None:
        """Take the visits."""
        self.setVisible(bool(held))
        self._title.setText(f"{text('counter.held')}: {len(held)}")
        for at, (line, label, state) in enumerate(self._rows):
            line.setVisible(at < len(held))
            if at < len(held):
                visit = held[at]
                label.setText(spaced(visit.ticket.label))
                state.write(text(_why_key(visit.leg)))
                line.setToolTip(names.service(visit.leg.service))


def _why_key(leg: Leg) -> str:
    """Return the key of why a visit waits to go on."""
    if leg.state is LegState.AWAY:
        return "counter.away"
    return "counter.on_hold" if leg.hold_reason is None else f"reason.{leg.hold_reason.value}"
