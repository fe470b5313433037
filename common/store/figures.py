"""Counts a day from its log, and reports what was counted of closed days and of open ones."""

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    RowMapping,
    Select,
    Table,
    TextClause,
    bindparam,
    delete,
    func,
    select,
    text,
    type_coerce,
    union_all,
)

from common.domain.figures import COUNTS, WAITS, WAITS_UP_TO, Figures, figures_from
from common.domain.ids import ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.store.history_tables import closed_days, day_figures, history_legs, operator_figures
from common.store.records import CentreRecords
from common.store.tables import legs

_MICROSECONDS = 60_000_000
_SUMS = ("wait_sum", "wait_max", "service_sum")
_TICKS = {"sqlite": "{}", "postgresql": "(extract(epoch FROM {}) * 1000000)::bigint"}

# The service that a leg was queued for, whom it met, how it ended; from the log how long it took.
# A service taken together with others is waited for since its turn came, and who came before the
# time of his appointment waits since then.
_VISITS = """
WITH of_day AS (
    SELECT id, ticket, service, operator, state, arrived_at FROM legs
    WHERE centre = :centre AND day = :day
    UNION ALL
    SELECT id, ticket, service, operator, state, arrived_at FROM history_legs
    WHERE centre = :centre AND day = :day
), steps AS (
    SELECT l.id AS leg, e.id AS event, e.kind, {e.at} AS happened
    FROM of_day l JOIN events e ON e.ticket = l.ticket AND e.leg = l.id
    WHERE e.kind IN (@kinds)
    UNION ALL
    SELECT l.id, e.id, e.kind, {e.at}
    FROM of_day l JOIN history_events e ON e.ticket = l.ticket AND e.leg = l.id
    WHERE e.kind IN (@kinds)
), spans AS (
    SELECT leg, kind, happened,
        lead(happened) OVER (PARTITION BY leg ORDER BY event) AS until
    FROM steps
), ways AS (
    SELECT leg,
        max(CASE WHEN kind = 'issued' THEN 1 ELSE 0 END) AS issued,
        min(CASE WHEN kind = 'started' THEN happened END) AS started,
        min(CASE WHEN kind = 'returned' THEN happened END) AS turn,
        sum(CASE WHEN kind = 'started' THEN until - happened END) AS spent
    FROM spans GROUP BY leg
), whole AS (
    SELECT l.service, l.operator, l.state, w.issued, w.started, w.turn, w.spent,
        CASE
            WHEN w.issued = 1 AND p.at > l.arrived_at THEN {p.at} ELSE {l.arrived_at}
        END AS since
    FROM of_day l
    LEFT JOIN ways w ON w.leg = l.id
    LEFT JOIN appointments p ON p.centre = :centre AND p.ticket = l.ticket
), visits AS (
    SELECT service, operator, state, coalesce(issued, 0) AS issued, spent,
        CASE
            WHEN turn <= started THEN started - turn
            WHEN started < since THEN 0
            ELSE started - since
        END AS wait
    FROM whole
)
"""
_KINDS = (
    "issued", "called", "recalled", "started", "finished", "no_show", "held", "resumed",
    "transferred", "sent", "returned", "reinstated", "cancelled",
)  # fmt: skip
_STATES = {
    "served": "done",
    "no_shows": "no_show",
    "cancelled": "cancelled",
    "transferred": "transferred",
}


def counted() -> dict[str, str]:
    """Return each figure of some visits `v`, in SQL."""
    named = {"issued": "sum(v.issued)", "started": "count(v.wait)"}
    for name, state in _STATES.items():
        named[name] = f"sum(CASE WHEN v.state = '{state}' THEN 1 ELSE 0 END)"
    lowest = -1
    for name, minutes in zip(WAITS, (*WAITS_UP_TO, None), strict=True):
        most = "" if minutes is None else f" AND v.wait <= {minutes * _MICROSECONDS}"
        named[name] = f"sum(CASE WHEN v.wait > {lowest}{most} THEN 1 ELSE 0 END)"
        lowest = 0 if minutes is None else minutes * _MICROSECONDS
    named["wait_sum"] = "coalesce(sum(v.wait), 0)"
    named["wait_max"] = "coalesce(max(v.wait), 0)"
    named["service_sum"] = "coalesce(sum(CASE WHEN v.state = 'done' THEN v.spent END), 0)"
    return {name: named[name] for name in (*COUNTS, *_SUMS)}


def _count(dialect: str, columns: str, rest: str) -> str:
    ticks = _TICKS[dialect]
    visits = _VISITS.replace("@kinds", ", ".join(f"'{kind}'" for kind in _KINDS))
    for moment in ("e.at", "p.at", "l.arrived_at"):
        visits = visits.replace(f"{{{moment}}}", ticks.format(moment))
    figures = ", ".join(f"{sql} AS {name}" for name, sql in counted().items())
    return f"{visits} SELECT {columns}, {figures} FROM visits v {rest}"  # noqa: S608 - names of ours


def _by_service(dialect: str) -> str:
    return _count(
        dialect,
        "v.service AS service, coalesce(max(s.entity), '') AS entity",
        "LEFT JOIN services s ON s.centre = :centre AND s.code = v.service GROUP BY v.service",
    )


def _by_operator(dialect: str) -> str:
    return _count(
        dialect,
        "v.service AS service, v.operator AS operator",
        "WHERE v.operator IS NOT NULL GROUP BY v.service, v.operator",
    )


def _prepared(statement: str) -> TextClause:
    return text(statement).bindparams(bindparam("day", type_=Date))


