"""The log as auditors read it: lines of a day, what each operator did."""

import json
from collections import Counter as Tally
from datetime import date

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    Integer,
    RowMapping,
    String,
    bindparam,
    column,
    text,
)

from common.domain.audits import (
    COUNTED,
    LINES_AT_ONCE,
    ActCount,
    LogAsked,
    LogLine,
    LogPage,
)
from common.domain.events import Event, EventKind
from common.domain.ids import CounterCode, OperatorCode
from common.domain.permissions import Permission
from common.rules.steps import permitted_at
from common.store.columns import Facts, Moment
from common.store.records import CentreRecords

_DAY = bindparam("day", type_=Date)
_COLUMNS = (
    column("id", BigInteger),
    column("day", Date),
    column("at", Moment),
    column("kind", String),
    column("ticket", BigInteger),
    column("leg", BigInteger),
    column("call", BigInteger),
    column("counter", String),
    column("operator", String),
    column("device", String),
    column("login", String),
    column("facts", Facts),
    column("label", String),
    column("erased", Boolean),
)
# A counter's login sees no other counter's log.
_PAGE_THERE = (
    text(
        "SELECT * FROM log_page(:centre, :counter, :day, :kinds, :operator, :of, :label, :ticket,"
        " :before, :most)"
    )
    .bindparams(_DAY, bindparam("kinds", type_=ARRAY(String)))
    .columns(*_COLUMNS)
)
_ACTS_THERE = (
    text("SELECT * FROM acts_of_day(:centre, :counter, :day, :kinds)")
    .bindparams(_DAY, bindparam("kinds", type_=ARRAY(String)))
    .columns(column("operator", String), column("kind", String), column("count", Integer))
)
_ENTITY_OF_LEG = (
    "coalesce((SELECT l.service FROM legs l WHERE l.id = e.leg),"
    " (SELECT h.service FROM history_legs h WHERE h.id = e.leg),"
    " (SELECT json_extract(i.facts, '$.service') FROM events i"
    " WHERE i.ticket = e.ticket AND i.kind = 'issued'),"
    " (SELECT json_extract(i.facts, '$.service') FROM history_events i"
    " WHERE i.ticket = e.ticket AND i.kind = 'issued'))"
)
# As is_of_entity of functions/72_audit.sql.
_OF_ENTITY = (
    "(:entity IS NULL OR EXISTS (SELECT 1 FROM operators o WHERE o.centre = e.centre"  # noqa: S608 - words of ours
    " AND o.code = e.operator AND o.entity = :entity) OR ((e.operator IS NULL OR EXISTS"
    " (SELECT 1 FROM operators o WHERE o.centre = e.centre AND o.code = e.operator"
    " AND o.entity IS NULL)) AND EXISTS (SELECT 1 FROM services s WHERE s.centre = e.centre"
    f" AND s.entity = :entity AND s.code = {_ENTITY_OF_LEG})))"
)
_ERASED = (
    "EXISTS (SELECT 1 FROM seal s WHERE s.event = e.id AND s.person IS NOT NULL AND s.salt IS NULL)"
)
_NAMES = "id, day, at, kind, ticket, leg, call, counter, operator, device, login, facts"
_OF_LABEL = (
    "(:label IS NULL OR e.ticket IN (SELECT t.id FROM tickets t WHERE t.centre = :centre"
    " AND t.day = :day AND t.label = :label UNION ALL SELECT t.id FROM history_tickets t"
    " WHERE t.centre = :centre AND t.day = :day AND t.label = :label))"
)


def _page_of(log: str, where: str) -> str:
    names = ", ".join(f"e.{name}" for name in _NAMES.split(", "))
    return (
        f"SELECT {names}, coalesce((SELECT t.label FROM tickets t WHERE t.id = e.ticket),"  # noqa: S608 - words of ours
        f" (SELECT t.label FROM history_tickets t WHERE t.id = e.ticket)) AS label,"
        f" {_ERASED} AS erased FROM {log} e WHERE e.centre = :centre AND {where}"
        " AND (:kinds IS NULL OR e.kind IN (SELECT value FROM json_each(:kinds)))"
        " AND (:operator IS NULL OR e.operator = :operator)"
        " AND (:of IS NULL OR e.counter = :of)"
        " AND (:before IS NULL OR e.id < :before)"
        f" AND {_OF_LABEL} AND {_OF_ENTITY}"
    )


