"""My visitor: who is at the window, since when, and what the hall has seen and heard."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from common.domain.ticket import Lane, LegState
from common.domain.views import Desk, Visit
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.held_view import HeldView
from counter.pieces import (
    Bar,
    Card,
    Chip,
    Elided,
    Look,
    Picture,
    column_of,
    paint_words,
    part_colour,
    row_of,
    rule,
    words,
)
from counter.plural import times
from counter.rows import Names, minutes_and_seconds, minutes_between, spaced

FACTS = 6
WIDE = 288
EDGE = 20
INSIDE = WIDE - 2 * EDGE
LARGEST = 72
HOUR = timedelta(hours=1)


class VisitorView(Card):
    """Draws the visitor at the window, or that there is none."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setFixedWidth(look.px(WIDE))
        self._title = words(look, 15, 600, LIGHT.slate)
        self._priority = Chip(look, LIGHT.priority, LIGHT.priority)
        self._language = Chip(look, LIGHT.slate, LIGHT.line)
        self._number = _Number(look)
        self._visit = _VisitView(look)
        self._nobody = _NobodyView(look)
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
        column = column_of()
        edge = look.px(EDGE)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addLayout(top)
        column.addSpacing(look.px(8))
        column.addWidget(self._number)
        column.addSpacing(look.px(6))
        column.addWidget(self._middle, 1)
        column.addWidget(self._held)
        self.setLayout(column)
        self._title.setMinimumHeight(look.px(28))

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


class _Number(QLabel):
    """Draws the number at the window as large as the column allows; nothing for nobody."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._room = look.px(INSIDE)
        self.setObjectName("number")
        paint_words(self, LIGHT.blue)

    def draw(self, label: str) -> None:
        self.setAccessibleName(label)
        whole = spaced(label) if label else ""
        pixels = LARGEST
        while pixels > 1 and self._width(whole, pixels) > self._room:
            pixels -= 1
        self.setFont(self._look.font(pixels, 700, spacing=-1))
        self.setText(whole)
        self.setMaximumHeight(self.sizeHint().height() if label else 0)

    def _width(self, whole: str, pixels: int) -> int:
        return QFontMetrics(self._look.font(pixels, 700, spacing=-1)).horizontalAdvance(whole)


class _VisitView(QWidget):
    """Draws the visit at hand."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._service = words(look, 19, 600, wrap=True)
        self._entity = words(look, 16, 400, LIGHT.slate, wrap=True)
        self._short = look.font(44, 600, tabular=True)
        self._long = look.font(32, 600, tabular=True)
        self._elapsed = words(look, 44, 600, tabular=True)
        self._target = words(look, 16, 400, LIGHT.slate)
        self._bar = Bar(look)
        self._facts = _Facts(look)
        self._onward = words(look, 16, 600, LIGHT.blue, wrap=True)
        self._onward.setObjectName("onward")
        self._target.setContentsMargins(0, 0, 0, look.px(4))
        clock = row_of(look.px(8))
        clock.addWidget(self._elapsed)
        clock.addStretch(1)
        clock.addWidget(self._target, alignment=Qt.AlignmentFlag.AlignBottom)
        column = column_of(look.px(4))
        column.addWidget(self._service)
        column.addWidget(self._entity)
        column.addSpacing(look.px(12))
        column.addWidget(rule())
        column.addSpacing(look.px(8))
        column.addLayout(clock)
        column.addWidget(self._bar)
        column.addSpacing(look.px(14))
        column.addWidget(self._facts)
        column.addSpacing(look.px(8))
        column.addWidget(self._onward)
        column.addStretch(1)
        self.setLayout(column)

    def draw(self, visit: Visit, desk: Desk, now: datetime, names: Names, text: Text) -> None:
        leg = visit.leg
        self._service.setText(names.service(leg.service))
        self._entity.setText(names.entity_of(leg.service))
        serving = leg.state is LegState.SERVING
        since = leg.started_at if serving else leg.called_at
        elapsed = timedelta() if since is None else now - since
        target = names.target(leg.service) if serving else names.floor.rules.no_show_gap
        self._elapsed.setFont(self._long if elapsed >= HOUR else self._short)
        self._elapsed.setText(minutes_and_seconds(elapsed))
        if serving:
            self._target.setText(f"{text('op.target')} {minutes_and_seconds(target)}")
        else:
            self._target.setText(text("counter.since_call"))
        part = elapsed / target if target else 0.0
        self._bar.setVisible(serving)
        self._bar.fill(part)
        over = serving and part >= 1
        paint_words(self._elapsed, part_colour(part) if over else LIGHT.ink)
        self._facts.draw(_facts(visit, desk, names, text))
        onward = ", ".join(names.short(service) for service in desk.onward)
        self._onward.setVisible(bool(onward))
        self._onward.setText(text("counter.onward", services=onward))
        self._onward.setAccessibleName(self._onward.text())


