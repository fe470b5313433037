"""Queries of who closes days: ends what is open, counts, moves away, forgets persons."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    Select,
    String,
    Table,
    TextClause,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    union_all,
)

from common.domain.closing import DAY_CLOSED, ended_by_close, erased_before, may_end_at_counter
from common.domain.events import EventKind
from common.domain.ticket import AT_COUNTER, ENDED, Leg, LegState
from common.store.appointments import begins
from common.store.columns import Moment
from common.store.figures import roll_up
from common.store.history_tables import closed_days
from common.store.moving_away import erase_some_in_sqlite, move_some_in_sqlite
from common.store.records import CentreRecords
from common.store.tables import appointments, events, legs, tickets
from common.store.tickets import LEG

TICKETS_AT_ONCE = 200
EVENTS_AT_ONCE = 1000
"""Rows of one transaction: some tens of milliseconds, so that no move waits."""

_END_BY_HEART = text("SELECT end_open_legs(:centre, :day, :most)")
_MOVE_BY_HEART = text("SELECT move_to_history(:centre, :day, :most)")
_ERASE_BY_HEART = text("SELECT erase_persons(:centre, :day, :most)")
_FORGET_BY_HEART = text("SELECT forget_appointments(:centre, :day, :most)")


def _noting(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("day", type_=Date), bindparam("now", type_=Moment))


_OPEN_STATES = tuple(sorted(set(LegState) - ENDED))
_CENTRE, _DAY = bindparam("centre", type_=String), bindparam("day", type_=Date)
_MOST = bindparam("most", type_=Integer)
_ANY_LEFT = select(
    or_(
        *(
            exists().where(table.c.centre == _CENTRE, table.c.day == _DAY)
            for table in (tickets, legs, events)
        )
    )
)
_OF_DAY = (legs.c.centre == _CENTRE, legs.c.day == _DAY)
_FORGET = delete(appointments).where(
    appointments.c.centre == _CENTRE,
    appointments.c.code.in_(
        select(appointments.c.code)
        .where(
            appointments.c.centre == _CENTRE,
            appointments.c.at < bindparam("before", type_=Moment),
        )
        .limit(_MOST)
    ),
)


def _next_day(table: Table) -> Select[Any]:
    return select(func.min(table.c.day).label("day")).where(
        table.c.centre == _CENTRE, table.c.day > bindparam("after", type_=Date)
    )


_FOUND = union_all(_next_day(tickets), _next_day(legs), _next_day(events)).subquery()
_NEXT_DAY = select(func.min(_FOUND.c.day, type_=Date))
_OPEN = select(exists().where(*_OF_DAY, legs.c.state.in_(_OPEN_STATES)))
_others = legs.alias("others")
_AT_COUNTER = exists().where(
    _others.c.ticket == legs.c.ticket, _others.c.state.in_(sorted(AT_COUNTER))
)
_TO_END = (
    select(*LEG)
    .where(
        *_OF_DAY,
        legs.c.state.in_(_OPEN_STATES),
        or_(bindparam("at_counter", type_=Boolean), ~_AT_COUNTER),
    )
    .order_by(legs.c.id)
    .limit(_MOST)
)
_LAST_END = select(func.max(legs.c.ended_at, type_=Moment)).where(*_OF_DAY)
_MAY_COME_BACK = select(
    exists().where(
        *_OF_DAY,
        legs.c.state == LegState.NO_SHOW,
        legs.c.ended_at > bindparam("since", type_=Moment),
    )
)
_CLOSED = select(closed_days).where(closed_days.c.centre == _CENTRE, closed_days.c.day == _DAY)
_CLOSE = _noting(
    "INSERT INTO closed_days (centre, day, closed_at) VALUES (:centre, :day, :now)"
    " ON CONFLICT (centre, day) DO UPDATE SET closed_at = excluded.closed_at"
)
_NOTE_MOVED = _noting(
    "UPDATE closed_days SET moved_at = :now WHERE centre = :centre AND day = :day"
)
_NOTE_ERASED = _noting(
    "UPDATE closed_days SET erased_at = :now WHERE centre = :centre AND day = :day"
)
_TO_ERASE = (
    select(closed_days.c.day)
    .where(
        closed_days.c.centre == _CENTRE,
        closed_days.c.day < bindparam("before", type_=Date),
        closed_days.c.moved_at.is_not(None),
        or_(closed_days.c.erased_at.is_(None), closed_days.c.erased_at < closed_days.c.moved_at),
    )
    .order_by(closed_days.c.day)
)


def next_day(records: CentreRecords, after: date) -> date | None:
    """Return the next day of which anything is still among today's rows."""
    values = {"centre": records.centre, "after": after}
    found: date | None = records.connection.execute(_NEXT_DAY, values).scalar_one()
    return found


