"""One service, and the one button that takes a ticket."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from common.domain.floor import FactKind, ServiceFact
from common.domain.ticket import MOST_SERVICES
from common.i18n import Text
from common.ui.widgets.lines import SMALLER
from kiosk.about import LINE_BREAK, Told, about, kinds_in_words
from kiosk.facts import facts_before
from kiosk.look import Look
from kiosk.offers import entity_icon, service_in, why_closed
from kiosk.pages.page import KioskPage
from kiosk.paper_words import take_key
from kiosk.state import ChooseGroup, Confirm, KioskState, Wish
from kiosk.widgets.button import Button, Shape
from kiosk.widgets.facts import Facts
from kiosk.widgets.label import Label
from kiosk.widgets.question import Question

ADD_PART = 0.28
"""How much of a landscape row one more service has beside the blue button."""


class ConfirmPage(KioskPage):
    """What the visitor is about to take."""

    named = "confirm"

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        colours = look.palette
        self._entity = Label(look, look.body_style(), colours.slate, self)
        self._service = Label(look, look.display_style(), colours.ink, self)
        self._entity.setObjectName("entity")
        self._service.setObjectName("service")
        self._facts = Facts(look, self, framed=True)
        self._priority = Question(look, "heart-handshake", colours.priority, self)
        self._priority.button.setCheckable(True)
        self._more = Question(look, "plus", colours.azure, self)
        self._add = Button(look, Shape.LINE, self)
        self._add.setVisible(look.landscape)
        self._about = Question(look, "file-text", colours.azure, self)
        for row in (self._priority, self._more, self._about):
            row.wished.connect(self.wished)
        self._take = Button(look, Shape.BLUE, self)
        self._take.pixels = look.figure
        self._all = self._brief = Told("")
        self.hear(self._take, self._add)

    def tell(self, state: KioskState, text: Text) -> None:
        """Draw what the state says."""
        page, menu = state.page, state.menu
        if menu is None or not isinstance(page, Confirm):
            return
        entity = menu.floor.catalogue.entity_of(page.service)
        names = (service_in(menu.floor, each).name.of(text.language) for each in page.more)
        added = LINE_BREAK.join(f"+ {name}" for name in names)
        self._entity.say(entity.name.of(text.language), entity_icon(entity))
        self._service.say(service_in(menu.floor, page.service).name.of(text.language))
        self._facts.take(facts_before(menu, page.service, page.group, text))
        self._ask_priority(page, state, text)
        self._ask_more(page, added, text)
        reasons = (why_closed(menu.services[each].admission, text) for each in page.services)
        closed = next(filter(None, reasons), "")
        self._offer(page, closed, take_key(state.printer), text)
        self._tell_about(menu.floor.services[page.service].facts, text)
        self._about.button.setEnabled(not page.asking)
        self._arrange(text)

    def _offer(self, page: Confirm, closed: str, key: str, text: Text) -> None:
        """Offer the ticket, or say why there is none any more."""
        words = text("kiosk.issuing") if page.asking else closed or text(key)
        icon = "" if page.asking else "circle-slash" if closed else "ticket"
        self._take.name("take", words, Wish.TAKE)
        self._take.say(words, icon)
        self._take.warns = bool(closed) and not page.asking
        self._take.setEnabled(not page.asking and not closed)

    def _ask_priority(self, page: Confirm, state: KioskState, text: Text) -> None:
        groups = state.menu.floor.catalogue.groups if state.menu else ()
        chosen = next((each for each in groups if each.code == page.group), None)
        more = chosen.name.of(text.language) if chosen else text("kiosk.priority_proof")
        self._priority.ask(text("kiosk.priority_question"), more)
        button = self._priority.button
        wish = ChooseGroup(None) if chosen else Wish.PRIORITY
        button.name("priority", text("kiosk.yes"), wish)
        button.say(text("kiosk.yes"), "check" if chosen else "", chosen=chosen is not None)
        button.setAccessibleName(f"{text('kiosk.priority_question')} {text('kiosk.yes')}")
        button.setEnabled(not page.asking)
        self._priority.setVisible(bool(groups))

    def _ask_more(self, page: Confirm, added: str, text: Text) -> None:
        """Offer one more service: in a row of its own, or beside the blue button."""
        title = text("kiosk.one_more")
        self._more.ask(title, added or text("kiosk.one_more_number"))
        self._more.setVisible(bool(added) or not self.look.landscape)
        self._more.button.setVisible(not self.look.landscape)
        for button, words in ((self._more.button, text("kiosk.add")), (self._add, title)):
            button.name("one_more", words, Wish.ONE_MORE)
            button.say(words, "plus" if button is self._add else "")
            button.setAccessibleName(f"{title} {text('kiosk.add')}")
            button.setEnabled(not page.asking and len(page.services) < MOST_SERVICES)

    def _tell_about(self, facts: Mapping[FactKind, ServiceFact], text: Text) -> None:
        self._about.setVisible(bool(facts))
        self._all = about(facts, text)
        self._brief = Told(kinds_in_words(facts, text))
        title, read = text("about.title"), text("about.read")
        self._be_brief(title)
        self._about.button.name("about", read, Wish.ABOUT)
        self._about.button.say(read)
        self._about.button.setAccessibleName(f"{title} {read}")

    def _arrange(self, text: Text) -> None:
        rows = [row for row in (self._priority, self._more, self._about) if not row.isHidden()]
        if self.look.landscape:
            self._arrange_wide(rows, text)
        else:
            self._arrange_tall(rows, text)

    def _stack(self, rows: Sequence[Question], box: QRect, text: Text) -> None:
        """Put rows one under another; where room is short their words are smaller, all alike."""
        top, gap, width = box.top(), self.look.gap(2), box.width()
        free = box.height() - gap * (len(rows) - 1)
        if self._about in rows:
            others = sum(row.needs(width) for row in rows if row is not self._about)
            self._fit_about(width, free - others, text)
        pixels = self._common_size(rows, width, free)
        spare = max(0, free - sum(row.least_needs(width, pixels) for row in rows))
        for number, row in enumerate(rows):
            before = top
            room = row.least_needs(width, pixels) + spare // (len(rows) - number)
            top = row.stand(box.left(), top, width, room, largest=pixels) + gap
            spare -= max(0, top - gap - before - row.least_needs(width, pixels))

    def _common_size(self, rows: Sequence[Question], width: int, height: int) -> float:
        """Return the largest em with which the words of all rows fit."""
        pixels = float(self.look.body)
        while (
            sum(row.least_needs(width, pixels) for row in rows) > height
            and pixels * SMALLER >= self.look.least
        ):
            pixels *= SMALLER
        return pixels

    def _fit_about(self, width: int, height: int, text: Text) -> None:
        """Say all of the facts where there is room, else what there is to read."""
        row, title = self._about, text("about.title")
        row.button.setVisible(False)
        row.tell(title, self._all)
        if row.needs(width) > height:
            self._be_brief(title)

    def _be_brief(self, title: str) -> None:
        self._about.button.setVisible(True)
        self._about.tell(title, self._brief)

    def _arrange_tall(self, rows: Sequence[Question], text: Text) -> None:
        look, room = self.look, self.room()
        blue = min(look.mm(43.7), round(look.figure * 3))
        end = self._entity.stand(room.left(), look.gap(7), room.width())
        rest = self._facts.needs() + look.gap(14)
        rest += sum(row.needs(room.width()) + look.gap(2) for row in rows)
        foot, name = room.bottom() + 1 - look.gap(6), look.title * 2.6
        # Where room is short the button gives way first, then the name, then the rows.
        blue = max(min(blue, look.touch), min(blue, round(foot - end - rest - name)))
        take = foot - blue
        self._take.setGeometry(room.left(), take, room.width(), blue)
        high = max(name, take - end - rest)
        end = self._service.stand(room.left(), end + look.gap(2), room.width(), high)
        end += look.gap(6)
        self._facts.setGeometry(room.left(), end, room.width(), self._facts.needs())
        end = max(end + self._facts.height() + look.gap(3), look.reach - self.y())
        box = QRect(room.left(), end, room.width(), take - look.gap(3) - end)
        self._stack(rows, box, text)

    def _arrange_wide(self, rows: Sequence[Question], text: Text) -> None:
        """Put the service at the left, what can be asked of it at the right, the button below."""
        look, room = self.look, self.room()
        blue = min(look.mm(36), round(look.figure * 2.6))
        take = room.height() - look.gap(4) - blue
        gap = look.gap(4)
        add = round(room.width() * ADD_PART)
        self._add.setGeometry(room.left(), take, add, blue)
        self._take.setGeometry(room.left() + add + gap, take, room.width() - add - gap, blue)
        left = (room.width() - gap) // 2 if rows else room.width()
        end = self._entity.stand(room.left(), look.gap(3), left, look.body * 1.3) + look.gap(1)
        facts = self._facts.needs()
        end = self._service.stand(room.left(), end, left, take - end - facts - look.gap(6))
        top = min(end + look.gap(4), take - look.gap(3) - facts)
        self._facts.setGeometry(room.left(), top, left, facts)
        right = room.left() + left + gap
        box = QRect(right, look.gap(3), room.right() + 1 - right, take - look.gap(6))
        self._stack(rows, box, text)