def _insert(table: str, keys: Sequence[str], counted: str) -> TextClause:
    names = ", ".join((*keys, *COUNTS, *_SUMS))
    wanted = f"SELECT :centre, :day, c.* FROM ({counted}) c"  # noqa: S608 - names of ours
    return _prepared(f"INSERT INTO {table} (centre, day, {names}) {wanted}")


_DIALECTS = ("sqlite", "postgresql")
_ROLL = {
    name: (
        _insert("day_figures", ("service", "entity"), _by_service(name)),
        _insert("operator_figures", ("service", "operator"), _by_operator(name)),
    )
    for name in _DIALECTS
}
_LIVE = {name: (_prepared(_by_service(name)), _prepared(_by_operator(name))) for name in _DIALECTS}
_DAYS = (bindparam("first", type_=Date), bindparam("last", type_=Date))


def _summed(table: Table, key: Column[Any]) -> Select[Any]:
    total = [func.sum(table.c[name]).label(name) for name in COUNTS]
    for name in _SUMS:
        # As whole microseconds: the sum of a span's column is no span.
        plain = type_coerce(table.c[name], BigInteger)
        total.append((func.max if name == "wait_max" else func.sum)(plain).label(name))
    return (
        select(key.label("key"), *total)
        .where(table.c.centre == bindparam("centre"), table.c.day.between(*_DAYS))
        .group_by(key)
    )


_SUMMED = {
    "day": _summed(day_figures, day_figures.c.day),
    "entity": _summed(day_figures, day_figures.c.entity),
    "service": _summed(day_figures, day_figures.c.service),
    "operator": _summed(operator_figures, operator_figures.c.operator),
}
_OPEN = (
    select(legs.c.day)
    .distinct()
    .where(
        legs.c.centre == bindparam("centre"),
        legs.c.day.between(*_DAYS),
        ~select(closed_days.c.day)
        .where(closed_days.c.centre == legs.c.centre, closed_days.c.day == legs.c.day)
        .exists(),
    )
    .order_by(legs.c.day)
)
_ERASED = select(func.count()).where(
    closed_days.c.centre == bindparam("centre"),
    closed_days.c.day.between(*_DAYS),
    closed_days.c.erased_at.is_not(None),
)


def _outcomes_in(table: Table) -> Select[Any]:
    cut = (table.c.day, table.c.service, table.c.operator, table.c.outcome)
    return (
        select(*cut, func.count().label("count"))
        .where(
            table.c.centre == bindparam("centre"),
            table.c.day.between(*_DAYS),
            table.c.outcome.is_not(None),
        )
        .group_by(*cut)
    )


_OUTCOMES = union_all(_outcomes_in(legs), _outcomes_in(history_legs))
GROUPS = tuple(_SUMMED)
"""By what a report may be cut."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted of some days, cut by day, entity, service or operator."""

    first: date
    last: date
    rows: Mapping[str, Figures]
    open_days: tuple[date, ...]
    """Days of it that are not closed yet: counted as they stood."""
    erased_days: int
    """Days of it whose operators are erased."""
    outcomes: Mapping[str, Mapping[ServiceOutcome, int]] = field(default_factory=dict)
    """What came of the services that were finished, where that was said, of each row."""


def roll_up(records: CentreRecords, day: date, *, operators: bool) -> None:
    """Count a day anew; its operators only where they are not erased."""
    values = {"centre": records.centre, "day": day}
    by_service, by_operator = _ROLL[records.connection.dialect.name]
    _forget(records, day_figures, day)
    records.connection.execute(by_service, values)
    if operators:
        _forget(records, operator_figures, day)
        records.connection.execute(by_operator, values)


def read_report(records: CentreRecords, first: date, last: date, by: str) -> Report:
    """Add up what was counted from the first day to the last, both included."""
    values = {"centre": records.centre, "first": first, "last": last}
    rows: dict[str, Figures] = {}
    for row in records.connection.execute(_SUMMED[by], values).mappings():
        rows[str(row["key"])] = figures_from(_values(row))
    open_days = tuple(records.connection.execute(_OPEN, values).scalars())
    for day in open_days:
        for key, figures in _live(records, day, by):
            rows[key] = rows[key] + figures if key in rows else figures
    erased: int = records.connection.execute(_ERASED, values).scalar_one()
    outcomes = _outcomes(records, values, by)
    return Report(first, last, dict(sorted(rows.items())), open_days, erased, outcomes)


def _outcomes(
    records: CentreRecords, values: Mapping[str, object], by: str
) -> dict[str, dict[ServiceOutcome, int]]:
    counted: dict[str, Tally[ServiceOutcome]] = {}
    catalogue = records.floor().catalogue
    for row in records.connection.execute(_OUTCOMES, values).mappings():
        key = row["service" if by == "entity" else by]
        if by == "entity":
            found = catalogue.find(ServiceCode(key))
            key = "" if found is None else found[0].code
        if key is not None:
            counted.setdefault(str(key), Tally())[row["outcome"]] += row["count"]
    return {key: dict(tally) for key, tally in sorted(counted.items())}


def _live(records: CentreRecords, day: date, by: str) -> Sequence[tuple[str, Figures]]:
    statement = _LIVE[records.connection.dialect.name][by == "operator"]
    rows = records.connection.execute(statement, {"centre": records.centre, "day": day}).mappings()
    return [
        (day.isoformat() if by == "day" else str(row[by]), figures_from(_values(row)))
        for row in rows
    ]


def _forget(records: CentreRecords, table: Table, day: date) -> None:
    here = (table.c.centre == records.centre, table.c.day == day)
    records.connection.execute(delete(table).where(*here))


def _values(row: RowMapping) -> dict[str, int]:
    return {name: int(row[name] or 0) for name in (*COUNTS, *_SUMS)}
