"""What a hall board shows."""

from collections import Counter as Tally

from sqlalchemy import Integer, and_, bindparam, column, func, or_, select, text, true

from common.domain.board import Board, Call, WaitingCount
from common.domain.floor import Floor
from common.domain.ids import ServiceCode, ZoneCode
from common.domain.ticket import Lane
from common.store.calls import CALL
from common.store.choosing import WAITING
from common.store.columns import Moment
from common.store.records import CentreRecords
from common.store.tables import calls, legs

_CALLS = (
    select(*CALL)
    .where(
        calls.c.centre == bindparam("centre"),
        or_(
            and_(calls.c.open == true(), calls.c.day == bindparam("day")),
            calls.c.called_at > bindparam("since", type_=Moment),
        ),
    )
    .order_by(calls.c.called_at.desc(), calls.c.id.desc())
)
_WAITING = (
    select(legs.c.service, legs.c.lane, func.count())
    .where(legs.c.centre == bindparam("centre"), legs.c.day == bindparam("day"), WAITING)
    .group_by(legs.c.service, legs.c.lane)
)

# Kiosks and displays may know how many wait, but not who.
_COUNT = text("SELECT service, lane, waiting FROM waiting_now(:centre, :day)").columns(
    legs.c.service, legs.c.lane, column("waiting", Integer)
)


def read_board(records: CentreRecords, zone: ZoneCode | None) -> Board:
    """Return the board of a zone, or of the whole hall."""
    floor = records.floor()
    values = {
        "centre": records.centre,
        "day": records.day,
        "since": records.now - floor.rules.shown_at_least,
    }
    rows = records.connection.execute(_CALLS, values).mappings()
    shown = (Call(**row) for row in rows)
    return Board(
        at=records.now,
        calls=tuple(call for call in shown if zone in (None, call.zone)),
        waiting=_waiting_for(floor, waiting_by_lane(records), zone),
        floor_version=floor.version,
    )


def waiting_by_lane(records: CentreRecords) -> Tally[tuple[ServiceCode, Lane]]:
    """Count who waits today in each lane of each service."""
    values = {"centre": records.centre, "day": records.day}
    rows = records.connection.execute(_COUNT if records.is_postgres else _WAITING, values)
    return Tally({(service, lane): count for service, lane, count in rows})


def _waiting_for(
    floor: Floor, waiting: Tally[tuple[ServiceCode, Lane]], zone: ZoneCode | None
) -> tuple[WaitingCount, ...]:
    """Count by entity, in the catalogue's order; in a zone only what its windows serve."""
    served = _served_in(floor, zone)
    counts: Tally[str] = Tally()
    series: dict[str, set[str]] = {}
    for code, service in floor.catalogue.services().items():
        here = sum(waiting[code, lane] for lane in Lane)
        if not here or (served is not None and code not in served):
            continue
        counts[service.entity] += here
        if code in floor.services:
            series.setdefault(service.entity, set()).add(floor.services[code].series)
    return tuple(
        WaitingCount(
            entity.code, " ".join(sorted(series.get(entity.code, ()))), counts[entity.code]
        )
        for entity in floor.catalogue.entities
        if counts[entity.code]
    )


def _served_in(floor: Floor, zone: ZoneCode | None) -> frozenset[ServiceCode] | None:
    if zone is None:
        return None
    profiles = {counter.profile for counter in floor.counters if counter.zone == zone}
    return frozenset(
        code for profile in floor.profiles if profile.code in profiles for code in profile.handicaps
    )
