"""The tables of what is over: the seals of the log, closed days, what was counted of them."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, String, Table, text

from common.domain.figures import COUNTS
from common.store.columns import Moment, Span
from common.store.floor_tables import metadata
from common.store.tables import calls, events, legs, series_counts, service_counts, tickets

ERASED = {"tickets": ("request", "token")}
"""Columns that may not be empty in the tables of a day, and are once persons are erased."""

seals = Table(
    "seal",
    metadata,
    Column("centre", String, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("event", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("chained", String(64), nullable=False),
    Column("person", String(64)),
    Column("salt", String(32)),
    Column("sealed_at", Moment, nullable=False),
    Index("one_seal_per_event", "event", unique=True),
)

unsealed = Table(
    "unsealed",
    metadata,
    Column("event", BigInteger, primary_key=True, autoincrement=False),
    Column("centre", String, nullable=False),
)


def _past(present: Table) -> Table:
    """Make the table in which the rows of a table of days end up, column for column."""
    may_be_erased = ERASED.get(present.name, ())
    return Table(
        f"history_{present.name}",
        metadata,
        *(
            Column(
                column.name,
                column.type,
                primary_key=column.primary_key,
                autoincrement=False,
                nullable=column.nullable or column.name in may_be_erased,
            )
            for column in present.columns
        ),
    )


history_tickets = _past(tickets)
history_legs = _past(legs)
history_calls = _past(calls)
history_events = _past(events)
history_series_counts = _past(series_counts)
history_service_counts = _past(service_counts)
for _table in (history_tickets, history_legs, history_calls, history_events):
    Index(f"{_table.name}_of_day", _table.c.centre, _table.c.day)
Index("history_events_of_ticket", history_events.c.ticket)
_KEEPING = text("kind IN ('erased', 'log_checked')")
Index(
    "history_events_of_keeping",
    history_events.c.centre,
    history_events.c.id,
    sqlite_where=_KEEPING,
    postgresql_where=_KEEPING,
)

closed_days = Table(
    "closed_days",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("closed_at", Moment, nullable=False),
    Column("moved_at", Moment),
    Column("erasing_at", Moment),
    Column("erased_at", Moment),
)


def _counts() -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in COUNTS]


day_figures = Table(
    "day_figures",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("service", String, primary_key=True),
    Column("entity", String, nullable=False),
    *_counts(),
    Column("wait_sum", Span, nullable=False),
    Column("wait_max", Span, nullable=False),
    Column("service_sum", Span, nullable=False),
)

operator_figures = Table(
    "operator_figures",
    metadata,
    Column("centre", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("service", String, primary_key=True),
    Column("operator", String, primary_key=True),
    *_counts(),
    Column("wait_sum", Span, nullable=False),
    Column("wait_max", Span, nullable=False),
    Column("service_sum", Span, nullable=False),
)

past_of = {
    calls: history_calls,
    legs: history_legs,
    tickets: history_tickets,
    events: history_events,
    series_counts: history_series_counts,
    service_counts: history_service_counts,
}
"""Where the rows of each table of days end up."""

past_tables = (*past_of.values(), seals, unsealed, closed_days, day_figures, operator_figures)
"""All of the above."""