class _NobodyView(QWidget):
    """Draws that nobody is at the window, and who was last."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._picture = Picture(look, "user", 56, LIGHT.field)
        self._title = words(look, 19, 600, wrap=True)
        self._hint = words(look, 16, 400, LIGHT.slate, wrap=True)
        self._line = rule()
        self._last = words(look, 15, 600, LIGHT.slate)
        self._facts = _Facts(look)
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
        self._title.setText(text("counter.nobody"))
        self._hint.setText("" if desk.next is None else text("counter.press_next"))
        last = desk.last
        for piece in (self._line, self._last, self._facts):
            piece.setVisible(last is not None)
        if last is not None:
            self._last.setText(text("counter.last"))
            self._facts.draw(_last_facts(last, now, names, text))


@dataclass(frozen=True, slots=True)
class _Fact:
    """A name and its value; `known` is false while there is no value yet."""

    name: str
    value: str
    key: str = ""
    known: bool = True


class _FactRow(QWidget):
    """Draws one fact: its name at the left, its value at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._name = Elided(look, 16, 400, LIGHT.slate)
        self._value = words(look, 16, 600, tabular=True)
        row = row_of(look.px(8))
        row.addWidget(self._name, 1)
        row.addWidget(self._value)
        self.setLayout(row)

    def draw(self, fact: _Fact) -> None:
        self.setObjectName(fact.key)
        self.setAccessibleName(f"{fact.name} {fact.value}" if fact.known else "")
        self._name.write(fact.name)
        self._value.setText(fact.value)
        paint_words(self._value, LIGHT.ink if fact.known else LIGHT.slate)


class _Facts(QWidget):
    """Draws a few facts one below the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._rows = [_FactRow(look) for _ in range(FACTS)]
        column = column_of(look.px(8))
        for row in self._rows:
            column.addWidget(row)
        self.setLayout(column)

    def draw(self, facts: list[_Fact]) -> None:
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(facts))
            if at < len(facts):
                row.draw(facts[at])


def _facts(visit: Visit, desk: Desk, names: Names, text: Text) -> list[_Fact]:
    ticket, leg = visit.ticket, visit.leg
    until = leg.started_at or leg.called_at or desk.at
    waited = text("counter.minutes", n=minutes_between(leg.arrived_at, until))
    facts = [
        _Fact(text("counter.taken"), names.clock(ticket.issued_at)),
        _Fact(text("counter.waited"), waited),
        _Fact(text("counter.called"), times(leg.calls, text)),
    ]
    if leg.state is not LegState.CALLED:
        return facts
    hall = {"called_last": leg.called_at, "shown": desk.shown_at, "spoken": desk.spoken_at}
    for key, moment in hall.items():
        value = text("counter.not_yet") if moment is None else names.clock_seconds(moment)
        facts.append(_Fact(text(f"counter.{key}"), value, key, moment is not None))
    return facts


def _last_facts(last: Visit, now: datetime, names: Names, text: Text) -> list[_Fact]:
    leg = last.leg
    ended = leg.ended_at or now
    facts = [_Fact(spaced(last.ticket.label), names.clock(ended))]
    if leg.started_at is not None:
        served = minutes_and_seconds(ended - leg.started_at)
        facts.append(_Fact(text("counter.service_time"), served))
    facts.append(_Fact(text("counter.idle_time"), minutes_and_seconds(now - ended)))
    return facts
