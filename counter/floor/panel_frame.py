"""A sheet in place of the overview: what it is about, facts, and what may be done."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.pieces import Card, Look, column_of, row_of, rule, words


class PanelFrame(Card):
    """Draws a title with a way back; a subclass puts its own below."""

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.look = look
        self._title = words(look, 22, 700, tabular=True, wrap=True)
        self._hint = words(look, 14, 400, LIGHT.slate, wrap=True)
        self._back = QPushButton()
        self._back.setObjectName("floor:back")
        self._back.setFont(look.font(15, 600))
        self._back.setFixedHeight(look.px(36))
        self._back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._back.clicked.connect(self.left)
        head = row_of(look.px(12))
        named = column_of(look.px(2))
        named.addWidget(self._title)
        named.addWidget(self._hint)
        head.addLayout(named, 1)
        head.addWidget(self._back, alignment=Qt.AlignmentFlag.AlignTop)
        self.body: QVBoxLayout = column_of(look.px(10))
        column = column_of(look.px(10))
        column.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
        column.addLayout(head)
        column.addWidget(rule())
        column.addLayout(self.body, 1)
        self.setLayout(column)

    def name(self, title: str, hint: str, text: Text) -> None:
        """Take what it is about."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._back.setText(text("counter.back"))


class Facts(QGridLayout):
    """Names with their values, one below the other."""

    def __init__(self, look: Look, keys: Iterable[str]) -> None:
        super().__init__()
        self._look = look
        self._keys = tuple(keys)
        self._names: list[QLabel] = []
        self._values: list[QLabel] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setVerticalSpacing(look.px(6))
        self.setHorizontalSpacing(look.px(14))
        self.setColumnStretch(1, 1)
        for at in range(len(self._keys)):
            name, value = (
                words(look, 14, 400, LIGHT.slate),
                words(look, 14, 600, tabular=True, wrap=True),
            )
            self.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            self.addWidget(value, at, 1)
            self._names.append(name)
            self._values.append(value)

    def put(self, values: Sequence[str], text: Text) -> None:
        """Take the values in the order of the keys; what is empty is not shown."""
        for key, name, value, said in zip(
            self._keys, self._names, self._values, values, strict=True
        ):
            name.setText(text(key))
            value.setText(said)
            name.setVisible(bool(said))
            value.setVisible(bool(said))
