"""One field of a form, with its label above and what is wrong under it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fields import RING, Ringed
from counter.pieces import Look, Picture, column_of, row_of, words
from counter.setup.differences import was_and_is
from counter.setup.inputs import ChoiceInput, LineInput, Switch, TextInput, mark_wrong
from counter.setup.picks_input import PicksInput
from counter.setup.specs import FieldKind, FieldSpec
from counter.setup.state import FormState
from counter.setup.week_input import WeekInput

Input = LineInput | TextInput | ChoiceInput | Switch | WeekInput | PicksInput
NOTHING = "–\u2060"
"""What stands for an empty field; no line ends behind it."""
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


class Under(QWidget):
    """One line under a field, with a sign; not there while there is nothing to say."""

    def __init__(self, look: Look, name: str, colour: str, *, wrap: bool = True) -> None:
        super().__init__()
        self._words = words(look, 14, 600, colour, wrap=wrap)
        self._words.setObjectName(name)
        line = row_of(look.px(6))
        line.setContentsMargins(RING, 0, RING, 0)
        sign = Picture(look, "triangle-alert", 16, colour)
        beside = Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter
        line.addWidget(sign, alignment=beside)
        line.addWidget(self._words, 1)
        self.setLayout(line)

    def tell(self, line: str) -> None:
        """Say it."""
        self._words.setText(line)
        self._words.setAccessibleName(line)
        self.setVisible(bool(line))


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
        self._trouble = Under(look, f"fault:{spec.name}", LIGHT.bad)
        self._meanwhile = Under(look, f"meanwhile:{spec.name}", LIGHT.warn)
        column = column_of(look.px(1))
        column.addWidget(self._label)
        held = self._held()
        said = (self._trouble, self._meanwhile)
        # Under what is as high as the page it would stand below the edge.
        high = isinstance(self.input, WeekInput | PicksInput)
        for piece in (*said, held) if high else (held, *said):
            column.addWidget(piece)
        self.head = self._label if high else self
        column.addStretch(1)
        self.setLayout(column)

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
        other = of_another(spec, form, text)
        self._meanwhile.tell(other)
        # What another changed is seen even where it would count no more.
        self.setVisible(bool(other) or spec.counts(form.values))
        fault = form.told(spec.name)
        line = "" if fault is None else fault_words(text, fault.key, fault.facts)
        self._trouble.tell(line)
        mark_wrong(self.input, wrong=bool(line))


def of_another(spec: FieldSpec, form: FormState, text: Text) -> str:
    """Return what somebody else changed in a field that is being changed here."""
    if not form.dirty or spec.name not in form.meanwhile:
        return ""
    was, now = was_and_is(spec, text, form.meanwhile[spec.name], form.kept[spec.name])
    return text("setup.of_another", was=was or NOTHING, now=now or "–")


def fault_words(text: Text, key: str, facts: object) -> str:
    """Return what is wrong, as one line; a weekday is called by its name."""
    told = dict(facts) if isinstance(facts, dict) else {}
    if "weekday" in told:
        told["weekday"] = text(f"setup.weekday.{told['weekday']}")
    return text(f"setup.fault.{key}", **told)
