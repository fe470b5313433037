"""Where nobody has a PIN yet: the first administrator, once."""

from PySide6.QtCore import Signal

from common.domain.errors import Reason, Refused
from common.domain.first_run import PersonFault
from common.i18n import Text
from counter.entry_card import EntryPage
from counter.fields import LineField, PinField
from counter.own_pin_view import words_of_pin
from counter.pieces import Look
from counter.state import CounterState

LABELS = {"name": "first.name", "code": "op.user", "pin": "first.pin", "again": "first.again"}


class FirstRunView(EntryPage):
    """Asks for a name, what he signs in with, and twice for his PIN."""

    administrator_given = Signal(str, str, str, str)
    """Code, name, PIN, and the PIN again."""

    def __init__(self, look: Look) -> None:
        self._pins = (PinField(look), PinField(look))
        pin, again = self._pins
        fields = {"name": LineField(look), "code": LineField(look), "pin": pin, "again": again}
        super().__init__(look, "first_run", fields, "user-plus")
        self.leave.hide()
        self.given.connect(self._tell)

    def draw(self, state: CounterState, text: Text) -> None:
        """Take the state."""
        self.speak(state.language)
        self.title.setText(text("first.title"))
        self.about.setText(text("first.about"))
        for name, entry in self.entries.items():
            entry.name(text(LABELS[name]))
        for pin in self._pins:
            pin.name_eye(text("counter.pin_show"))
        self.give.setText(text("first.make"))
        self.give.setEnabled(not state.pending and state.lost_since is None)
        self.complain(*_complaint(state, text), state.said)

    def _tell(self) -> None:
        code, name, pin, again = (
            self.fields[one].text() for one in ("code", "name", "pin", "again")
        )
        self.administrator_given.emit(code.strip(), name.strip(), pin, again)


def _complaint(state: CounterState, text: Text) -> tuple[str, str]:
    """Return which field is wrong, and why."""
    said = state.said
    if isinstance(said, Refused) and said.reason is Reason.PERSON_UNFIT:
        fault = PersonFault(str(said.facts["fault"]))
        return ("name" if fault is PersonFault.NAME else "code"), text(f"person.fault.{fault}")
    if isinstance(said, Refused) and said.reason is Reason.PIN_UNFIT:
        about = "again" if said.facts["fault"] == "twice" else "pin"
        return about, words_of_pin(said, text)
    return ("name" if said else ""), words_of_pin(said, text)
