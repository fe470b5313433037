"""Who works at which window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ids import CounterCode
from common.domain.words import Language
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fields import RING, ChoiceField, Entry, LineField, PinField
from counter.heading import Heading
from counter.languages_view import LanguagesView, page_of
from counter.notice import Notice, words_of, words_of_told
from counter.pieces import Card, Look, column_of, row_of, size, words
from counter.rows import Names
from counter.state import CounterState

ABOUT_OPERATOR = (Reason.OPERATOR_ELSEWHERE,)
ABOUT_WINDOW = (Reason.COUNTER_TAKEN, Reason.UNKNOWN_COUNTER, Reason.NOT_SERVED_HERE)


class SignInView(QWidget):
    """Draws the form; reports what was entered. Everything works by keyboard."""

    credentials_given = Signal(str, str, str)
    """Operator, PIN, counter."""
    language_chosen = Signal(Language)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page:signin")
        self._floor: Floor | None = None
        self._said: object = None
        self._languages = LanguagesView(look)
        self._languages.language_chosen.connect(self.language_chosen)
        self._parting = Notice(look, "parting")
        self._title = Heading(look)
        self._subtitle = words(look, 16, 400, LIGHT.slate)
        self._operator = LineField(look)
        self._pin = PinField(look)
        self._window = ChoiceField(look)
        self._fields: dict[str, LineField | ChoiceField] = {
            "operator": self._operator,
            "pin": self._pin,
            "window": self._window,
        }
        self._entries = {name: Entry(look, field) for name, field in self._fields.items()}
        self._enter = QPushButton()
        self._prepare(look)
        self._arrange(look)

    def _prepare(self, look: Look) -> None:
        for name, field in self._fields.items():
            field.setObjectName(name)
        self._enter.setObjectName("sign_in")
        self._enter.setProperty("primary", True)  # noqa: FBT003 - a property's value
        self._enter.setFont(look.font(18, 600))
        self._enter.setFixedHeight(look.px(48))
        self._enter.setIcon(look.icon("log-in", 20, LIGHT.on_blue, gap=6))
        self._enter.setIconSize(size(look, 26, 20))
        self._enter.setAutoDefault(True)
        self._enter.clicked.connect(self._give)
        self._operator.returnPressed.connect(self._go_on)
        self._pin.returnPressed.connect(self._give)

    def _arrange(self, look: Look) -> None:
        self.setLayout(page_of(look, self._languages, self._card(look), self._parting))

    def _card(self, look: Look) -> Card:
        card = Card(look)
        card.setFixedWidth(look.px(440))
        form = column_of()
        edge = look.px(40) - RING
        form.setContentsMargins(edge, look.px(36), edge, look.px(36))
        for label in (self._title, self._subtitle):
            label.setContentsMargins(RING, 0, RING, 0)
            form.addWidget(label)
        form.addSpacing(look.px(16))
        for entry in self._entries.values():
            form.addWidget(entry)
            form.addSpacing(look.px(10))
        form.addSpacing(look.px(12))
        last = row_of()
        last.setContentsMargins(RING, 0, RING, 0)
        last.addWidget(self._enter)
        form.addLayout(last)
        card.setLayout(form)
        return card

    def draw(self, state: CounterState, names: Names, text: Text) -> None:
        """Take the state."""
        self._languages.draw(state.language)
        self._title.setText(names.floor.name.of(state.language))
        self._subtitle.setText(text("counter.title"))
        self._entries["operator"].name(text("op.user"))
        self._entries["pin"].name(text("counter.pin"))
        self._entries["window"].name(text("counter.window_field"))
        self._pin.name_eye(text("counter.pin_show"))
        self._enter.setText(text("op.login"))
        self._fill(names, state.window)
        self._parting.tell(" ".join(words_of_told(one, text) for one in state.parting))
        alive = not state.pending and state.lost_since is None
        self._enter.setEnabled(alive)
        self._complain(state, text)

    def begin(self) -> None:
        """Empty the form for the next person and put the cursor where he begins."""
        self._operator.clear()
        self._pin.forget()
        self._operator.setFocus()

    def _fill(self, names: Names, window: CounterCode | None) -> None:
        if names.floor == self._floor and self._window.count():
            return
        self._floor = names.floor
        chosen = self._window.currentData() or window
        self._window.clear()
        for counter in sorted(names.floor.counters, key=lambda one: one.number):
            self._window.addItem(str(counter.number), counter.code)
        self._window.setCurrentIndex(self._window.findData(chosen))

    def _complain(self, state: CounterState, text: Text) -> None:
        about = _about(state)
        reason = words_of(state.said, text)
        if isinstance(state.said, Refused) and state.said.reason is Reason.NOT_SERVED_HERE:
            reason = text("counter.not_your_window")
        if not about and state.window and self._window.currentData() is None:
            about, reason = "window", text("boot.unknown_device", code=state.window)
        for name, entry in self._entries.items():
            entry.complain(reason if name == about else "")
        if state.said is not None and state.said is not self._said:
            field = self._fields[about]
            field.setFocus()
            if field is self._pin:
                self._pin.forget()
        self._said = state.said

    def _go_on(self) -> None:
        self._pin.setFocus()

    def _give(self) -> None:
        operator, pin = self._operator.text().strip(), self._pin.text()
        if not operator or not pin:
            (self._pin if operator else self._operator).setFocus()
            return
        if self._enter.isEnabled():
            self.credentials_given.emit(operator, pin, self._window.currentData() or "")


def _about(state: CounterState) -> str:
    if not isinstance(state.said, Refused):
        return "window" if state.said else ""
    if state.said.reason in ABOUT_OPERATOR:
        return "operator"
    return "window" if state.said.reason in ABOUT_WINDOW else "pin"
