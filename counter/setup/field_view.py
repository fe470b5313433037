"""One field of a form, with its label above and what is wrong under it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fields import RING, Ringed
from counter.pieces import Look, Picture, column_of, row_of, words
from counter.setup.inputs import ChoiceInput, LineInput, Switch, TextInput, mark_wrong
from counter.setup.picks_input import PicksInput
from counter.setup.specs import FieldKind, FieldSpec
from counter.setup.state import FormState
from counter.setup.week_input import WeekInput

Input = LineInput | TextInput | ChoiceInput | Switch | WeekInput | PicksInput
OWN_RING = (Switch, WeekInput, PicksInput)


def input_for(spec: FieldSpec, look: Look) -> Input:
    """Return what a field is filled in with."""
    if spec.kind is FieldKind.TOGGLE:
        return Switch(look)
    if spec.kind is FieldKind.CHOICE:
        return ChoiceInput(look)
    if spec.kind is FieldKind.HOURS:
        return WeekInput(look)
    if spec.kind in {FieldKind.SET, FieldKind.SHARES}:
        return PicksInput(look)
    if spec.kind in {FieldKind.TEXT, FieldKind.LATIN_TEXT, FieldKind.LINES, FieldKind.DAYS}:
        return TextInput(look)
    return LineInput(look)


class FieldView(QWidget):
    """One field with its label above and what is wrong under it."""

    typed = Signal(str, object)

    def __init__(self, look: Look, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self.input = input_for(spec, look)
        self.input.setObjectName(f"field:{spec.name}")
        self.input.given.connect(lambda: self.typed.emit(self.spec.name, self.input.value()))
        self._label = words(look, 15, 600)
        self._label.setContentsMargins(RING, 0, RING, 0)
        self._label.setVisible(not isinstance(self.input, Switch))
        self._fault = words(look, 14, 600, LIGHT.bad, wrap=True)
        self._fault.setObjectName(f"fault:{spec.name}")
        self._trouble = self._line_of_trouble(look)
        column = column_of(look.px(1))
        column.addWidget(self._label)
        column.addWidget(self._held())
        column.addWidget(self._trouble)
        column.addStretch(1)
        self.setLayout(column)

    def _line_of_trouble(self, look: Look) -> QWidget:
        line = row_of(look.px(6))
        line.setContentsMargins(RING, 0, RING, 0)
        sign = Picture(look, "triangle-alert", 16, LIGHT.bad)
        line.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._fault, 1)
        trouble = QWidget()
        trouble.setLayout(line)
        return trouble

    def _held(self) -> QWidget:
        """Return the field in its ring, or without one where it draws its own."""
        if not isinstance(self.input, OWN_RING):
            return Ringed(self.input)
        held, row = QWidget(), row_of()
        row.setContentsMargins(RING, RING, RING, RING)
        row.addWidget(self.input)
        if isinstance(self.input, Switch):
            row.addStretch(1)
        held.setLayout(row)
        return held

    def draw(self, spec: FieldSpec, form: FormState, text: Text) -> None:
        """Take what stands in the field and what is wrong with it."""
        self.spec = spec
        label = text(spec.label_key)
        self._label.setText(label)
        self.input.name(label)
        self.input.take(spec, text)
        self.input.put(form.values.get(spec.name, ""))
        self.setVisible(spec.counts(form.values))
        fault = form.told(spec.name)
        line = "" if fault is None else fault_words(text, fault.key, fault.facts)
        self._fault.setText(line)
        self._fault.setAccessibleName(line)
        self._trouble.setVisible(bool(line))
        mark_wrong(self.input, wrong=bool(line))


def fault_words(text: Text, key: str, facts: object) -> str:
    """Return what is wrong, as one line; a weekday is called by its name."""
    told = dict(facts) if isinstance(facts, dict) else {}
    if "weekday" in told:
        told["weekday"] = text(f"setup.weekday.{told['weekday']}")
    return text(f"setup.fault.{key}", **told)
