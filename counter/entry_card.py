"""A page with one form in the middle: who enters, and with what."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from common.domain.words import Language
from common.ui.tokens import LIGHT
from counter.fields import RING, Entry, LineField, PinField
from counter.heading import Heading
from counter.languages_view import LanguagesView, page_of
from counter.pieces import Card, Look, column_of, row_of, size, words


class EntryPage(QWidget):
    """Draws the form; Enter goes from field to field, and in the last one gives it."""

    given = Signal()
    left = Signal()
    language_chosen = Signal(Language)

    def __init__(self, look: Look, name: str, fields: Mapping[str, LineField], icon: str) -> None:
        super().__init__()
        self.setObjectName(f"page:{name}")
        self.fields = dict(fields)
        self.written: dict[str, str] = {}
        """What stands in the fields when the form begins."""
        self._said: object = None
        self._languages = LanguagesView(look)
        self._languages.language_chosen.connect(self.language_chosen)
        self.title = Heading(look)
        self.about = words(look, 16, 400, LIGHT.slate, wrap=True)
        self.entries = {name: Entry(look, field) for name, field in self.fields.items()}
        self.give = _button(look, f"{name}:give", icon, primary=True)
        self.leave = _button(look, f"{name}:leave", "arrow-left", primary=False)
        self.give.clicked.connect(self._give)
        self.leave.clicked.connect(self.left)
        for key, field in self.fields.items():
            field.setObjectName(f"{name}:{key}")
            field.returnPressed.connect(lambda here=field: self._go_on(here))
        self.above = row_of(look.px(14))
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        self.setLayout(page_of(look, self._languages, self._card(look)))

    def _card(self, look: Look) -> Card:
        card = Card(look)
        card.setFixedWidth(look.px(480))
        form = column_of()
        edge = look.px(40) - RING
        form.setContentsMargins(edge, look.px(32), edge, look.px(32))
        self.above.setContentsMargins(RING, 0, RING, look.px(12))
        form.addLayout(self.above)
        for label in (self.title, self.about):
            label.setContentsMargins(RING, 0, RING, 0)
            form.addWidget(label)
        form.addSpacing(look.px(14))
        for entry in self.entries.values():
            form.addWidget(entry)
            form.addSpacing(look.px(8))
        form.addSpacing(look.px(12))
        last = row_of(look.px(12))
        last.setContentsMargins(RING, 0, RING, 0)
        last.addWidget(self.leave)
        last.addWidget(self.give, 1)
        form.addLayout(last)
        card.setLayout(form)
        return card

    def speak(self, language: Language) -> None:
        """Take the language of the page."""
        self._languages.draw(language)

    def begin(self) -> None:
        """Empty the form but for what is written already, and put the cursor where it begins."""
        for name, field in self.fields.items():
            if isinstance(field, PinField):
                field.forget()
            field.setText(self.written.get(name, ""))
        first = next((one for one in self._open() if not one.text()), None)
        if first is not None:
            first.setFocus()

    def complain(self, about: str, reason: str, said: object) -> None:
        """Tell under a field why it was refused; what was `said` anew takes the cursor there."""
        for name, entry in self.entries.items():
            entry.complain(reason if name == about else "")
        if said is not None and said is not self._said and about:
            field = self.fields[about]
            field.setFocus()
            if isinstance(field, PinField):
                field.forget()
        self._said = said

    def _open(self) -> list[LineField]:
        return [one for name, one in self.fields.items() if not self.entries[name].isHidden()]

    def _go_on(self, here: LineField) -> None:
        order = self._open()
        after = order[order.index(here) + 1 :]
        if after:
            after[0].setFocus()
        else:
            self._give()

    def _give(self) -> None:
        empty = [one for one in self._open() if not one.text().strip()]
        if empty:
            empty[0].setFocus()
        elif self.give.isEnabled():
            self.given.emit()


def _button(look: Look, name: str, icon: str, *, primary: bool) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("primary", primary)
    button.setFont(look.font(18, 600))
    button.setFixedHeight(look.px(48))
    button.setIcon(look.icon(icon, 20, LIGHT.on_blue if primary else LIGHT.azure, gap=6))
    button.setIconSize(size(look, 26, 20))
    button.setAutoDefault(True)
    return button
