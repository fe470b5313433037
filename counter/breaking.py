"""Where words are broken that have no room on one line."""

from PySide6.QtGui import QFont, QFontMetricsF


def in_two(said: str, face: QFont, wide: float) -> tuple[str, str]:
    """Return what of a text has room on a line, one word at least, and what is left of it."""
    metrics = QFontMetricsF(face)
    upper, rest = said.split()[:1], said.split()[1:]
    while rest and metrics.horizontalAdvance(" ".join((*upper, rest[0]))) <= wide:
        upper.append(rest.pop(0))
    return " ".join(upper), " ".join(rest)


def in_lines(said: str, face: QFont, wide: float, most: int) -> list[str]:
    """Return a text on so many lines at most; the last may be too long."""
    lines: list[str] = []
    rest = said
    while rest and len(lines) < most - 1:
        upper, rest = in_two(rest, face, wide)
        lines.append(upper)
    return [*lines, rest] if rest else lines
