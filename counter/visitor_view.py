"""My visitor: who is at the window, since when, and what the hall has seen and heard."""

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSpacerItem, QStackedWidget, QWidget

from common.domain.permissions import Permission
from common.domain.ticket import Lane, LegState
from common.domain.views import Desk, Visit
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.facts import Fact, Facts
from counter.held_view import HeldView
from counter.number_label import NumberLabel
from counter.pieces import (
    Card,
    Chip,
    Look,
    Picture,
    column_of,
    row_of,
    rule,
    words,
)
from counter.rows import Names, minutes_and_seconds, spaced
from counter.visit_view import VisitView

WIDE = 288
EDGE = 20
INSIDE = WIDE - 2 * EDGE
LARGEST = 72
SMALLER = 54
"""Of the number, where there is much to be known of the visitor."""
LOW = 640
"""Where a card is lower, there is little room for what is to be known of the visitor."""


class VisitorView(Card):
    """Draws the visitor at the window, or that there is none."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look = look
        self.setFixedWidth(look.px(WIDE))
        self._title = words(look, 15, 600, LIGHT.slate)
        self._priority = Chip(look, LIGHT.priority, LIGHT.priority)
        self._language = Chip(look, LIGHT.slate, LIGHT.line)
        self._number = NumberLabel(look, LARGEST, INSIDE)
        self._visit = VisitView(look)
        self._visit.crowded.connect(self._space)
        self._nobody = NobodyView(look)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._visit)
        self._middle.addWidget(self._nobody)
        self._held = HeldView(look)
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        top = row_of(look.px(6))
        top.addWidget(self._title, 1)
        top.addWidget(self._priority)
        top.addWidget(self._language)
        self._column = column = column_of()
        self._over = QSpacerItem(0, 0)
        column.addLayout(top)
        column.addSpacerItem(self._over)
        column.addWidget(self._number)
        column.addSpacing(look.px(6))
        column.addWidget(self._middle, 1)
        column.addWidget(self._held)
        self.setLayout(column)
        self._title.setMinimumHeight(look.px(28))
        self._space(crowd=False)

    @Slot(bool)
    def _space(self, crowd: bool) -> None:  # noqa: FBT001 - the signal's value
        """Leave so much room round the number as is not needed for what is to be known."""
        edge, least = self._look.px(EDGE), self._look.px(EDGE - 8 if crowd else EDGE)
        self._column.setContentsMargins(edge, least, edge, least)
        self._over.changeSize(0, self._look.px(2 if crowd else 8))
        self._column.invalidate()
        self._number.stand(SMALLER if crowd else LARGEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the facts give room to notes and documents where there is little."""
        super().resizeEvent(event)
        self._visit.stand(close=self.height() < self._look.px(LOW))

    def draw(self, desk: Desk, now: datetime, names: Names, text: Text) -> None:
        """Take the desk."""
        visit = desk.current
        self._title.setText(text("op.at_window"))
        self._priority.setVisible(visit is not None and visit.leg.lane is Lane.PRIORITY)
        self._language.setVisible(visit is not None)
        self._number.draw("" if visit is None else visit.ticket.label)
        if visit is None:
            self._nobody.draw(desk, now, names, text)
            self._middle.setCurrentWidget(self._nobody)
        else:
            self._priority.setText(text("op.priority"))
            self._language.setText(visit.ticket.language.value.upper())
            self._visit.draw(visit, desk, now, names, text)
            self._middle.setCurrentWidget(self._visit)
        self._held.draw(desk.held, names, text)


class NobodyView(QWidget):
    """Draws that nobody is at the window, and who was last."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._picture = Picture(look, "user", 56, LIGHT.field)
        self._title = words(look, 19, 600, wrap=True)
        self._hint = words(look, 16, 400, LIGHT.slate, wrap=True)
        self._line = rule()
        self._last = words(look, 15, 600, LIGHT.slate)
        self._facts = Facts(look)
        column = column_of(look.px(6))
        column.addStretch(1)
        column.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(look.px(8))
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self._line)
        column.addSpacing(look.px(12))
        column.addWidget(self._last)
        column.addWidget(self._facts)
        self.setLayout(column)

    def draw(self, desk: Desk, now: datetime, names: Names, text: Text) -> None:
        """Take the desk."""
        pause = desk.seat.paused
        if pause is None:
            self._picture.change("user", LIGHT.field)
            self._title.setText(text("counter.nobody"))
            self._hint.setText(_invited(desk, text))
        else:
            self._picture.change("coffee", LIGHT.warn)
            self._title.setText(f"{text('op.break')} · {minutes_and_seconds(now - pause.since)}")
            self._hint.setText(text(f"reason.{pause.reason.value}"))
        last = desk.last
        for piece in (self._line, self._last, self._facts):
            piece.setVisible(last is not None)
        if last is not None:
            self._last.setText(text("counter.last"))
            self._facts.draw(_last_facts(last, now, names, text))


def _last_facts(last: Visit, now: datetime, names: Names, text: Text) -> list[Fact]:
    leg = last.leg
    ended = leg.ended_at or now
    facts = [Fact(spaced(last.ticket.label), names.clock(ended))]
    if leg.started_at is not None and leg.state is LegState.DONE:
        served = minutes_and_seconds(ended - leg.started_at)
        facts.append(Fact(text("counter.service_time"), served))
    facts.append(Fact(text("counter.idle_time"), minutes_and_seconds(now - ended)))
    return facts


def _invited(desk: Desk, text: Text) -> str:
    """Return what there is to press for who has nobody at the window; empty for nothing."""
    if Permission.SERVE not in desk.may:
        return text("counter.serves_nobody")
    if desk.evacuated_since is not None:
        # Nobody is to be invited to the window now.
        return ""
    return "" if desk.next is None else text("counter.press_next")
