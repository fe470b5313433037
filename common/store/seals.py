"""Queries of the sealer and of who checks its chain."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    String,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    select,
    text,
    type_coerce,
    union_all,
)

from common.domain.events import EventKind
from common.domain.ids import EventId
from common.domain.sealing import (
    SALT_BYTES,
    Entry,
    Head,
    Link,
    Seal,
    beginning,
    head_of,
    seal,
)
from common.store.columns import Moment
from common.store.history_tables import history_events, seals, unsealed
from common.store.records import CentreRecords
from common.store.tables import events
from common.store.transaction import columns_of

SEALS_AT_ONCE = 500
"""Events of one transaction of the sealer: some milliseconds of work."""
LINKS_AT_ONCE = 2000
STRAYS_SHOWN = 20
_LOCK = 7276654
"""Whoever holds it, with the hash of a centre, is that centre's only keeper."""

_TRY_LOCK = select(func.pg_try_advisory_xact_lock(_LOCK, func.hashtext(bindparam("centre"))))
_SEAL = columns_of(seals, Seal)
_ENTRY = tuple(part.name for part in fields(Entry))


def _columns(log: Table) -> dict[str, ColumnElement[Any]]:
    """Return an event's columns, its kind and facts as they stand, whatever they have become."""
    plain: dict[str, ColumnElement[Any]] = {name: log.c[name] for name in _ENTRY}
    plain["kind"] = type_coerce(log.c.kind, String)
    plain["facts"] = cast(log.c.facts, String)
    return plain


def _labelled(log: Table, prefix: str) -> list[ColumnElement[Any]]:
    return [column.label(f"{prefix}{name}") for name, column in _columns(log).items()]


_HERE = seals.c.centre == bindparam("centre")
_LAST = select(*_SEAL).where(_HERE).order_by(seals.c.position.desc()).limit(1)
_ALREADY = seals.c.event == events.c.id
# By absence, never by a greater id: a slow transaction commits an older id later.
_TO_SEAL = (
    select(*_labelled(events, ""))
    .select_from(unsealed.join(events, events.c.id == unsealed.c.event).outerjoin(seals, _ALREADY))
    .where(
        unsealed.c.centre == bindparam("centre"),
        events.c.centre == bindparam("centre"),
        seals.c.event.is_(None),
    )
    .order_by(unsealed.c.event)
    .limit(bindparam("most"))
)
_ADD = insert(seals)
_DONE = delete(unsealed).where(unsealed.c.event.in_(bindparam("sealed", expanding=True)))
_LINKS = (
    select(*_SEAL, *_labelled(events, "now_"), *_labelled(history_events, "past_"))
    .select_from(
        seals.outerjoin(events, _ALREADY).outerjoin(
            history_events, history_events.c.id == seals.c.event
        )
    )
    .where(_HERE, seals.c.position > bindparam("after"))
    .order_by(seals.c.position)
    .limit(bindparam("most"))
)
_CHAINED = select(seals.c.position, seals.c.chained).where(
    _HERE, seals.c.position.in_(bindparam("positions", expanding=True))
)


def _unsealed_in(log: Table) -> Select[Any]:
    found = log.outerjoin(seals, seals.c.event == log.c.id)
    waiting = and_(unsealed.c.event == log.c.id, unsealed.c.centre == log.c.centre)
    return (
        select(log.c.id, log.c.at, unsealed.c.event.label("queued"))
        .select_from(found.outerjoin(unsealed, waiting))
        .where(log.c.centre == bindparam("centre"), seals.c.event.is_(None))
    )


_UNSEALED = _unsealed_in(events).subquery()
_TAIL = (
    select(func.count(), func.min(events.c.at, type_=Moment))
    .select_from(unsealed.join(events, events.c.id == unsealed.c.event).outerjoin(seals, _ALREADY))
    .where(unsealed.c.centre == bindparam("centre"), seals.c.event.is_(None))
)
_STRAYS = (
    select(_UNSEALED.c.id)
    .where(_UNSEALED.c.queued.is_(None))
    .order_by(_UNSEALED.c.id)
    .limit(STRAYS_SHOWN)
)
_PAST_STRAYS = _unsealed_in(history_events).order_by(history_events.c.id).limit(STRAYS_SHOWN)
_PAST_COUNT = select(func.count()).where(history_events.c.centre == bindparam("centre"))
_LOST = (
    select(unsealed.c.event)
    .select_from(unsealed.outerjoin(events, events.c.id == unsealed.c.event))
    .where(unsealed.c.centre == bindparam("centre"), events.c.id.is_(None))
    .order_by(unsealed.c.event)
    .limit(STRAYS_SHOWN)
)


