"""Somebody chooses a PIN that only he knows."""

from PySide6.QtCore import Signal

from common.domain.errors import Reason, Refused, Unavailable
from common.i18n import Text
from counter.entry_card import EntryPage
from counter.fields import PinField
from counter.notice import words_of
from counter.pieces import Look
from counter.saying import Saying
from counter.state import CounterState, Page


class OwnPinView(EntryPage):
    """Asks for the old PIN, where it was not shown a moment ago, and twice for the new one."""

    own_pin_given = Signal(str, str, str)
    """The old one (empty where it was shown already), the new one, and the new one again."""

    def __init__(self, look: Look) -> None:
        fields = {name: PinField(look) for name in ("old", "new", "again")}
        super().__init__(look, "own_pin", fields, "check")
        self.given.connect(self._tell)

    def draw(self, state: CounterState, text: Text) -> None:
        """Take the state."""
        first = state.page is not Page.CONSOLE
        self.speak(state.language)
        self.title.setText(text("pin.own"))
        self.about.setText(text("pin.own_first" if first else "pin.own_about"))
        for name, entry in self.entries.items():
            entry.name(text(f"pin.{name}"))
            entry.setHidden(first and name == "old")
        for field in self.fields.values():
            if isinstance(field, PinField):
                field.name_eye(text("counter.pin_show"))
        self.give.setText(text("pin.save"))
        self.leave.setText(text("pin.leave"))
        self.give.setEnabled(not state.pending and state.lost_since is None)
        self.complain(_about(state.said, first=first), words_of_pin(state.said, text), state.said)

    def _tell(self) -> None:
        old, new, again = (self.fields[name].text() for name in ("old", "new", "again"))
        self.own_pin_given.emit(old, new, again)


def words_of_pin(said: Refused | Unavailable | Saying | None, text: Text) -> str:
    """Return why a PIN was not taken, in words."""
    if isinstance(said, Refused) and said.reason is Reason.PIN_UNFIT:
        return text(f"pin.fault.{said.facts['fault']}")
    return words_of(said, text)


def _about(said: object, *, first: bool) -> str:
    if not isinstance(said, Refused):
        return "new" if said else ""
    if said.reason is Reason.PIN_UNFIT:
        return "again" if said.facts["fault"] == "twice" else "new"
    return "new" if first else "old"
