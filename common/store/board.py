"""What a hall board shows."""

from collections import Counter as Tally

from sqlalchemy import (
    Boolean,
    Integer,
    String,
    and_,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    text,
    true,
)

from common.domain.board import (
    Board,
    Call,
    WaitingCount,
    WindowNow,
    WindowState,
    belongs_on,
    served_on,
)
from common.domain.floor import Display, Floor
from common.domain.ids import CounterCode, ServiceCode
from common.domain.permissions import Permission
from common.domain.ticket import Lane, LegState
from common.domain.words import Words
from common.store.calls import CALL
from common.store.choosing import WAITING
from common.store.columns import Moment, OneOf
from common.store.records import CentreRecords
from common.store.rights import sitter_may
from common.store.tables import calls, legs, seats, tickets

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

_OF_WINDOW = and_(
    legs.c.centre == bindparam("centre"),
    legs.c.day == bindparam("day"),
    legs.c.counter == bindparam("counter"),
    legs.c.state.in_([LegState.CALLED, LegState.SERVING]),
)
_WINDOW = select(
    exists()
    .where(
        seats.c.centre == bindparam("centre"),
        seats.c.counter == bindparam("counter"),
        sitter_may(Permission.SERVE),
    )
    .label("open"),
    exists()
    .where(
        seats.c.centre == bindparam("centre"),
        seats.c.counter == bindparam("counter"),
        seats.c.paused_since.is_not(None),
    )
    .label("paused"),
    select(legs.c.state).where(_OF_WINDOW).scalar_subquery().label("state"),
    select(tickets.c.label)
    .where(tickets.c.id == legs.c.ticket, _OF_WINDOW)
    .scalar_subquery()
    .label("label"),
)
# A display sees neither seats nor legs: only what hangs over the counter for all to read.
_WINDOW_THERE = text(
    "SELECT open, paused, state, label FROM window_now(:centre, :day, :counter)"
).columns(
    column("open", Boolean),
    column("paused", Boolean),
    column("state", OneOf(LegState)),
    column("label", String),
)


def read_board(records: CentreRecords, display: Display | None) -> Board:
    """Return what a display shows; None is the whole hall."""
    floor = records.floor()
    if display is not None and display.sign is not None:
        window = _window(records, display.sign)
        return Board(
            records.now,
            (),
            floor_version=floor.version,
            window=window,
            evacuated_since=records.evacuated_since,
        )
    values = {
        "centre": records.centre,
        "day": records.day,
        "since": records.now - floor.rules.shown_at_least,
    }
    rows = records.connection.execute(_CALLS, values).mappings()
    calls_there = (Call(**row) for row in rows)
    return Board(
        at=records.now,
        calls=tuple(call for call in calls_there if belongs_on(display, call, floor)),
        messages=_messages_for(records, display),
        waiting=_waiting_for(floor, waiting_by_lane(records), served_on(display, floor)),
        floor_version=floor.version,
        evacuated_since=records.evacuated_since,
    )


def _messages_for(records: CentreRecords, display: Display | None) -> tuple[Words, ...]:
    zone = None if display is None else display.zone
    return tuple(one.words for one in records.messages() if one.zone in (None, zone))


def _window(records: CentreRecords, counter: CounterCode) -> WindowNow:
    """Return what goes on at a counter; whoever is called or served there comes before all."""
    statement = _WINDOW_THERE if records.is_postgres else _WINDOW
    values = {"centre": records.centre, "day": records.day, "counter": counter}
    row = records.connection.execute(statement, values).mappings().one()
    if row["state"] is not None:
        return WindowNow(counter, WindowState(row["state"]), row["label"])
    if row["paused"]:
        return WindowNow(counter, WindowState.BREAK)
    return WindowNow(counter, WindowState.FREE if row["open"] else WindowState.CLOSED)


def waiting_by_lane(records: CentreRecords) -> Tally[tuple[ServiceCode, Lane]]:
    """Count who waits today in each lane of each service."""
    values = {"centre": records.centre, "day": records.day}
    rows = records.connection.execute(_COUNT if records.is_postgres else _WAITING, values)
    return Tally({(service, lane): count for service, lane, count in rows})


def _waiting_for(
    floor: Floor,
    waiting: Tally[tuple[ServiceCode, Lane]],
    served: frozenset[ServiceCode] | None,
) -> tuple[WaitingCount, ...]:
    """Count by entity, in the catalogue's order; of a part of the hall only what it serves."""
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
