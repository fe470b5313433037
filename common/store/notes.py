"""Queries of what operators note of visits: notes stand in the log alone, marks beside a ticket."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, insert, select, text

from common.domain.events import EventKind
from common.domain.ids import CounterCode, OperatorCode, TicketId
from common.domain.notes import Note, TicketMark, in_order
from common.domain.ticket import Leg
from common.store.columns import Moment
from common.store.legs import LegQueries, concerned
from common.store.log import LogQueries
from common.store.tables import events
from common.store.visit_tables import marks

_NOTES = (
    select(events.c.at, events.c.counter, events.c.operator, events.c.facts)
    .where(
        events.c.centre == bindparam("centre"),
        events.c.ticket == bindparam("ticket"),
        events.c.kind == EventKind.NOTED,
    )
    .order_by(events.c.id)
)
# A counter's login sees no events of other counters.
_NOTES_BY_HEART = text("SELECT at, counter, operator, words FROM notes_here(:centre, :counter)")
_MARKS = select(marks.c.ticket, marks.c.marks).where(
    marks.c.centre == bindparam("centre"), marks.c.day == bindparam("day")
)
_UNMARK = delete(marks).where(marks.c.ticket == bindparam("of_ticket"))


class NoteQueries(LegQueries, LogQueries):
    """Notes and marks of visits."""

    def tell(self, leg: Leg) -> None:
        """Wake whoever sees a leg as it stands, though it was not moved."""
        self.change |= concerned(leg)

    def set_marks(self, leg: Leg, wanted: frozenset[TicketMark]) -> None:
        """Mark a leg's ticket so, and no otherwise."""
        self.connection.execute(_UNMARK, {"of_ticket": leg.ticket})
        if wanted:
            row = {
                "ticket": leg.ticket,
                "centre": self.centre,
                "day": self.day,
                "marks": list(in_order(wanted)),
            }
            self.connection.execute(insert(marks), row)
        self.tell(leg)

    def marks(self) -> Mapping[TicketId, tuple[TicketMark, ...]]:
        """Return the marks of today's tickets, of those that have any."""
        rows = self.connection.execute(_MARKS, {"centre": self.centre, "day": self.day})
        return {TicketId(row.ticket): tuple(map(TicketMark, row.marks)) for row in rows}

    def notes_of(self, leg: Leg) -> tuple[Note, ...]:
        """Return the notes of the visit at a counter, the oldest first."""
        if self.is_postgres:
            here = {"centre": self.centre, "counter": leg.counter}
            statement = _NOTES_BY_HEART.columns(at=Moment)
            rows = self.connection.execute(statement, here).all()
            return tuple(Note(row.at, row.counter, row.operator, row.words) for row in rows)
        rows = self.connection.execute(_NOTES, {"centre": self.centre, "ticket": leg.ticket}).all()
        return tuple(
            Note(
                row.at,
                CounterCode(row.counter),
                OperatorCode(row.operator),
                str(row.facts["words"]),
            )
            for row in rows
        )