def end_some(records: CentreRecords, day: date) -> int:
    """End some of the legs of a day that is over and nobody ended; return how many."""
    if records.is_postgres:
        return _by_heart(records, _END_BY_HEART, day, TICKETS_AT_ONCE)
    values = {
        **_here(records, day),
        "most": TICKETS_AT_ONCE,
        "at_counter": may_end_at_counter(day, records.day),
    }
    found = [Leg(**row) for row in records.connection.execute(_TO_END, values).mappings()]
    for leg in found:
        ended = records.move(leg, ended_by_close(leg, records.now))
        records.close_call(ended, withdrawn=True)
        records.log(
            EventKind.CANCELLED,
            ticket=leg.ticket,
            leg=leg.id,
            counter=leg.counter,
            facts={"reason": DAY_CLOSED},
        )
    return len(found)


def close_day(records: CentreRecords, day: date) -> bool:
    """Count a day in which nothing can change any more; False where it can, or is counted."""
    here = _here(records, day)
    known = records.connection.execute(_CLOSED, here).mappings().one_or_none()
    if known is not None and not _changed_since(records, day, known["closed_at"]):
        return False
    since = records.now - records.floor().rules.reinstate_within
    for statement in (_OPEN, _MAY_COME_BACK):
        if records.connection.execute(statement, {**here, "since": since}).scalar_one():
            return False
    roll_up(records, day, operators=known is None or known["erasing_at"] is None)
    records.connection.execute(_CLOSE, {**here, "now": records.now})
    return True


def _changed_since(records: CentreRecords, day: date, closed_at: datetime) -> bool:
    """Say whether a leg ended after a day was counted, as one that a kiosk reported late."""
    here = _here(records, day)
    last: datetime | None = records.connection.execute(_LAST_END, here).scalar_one()
    return last is not None and last > closed_at


def is_closed(records: CentreRecords, day: date) -> bool:
    """Say whether a day was counted."""
    found = records.connection.execute(_CLOSED, _here(records, day)).first()
    return found is not None


def move_some(records: CentreRecords, day: date) -> int:
    """Move some of a closed day to the history: tickets with their legs and calls, then events.

    Return how many of either; 0 where nothing is left that may go.
    """
    if records.is_postgres:
        return _by_heart(records, _MOVE_BY_HEART, day, TICKETS_AT_ONCE)
    return move_some_in_sqlite(records, day, TICKETS_AT_ONCE, EVENTS_AT_ONCE)


def erase_some(records: CentreRecords, day: date) -> int:
    """Forget who stands in some rows of a day; 0 where nobody is left. The log says so."""
    if records.is_postgres:
        return _by_heart(records, _ERASE_BY_HEART, day, EVENTS_AT_ONCE)
    return erase_some_in_sqlite(records, day, EVENTS_AT_ONCE)


def is_empty(records: CentreRecords, day: date) -> bool:
    """Say whether nothing of a day is left among today's rows."""
    return not records.connection.execute(_ANY_LEFT, _here(records, day)).scalar_one()


def note_moved(records: CentreRecords, day: date) -> None:
    """Note that nothing of a day is left among today's rows."""
    records.connection.execute(_NOTE_MOVED, {**_here(records, day), "now": records.now})


def days_to_erase(records: CentreRecords, kept_days: int) -> Sequence[date]:
    """Return the days whose persons are to be forgotten."""
    values = {"centre": records.centre, "before": erased_before(records.day, kept_days)}
    return records.connection.execute(_TO_ERASE, values).scalars().all()


def forget_appointments(records: CentreRecords, kept_days: int) -> int:
    """Forget some of the appointments that are older than persons are kept; return how many."""
    before = erased_before(records.day, kept_days)
    if records.is_postgres:
        return _by_heart(records, _FORGET_BY_HEART, before, EVENTS_AT_ONCE)
    values = {
        "centre": records.centre,
        "before": begins(records.floor(), before),
        "most": EVENTS_AT_ONCE,
    }
    return records.connection.execute(_FORGET, values).rowcount


def note_erased(records: CentreRecords, day: date) -> None:
    """Note that nobody is named in a day any more."""
    records.connection.execute(_NOTE_ERASED, {**_here(records, day), "now": records.now})


def _here(records: CentreRecords, day: date) -> dict[str, object]:
    return {"centre": records.centre, "day": day}


def _by_heart(records: CentreRecords, function: TextClause, day: date, most: int) -> int:
    """Let Postgres do it: its keeper has no right to change these tables himself."""
    values = {**_here(records, day), "most": most}
    done: int = records.connection.execute(function, values).scalar_one()
    return done
