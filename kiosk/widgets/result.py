"""A row of what was found."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import ENDLESS, LINE_BREAK, SMALLER, Lines, Style, fits, fitted
from kiosk.look import Look
from kiosk.offers import Offer
from kiosk.widgets.touchable import Touchable, dashes, plate

PITCH = 1.22
NEARLY = 0.84
"""A line is rather this much smaller than broken in two."""


class Result(Touchable):
    """A found service: its name with what matched in bold, whose it is, how many wait."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._offer: Offer | None = None
        self._marks: tuple[tuple[int, int], ...] = ()
        self._whose = ""
        self.under = float(look.body)
        """The em of its second line, if it fits; rows of one leaf share the smallest."""

    def needs_under(self, size: QSize) -> float:
        """Return the em at which its second line fits in a row of a size."""
        self.under = float(self.look.body)
        return self._lines(size.width(), size.height())[1].style.pixels

    def take(self, offer: Offer, marks: tuple[tuple[int, int], ...], whose: str) -> None:
        """Become the row of a service."""
        self._offer, self._marks, self._whose = offer, marks, whose
        said = ", ".join((offer.words, whose, offer.reason or offer.note))
        self.name(offer.name, said, offer.wish)
        self.setEnabled(not offer.reason)
        self.update()

    def needs(self, width: int) -> int:
        """Return the height it needs at a width."""
        name, under = self._lines(width)
        return round(
            name.height + under.height + self.look.gap(3.5 if self.look.landscape else 5.5)
        )

    def whole(self) -> bool:
        """Say whether all of its words are seen."""
        name, under = self._lines(self.width(), self.height())
        return fits(under, self.height()) and name.height + under.height <= self.height() + 0.5

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into a box."""
        if self._offer is None:
            return
        look, colours, dead = self.look, self.look.palette, not self.isEnabled()
        fill = colours.ground if dead else colours.selected_tint if self.isDown() else colours.card
        if dead and look.contrast:
            dashes(painter, box, look)
        else:
            plate(painter, box, look, fill, colours.dead_line if dead else colours.line, look.line)
        name, under = self._lines(round(box.width()), box.height())
        top = (box.height() - name.height - under.height) / 2
        size = look.icon
        place = QRectF(look.gap(3), top + (name.pitch - size) / 2, size, size)
        icon = "circle-slash" if dead else self._offer.icon
        look.icons.paint(painter, icon, place, colours.warn if dead else colours.azure)
        at = QPointF(self._left(), top)
        name.draw(painter, at, colours.slate if dead else colours.ink)
        under.draw(painter, at + QPointF(0, name.height), colours.warn if dead else colours.slate)

    def _left(self) -> float:
        return self.look.gap(3) + self.look.icon + self.look.gap(2.75)

    def _lines(self, width: int, height: float = ENDLESS) -> tuple[Lines, Lines]:
        look, offer = self.look, self._offer
        height -= look.gap(1.5)
        room = width - self._left() - look.gap(3)
        words, said = (offer.words, offer.reason or offer.note) if offer else ("", "")
        style = Style(look.body, 400, PITCH)
        name = Lines(words, style, room, self._marks)
        under = said if offer and offer.reason else f"{self._whose} · {said}"
        weight = 600 if offer and offer.reason else 400
        small = Style(min(look.body, self.under), weight, PITCH)
        line = fitted(under, small, room, most_lines=1, least=look.body * NEARLY)
        if line.count > 1:
            both = under.replace(" · ", LINE_BREAK, 1)
            line = fitted(both, small, room, most_lines=2, least=look.body * NEARLY)
        if name.height + line.height > height:
            # Whose service it is gives way first: its name says more.
            line = fitted(said, small, room, most_lines=1, least=look.least)
        while name.height + line.height > height and style.pixels * SMALLER >= look.least:
            style = replace(style, pixels=style.pixels * SMALLER)
            small = replace(small, pixels=style.pixels)
            name = Lines(words, style, room, self._marks)
            line = fitted(said, small, room, most_lines=1, least=look.least)
        name.even()
        line.even()
        return name, line
