"""A card: icon, name and a note, or the reason why it is dead."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from common.ui.widgets.lines import ENDLESS, SMALLER, Lines, Style, fits, fitted, width_of
from kiosk.look import Look
from kiosk.offers import Offer
from kiosk.widgets.touchable import Touchable, dashes, plate

NAME_PITCH = 1.22
NOTE_PITCH = 1.25
NEARLY = 0.84
"""A reason is rather this much smaller than on two lines."""
ALIKE = 1.2
"""Name and reason of one size may both be so much smaller than the smaller of two sizes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the parts of a card stand."""

    icon: QRectF
    name: Lines
    name_at: QPointF
    note: Lines
    note_at: QPointF
    whole: bool

    @property
    def smallest(self) -> float:
        """Return the em of its smaller text; 0 when something is cut."""
        note = self.note.style.pixels if self.note.height else self.name.style.pixels
        return min(self.name.style.pixels, note) if self.whole else 0.0


class Card(Touchable):
    """One choice, drawn whole by itself; `entry` cards are the forks of the first page."""

    def __init__(self, look: Look, parent: QWidget, *, entry: bool = False) -> None:
        super().__init__(look, parent)
        self._offer: Offer | None = None
        self._entry = entry
        self._low = False
        self.pixels = float(look.body)
        """The em of its name, if it fits; equal neighbours share the smallest."""

    def take(self, offer: Offer) -> None:
        """Become the card of an offer."""
        if offer == self._offer:
            return
        self._offer = offer
        said = ", ".join(part for part in (offer.words, offer.reason or offer.note) if part)
        self.name(offer.name, said, offer.wish)
        self.setEnabled(not offer.reason)
        self.update()

    def stand(self, place: QRect, *, low: bool) -> None:
        """Take a place; `low` puts the icon before the name instead of above it."""
        self._low = low
        self.setGeometry(place)

    def needs_pixels(self) -> float:
        """Return the em at which its name fits."""
        self.pixels = float(self.look.body)
        return self._set(QRectF(self.rect())).name.style.pixels

    def needs_width(self, *, broken: bool, low: bool) -> float:
        """Return the width of a card with its name at full size, on one line or `broken` in two."""
        style, words = Style(self.look.body, 600, NAME_PITCH), self._offer_shown().words.split()
        cuts = range(1, len(words)) if broken and len(words) > 1 else [len(words)]
        halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts]
        narrowest = min(max(width_of(half, style) for half in both) for both in halves)
        return narrowest + self.beside_words(low=low)

    def beside_words(self, *, low: bool) -> float:
        """Return the width of all that stands beside a name; in a low card its icon too."""
        return float(self.look.gap(7) + (self.look.card_icon if low else 0) + 2)

    def whole(self) -> bool:
        """Say whether all of its words are seen."""
        return self._set(QRectF(self.rect())).whole

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into a box."""
        if self._offer is None:
            return
        look, colours = self.look, self.look.palette
        dead = not self.isEnabled()
        self._draw_plate(painter, box, dead=dead)
        setting = self._set(box)
        icon_colour = colours.slate if dead else colours.azure
        look.icons.paint(painter, self._offer.icon, setting.icon, icon_colour)
        alive = colours.blue if self._entry else colours.ink
        setting.name.draw(painter, setting.name_at, colours.slate if dead else alive)
        if dead:
            size = setting.note.style.pixels
            sign = QRectF(setting.note_at.x() - size - look.gap(1.5), 0, size, size)
            sign.moveTop(setting.note_at.y() + (setting.note.pitch - size) / 2)
            look.icons.paint(painter, "circle-slash", sign, colours.warn, stroke=2)
        setting.note.draw(painter, setting.note_at, colours.warn if dead else colours.slate)

    def _draw_plate(self, painter: QPainter, box: QRectF, *, dead: bool) -> None:
        look, colours = self.look, self.look.palette
        if dead and look.contrast:
            dashes(painter, box, look)
            return
        fill = colours.ground if dead else colours.card
        border = colours.dead_line if dead else colours.azure if self._entry else colours.line
        if self.isDown():
            fill = colours.selected_tint
        plate(painter, box, look, fill, border, look.line)

    def _set(self, box: QRectF) -> Setting:
        set_ = self._set_low if self._low else self._set_tall
        best, tight = self._best(box)
        name = best.name.style.pixels
        if best.note.style.pixels <= name:
            return best
        alike = set_(box, name, tight=tight)
        return alike if alike.whole else best

    def _best(self, box: QRectF) -> tuple[Setting, bool]:
        """Return the setting with the largest text; whether its note stands on one line."""
        set_ = self._set_low if self._low else self._set_tall
        body = float(self.look.body)
        loose = set_(box, body, tight=False)
        if loose.smallest >= body * NEARLY:
            return loose, False
        tight = set_(box, body, tight=True)
        level = self._level(box, loose)
        if level.smallest * ALIKE >= max(loose.smallest, tight.smallest):
            return level, False
        better = tight.smallest >= loose.smallest
        return (tight, True) if better else (loose, False)

    def _level(self, box: QRectF, loose: Setting) -> Setting:
        """Make name and reason smaller together: no reason is larger than what it speaks of."""
        set_ = self._set_low if self._low else self._set_tall
        pixels = float(self.look.body)
        while pixels * SMALLER >= self.look.least and self._offer_shown().reason:
            pixels *= SMALLER
            level = set_(box, pixels, tight=False)
            if level.whole and level.name.style.pixels >= pixels - 0.5:
                return level
        return loose

    def _set_tall(self, box: QRectF, pixels: float, *, tight: bool) -> Setting:
        """Put the icon above the name and the note at the bottom."""
        look, offer = self.look, self._offer_shown()
        pad = look.gap(2.75)
        size = look.card_icon * (1.15 if self._entry else 1.0)
        icon = QRectF(box.left() + pad, box.top() + look.gap(2.25), size, size)
        width = box.width() - 2 * pad
        note = self._note(offer, width, pixels, tight=tight)
        top = icon.bottom() + look.gap(1 if box.height() < look.body * 7 else 1.75)
        floor = box.bottom() - look.gap(2)
        room = floor - top - note.height
        name = self._name(offer, width, room)
        sign = self._sign_room(offer, note.style.pixels)
        note_at = QPointF(box.left() + pad + sign, floor - note.height)
        if self._entry and not offer.note:
            top = floor - name.height
            whole = top >= icon.bottom() and name.whole
        else:
            whole = fits(name, room) and fits(note, box.height())
        return Setting(icon, name, QPointF(box.left() + pad, top), note, note_at, whole)

    def _set_low(self, box: QRectF, pixels: float, *, tight: bool) -> Setting:
        """Put the icon before the name and the note under it, all in the middle."""
        look, offer = self.look, self._offer_shown()
        pad = look.gap(2.5)
        size = float(look.card_icon)
        left = box.left() + pad + size + look.gap(2)
        width = box.right() - pad - left
        note = self._note(offer, width, pixels, tight=tight)
        room = box.height() - note.height - look.gap(2)
        name = self._name(offer, width, room)
        top = box.top() + (box.height() - name.height - note.height) / 2
        icon = QRectF(box.left() + pad, top, size, size)
        icon.moveTop(top + (min(name.height, name.pitch * 2) - size) / 2)
        if name.count == 1 and not offer.note:
            icon.moveTop(box.top() + (box.height() - size) / 2)
        sign = self._sign_room(offer, note.style.pixels)
        note_at = QPointF(left + sign, top + name.height)
        whole = fits(name, room) and fits(note, box.height())
        return Setting(icon, name, QPointF(left, top), note, note_at, whole)

    def _offer_shown(self) -> Offer:
        assert self._offer is not None  # noqa: S101 - draw and whole are for cards with an offer
        return self._offer

    def _name(self, offer: Offer, width: float, height: float) -> Lines:
        style = Style(self.pixels, 600, NAME_PITCH)
        lines = fitted(offer.words, style, width, height=height, least=self.look.least)
        lines.even()
        return lines

    def _note(self, offer: Offer, width: float, pixels: float, *, tight: bool) -> Lines:
        style = Style(pixels, 600 if offer.reason else 400, NOTE_PITCH)
        words = offer.reason or offer.note
        if not words:
            return Lines("", Style(1, 400, 0))
        room = width - self._sign_room(offer, pixels)
        least = self.look.least
        short = fitted(words, style, room, most_lines=1, least=style.pixels * NEARLY)
        if tight or not offer.reason or fits(short, ENDLESS, 1):
            return fitted(words, style, room, most_lines=1, least=least)
        lines = fitted(words, style, room, most_lines=2, least=least)
        lines.even()
        return lines

    def _sign_room(self, offer: Offer, pixels: float) -> float:
        return pixels + self.look.gap(1.5) if offer.reason else 0.0
