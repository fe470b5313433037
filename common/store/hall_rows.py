"""The rows that a picture of the hall is put together from; moments are microseconds of 1970."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Date, bindparam, column, text

from common.domain.ids import CounterCode, EntityCode
from common.store.records import CentreRecords

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

# A counter's login sees no queue of another entity, and no computers.
_THERE = (
    text("SELECT hall_now(:centre, :day, :counter) AS hall")
    .bindparams(bindparam("day", type_=Date))
    .columns(column("hall", JSON))
)
_HERE = {
    "seats": (
        "SELECT s.counter, s.since, s.paused_since, s.pause_reason,"
        " CASE WHEN :entity IS NULL OR o.entity IS NULL OR o.entity = :entity THEN s.operator END"
        " AS operator"
        " FROM seats s JOIN operators o ON o.centre = s.centre AND o.code = s.operator"
        " WHERE s.centre = :centre"
    ),
    "visitors": (
        "SELECT l.counter, l.state, l.called_at, l.started_at, l.calls,"
        " CASE WHEN (:entity IS NULL OR s.entity = :entity) THEN l.id END AS leg,"
        " t.label, l.service"
        " FROM legs l JOIN tickets t ON t.id = l.ticket"
        " LEFT JOIN services s ON s.centre = l.centre AND s.code = l.service"
        # Literals, so that the partial index serves.
        " WHERE l.centre = :centre AND l.state IN ('called', 'serving')"
    ),
    "queues": (
        "SELECT l.service, count(*) AS waiting,"
        " min(CASE WHEN l.for_counter IS NULL AND l.for_operator IS NULL THEN l.arrived_at END)"
        " AS first_arrived, min(l.due_at) AS first_due"
        " FROM legs l JOIN services s ON s.centre = l.centre AND s.code = l.service"
        " WHERE l.centre = :centre AND l.day = :day AND l.state = 'waiting'"
        " AND (:entity IS NULL OR s.entity = :entity)"
        " GROUP BY l.service"
    ),
    "day": (
        "SELECT l.counter, sum(l.state = 'done') AS served, count(l.started_at) AS begun,"
        " coalesce(sum(l.started_at - l.arrived_at), 0) AS waited, max(l.ended_at) AS last"
        " FROM counters c"
        # Counter by counter along their index: the day is a small part of the table.
        " CROSS JOIN legs l ON l.counter = c.code AND l.centre = c.centre AND l.day = :day"
        " JOIN services s ON s.centre = l.centre AND s.code = l.service"
        " WHERE c.centre = :centre AND (:entity IS NULL OR s.entity = :entity)"
        " GROUP BY l.counter"
    ),
    "held": (
        "SELECT l.counter, count(*) AS held, min(l.called_at) AS since"
        " FROM legs l JOIN services s ON s.centre = l.centre AND s.code = l.service"
        " WHERE l.centre = :centre AND l.day = :day AND l.state = 'held'"
        " AND (:entity IS NULL OR s.entity = :entity)"
        " GROUP BY l.counter"
    ),
    "closed": "SELECT service FROM service_closures WHERE centre = :centre AND day = :day",
    "extras": ("SELECT counter, service FROM counter_extras WHERE centre = :centre AND day = :day"),
    "calls": (
        "SELECT c.leg, e.kind, min(e.at) AS at FROM calls c JOIN events e ON e.call = c.id"
        " WHERE c.centre = :centre AND c.day = :day AND c.open"
        " AND e.kind IN ('shown', 'spoken') AND json_extract(e.facts, '$.times') = c.times"
        " GROUP BY c.leg, e.kind"
    ),
    "displays": (
        "SELECT e.device, e.kind, max(e.at) AS at"
        " FROM (SELECT id FROM calls WHERE centre = :centre ORDER BY called_at DESC LIMIT 60) c"
        " CROSS JOIN events e ON e.call = c.id"
        " WHERE e.kind IN ('shown', 'spoken') GROUP BY e.device, e.kind"
    ),
}
_STATEMENTS = {
    name: text(words).bindparams(bindparam("day", type_=Date)) if ":day" in words else text(words)
    for name, words in _HERE.items()
}


def hall_rows(records: CentreRecords, counter: CounterCode, entity: EntityCode | None) -> Rows:
    """Return the rows of what somebody of an entity may see; of all for None.

    A store in SQLite is one computer's and has no logins: it knows of no devices.
    """
    if records.is_postgres:
        there = {"centre": records.centre, "day": records.day, "counter": counter}
        found: Rows = records.connection.execute(_THERE, there).scalar_one()
        return found
    here = {"centre": records.centre, "day": records.day, "entity": entity}
    rows: dict[str, Sequence[Row]] = {"devices": ()}
    for name, statement in _STATEMENTS.items():
        answer = records.connection.execute(statement, here)
        rows[name] = [row._asdict() for row in answer]
    return rows
