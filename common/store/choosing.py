"""Whom a counter calls next, as the two databases find it (`domain.order.choose`)."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    RowMapping,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
)

from common.domain.ids import CentreCode
from common.domain.order import PROMISE_LASTS, Caller, Choice
from common.domain.ticket import Lane, Leg
from common.store.columns import OneOf
from common.store.rights import keeps_promises
from common.store.tables import legs, seats
from common.store.tickets import LEG

# A literal, so that the partial index serves under any plan.
WAITING = legs.c.state == literal_column("'waiting'")

_TICK = timedelta(microseconds=1)
_COUNTS = ("waiting_priority", "waiting_ordinary")


def claim(
    connection: Connection, centre: CentreCode, caller: Caller, day: date, now: datetime
) -> tuple[Leg, Choice] | None:
    """Choose by the order of calls and keep the leg from others; None only when nobody waits."""
    values = {
        "centre": centre,
        "day": day,
        "counter": caller.counter,
        "operator": caller.operator,
        "undone": caller.undone,
        "turn": Lane.ORDINARY if caller.priority_run >= caller.ratio else Lane.PRIORITY,
    }
    if connection.dialect.name == "postgresql":
        work = {
            "services": list(caller.work),
            "handicaps": [handicap // _TICK for handicap in caller.work.values()],
        }
        found = connection.execute(_CLAIM, values | work)
    else:
        handicaps = {code: handicap // _TICK for code, handicap in caller.work.items()}
        more = {"work": json.dumps(handicaps), "kept_since": now - PROMISE_LASTS}
        found = connection.execute(_CHOOSE, values | more)
    row = found.mappings().first()
    return None if row is None else _chosen(row, caller)


def _chosen(row: RowMapping, caller: Caller) -> tuple[Leg, Choice]:
    leg = Leg(**{column.name: row[column.name] for column in LEG})
    choice = Choice(
        leg=leg.id,
        lane=leg.lane,
        due_at=leg.due_at,
        handicap=caller.work.get(leg.service, timedelta()),
        waiting_priority=row["waiting_priority"],
        waiting_ordinary=row["waiting_ordinary"],
        run=caller.priority_run,
    )
    return leg, choice


# SQLite: whoever writes is alone, so that nobody has to be locked.


def _work() -> FromClause:
    """Return the caller's work as rows of service and handicap."""
    return (
        func.json_each(bindparam("work", type_=String)).table_valued("key", "value").alias("work")
    )


def _mine(work: FromClause) -> ColumnElement[bool]:
    """Say `order.may_call` in SQL, with the promises that somebody at work can keep."""
    at_work = select(seats.c.centre).where(seats.c.centre == legs.c.centre, keeps_promises())
    by_counter = at_work.where(seats.c.counter == legs.c.for_counter).exists()
    their_seat = at_work.where(seats.c.operator == legs.c.for_operator)
    by_operator = case(
        (by_counter, their_seat.where(seats.c.counter == legs.c.for_counter).exists()),
        else_=their_seat.exists(),
    )
    for_me = and_(
        or_(~by_counter, legs.c.for_counter == bindparam("counter")),
        or_(~by_operator, legs.c.for_operator == bindparam("operator")),
    )
    return and_(
        legs.c.centre == bindparam("centre"),
        legs.c.day == bindparam("day"),
        WAITING,
        case((or_(by_counter, by_operator), for_me), else_=work.c.key.is_not(None)),
    )


def _count(lane: Lane) -> Select[Any]:
    work = _work()
    return (
        select(func.count())
        .select_from(legs.outerjoin(work, work.c.key == legs.c.service))
        .where(_mine(work), legs.c.lane == lane)
    )


def _choose() -> Select[Any]:
    """Say `order.choose` in SQL: the lane whose turn it is, in it the first due."""
    work = _work()
    handicap = func.coalesce(cast(work.c.value, BigInteger), 0)
    turn = case((legs.c.lane == bindparam("turn", type_=OneOf(Lane)), 0), else_=1)
    return (
        select(
            *LEG,
            _count(Lane.PRIORITY).scalar_subquery().label("waiting_priority"),
            _count(Lane.ORDINARY).scalar_subquery().label("waiting_ordinary"),
        )
        .select_from(legs.outerjoin(work, work.c.key == legs.c.service))
        .where(_mine(work))
        .order_by(
            case((legs.c.id == bindparam("undone", type_=BigInteger), 0), else_=1),
            turn,
            # A moment in SQLite is a number of microseconds, and so is a handicap.
            type_coerce(legs.c.due_at, BigInteger) + handicap,
            legs.c.arrived_at,
            legs.c.id,
        )
        .limit(1)
    )


_CHOOSE = _choose()

# Postgres: as the function `call_next` does it.
_CLAIM = (
    text(
        """
        SELECT leg.*, waiting.priority AS waiting_priority, waiting.ordinary AS waiting_ordinary
        FROM (SELECT ROW(
                :centre, :counter, :operator, now(), NULL, NULL, false
            )::seats AS seat) AS caller,
            LATERAL claim_next(
                caller.seat, :day, :turn, :services, :handicaps, :undone
            ) AS leg,
            LATERAL waiting_for(caller.seat, :day, :services) AS waiting
        WHERE leg.id IS NOT NULL
        """
    )
    .bindparams(
        bindparam("day", type_=Date),
        bindparam("undone", type_=BigInteger),
        bindparam("turn", type_=OneOf(Lane)),
        bindparam("services", type_=ARRAY(String)),
        bindparam("handicaps", type_=ARRAY(BigInteger)),
    )
    .columns(
        **{column.name: column.type for column in legs.columns},
        **dict.fromkeys(_COUNTS, BigInteger()),
    )
)
