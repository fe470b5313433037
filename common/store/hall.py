"""The hall at one moment, as a supervisor sees it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from common.domain.devices import DeviceKind
from common.domain.floor import Counter, Floor, Operator, Target
from common.domain.hall import (
    AtCounter,
    CounterNow,
    DeviceNow,
    DisplayNow,
    Doing,
    HallNow,
    KioskNow,
    LeftOnHold,
    QueueNow,
    counters_seen,
    is_watched,
)
from common.domain.ids import CounterCode, DeviceCode, EntityCode, ServiceCode
from common.domain.permissions import Permission
from common.domain.printers import forecasts
from common.domain.reasons import PauseReason
from common.domain.views import Pause
from common.rules.steps import permitted_at
from common.store.hall_rows import Row, Rows, hall_rows
from common.store.records import CentreRecords

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def read_hall(records: CentreRecords, counter: CounterCode) -> HallNow:
    """Return the hall as whoever sits at a counter may see it.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED).
    """
    seat = permitted_at(records, counter, Permission.FLOOR)
    entity, (asks, _) = seat.operator.entity, records.asks_at(seat)
    rows, floor = hall_rows(records, counter, entity), records.floor()
    counters = tuple(_counters(floor, rows, entity))
    return HallNow(
        at=records.now,
        floor_version=floor.version,
        counters=counters,
        queues=tuple(_queues(floor, rows, entity)),
        left_on_hold=tuple(_left_on_hold(rows, floor)),
        kiosks=_kiosks(records, floor),
        displays=tuple(_displays(floor, rows)),
        devices=tuple(_devices(rows)),
        asks=asks,
        evacuated_since=records.evacuated_since,
        entity=entity,
    )


@dataclass(frozen=True, slots=True)
class _Seated:
    """Who sits at a counter, and what he may call there."""

    operator: Operator
    since: datetime
    pause: Pause | None
    work: frozenset[ServiceCode]


def _counters(floor: Floor, rows: Rows, entity: EntityCode | None) -> Iterator[CounterNow]:
    places = _places(floor, rows, entity)
    seats, added = _seats(floor, rows, places), _extras(rows)
    visitors = {row["counter"]: row for row in rows["visitors"]}
    days = {row["counter"]: row for row in rows["day"]}
    reported = {(row["leg"], row["kind"]): _moment(row["at"]) for row in rows["calls"]}
    services = floor.catalogue.services()
    targets = {code: timedelta(minutes=one.minutes) for code, one in services.items()}
    for code, place in places.items():
        seat, day, row = seats.get(code), days.get(code), visitors.get(code)
        visitor = _visitor(row, reported)
        entity_there = None if seat is None else seat.operator.entity
        yield CounterNow(
            counter=code,
            doing=_doing(seat, row),
            since=_since(seat, row, day),
            operator=None if seat is None else seat.operator.code,
            seated_at=None if seat is None else seat.since,
            pause=None if seat is None or seat.pause is None else seat.pause.reason,
            visitor=visitor,
            target=None if visitor is None else targets.get(visitor.service),
            work=frozenset() if seat is None else seat.work,
            watched=seat is not None and is_watched(floor, place, entity_there),
            extra=added.get(code, frozenset()),
            served=0 if day is None else day["served"],
            begun=0 if day is None else day["begun"],
            waited=timedelta() if day is None else day["waited"] * _TICK,
        )


def _places(floor: Floor, rows: Rows, entity: EntityCode | None) -> dict[CounterCode, Counter]:
    """Return the counters that may be seen: not one where somebody of another entity sits."""
    hidden = {row["counter"] for row in rows["seats"] if row["operator"] is None}
    return {one.code: one for one in counters_seen(floor, entity) if one.code not in hidden}


def _seats(
    floor: Floor, rows: Rows, places: Mapping[CounterCode, Counter]
) -> dict[CounterCode, _Seated]:
    people = {one.code: one for one in floor.operators}
    added = _extras(rows)
    found = [
        (places[row["counter"]], people[row["operator"]], row)
        for row in rows["seats"]
        if row["operator"] in people and row["counter"] in places
    ]
    works = floor.works_of(
        (counter, operator, added.get(counter.code, ())) for counter, operator, _ in found
    )
    return {
        counter.code: _Seated(operator, _EPOCH + row["since"] * _TICK, _pause(row), frozenset(work))
        for (counter, operator, row), work in zip(found, works, strict=True)
    }


def _extras(rows: Rows) -> dict[str, frozenset[ServiceCode]]:
    found: dict[str, set[ServiceCode]] = {}
    for row in rows["extras"]:
        found.setdefault(row["counter"], set()).add(row["service"])
    return {counter: frozenset(services) for counter, services in found.items()}


def _pause(row: Row) -> Pause | None:
    since = _moment(row["paused_since"])
    return None if since is None else Pause(since, PauseReason(row["pause_reason"]))


def _doing(seat: _Seated | None, visitor: Row | None) -> Doing:
    """Return what goes on at a counter; it is open only where whoever sits there may serve."""
    if visitor is not None:
        return Doing(visitor["state"])
    if seat is None or not seat.work:
        return Doing.CLOSED
    return Doing.FREE if seat.pause is None else Doing.PAUSED


def _since(seat: _Seated | None, visitor: Row | None, day: Row | None) -> datetime | None:
    if visitor is not None:
        serving = visitor["state"] == Doing.SERVING
        return _moment(visitor["started_at" if serving else "called_at"])
    if seat is None:
        return None
    if seat.pause is not None:
        return seat.pause.since
    last = None if day is None else _moment(day["last"])
    return seat.since if last is None else max(seat.since, last)


def _visitor(
    row: Row | None, reported: Mapping[tuple[int, str], datetime | None]
) -> AtCounter | None:
    """Return who is at a counter; None where nobody is, or a visitor of another entity."""
    if row is None or row.get("leg") is None:
        return None
    return AtCounter(
        leg=row["leg"],
        label=row["label"],
        service=row["service"],
        calls=row["calls"],
        called_at=_EPOCH + row["called_at"] * _TICK,
        shown_at=reported.get((row["leg"], "shown")),
        spoken_at=reported.get((row["leg"], "spoken")),
    )


def _queues(floor: Floor, rows: Rows, entity: EntityCode | None) -> Iterator[QueueNow]:
    waiting = {row["service"]: row for row in rows["queues"]}
    closed = {row["service"] for row in rows["closed"]}
    for code, service in floor.catalogue.services().items():
        rules, row = floor.services.get(code), waiting.get(code)
        if (rules is None and row is None) or entity not in (None, service.entity):
            continue
        target = Target() if rules is None else rules.target
        queue = QueueNow(code, service.entity, target, closed=code in closed)
        if row is not None:
            queue = replace(
                queue,
                waiting=row["waiting"],
                first_arrived=_moment(row["first_arrived"]),
                first_due=_moment(row["first_due"]),
            )
        yield queue


def _left_on_hold(rows: Rows, floor: Floor) -> Iterator[LeftOnHold]:
    """Yield where visitors are on hold and nobody sits who may serve them."""
    people = {one.code: one for one in floor.operators}
    # Of somebody of another entity only that he sits there is to be known.
    serves = {
        row["counter"]: row["operator"] not in people
        or Permission.SERVE in floor.permissions_of(people[row["operator"]])
        for row in rows["seats"]
    }
    for row in rows["held"]:
        if not serves.get(row["counter"], False):
            since = _EPOCH + row["since"] * _TICK
            seated = row["counter"] in serves
            yield LeftOnHold(CounterCode(row["counter"]), row["held"], since, seated)


def _kiosks(records: CentreRecords, floor: Floor) -> tuple[KioskNow, ...]:
    known = records.printers()
    left = forecasts(floor, known, records.printed_lately(), records.now)
    of = {one.printer: one for one in known}
    return tuple(
        KioskNow(one.code)
        if one.printer is None
        else KioskNow(one.code, one.printer, of.get(one.printer), left.get(one.printer))
        for one in floor.kiosks
    )


def _displays(floor: Floor, rows: Rows) -> Iterator[DisplayNow]:
    last = {(row["device"], row["kind"]): _moment(row["at"]) for row in rows["displays"]}
    for display in floor.displays:
        code = display.code
        yield DisplayNow(code, last.get((code, "shown")), last.get((code, "spoken")))


def _devices(rows: Rows) -> Iterator[DeviceNow]:
    """Yield each computer once: of several logins for one the one that was seen last."""
    newest: dict[tuple[str, str], Row] = {}
    for row in rows["devices"]:
        key = (row["kind"], row["code"])
        if key not in newest or (row["seen_at"] or 0) >= (newest[key]["seen_at"] or 0):
            newest[key] = row
    for (kind, code), row in newest.items():
        yield DeviceNow(DeviceKind(kind), DeviceCode(code), _moment(row["seen_at"]), row["skew_ms"])


def _moment(ticks: int | None) -> datetime | None:
    return None if ticks is None else _EPOCH + ticks * _TICK
