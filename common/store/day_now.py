"""The business day at one moment, as whoever ends it sees it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Date, bindparam, column, text

from common.domain.day_end import DayNow, DayTotals, OpenCounter, OpenVisit
from common.domain.ids import CounterCode, TicketId
from common.domain.permissions import Permission
from common.domain.ticket import LegState
from common.rules.steps import permitted_at
from common.store.records import CentreRecords

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = bindparam("day", type_=Date)
# A counter's login sees no queue of another entity.
_THERE = (
    text("SELECT day_now(:centre, :day, :counter) AS day")
    .bindparams(_DAY)
    .columns(column("day", JSON))
)
# The tables of the day have those of a week: SQLite reads no more of them than begins with today.
_OF_DAY = (
    "l.centre = :centre AND l.day = :day AND l.ticket >= ("
    "SELECT min(t.id) FROM tickets t WHERE t.centre = :centre AND t.day = :day)"
)
_ROWS = {
    "visits": (
        "SELECT l.ticket, t.label, l.service, l.state, l.counter, l.operator, CASE l.state"  # noqa: S608 - words of ours
        " WHEN 'called' THEN l.called_at WHEN 'serving' THEN l.started_at ELSE l.arrived_at END"
        " AS since FROM legs l JOIN tickets t ON t.id = l.ticket"
        f" WHERE {_OF_DAY}"
        " AND l.state IN ('waiting', 'called', 'serving', 'held', 'away')"
        " ORDER BY l.ticket, l.state = 'away', l.id"
    ),
    "seats": (
        "SELECT s.counter, s.operator, s.since, EXISTS ("
        " SELECT 1 FROM legs l WHERE l.centre = s.centre AND l.counter = s.counter"
        " AND l.state IN ('called', 'serving')) AS busy FROM seats s WHERE s.centre = :centre"
    ),
    "states": (
        f"SELECT l.state, count(*) AS count FROM legs l WHERE {_OF_DAY} GROUP BY l.state"  # noqa: S608 - words of ours
    ),
    "tickets": (
        "SELECT count(*) AS count FROM tickets t WHERE t.centre = :centre AND t.day = :day"
    ),
}
_STATEMENTS = {
    name: text(words).bindparams(_DAY) if ":day" in words else text(words)
    for name, words in _ROWS.items()
}
_Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def read_day(records: CentreRecords, counter: CounterCode) -> DayNow:
    """Return what is left of the day, as whoever may end it at a counter sees it.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED).
    """
    permitted_at(records, counter, Permission.END_DAY)
    rows = _rows(records, counter)
    counts = {row["state"]: row["count"] for row in rows["states"]}
    first: dict[TicketId, OpenVisit] = {}
    for row in rows["visits"]:
        state, since = LegState(row["state"]), _moment(row["since"])
        first.setdefault(row["ticket"], OpenVisit(**{**row, "state": state, "since": since}))
    return DayNow(
        at=records.now,
        day=records.day,
        ended_since=records.day_ended(records.day),
        visits=tuple(first.values()),
        counters=tuple(
            OpenCounter(row["counter"], row["operator"], _moment(row["since"]), bool(row["busy"]))
            for row in rows["seats"]
            if row["counter"] != counter
        ),
        totals=DayTotals(
            tickets=rows["tickets"][0]["count"],
            served=counts.get(LegState.DONE, 0),
            no_shows=counts.get(LegState.NO_SHOW, 0),
            cancelled=counts.get(LegState.CANCELLED, 0),
            transferred=counts.get(LegState.TRANSFERRED, 0),
        ),
    )


def _rows(records: CentreRecords, counter: CounterCode) -> _Rows:
    if records.is_postgres:
        there = {"centre": records.centre, "day": records.day, "counter": counter}
        found: _Rows = records.connection.execute(_THERE, there).scalar_one()
        return found
    here = {"centre": records.centre, "day": records.day}
    return {
        name: [row._asdict() for row in records.connection.execute(statement, here)]
        for name, statement in _STATEMENTS.items()
    }


def _moment(ticks: int) -> datetime:
    return _EPOCH + timedelta(microseconds=ticks)
