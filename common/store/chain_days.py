"""The chain of the log as auditors see it: how far it goes, and the part that a day lies in."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    RowMapping,
    bindparam,
    column,
    text,
)

from common.domain.audits import ChainDay, ChainState, LogCheck
from common.domain.errors import Reason, Refused
from common.domain.ids import CounterCode
from common.domain.permissions import Permission
from common.domain.sealing import Entry, Link, Seal
from common.rules.steps import permitted_at
from common.store.columns import Moment
from common.store.records import CentreRecords
from common.store.seals import erased_days, facts_of, links_after

LINKS_AT_ONCE = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_SEAL = ("position", "event", "digest", "chained", "person", "salt", "sealed_at")
_ENTRY = ("id", "centre", "day", "at", "kind", "ticket", "leg", "call", "counter", "operator")
_MORE = ("device", "login")

_STATE_THERE = text("SELECT chain_state(:centre, :counter) AS state").columns(column("state", JSON))
_DAY_THERE = (
    text("SELECT chain_of_day(:centre, :counter, :day) AS part")
    .bindparams(bindparam("day", type_=Date))
    .columns(column("part", JSON))
)
_LINKS_THERE = text("SELECT * FROM chain_links(:centre, :counter, :after, :most)").columns(
    sealed_at=Moment, at=Moment
)
_LAST = text(
    "SELECT position, sealed_at FROM seal WHERE centre = :centre ORDER BY position DESC LIMIT 1"
)
_WAITING = text(
    "SELECT count(*) AS waiting, min(e.at) AS oldest FROM unsealed u"
    " JOIN events e ON e.id = u.event WHERE u.centre = :centre"
)


def _checks_in(log: str) -> str:
    # The kinds as the index has them, so that it serves.
    return (
        f"SELECT e.id, e.at, e.facts FROM {log} e WHERE e.centre = :centre"  # noqa: S608 - words of ours
        " AND e.kind IN ('erased', 'log_checked') AND e.kind = 'log_checked'"
        " AND (json_extract(e.facts, '$.of') IS NOT NULL) = :of_day"
    )


_CHECKED = text(
    f"{_checks_in('events')} UNION ALL {_checks_in('history_events')} ORDER BY 1 DESC LIMIT 1"
)
_OF_DAY = text(
    " UNION ALL ".join(
        "SELECT e.id, s.position, u.event AS queued"  # noqa: S608 - words of ours
        f" FROM {log} e LEFT JOIN seal s ON s.event = e.id"
        " LEFT JOIN unsealed u ON u.event = e.id AND u.centre = e.centre"
        " WHERE e.centre = :centre AND e.day = :day"
        for log in ("events", "history_events")
    )
).bindparams(bindparam("day", type_=Date))
_BEFORE = text("SELECT chained FROM seal WHERE centre = :centre AND position = :before")


def chain_state(records: CentreRecords, counter: CounterCode) -> ChainState:
    """Return how far the log is sealed; see `AuditStore.chain_state`."""
    permitted_at(records, counter, Permission.AUDIT)
    row = _state_there(records, counter) if records.is_postgres else _state_here(records)
    return ChainState(
        now=records.now,
        position=row["position"],
        sealed_at=_moment(row["sealed_at"]),
        waiting=row["waiting"],
        oldest=_moment(row["oldest"]),
        full=_check(row["full"]),
        of_day=_check(row["of_day"]),
    )


def chain_of_day(records: CentreRecords, counter: CounterCode, day: date) -> ChainDay:
    """Return the part of the chain that a day lies in; see `AuditStore.chain_of_day`."""
    _require_whole(records, counter)
    if records.is_postgres:
        there = {"centre": records.centre, "counter": counter, "day": day}
        part = records.connection.execute(_DAY_THERE, there).scalar_one()
        erased = frozenset(date.fromisoformat(one) for one in part["erased"])
    else:
        part, erased = _part_here(records, day), erased_days(records)
    return ChainDay(
        centre=records.centre,
        day=day,
        first=part["first"],
        last=part["last"],
        before=part["before"] or "",
        sealed=part["sealed"],
        unsealed=part["unsealed"],
        strays=tuple(part["strays"]),
        erased=erased,
    )


def chain_links(records: CentreRecords, counter: CounterCode, after: int) -> Sequence[Link]:
    """Return some links of the chain; see `AuditStore.chain_links`."""
    _require_whole(records, counter)
    if not records.is_postgres:
        return links_after(records, after, LINKS_AT_ONCE)
    values = {"centre": records.centre, "counter": counter, "after": after, "most": LINKS_AT_ONCE}
    rows = records.connection.execute(_LINKS_THERE, values).mappings().all()
    return [_link(tuple(found)) for _, found in groupby(rows, key=lambda row: row["position"])]


def _require_whole(records: CentreRecords, counter: CounterCode) -> None:
    seat = permitted_at(records, counter, Permission.AUDIT)
    if seat.operator.entity is not None:
        raise Refused(Reason.NOT_PERMITTED, permission=Permission.AUDIT.value)


def _state_there(records: CentreRecords, counter: CounterCode) -> Mapping[str, Any]:
    values = {"centre": records.centre, "counter": counter}
    found: Mapping[str, Any] = records.connection.execute(_STATE_THERE, values).scalar_one()
    return found


def _state_here(records: CentreRecords) -> Mapping[str, Any]:
    here = {"centre": records.centre}
    last = records.connection.execute(_LAST, here).mappings().first()
    waiting = records.connection.execute(_WAITING, here).mappings().one()
    checks = {
        name: records.connection.execute(_CHECKED, {**here, "of_day": of_day}).mappings().first()
        for name, of_day in (("full", False), ("of_day", True))
    }
    return {
        "position": 0 if last is None else last["position"],
        "sealed_at": None if last is None else last["sealed_at"],
        **waiting,
        **{
            name: None if row is None else {"at": row["at"], "facts": json.loads(row["facts"])}
            for name, row in checks.items()
        },
    }


def _part_here(records: CentreRecords, day: date) -> Mapping[str, Any]:
    here = {"centre": records.centre, "day": day}
    rows = records.connection.execute(_OF_DAY, here).mappings().all()
    positions = [row["position"] for row in rows if row["position"] is not None]
    bare = [row for row in rows if row["position"] is None]
    first = min(positions, default=0)
    before = records.connection.execute(_BEFORE, {**here, "before": first - 1})
    return {
        "first": first,
        "last": max(positions, default=0),
        "before": before.scalar_one_or_none(),
        "sealed": len(positions),
        "unsealed": sum(row["queued"] is not None for row in bare),
        "strays": [row["id"] for row in bare if row["queued"] is None],
    }


def _link(rows: Sequence[RowMapping]) -> Link:
    seal = Seal(**{name: rows[0][name] for name in _SEAL})
    entries = tuple(_entries(rows))
    return Link(seal, entries, in_history=any(row["past"] for row in rows))


def _entries(rows: Sequence[RowMapping]) -> Iterator[Entry]:
    for row in rows:
        if row["id"] is not None:
            values = {name: row[name] for name in (*_ENTRY, *_MORE)}
            yield Entry(**values, facts=facts_of(row["facts"]))


def _check(row: Mapping[str, Any] | None) -> LogCheck | None:
    if row is None:
        return None
    facts, at = row["facts"], _moment(row["at"])
    if at is None:
        return None
    of = facts.get("of")
    return LogCheck(
        at=at,
        day=None if of is None else date.fromisoformat(of),
        faults=facts["faults"],
        until=facts["until"],
    )


def _moment(ticks: int | None) -> datetime | None:
    return None if ticks is None else _EPOCH + ticks * _TICK
