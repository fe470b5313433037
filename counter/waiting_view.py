"""The page of a console that has not reached the store yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.heading import Heading
from counter.pieces import Look, Picture, column_of, words


class WaitingView(QWidget):
    """Says calmly that it waits: for the store, or for the set-up that is not in it yet."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page:waiting")
        self._title = Heading(look)
        self._hint = words(look, 17, 400, LIGHT.slate, wrap=True)
        self._hint.setObjectName("waiting:hint")
        column = column_of(look.px(10))
        column.addStretch(1)
        picture = Picture(look, "database", 64, LIGHT.field)
        column.addWidget(picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(look.px(10))
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        self.setLayout(column)

    def draw(self, text: Text, *, no_set_up: bool) -> None:
        """Take the language, and whether the store was reached and is empty."""
        self._title.setText(text("first.no_set_up" if no_set_up else "counter.waiting"))
        hint = "first.no_set_up_hint" if no_set_up else "counter.waiting_hint"
        self._hint.setText(text(hint))
        self._hint.setAccessibleName(text(hint))
