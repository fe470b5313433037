"""The languages of a page that nobody is signed in on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from common.domain.words import Language
from common.ui.tokens import LIGHT
from counter.pieces import Look, row_of

LANGUAGES = {Language.AZ: "Azərbaycanca", Language.EN: "English", Language.RU: "Русский"}


class LanguagesView(QWidget):
    """Three words, the language of the page on white."""

    language_chosen = Signal(Language)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._buttons: dict[Language, QPushButton] = {}
        group = QButtonGroup(self)
        row = row_of(look.px(4))
        for language, word in LANGUAGES.items():
            button = QPushButton(word)
            button.setCheckable(True)
            button.setObjectName(f"language:{language.value}")
            button.setFont(look.font(15, 600))
            button.setFixedHeight(look.px(32))
            button.setStyleSheet(
                f"QPushButton {{ color: {LIGHT.azure}; background: transparent;"
                f" border: 1px solid transparent; border-radius: {look.px(8)}px; }}"
                f"QPushButton:checked {{ color: {LIGHT.ink}; background: {LIGHT.card};"
                f" border-color: {LIGHT.line}; }}"
                f"QPushButton:focus {{ border: 2px solid {LIGHT.focus}; }}"
            )
            button.clicked.connect(lambda _=False, one=language: self.language_chosen.emit(one))
            group.addButton(button)
            row.addWidget(button)
            self._buttons[language] = button
        self.setLayout(row)

    def draw(self, language: Language) -> None:
        """Take the language of the page."""
        self._buttons[language].setChecked(True)
