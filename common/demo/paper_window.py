"""The demonstration's fourth window: paper as it comes out, PINs, and what to try."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from common.domain.permissions import Role
from common.domain.words import Language
from common.i18n import Text, texts
from common.ui.fonts import font
from common.ui.tokens import LIGHT

STEPS = 6
SLIP_WIDTH = 240
PAPER_EDGE = 8
MOST_SLIPS = 12

STYLE = f"""
QWidget#paper_window, QWidget#rows {{ background: {LIGHT.ground}; color: {LIGHT.ink}; }}
QScrollArea {{ border: none; background: {LIGHT.ground}; }}
QFrame#card {{ background: {LIGHT.card}; border: 1px solid {LIGHT.line}; border-radius: 10px; }}
QLabel {{ color: {LIGHT.ink}; background: transparent; border: none; }}
QLabel#quiet {{ color: {LIGHT.slate}; }}
QPushButton {{ background: {LIGHT.card}; color: {LIGHT.azure}; border-radius: 8px;
  border: 1px solid {LIGHT.button_line}; padding: 6px 10px; }}
QPushButton:checked {{ color: {LIGHT.blue}; border: 2px solid {LIGHT.blue}; }}
QPushButton:focus {{ border: 2px solid {LIGHT.azure}; }}
QPushButton:disabled {{ color: {LIGHT.dead_text}; border-color: {LIGHT.dead_line}; }}
QScrollBar:vertical {{ background: {LIGHT.ground}; width: 10px; }}
QScrollBar::handle:vertical {{ background: {LIGHT.button_line}; border-radius: 5px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
"""


@dataclass(frozen=True, slots=True)
class Pin:
    """Somebody who may sign in, and where he sits or what he is."""

    code: str
    pin: str
    window: str = ""
    role: Role | None = None


class PaperWindow(QWidget):
    """Shows what a visitor and an operator hold in the hand: slips and PINs."""

    printer_switched = Signal(bool)
    closed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("paper_window")
        self.setStyleSheet(STYLE)
        self._texts = texts()
        self._text: Text = self._texts[language]
        self._pins: Sequence[Pin] = ()
        self._names: list[QLabel] = []
        self._pictures: list[Path] = []
        self._printer_on = True
        self._steps_title, self._steps = _label(15, 600), _label(13)
        self._pins_title, self._paper_title = _label(15, 600), _label(15, 600)
        self._notes = _label(12)
        for long in (self._steps, self._notes):
            long.setWordWrap(True)
        self._switch = QPushButton()
        self._switch.setObjectName("printer_switch")
        self._switch.setFont(font(14, 600))
        self._switch.setEnabled(False)
        self._switch.clicked.connect(self._switch_printer)
        self._pin_grid = QGridLayout()
        self._arrange(language)
        self._say()

    def _arrange(self, language: Language) -> None:
        self._pin_grid.setHorizontalSpacing(10)
        self._pin_grid.setVerticalSpacing(2)
        self._pin_grid.setColumnStretch(0, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 12, 14, 12)
        rows.setSpacing(10)
        rows.addLayout(self._languages(language))
        for widget in (self._steps_title, self._steps, self._switch, self._notes):
            rows.addWidget(widget)
        rows.addWidget(self._pins_title)
        rows.addLayout(self._pin_grid)
        rows.addWidget(self._paper_title)
        rows.addWidget(self._paper(), stretch=1)

    def show_pins(self, pins: Sequence[Pin]) -> None:
        """Show who may sign in with which PIN, and where he sits or what he is."""
        self._pins = pins
        self._switch.setEnabled(True)
        for row, one in enumerate(pins):
            name, number = _label(13), _label(13, 600)
            name.setWordWrap(True)
            self._names.append(name)
            number.setText(one.pin)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._pin_grid.addWidget(name, row, 0)
            self._pin_grid.addWidget(number, row, 1)
        self._say()

    def add_slip(self, picture: Path) -> None:
        """Lay a new slip on top of the others."""
        paper = QLabel()
        slip = QPixmap(str(picture)).scaledToWidth(
            SLIP_WIDTH, Qt.TransformationMode.SmoothTransformation
        )
        paper.setPixmap(slip)
        # Without a fixed size the scroll area squeezes the paper instead of scrolling.
        paper.setFixedSize(slip.width() + 2 * PAPER_EDGE, slip.height() + 2 * PAPER_EDGE)
        paper.setAlignment(Qt.AlignmentFlag.AlignCenter)
        paper.setStyleSheet(f"background: white; border: 1px solid {LIGHT.line};")
        self._slips.insertWidget(0, paper, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._pictures.append(picture)
        if self._slips.count() > MOST_SLIPS + 1:
            oldest = self._slips.takeAt(self._slips.count() - 2)
            if oldest is not None and (widget := oldest.widget()) is not None:
                widget.deleteLater()
        self._say()

    def words(self, key: str) -> str:
        """Return a text in the language of this window."""
        return self._text(key)

    def note(self, key: str, **values: object) -> None:
        """Say one line about the demonstration itself."""
        self._notes.setText(self._text(key, **values))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person closed this window."""
        self.closed.emit()
        super().closeEvent(event)

    def _languages(self, chosen: Language) -> QHBoxLayout:
        row = QHBoxLayout()
        for language in Language:
            button = QPushButton(self._texts[language](f"language.{language.value}"))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(language is chosen)
            button.setFont(font(12))
            button.clicked.connect(lambda _=False, to=language: self._speak(to))
            row.addWidget(button)
        return row

    def _paper(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("rows")
        self._slips = QVBoxLayout(inside)
        self._slips.setContentsMargins(0, 0, 0, 0)
        self._slips.setSpacing(10)
        self._empty = _label(13)
        self._empty.setObjectName("quiet")
        self._slips.addWidget(self._empty, alignment=Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _speak(self, language: Language) -> None:
        self._text = self._texts[language]
        self._notes.clear()
        self._say()

    def _switch_printer(self) -> None:
        self._printer_on = not self._printer_on
        self.printer_switched.emit(self._printer_on)
        self._say()

    def _say(self) -> None:
        text = self._text
        self.setWindowTitle(text("demo.title"))
        self._steps_title.setText(text("demo.try"))
        steps = [f"{step}. {text(f'demo.try.{step}')}" for step in range(1, STEPS + 1)]
        self._steps.setText("\n".join(steps))
        self._switch.setText(text("demo.printer_off" if self._printer_on else "demo.printer_on"))
        self._pins_title.setText(text("demo.pins" if self._pins else "demo.preparing"))
        for name, one in zip(self._names, self._pins, strict=True):
            where = one.window if one.role is None else text(f"setup.role.{one.role.value}")
            name.setText(f"{one.code} · {where}")
        self._paper_title.setText(text("demo.paper"))
        self._empty.setText("" if self._pictures else text("demo.no_paper"))


def _label(pixels: int, weight: int = 400) -> QLabel:
    label = QLabel()
    label.setFont(font(pixels, weight))
    return label
