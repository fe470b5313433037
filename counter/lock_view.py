"""Lies over everything while nobody is at the console: no visitor can be read behind it."""

from PySide6.QtCore import Qt, Signal

from common.domain.errors import Reason, Refused
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.entry_card import EntryPage
from counter.fields import LineField, PinField
from counter.notice import words_of
from counter.pieces import Look, Picture, Plate, words
from counter.state import CounterState

ABOUT_OPERATOR = (Reason.COUNTER_TAKEN, Reason.OPERATOR_ELSEWHERE, Reason.NOT_SERVED_HERE)


class LockView(EntryPage):
    """Names the window and who works there; whoever shows his PIN goes on where he was."""

    unlocking = Signal(str, str)
    """Operator and PIN."""

    def __init__(self, look: Look) -> None:
        self._pin = PinField(look)
        super().__init__(look, "lock", {"operator": LineField(look), "pin": self._pin}, "lock-open")
        self.leave.hide()
        self._plate = Plate(look)
        self._operator = words(look, 18, 600)
        self._operator.setObjectName("lock:who")
        self.above.addWidget(Picture(look, "lock", 28, LIGHT.azure))
        self.above.addWidget(self._plate)
        self.above.addWidget(self._operator, 1, Qt.AlignmentFlag.AlignVCenter)
        self.given.connect(self._tell)

    def draw(self, state: CounterState, text: Text) -> None:
        """Take the state."""
        if state.desk is None:
            return
        seat = state.desk.seat
        self.written = {"operator": seat.operator.code}
        self.speak(state.language)
        self._plate.setText(text("counter.window", number=seat.counter.number))
        self._operator.setText(seat.operator.name)
        self._operator.setAccessibleName(seat.operator.name)
        self.title.setText(text("lock.title"))
        self.about.setText(text("lock.about"))
        self.entries["operator"].name(text("op.user"))
        self.entries["pin"].name(text("counter.pin"))
        self._pin.name_eye(text("counter.pin_show"))
        self.give.setText(text("lock.open"))
        self.give.setEnabled(not state.pending)
        self.complain(_about(state), words_of(state.said, text), state.said)

    def _tell(self) -> None:
        self.unlocking.emit(self.fields["operator"].text().strip(), self._pin.text())


def _about(state: CounterState) -> str:
    said = state.said
    if isinstance(said, Refused) and said.reason in ABOUT_OPERATOR:
        return "operator"
    return "pin" if said else ""
