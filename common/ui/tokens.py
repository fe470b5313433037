"""Colours, spaces and sizes: the one place where the look is decided."""

from dataclasses import dataclass

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme, as #RRGGBB."""

    ink: str
    slate: str
    blue: str
    on_blue: str
    azure: str
    ground: str
    card: str
    line: str
    field: str
    button_line: str
    dead_line: str
    dead_text: str
    good: str
    warn: str
    bad: str
    good_tint: str
    warn_tint: str
    bad_tint: str
    selected_tint: str
    priority: str
    focus: str
    practice: str = "#FFD166"
    """The ground of what is not real; ink on it 13.6."""


LIGHT = Palette(
    ink="#0F1E2E",
    slate="#4A5B6E",
    blue="#1D4F87",
    on_blue="#FFFFFF",
    azure="#2369B3",
    ground="#EEF4FA",
    card="#FFFFFF",
    line="#D5DFEA",
    field="#7A8FA6",
    button_line="#B9C8D8",
    dead_line="#C2CEDB",
    dead_text="#75869A",
    good="#1B7A4B",
    warn="#A35200",
    bad="#B3261E",
    good_tint="#EBF6F0",
    warn_tint="#FDF4E9",
    bad_tint="#FCEEEC",
    selected_tint="#E3EDF8",
    priority="#5B3A9E",
    focus="#2369B3",
)

CONTRAST = Palette(
    ink="#FFFFFF",
    slate="#FFFFFF",
    blue="#FFE500",
    on_blue="#000000",
    azure="#FFE500",
    ground="#000000",
    card="#000000",
    line="#FFFFFF",
    field="#FFFFFF",
    button_line="#FFE500",
    dead_line="#FFFFFF",
    dead_text="#A6A6A6",
    good="#FFFFFF",
    warn="#FFFFFF",
    bad="#FFFFFF",
    good_tint="#000000",
    warn_tint="#000000",
    bad_tint="#000000",
    selected_tint="#000000",
    priority="#FFFFFF",
    focus="#FFE500",
)


@dataclass(frozen=True, slots=True)
class BoardPalette:
    """Colours of the hall board; the usual ones are those of the night."""

    ground: str = "#0B2545"
    panel: str = "#12315A"
    edge: str = "#12315A"
    """Round a panel."""
    foot: str = "#0B2545"
    line: str = "#2B4B74"
    text: str = "#FFFFFF"
    second: str = "#9CC3EA"
    """The second language, dates, letters before names."""
    row: str = "#9CC3EA"
    """Numbers of calls that are not the newest."""
    row_way: str = "#9CC3EA"
    plate: str = "#FFFFFF"
    on_plate: str = "#0F1E2E"
    plate_way: str = "#1D4F87"
    """Window and arrow on a plate."""
    alarm: str = "#FFD166"
    stale: str = "#7F95AE"


BOARD_LIGHT = BoardPalette(
    ground="#EEF4FA",
    panel="#FFFFFF",
    edge="#D5DFEA",
    foot="#FFFFFF",
    line="#D5DFEA",
    text="#0F1E2E",
    second="#4A5B6E",
    row="#0F1E2E",
    row_way="#1D4F87",
    plate="#1D4F87",
    on_plate="#FFFFFF",
    plate_way="#FFFFFF",
    alarm="#A35200",
    stale="#5F7084",
)
BOARD_CONTRAST = BoardPalette(
    ground="#000000",
    panel="#000000",
    edge="#FFFFFF",
    foot="#000000",
    line="#FFFFFF",
    text="#FFFFFF",
    second="#FFFFFF",
    row="#FFFFFF",
    row_way="#FFE500",
    plate="#FFE500",
    on_plate="#000000",
    plate_way="#000000",
    alarm="#FFE500",
    stale="#B8B8B8",
)
"""Everything at 7:1 and more."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Sizes in pixels for one screen, from its short side and its physical diagonal."""

    width: int
    height: int
    diagonal_inches: float
    large_text: bool = False

    @property
    def short_side(self) -> int:
        """Return the shorter side."""
        return min(self.width, self.height)

    @property
    def unit(self) -> float:
        """Return the step of all spaces: 0.75 % of the short side."""
        return self.short_side * 0.0075

    @property
    def pixels_per_mm(self) -> float:
        """Return how many pixels make a millimetre on this screen."""
        diagonal = (self.width**2 + self.height**2) ** 0.5
        return float(diagonal / (self.diagonal_inches * MM_PER_INCH))

    def space(self, units: float) -> int:
        """Return a space of so many units."""
        return round(self.unit * units)

    def text(self, ratio: float, cap_mm: float = 0.0) -> int:
        """Return an em size: a ratio of the short side, or more to reach a cap height."""
        by_eye = cap_mm * self.pixels_per_mm / CAP_HEIGHT
        factor = LARGE_TEXT if self.large_text else 1.0
        return round(max(self.short_side * ratio, by_eye) * factor)


CAP_HEIGHT = 0.727
"""Inter's cap height as a part of its em."""
LARGE_TEXT = 1.24