def _erasures(log: Table) -> Select[Any]:
    return select(cast(log.c.facts, String).label("facts")).where(
        log.c.centre == bindparam("centre"),
        # As the index has it, so that it serves.
        text("kind IN ('erased', 'log_checked')"),
        log.c.kind == EventKind.ERASED,
    )


_ERASURES = union_all(_erasures(events), _erasures(history_events))


@dataclass(frozen=True, slots=True)
class Tail:
    """What is committed and not yet sealed."""

    count: int
    oldest: datetime | None


def keeps_alone(records: CentreRecords) -> bool:
    """Say whether nobody else keeps this centre until the transaction ends."""
    if not records.is_postgres:  # whoever writes is alone there
        return True
    alone: bool = records.connection.execute(_TRY_LOCK, {"centre": records.centre}).scalar_one()
    return alone


def seal_some(records: CentreRecords, most: int = SEALS_AT_ONCE) -> int:
    """Seal the oldest events that have no seal; return how many."""
    here = {"centre": records.centre}
    head = last_head(records)
    rows = records.connection.execute(_TO_SEAL, {**here, "most": most}).mappings().all()
    links = []
    for row in rows:
        link = seal(_entry(row, ""), head, secrets.token_hex(SALT_BYTES), records.now)
        head = head_of(records.centre, link)
        links.append({name: getattr(link, name) for name in _FIELDS} | here)
    if links:
        records.connection.execute(_ADD, links)
        records.connection.execute(_DONE, {"sealed": [link["event"] for link in links]})
    return len(links)


def last_head(records: CentreRecords) -> Head:
    """Return the end of the centre's chain."""
    row = records.first(_LAST)
    return beginning(records.centre) if row is None else head_of(records.centre, Seal(**row))


def links_after(records: CentreRecords, position: int, most: int = LINKS_AT_ONCE) -> Sequence[Link]:
    """Return the next links of the chain beside what the log holds now."""
    values = {"centre": records.centre, "after": position, "most": most}
    rows = records.connection.execute(_LINKS, values).mappings()
    return [_link(row) for row in rows]


def chained_at(records: CentreRecords, positions: Sequence[int]) -> dict[int, str]:
    """Return the chained hashes at some positions; what is not there is left out."""
    values = {"centre": records.centre, "positions": positions}
    rows = records.connection.execute(_CHAINED, values)
    return {row.position: row.chained for row in rows}


def tail_of(records: CentreRecords) -> Tail:
    """Return what waits for its seal."""
    count, oldest = records.connection.execute(_TAIL, {"centre": records.centre}).one()
    return Tail(count, oldest)


def strays(records: CentreRecords, in_history: int) -> tuple[EventId, ...]:
    """Return events with neither seal nor place in the queue: nobody logged them lawfully.

    `in_history` is how many events of the history the chain has led to.
    """
    here = {"centre": records.centre}
    found = list(records.connection.execute(_STRAYS, here).scalars())
    if records.connection.execute(_PAST_COUNT, here).scalar_one() != in_history:
        found += records.connection.execute(_PAST_STRAYS, here).scalars()
    return tuple(found)


def lost(records: CentreRecords) -> tuple[EventId, ...]:
    """Return events that wait for a seal and are no longer there."""
    return tuple(records.connection.execute(_LOST, {"centre": records.centre}).scalars())


def erased_days(records: CentreRecords) -> frozenset[date]:
    """Return the days of which the log says that persons were erased."""
    rows = records.connection.execute(_ERASURES, {"centre": records.centre}).scalars()
    days = [facts_of(text).get("day") for text in rows]
    return frozenset(date.fromisoformat(day) for day in days if isinstance(day, str))


_FIELDS = tuple(column.name for column in _SEAL)


def _link(row: RowMapping) -> Link:
    entries = [_entry(row, prefix) for prefix in ("now_", "past_") if row[f"{prefix}id"]]
    found = Seal(**{name: row[name] for name in _FIELDS})
    return Link(found, tuple(entries), in_history=row["past_id"] is not None)


def _entry(row: RowMapping, prefix: str) -> Entry:
    values = {name: row[f"{prefix}{name}"] for name in _ENTRY}
    return Entry(**{**values, "facts": facts_of(values["facts"])})


def facts_of(text: str) -> Mapping[str, object]:
    """Return facts as they stand; what is no JSON any more is a fact that differs."""
    try:
        facts = json.loads(text)
    except ValueError:
        facts = None
    return facts if isinstance(facts, dict) else {"unreadable": text}
