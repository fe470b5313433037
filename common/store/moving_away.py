"""How SQLite moves and erases what is over; Postgres has functions of its own for that."""

from datetime import date
from typing import Any

from sqlalchemy import (
    Date,
    Delete,
    Insert,
    Integer,
    Select,
    String,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from common.domain.events import EventKind
from common.domain.sealing import PERSONAL_FACTS
from common.domain.ticket import ENDED, LegState
from common.store.columns import Moment
from common.store.history_tables import (
    history_events,
    history_legs,
    history_tickets,
    operator_figures,
    past_of,
    seals,
)
from common.store.records import CentreRecords
from common.store.tables import calls, events, legs, tickets
from common.store.visit_tables import asks, marks

_CENTRE, _DAY = bindparam("centre", type_=String), bindparam("day", type_=Date)
_MOST, _IDS = bindparam("most", type_=Integer), bindparam("ids", type_=Integer, expanding=True)
_OPEN = exists().where(
    legs.c.ticket == tickets.c.id, legs.c.state.in_(sorted(set(LegState) - ENDED))
)
_TICKETS = (
    select(tickets.c.id)
    .where(tickets.c.centre == _CENTRE, tickets.c.day == _DAY, ~_OPEN)
    .order_by(tickets.c.id)
    .limit(_MOST)
)
_LEGS = select(legs.c.id).where(legs.c.ticket.in_(_IDS))
_EVENTS = (
    select(events.c.id)
    .join(seals, seals.c.event == events.c.id)
    .where(events.c.centre == _CENTRE, events.c.day == _DAY)
    .order_by(events.c.id)
    .limit(_MOST)
)


def _away(table: Table, key: str) -> tuple[Insert, Delete]:
    """Return how the rows of a table with some keys get to the history."""
    past, chosen = past_of[table], table.c[key].in_(_IDS)
    names = [column.name for column in table.columns]
    there = select(*(table.c[name] for name in names)).where(chosen)
    return insert(past).from_select(names, there), delete(table).where(chosen)


_CALLS_AWAY, _LEGS_AWAY = _away(calls, "leg"), _away(legs, "id")
_TICKETS_AWAY, _EVENTS_AWAY = _away(tickets, "id"), _away(events, "id")
_UNMARK = delete(marks).where(marks.c.ticket.in_(_IDS))
_FORGET_ASKS = delete(asks).where(asks.c.centre == _CENTRE, asks.c.day <= _DAY)
_COUNT_AWAY = (
    "INSERT INTO history_{table} (centre, day, {key}, count)"
    " SELECT centre, day, {key}, count FROM {table} WHERE centre = :centre AND day = :day"
    " ON CONFLICT (centre, day, {key})"
    " DO UPDATE SET count = history_{table}.count + excluded.count"
)
_COUNTED = "DELETE FROM {table} WHERE centre = :centre AND day = :day"
_COUNTS_AWAY = tuple(
    text(statement.format(table=table, key=key)).bindparams(bindparam("day", type_=Date))
    for table, key in (("series_counts", "series"), ("service_counts", "service"))
    for statement in (_COUNT_AWAY, _COUNTED)
)

_BEGIN_TO_ERASE = text(
    "UPDATE closed_days SET erasing_at = :now"
    " WHERE centre = :centre AND day = :day AND erasing_at IS NULL"
).bindparams(bindparam("day", type_=Date), bindparam("now", type_=Moment))
_NAMING = (
    select(history_events.c.id)
    .join(seals, seals.c.event == history_events.c.id)
    .where(
        history_events.c.centre == _CENTRE,
        history_events.c.day == _DAY,
        seals.c.salt.is_not(None),
    )
    .order_by(history_events.c.id)
    .limit(_MOST)
)
_WITHOUT_FACTS = func.json_remove(
    history_events.c.facts, *(f"$.{name}" for name in sorted(PERSONAL_FACTS))
)
_FORGET = (
    update(history_events)
    .where(history_events.c.id.in_(_IDS))
    .values(operator=None, facts=_WITHOUT_FACTS),
    update(seals).where(seals.c.event.in_(_IDS)).values(salt=None),
)


def _empty(table: Table, *names: str) -> tuple[Select[Any], Update]:
    """Return how some columns of a day's rows are emptied where they are not."""
    there = or_(*(table.c[name].is_not(None) for name in names))
    found = select(table.c.id).where(and_(table.c.centre == _CENTRE, table.c.day == _DAY, there))
    emptied = update(table).where(table.c.id.in_(_IDS)).values(dict.fromkeys(names))
    return found.order_by(table.c.id).limit(_MOST), emptied


_EMPTIED = (
    _empty(history_tickets, "request", "token", "priority"),
    _empty(history_legs, "operator", "for_operator"),
)
_FORGET_FIGURES = delete(operator_figures).where(
    operator_figures.c.centre == _CENTRE, operator_figures.c.day == _DAY
)


def move_some_in_sqlite(records: CentreRecords, day: date, most: int, most_events: int) -> int:
    """Move some of a closed day: its tickets with all that hangs on them, then its log."""
    # What was asked stands in the log too, and is erased there.
    records.connection.execute(_FORGET_ASKS, {"centre": records.centre, "day": day})
    found = _found(records, _TICKETS, day, most)
    if found:
        whole = records.connection.execute(_LEGS, {"ids": found}).scalars().all()
        for away, ids in ((_CALLS_AWAY, whole), (_LEGS_AWAY, whole), (_TICKETS_AWAY, found)):
            for statement in away:
                records.connection.execute(statement, {"ids": ids})
        records.connection.execute(_UNMARK, {"ids": found})
        return len(found)
    found = _found(records, _EVENTS, day, most_events)
    for statement in _EVENTS_AWAY:
        records.connection.execute(statement, {"ids": found})
    if not found:
        for counts in _COUNTS_AWAY:
            records.connection.execute(counts, {"centre": records.centre, "day": day})
    return len(found)


def erase_some_in_sqlite(records: CentreRecords, day: date, most: int) -> int:
    """Forget who stands in some rows of a day that has moved."""
    here = {"centre": records.centre, "day": day}
    if records.connection.execute(_BEGIN_TO_ERASE, {**here, "now": records.now}).rowcount:
        records.log(EventKind.ERASED, facts={"day": day.isoformat()})
    found = _found(records, _NAMING, day, most)
    for statement in _FORGET:
        records.connection.execute(statement, {"ids": found})
    done = len(found)
    for chosen, emptied in _EMPTIED:
        named = _found(records, chosen, day, most)
        records.connection.execute(emptied, {"ids": named})
        done += len(named)
    return done + records.connection.execute(_FORGET_FIGURES, here).rowcount


def _found(records: CentreRecords, statement: Select[Any], day: date, most: int) -> list[int]:
    values = {"centre": records.centre, "day": day, "most": most}
    found: list[int] = list(records.connection.execute(statement, values).scalars())
    return found
