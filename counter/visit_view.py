"""The visit at hand: for what, since when, what the hall has seen and heard, what to bring."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpacerItem, QWidget

from common.domain.ticket import LegState
from common.domain.views import Desk, Visit
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.clamped import Clamped
from counter.evidence import SHOWN_WITHIN, SPOKEN_WITHIN
from counter.facts import Fact, Facts
from counter.pieces import Bar, Look, column_of, paint_words, part_colour, row_of, rule, words
from counter.plural import times
from counter.rows import MINUTE, Names, minutes_and_seconds, minutes_between
from counter.why import why_words

HOUR = timedelta(hours=1)
GAPS = (12, 8, 14, 8)
"""Over the line, over the clock, over the facts and under them."""


class VisitView(QWidget):
    """Draws the visit at hand; where not all of it has room, closer together and smaller."""

    crowded = Signal(bool)
    """It stands closer together from now on, or apart again."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._close = look, False
        self._crowd: tuple[object, ...] | None = None
        """For whom there was too little room: so it stays until another is at the window."""
        self._drawn: tuple[object, ...] = ()
        self._service = words(look, 19, 600, wrap=True)
        self._entity = words(look, 16, 400, LIGHT.slate, wrap=True)
        self._large = look.font(44, 600, tabular=True)
        self._small = look.font(32, 600, tabular=True)
        self._elapsed = words(look, 44, 600, tabular=True)
        self._target = words(look, 16, 400, LIGHT.slate)
        self._bar = Bar(look)
        self._facts = Facts(look)
        self._onward = words(look, 16, 600, LIGHT.blue, wrap=True)
        self._onward.setObjectName("onward")
        self._about = Clamped(look, 15, LIGHT.ink)
        self._about.setObjectName("about_visit")
        # Queued: while it is drawn nothing may be moved.
        self._about.crowded.connect(self._close_up, Qt.ConnectionType.QueuedConnection)
        self._target.setContentsMargins(0, 0, 0, look.px(4))
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        clock = row_of(look.px(8))
        clock.addWidget(self._elapsed)
        clock.addStretch(1)
        clock.addWidget(self._target, alignment=Qt.AlignmentFlag.AlignBottom)
        self._column = column = column_of(look.px(4))
        self._gaps = [QSpacerItem(0, look.px(high)) for high in GAPS]
        column.addWidget(self._service)
        column.addWidget(self._entity)
        column.addSpacerItem(self._gaps[0])
        column.addWidget(rule())
        column.addSpacerItem(self._gaps[1])
        column.addLayout(clock)
        column.addWidget(self._bar)
        column.addSpacerItem(self._gaps[2])
        column.addWidget(self._facts)
        column.addSpacerItem(self._gaps[3])
        column.addWidget(self._onward)
        column.addWidget(self._about, 1)
        self.setLayout(column)

    def stand(self, *, close: bool) -> None:
        """Leave more room to what is to be known and brought, or less."""
        self._close = close
        self._crowd = None
        self._space()

    def _begin(self, drawn: tuple[object, ...]) -> None:
        """Leave the usual room again to another visit."""
        self._drawn = drawn
        if self._crowd not in (None, drawn):
            self._crowd = None
            self._space()

    def _close_up(self) -> None:
        if self._crowd != self._drawn:
            self._crowd = self._drawn
            self._space()

    def _space(self) -> None:
        """Stand apart as far as there is room."""
        crowd = self._crowd is not None
        self._facts.stand(close=self._close or crowd)
        for gap, high in zip(self._gaps, GAPS, strict=True):
            gap.changeSize(0, self._look.px(high / 3 if crowd else high))
        self._column.setSpacing(self._look.px(1 if crowd else 4))
        self._column.invalidate()
        if crowd:
            self._elapsed.setFont(self._small)
        self.crowded.emit(crowd)

    def draw(self, visit: Visit, desk: Desk, now: datetime, names: Names, text: Text) -> None:
        """Take the visit."""
        leg = visit.leg
        self._begin((leg.id, leg.state))
        self._service.setText(names.service(leg.service))
        self._entity.setText(names.entity_of(leg.service))
        serving = leg.state is LegState.SERVING
        since = leg.started_at if serving else leg.called_at
        elapsed = timedelta() if since is None else now - since
        target = names.target(leg.service) if serving else names.floor.rules.no_show_gap
        small = elapsed >= HOUR or self._crowd is not None
        self._elapsed.setFont(self._small if small else self._large)
        self._elapsed.setText(minutes_and_seconds(elapsed))
        self._target.setText(_planned(target, text) if serving else text("counter.since_call"))
        part = elapsed / target if target else 0.0
        self._bar.setVisible(serving)
        self._bar.fill(part)
        over = serving and part >= 1
        paint_words(self._elapsed, part_colour(part) if over else LIGHT.ink)
        self._facts.draw(_facts(visit, desk, now, names, text))
        onward = ", ".join(names.short(service) for service in desk.onward)
        self._onward.setVisible(bool(onward))
        self._onward.setText(text("counter.onward", services=onward))
        self._onward.setAccessibleName(self._onward.text())
        needed = names.documents(leg.service)
        documents = f"{text('about.documents')}: {needed}" if needed else ""
        self._about.write_lines(
            *_noted(visit, desk, names, text), documents, why_words(desk.why, names, text)
        )


def _planned(target: timedelta, text: Text) -> str:
    return f"{text('op.target')} {text('counter.minutes', n=target // MINUTE)}"


def _facts(visit: Visit, desk: Desk, now: datetime, names: Names, text: Text) -> list[Fact]:
    ticket, leg = visit.ticket, visit.leg
    until = leg.started_at or leg.called_at or desk.at
    waited = text("counter.minutes", n=minutes_between(leg.arrived_at, until))
    facts = [
        Fact(text("counter.taken"), names.clock(ticket.issued_at)),
        Fact(text("counter.waited"), waited),
        Fact(text("counter.called"), times(leg.calls, text)),
    ]
    if leg.state is not LegState.CALLED:
        return facts
    since = timedelta() if leg.called_at is None else now - leg.called_at
    hall = {
        "called_last": (leg.called_at, timedelta.max),
        "shown": (desk.shown_at, SHOWN_WITHIN),
        "spoken": (desk.spoken_at, SPOKEN_WITHIN),
    }
    for key, (moment, within) in hall.items():
        missing = text("counter.not_yet" if since <= within else "counter.not_at_all")
        value = missing if moment is None else names.clock_seconds(moment)
        facts.append(Fact(text(f"counter.{key}"), value, key, moment is not None))
    return facts


def _noted(visit: Visit, desk: Desk, names: Names, text: Text) -> list[str]:
    """Return what colleagues want to be known: marks on one line, then each note."""
    marks = ", ".join(text(f"mark.{mark.value}") for mark in desk.marks.get(visit.ticket.id, ()))
    notes = [f"{names.clock(note.at)} {note.words}" for note in desk.notes]
    return [marks, *notes]
