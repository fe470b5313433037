"""A few facts one below the other: a name at the left, its value at the right."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from common.ui.tokens import LIGHT
from counter.pieces import Elided, Look, column_of, paint_words, row_of, words

FACTS = 6
GAP, CLOSE = 8, 3
"""Between two facts, and where there is little room."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value; `known` is false while there is no value yet."""

    name: str
    value: str
    key: str = ""
    known: bool = True


class FactRow(QWidget):
    """Draws one fact: its name at the left, its value at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._name = Elided(look, 16, 400, LIGHT.slate)
        self._value = words(look, 16, 600, tabular=True)
        row = row_of(look.px(8))
        row.addWidget(self._name, 1)
        row.addWidget(self._value)
        self.setLayout(row)

    def draw(self, fact: Fact) -> None:
        """Take the fact."""
        self.setObjectName(fact.key)
        self.setAccessibleName(f"{fact.name} {fact.value}" if fact.known else "")
        self._name.write(fact.name)
        self._value.setText(fact.value)
        paint_words(self._value, LIGHT.ink if fact.known else LIGHT.slate)


class Facts(QWidget):
    """Draws a few facts one below the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._rows = [FactRow(look) for _ in range(FACTS)]
        self._gap, self._close = look.px(GAP), look.px(CLOSE)
        self._column = column = column_of(self._gap)
        for row in self._rows:
            column.addWidget(row)
        self.setLayout(column)

    def stand(self, *, close: bool) -> None:
        """Stand closer together, or apart again."""
        self._column.setSpacing(self._close if close else self._gap)

    def draw(self, facts: list[Fact]) -> None:
        """Take the facts, six at most."""
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(facts))
            if at < len(facts):
                row.draw(facts[at])
