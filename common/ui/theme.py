"""The look of ordinary controls, made from the tokens: one palette and one style sheet."""

from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from common.ui.fonts import font
from common.ui.tokens import Palette

SHEET = Template("""
QToolTip {
    color: $ink; background: $card; border: 1px solid $button_line; padding: 6px 8px;
}
QLineEdit, QComboBox {
    color: $ink; background: $card; border: 1px solid $field; border-radius: ${radius}px;
    padding: 0 ${pad}px; lineedit-password-character: 8226;
    selection-color: $on_blue; selection-background-color: $azure;
}
QLineEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $bad; }
QLineEdit:disabled, QComboBox:disabled {
    color: $dead_text; background: $ground; border-color: $dead_line;
}
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: ${wide}px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView, QListView#paths {
    color: $ink; background: $card; border: 1px solid $field; outline: 0; padding: 4px;
    selection-color: $ink; selection-background-color: $selected_tint;
}
QComboBox QAbstractItemView::item, QListView#paths::item {
    min-height: ${row}px; padding: 0 ${small}px; border: 0;
}
QListView#paths { padding: 0; }
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected,
QListView#paths::item:hover, QListView#paths::item:selected {
    color: $ink; background: $selected_tint;
}
QPushButton {
    color: $ink; background: $card; border: 1px solid $button_line;
    border-radius: ${round}px; padding: 0 ${pad}px;
}
QPushButton:hover { background: $ground; border-color: $azure; }
QPushButton:pressed { background: $selected_tint; }
QPushButton:focus { border: 2px solid $azure; }
QPushButton:disabled { color: $dead_text; background: $card; border-color: $line; }
QPushButton[primary="true"] { color: $on_blue; background: $blue; border-color: $blue; }
QPushButton[primary="true"]:hover { background: $azure; border-color: $azure; }
QPushButton[primary="true"]:pressed { background: $ink; border-color: $ink; }
QPushButton[primary="true"]:disabled {
    color: $dead_text; background: $ground; border-color: $dead_line;
}
QTableView {
    color: $ink; background: $card; border: 0; outline: 0; gridline-color: $line;
    selection-color: $ink; selection-background-color: $selected_tint;
}
QHeaderView { background: $card; border: 0; }
QHeaderView::section {
    color: $slate; background: $card; border: 0; border-bottom: 1px solid $button_line; padding: 0;
}
QTableCornerButton::section { background: $card; border: 0; }
QAbstractScrollArea { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; border: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; border: 0; }
QScrollBar::handle:vertical {
    background: $button_line; min-height: ${wide}px; border-radius: 3px; margin: 2px 3px;
}
QScrollBar::handle:horizontal {
    background: $button_line; min-width: ${wide}px; border-radius: 3px; margin: 3px 2px;
}
QScrollBar::handle:hover { background: $field; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


PADDED = "padded"
"""The property of a widget whose buttons have so many pixels between their edges and words."""
PADS = range(13, 37)
PADDED_SHEET = "".join(
    f'QWidget[{PADDED}="{pad}"] QPushButton {{ padding: 0 {pad}px; }}\n' for pad in PADS
)
"""A style sheet of the widget's own would bring the colours of labels under it into disorder."""


def style_sheet(palette: Palette, factor: float = 1.0) -> str:
    """Return the style sheet of all ordinary controls; `factor` enlarges its lengths."""
    colours = {name: getattr(palette, name) for name in Palette.__slots__}
    lengths = {"radius": 8, "round": 10, "pad": 12, "small": 8, "wide": 36, "row": 36, "bar": 12}
    made = SHEET.substitute(colours, **{name: round(px * factor) for name, px in lengths.items()})
    return made + PADDED_SHEET


def qt_palette(palette: Palette) -> QPalette:
    """Return the tokens as Qt's palette, so that nothing unstyled is grey."""
    made = QPalette()
    for role, colour in _roles(palette).items():
        made.setColor(role, QColor(colour))
    dead = QColor(palette.dead_text)
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, dead)
    return made


def _roles(palette: Palette) -> dict[QPalette.ColorRole, str]:
    return {
        QPalette.ColorRole.Window: palette.ground,
        QPalette.ColorRole.WindowText: palette.ink,
        QPalette.ColorRole.Base: palette.card,
        QPalette.ColorRole.AlternateBase: palette.ground,
        QPalette.ColorRole.Text: palette.ink,
        QPalette.ColorRole.PlaceholderText: palette.dead_text,
        QPalette.ColorRole.Button: palette.card,
        QPalette.ColorRole.ButtonText: palette.ink,
        QPalette.ColorRole.ToolTipBase: palette.card,
        QPalette.ColorRole.ToolTipText: palette.ink,
        QPalette.ColorRole.Highlight: palette.azure,
        QPalette.ColorRole.HighlightedText: palette.on_blue,
        QPalette.ColorRole.Link: palette.azure,
        QPalette.ColorRole.Light: palette.card,
        QPalette.ColorRole.Midlight: palette.ground,
        QPalette.ColorRole.Mid: palette.line,
        QPalette.ColorRole.Dark: palette.button_line,
        QPalette.ColorRole.Shadow: palette.field,
    }


def dress(application: QApplication, palette: Palette) -> None:
    """Give an application the palette and the style sheet."""
    application.setPalette(qt_palette(palette))
    application.setStyleSheet(style_sheet(palette))
    QToolTip.setFont(font(14))
