"""The bundled type family."""

from importlib.resources import as_file, files

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Inter"
FILES = ("Inter_400Regular.ttf", "Inter_600SemiBold.ttf", "Inter_700Bold.ttf")


class FontsMissing(Exception):
    """The fonts of the program cannot be read; install it again."""


def load_fonts() -> None:
    """Make the bundled family known to Qt; raises FontsMissing."""
    for name in FILES:
        with as_file(files("assets").joinpath("fonts", name)) as path:
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                words = f"the font assets/fonts/{name} cannot be read: install the program again"
                raise FontsMissing(words)


def font(pixels: float, weight: int = 400, *, tabular: bool = False, spacing: float = 0) -> QFont:
    """Return the family at an em size in pixels; `spacing` is a percentage of the em.

    Tabular figures stand in columns; they are for clocks, numbers and counts only.
    """
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(QFont.Weight(weight))
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, pixels * spacing / 100)
    return made
