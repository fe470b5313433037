"""The languages of a page that nobody is signed in on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from common.domain.words import Language
from common.ui.tokens import LIGHT
from counter.pieces import Card, Look, column_of, row_of

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


def page_of(look: Look, languages: LanguagesView, card: Card, *bands: QWidget) -> QVBoxLayout:
    """Return a page with the languages at the top, bands below, and a card in the middle."""
    top = row_of()
    top.setContentsMargins(look.px(24), look.px(20), look.px(24), 0)
    top.addWidget(languages, alignment=Qt.AlignmentFlag.AlignRight)
    page = column_of()
    page.addLayout(top)
    for band in bands:
        page.addSpacing(look.px(12))
        page.addWidget(band)
    page.addStretch(3)
    # A layout, and no alignment, asks the card how high it is with a reason of two lines.
    middle = row_of()
    middle.addStretch(1)
    middle.addWidget(card)
    middle.addStretch(1)
    page.addLayout(middle)
    page.addStretch(5)
    return page