def _pages(where: str) -> str:
    both = " UNION ALL ".join(_page_of(log, where) for log in ("events", "history_events"))
    return f"{both} ORDER BY 1 DESC LIMIT :most"


_OF_DAY = text(_pages("e.day = :day")).bindparams(_DAY).columns(*_COLUMNS)
_OF_TICKET = text(_pages("e.ticket = :ticket")).bindparams(_DAY).columns(*_COLUMNS)
_ACTS = text(
    " UNION ALL ".join(
        "SELECT e.operator, e.kind, count(*) AS count"  # noqa: S608 - words of ours
        f" FROM {log} e WHERE e.centre = :centre AND e.day = :day"
        " AND e.kind IN (SELECT value FROM json_each(:kinds))"
        f" AND CASE WHEN e.operator IS NULL THEN"
        f" :entity IS NULL AND e.counter IS NOT NULL AND {_ERASED} ELSE :entity IS NULL OR EXISTS"
        " (SELECT 1 FROM operators o WHERE o.centre = e.centre AND o.code = e.operator"
        " AND o.entity = :entity) END GROUP BY e.operator, e.kind"
        for log in ("events", "history_events")
    )
).bindparams(_DAY)


def log_page(records: CentreRecords, counter: CounterCode, asked: LogAsked) -> LogPage:
    """Return some lines of the log, the newest first; see `AuditStore.log_page`."""
    entity = permitted_at(records, counter, Permission.AUDIT).operator.entity
    values: dict[str, object] = {
        "centre": records.centre,
        "day": asked.day,
        "operator": asked.operator,
        "of": asked.counter,
        "label": asked.label or None,
        "ticket": asked.ticket,
        "before": asked.before,
        "most": LINES_AT_ONCE + 1,
    }
    if records.is_postgres:
        values |= {"counter": counter, "kinds": _listed(asked.kinds)}
        rows = records.connection.execute(_PAGE_THERE, values).mappings()
    else:
        statement = _OF_DAY if asked.ticket is None else _OF_TICKET
        values |= {"entity": entity, "kinds": _as_json(asked.kinds)}
        rows = records.connection.execute(statement, values).mappings()
    lines = tuple(_line(row) for row in rows)
    return LogPage(lines[:LINES_AT_ONCE], more=len(lines) > LINES_AT_ONCE)


def acts_of_day(records: CentreRecords, counter: CounterCode, day: date) -> tuple[ActCount, ...]:
    """Count what each operator did on a day; see `AuditStore.acts_of_day`."""
    entity = permitted_at(records, counter, Permission.AUDIT).operator.entity
    values: dict[str, object] = {"centre": records.centre, "day": day}
    if records.is_postgres:
        there = {**values, "counter": counter, "kinds": _listed(COUNTED)}
        rows = records.connection.execute(_ACTS_THERE, there).mappings()
    else:
        here = {**values, "entity": entity, "kinds": _as_json(COUNTED)}
        rows = records.connection.execute(_ACTS, here).mappings()
    # A day may lie in both places while it is moved.
    found: Tally[tuple[str, str]] = Tally()
    for row in rows:
        found[row["operator"] or "", row["kind"]] += row["count"]
    return tuple(
        ActCount(OperatorCode(operator) if operator else None, EventKind(kind), count)
        for (operator, kind), count in sorted(found.items())
    )


def _listed(kinds: frozenset[EventKind]) -> list[str] | None:
    return sorted(kind.value for kind in kinds) or None


def _as_json(kinds: frozenset[EventKind]) -> str | None:
    return json.dumps(_listed(kinds)) if kinds else None


def _line(row: RowMapping) -> LogLine:
    names = ("id", "at", "ticket", "leg", "call", "counter", "operator", "device", "facts")
    event = Event(kind=EventKind(row["kind"]), **{name: row[name] for name in names})
    return LogLine(event, row["day"], row["label"] or "", row["login"], erased=bool(row["erased"]))
