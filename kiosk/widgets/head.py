"""The head of every page: centre, hours, date, clock and languages."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from common.domain.words import Language
from common.i18n import Text, clock
from common.ui.widgets.lines import Style
from kiosk.look import Look
from kiosk.offers import anything_open, hour, open_until, used_up
from kiosk.staff_pages import SwitchedOff
from kiosk.state import ChooseLanguage, Evacuation, KioskState, OutOfService, Unplaced
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.label import Label

NOT_HERE = (Evacuation, OutOfService, SwitchedOff, Unplaced)
"""Pages on which nobody waits for an hour: what they say is for now, or for elsewhere."""


class Languages(QWidget):
    """The three languages in their own words, never flags."""

    wished = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._buttons: dict[Language, Button] = {}
        for language in Language:
            button = Button(look, Shape.CHOICE, self)
            button.setCheckable(True)
            button.wished.connect(self.wished)
            self._buttons[language] = button

    def speak(self, text: Text, *, paused: bool) -> None:
        """Mark the language that is spoken."""
        for language, button in self._buttons.items():
            words = text(f"language.{language.value}")
            button.name(f"language:{language.value}", words, ChooseLanguage(language))
            button.say(words, chosen=language is text.language)
            button.live(alive=True, paused=paused)

    def needs(self) -> int:
        """Return the width at which all words stand at full size."""
        widths = [button.needs() + self.look.gap(3) for button in self._buttons.values()]
        return sum(widths) + 2 * self.look.gap(2)

    def arrange(self, *, even: bool) -> None:
        """Put the buttons side by side, equally wide or as wide as their words need."""
        gap, left = self.look.gap(2), 0.0
        room = self.width() - 2 * gap
        total = sum(button.needs() for button in self._buttons.values())
        for button in self._buttons.values():
            width = room / 3 if even else room * button.needs() / max(1, total)
            button.setGeometry(round(left), 0, round(width), self.height())
            left += width + gap


class Head(QWidget):
    """Who this is, until when, and what time it is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        body, colours = look.body, look.palette
        self._centre = Label(look, Style(body, 700), colours.ink, self)
        self._until = Label(look, Style(body, 600), colours.good, self)
        self._date = Label(look, Style(body), colours.slate, self)
        clock_colour = colours.azure if look.contrast else colours.ink
        self._clock = Label(look, Style(body, 700, tabular=True), clock_colour, self)
        self._clock.setObjectName("clock")
        self._wrong = Label(look, Style(body), colours.warn, self)
        self._wrong.setObjectName("clock_off")
        self.languages = Languages(look, self)
        self.languages.setVisible(not look.low_reach)

    def tell(self, state: KioskState, text: Text, *, paused: bool) -> None:
        """Say what holds now."""
        self.languages.speak(text, paused=paused)
        menu = state.menu
        self._centre.say(menu.floor.name.of(text.language) if menu else text("app.name"))
        local = state.now.astimezone(menu.floor.zone_info) if menu else None
        day = local.date() if local else None
        self._date.say(f"{text.day_with_weekday(day)} ·" if day else "")
        self._clock.say(clock(local) if local else "")
        # For the staff: a visitor is shown the right time, and need not read why it is marked.
        self._wrong.say("", "triangle-alert")
        self._wrong.setAccessibleName(text("app.clock_off"))
        self._wrong.setVisible(state.clock_off)
        self._until.say(hours_words(state, text))
        self._until.colour = self.look.palette.good if is_open(state) else self.look.palette.warn
        if day is not None and not self._date_fits():
            self._date.say(f"{text.day_in_words(day)} ·")
        self._arrange()

    def _date_fits(self) -> bool:
        room = self.width() - 2 * self.look.margin
        if self.look.landscape and not self.look.low_reach:
            room -= self.languages.needs() + self.look.gap(3)
        taken = self._date.needs() + self._clock.needs() + self.look.gap(1.5)
        if not self._wrong.isHidden():
            taken += self._wrong.needs() + self.look.gap(1.25)
        return taken <= room

    def _arrange(self) -> None:
        look, left = self.look, self.look.margin
        row = round(look.body * 1.3)
        top = (self.height() - 2 * row) / 2 if look.landscape else look.gap(3)
        room = self.width() - 2 * left
        if look.landscape:
            high = look.language_height
            wide = min(self.languages.needs(), round(room * 0.56))
            self.languages.setGeometry(
                self.width() - left - wide, (self.height() - high) // 2, wide, high
            )
            self.languages.arrange(even=False)
            room -= 0 if look.low_reach else wide + look.gap(3)
        under = self._put_hours(left, top, room, row)
        after = self._clock.needs() + look.gap(1.25)
        after += 0 if self._wrong.isHidden() else self._wrong.needs() + look.gap(1.25)
        self._date.stand(left, under, min(room - after, self._date.needs()), row)
        at = left + self._date.width() + look.gap(1.25)
        self._clock.stand(at, under, self._clock.needs(), row)
        at += self._clock.width() + look.gap(1.25)
        self._wrong.stand(at, under, self._wrong.needs(), row)
        if not look.landscape and not look.low_reach:
            at_top = self.height() - look.line - look.gap(2.5) - look.language_height
            self.languages.setGeometry(left, at_top, room, look.language_height)
            self.languages.arrange(even=not look.scale.large_text)

    def _put_hours(self, left: int, top: float, room: int, row: int) -> float:
        """Put the centre and the hours on one line, or on two; return where the date goes."""
        look = self.look
        self._until.setVisible(not look.landscape)
        if look.landscape:
            alone = 0 if self._date.text() else row / 2
            self._centre.stand(left, top + alone, room, row)
            return top + row
        if look.scale.large_text:
            self._centre.stand(left, top, room, row)
            self._until.stand(left, top + 2 * row, room, row)
            return top + row
        until = min(self._until.needs(), round(room * 0.55))
        self._centre.stand(left, top, room - until - look.gap(2), row)
        self._until.stand(left + room - until, top, until, row)
        return top + row

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line below."""
        painter = QPainter(self)
        line = self.look.line
        painter.fillRect(self.rect(), QColor(self.look.palette.card))
        painter.fillRect(
            0, self.height() - line, self.width(), line, QColor(self.look.palette.line)
        )
        painter.end()


def is_open(state: KioskState) -> bool:
    """Say whether people are received, even where this kiosk has no numbers left."""
    return state.menu is not None and (anything_open(state.menu) or used_up(state.menu))


def hours_words(state: KioskState, text: Text) -> str:
    """Return until when people are received, or that they are not."""
    menu = state.menu
    if menu is None or isinstance(state.page, NOT_HERE):
        return ""
    if not is_open(state):
        return text("kiosk.closed_now")
    until = open_until(menu)
    return "" if until is None else text("kiosk.service_until", time=hour(until))
