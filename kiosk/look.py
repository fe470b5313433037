"""Sizes and colours of the kiosk for one screen: reach and eyes decide, not pixels."""

from dataclasses import dataclass
from functools import cached_property

from common.ui.icons import Icons
from common.ui.tokens import CAP_HEIGHT, Palette, Scale
from common.ui.widgets.lines import Style

SMALLEST_CAP_MM = 5.0
REACH = 1 / 3
"""In the low layout nothing that is touched stands in this upper part of a portrait screen."""


@dataclass(frozen=True)
class Look:
    """What every widget of the kiosk is drawn with; sizes in logical pixels."""

    scale: Scale
    palette: Palette
    icons: Icons
    low_reach: bool = False
    contrast: bool = False
    calm: bool = False
    """Nothing moves."""

    @cached_property
    def landscape(self) -> bool:
        """Return whether the screen lies on its long side."""
        return self.scale.width > self.scale.height

    @cached_property
    def reach(self) -> int:
        """Return from where on, down the screen, things may be touched."""
        return round(self.scale.height * REACH) if self.low_reach else 0

    @cached_property
    def body(self) -> int:
        """Return the em of everything that is read."""
        return self.scale.text(0.028, 7.0)

    @cached_property
    def title(self) -> int:
        """Return the em of a page's question."""
        return self.scale.text(0.04, 9.0)

    @cached_property
    def figure(self) -> int:
        """Return the em of the one figure or action of a page."""
        return self.scale.text(0.05, 10.8)

    @cached_property
    def display(self) -> int:
        """Return the em of the service that is being taken."""
        return self.scale.text(0.066, 13.7)

    @cached_property
    def least(self) -> float:
        """Return the smallest em a text may be shrunk to."""
        return SMALLEST_CAP_MM * self.scale.pixels_per_mm / CAP_HEIGHT

    def mm(self, millimetres: float) -> int:
        """Return a length on the screen in pixels."""
        return round(millimetres * self.scale.pixels_per_mm)

    def gap(self, units: float) -> int:
        """Return a space of so many units."""
        return self.scale.space(units)

    @cached_property
    def margin(self) -> int:
        """Return the space round a page."""
        return self.gap(4)

    @cached_property
    def line(self) -> int:
        """Return the width of a border."""
        return max(1, self.gap(0.25))

    @cached_property
    def radius(self) -> int:
        """Return the radius of cards and buttons."""
        return self.gap(2)

    @cached_property
    def touch(self) -> int:
        """Return the height of a button."""
        return self.mm(23 if self.landscape else 25.8)

    @cached_property
    def language_height(self) -> int:
        """Return the height of a language button."""
        return self.mm(21 if self.landscape else 20)

    @cached_property
    def head_height(self) -> int:
        """Return the height of the head."""
        lines = 2 * round(self.body * 1.3)
        if self.landscape:
            return max(lines, self.language_height) + self.gap(4)
        switches = 0 if self.low_reach else self.language_height + self.gap(2)
        extra = round(self.body * 1.3) if self.scale.large_text else 0
        return self.gap(5.5) + lines + extra + switches + self.line

    @cached_property
    def foot_height(self) -> int:
        """Return the height of the foot."""
        if self.landscape:
            return self.mm(23.8)
        return max(self.mm(35.7), self.gap(6) + round(self.body * 1.2) + self.icon)

    @cached_property
    def icon(self) -> int:
        """Return the size of an icon beside text."""
        return round(self.body * 1.25)

    @cached_property
    def card_icon(self) -> int:
        """Return the size of a card's icon."""
        return round(self.body * 1.34)

    def body_style(self, weight: int = 400, pitch: float = 1.3) -> Style:
        """Return how body text is set."""
        return Style(self.body, weight, pitch)

    def title_style(self, weight: int = 700) -> Style:
        """Return how a page's question is set."""
        return Style(self.title, weight, 1.3, spacing=-1)

    def figure_style(self) -> Style:
        """Return how a figure is set."""
        return Style(self.figure, 700, 1.2, spacing=-1)

    def display_style(self) -> Style:
        """Return how the service to be taken is set."""
        return Style(self.display, 700, 1.15, spacing=-2)
