"""Queries of legs: added, moved, and the next one claimed."""

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError

from common.domain.change import Change
from common.domain.errors import Reason, Refused, Unavailable
from common.domain.ids import CounterCode, LegId
from common.domain.order import Caller, Choice
from common.domain.ticket import Lane, Leg, LegState
from common.ports import NewLeg
from common.store.columns import Moment, OneOf, Span, later
from common.store.tables import legs, seats, tickets
from common.store.tickets import LEG
from common.store.transaction import Transaction

# Literals, so that the partial indexes serve under any plan.
WAITING = legs.c.state == literal_column("'waiting'")
AT_COUNTER = legs.c.state.in_([literal_column("'called'"), literal_column("'serving'")])
_HERE = legs.c.centre == bindparam("centre")

_LEG = select(*LEG).where(_HERE, legs.c.id == bindparam("leg"))
_CURRENT = select(*LEG).where(_HERE, legs.c.counter == bindparam("counter"), AT_COUNTER)
_HELD = select(func.count()).where(
    _HERE,
    legs.c.day == bindparam("day"),
    legs.c.counter == bindparam("counter"),
    legs.c.state == literal_column("'held'"),
)
_AHEAD = select(func.count()).where(
    _HERE,
    WAITING,
    legs.c.day
    == select(tickets.c.day).where(tickets.c.id == bindparam("ticket")).scalar_subquery(),
    legs.c.service == bindparam("service"),
    legs.c.lane == bindparam("lane"),
    tuple_(legs.c.due_at, legs.c.arrived_at, legs.c.id)
    < tuple_(
        bindparam("due_at", type_=Moment), bindparam("arrived_at", type_=Moment), bindparam("leg")
    ),
)
_ADD = insert(legs).returning(*LEG)
_FIELDS = tuple(column.name for column in LEG)
_MOVED = tuple(name for name in _FIELDS if name not in ("id", "ticket"))
_TICK = timedelta(microseconds=1)
_MOVE = (
    update(legs)
    .where(
        legs.c.centre == bindparam("of_centre"),
        legs.c.id == bindparam("seen_id"),
        legs.c.version == bindparam("seen_version"),
    )
    .values({name: bindparam(name) for name in _MOVED})
)


def _work(dialect: str) -> FromClause:
    """Return the caller's work as rows of service and handicap."""
    work = bindparam("work", type_=String)
    each = (
        func.jsonb_each_text(cast(work, JSONB)) if dialect == "postgresql" else func.json_each(work)
    )
    return each.table_valued("key", "value").alias("work")


def _mine(work: FromClause) -> ColumnElement[bool]:
    """Say `order.may_call` in SQL, with the promises that somebody at work can keep."""
    at_work = select(seats.c.centre).where(seats.c.centre == legs.c.centre)
    by_counter = at_work.where(seats.c.counter == legs.c.for_counter).exists()
    by_operator = at_work.where(seats.c.operator == legs.c.for_operator).exists()
    for_me = and_(
        or_(~by_counter, legs.c.for_counter == bindparam("counter")),
        or_(~by_operator, legs.c.for_operator == bindparam("operator")),
    )
    return and_(
        _HERE,
        legs.c.day == bindparam("day"),
        WAITING,
        case((or_(by_counter, by_operator), for_me), else_=work.c.key.is_not(None)),
    )


def _count(work: FromClause, *lanes: Lane) -> Select[Any]:
    return (
        select(func.count())
        .select_from(legs.outerjoin(work, work.c.key == legs.c.service))
        .where(_mine(work), legs.c.lane.in_(lanes))
    )


def _choose(dialect: str) -> Select[Any]:
    """Say `order.choose` in SQL: the lane whose turn it is, in it the first due."""
    work = _work(dialect)
    handicap = func.coalesce(cast(work.c.value, BigInteger), 0)
    turn = case((legs.c.lane == bindparam("turn", type_=OneOf(Lane)), 0), else_=1)
    return (
        select(
            *LEG,
            cast(handicap, Span).label("handicap"),
            _count(_work(dialect), Lane.PRIORITY).scalar_subquery().label("waiting_priority"),
            _count(_work(dialect), Lane.ORDINARY).scalar_subquery().label("waiting_ordinary"),
        )
        .select_from(legs.outerjoin(work, work.c.key == legs.c.service))
        .where(_mine(work))
        .order_by(turn, later(legs.c.due_at, handicap), legs.c.arrived_at, legs.c.id)
        .limit(1)
    )


_CLAIM = _choose("postgresql").with_for_update(of=legs, key_share=True, skip_locked=True)
_CLAIM_AFTER_OTHERS = _choose("postgresql").with_for_update(of=legs, key_share=True)
_CHOOSE = _choose("sqlite")
_COUNT = _count(_work("postgresql"), *Lane)


class LegQueries(Transaction):
    """Legs: added, found, claimed in the order of calls, and moved."""

    def add_leg(self, leg: NewLeg) -> Leg:
        """Add a waiting leg."""
        ticket_day = select(tickets.c.day).where(tickets.c.id == leg.ticket).scalar_subquery()
        values = {part.name: getattr(leg, part.name) for part in fields(leg)}
        start = {"centre": self.centre, "state": LegState.WAITING, "version": 1, "calls": 0}
        added = self.connection.execute(_ADD.values(**values, **start, day=ticket_day))
        stored = Leg(**added.mappings().one())
        self.change |= _concerned(stored)
        return stored

    def leg(self, leg: LegId) -> Leg:
        """Return a leg; Refused(TICKET_GONE) when there is none."""
        found = self.first(_LEG, leg=leg)
        if found is None:
            raise Refused(Reason.TICKET_GONE)
        return Leg(**found)

    def ahead_of(self, leg: Leg) -> int:
        """Count those of the same service and lane who wait and come before."""
        values = {
            "centre": self.centre,
            "ticket": leg.ticket,
            "service": leg.service,
            "lane": leg.lane,
            "due_at": leg.due_at,
            "arrived_at": leg.arrived_at,
            "leg": leg.id,
        }
        ahead: int = self.connection.execute(_AHEAD, values).scalar_one()
        return ahead

    def claim_next(self, caller: Caller, day: date) -> tuple[Leg, Choice] | None:
        """Choose by the order of calls and lock a waiting leg; None only when nobody waits."""
        values = self._caller(caller, day)
        if not self.is_postgres:
            return _chosen(self.first(_CHOOSE, **values))
        # What others hold locked is skipped at first; then they are waited for, in turn.
        for statement in (_CLAIM, _CLAIM_AFTER_OTHERS, _CLAIM_AFTER_OTHERS):
            claimed = _chosen(self.first(statement, **values))
            if claimed is not None:
                return claimed
            if self.connection.execute(_COUNT, {"centre": self.centre, **values}).scalar_one() == 0:
                return None
        raise Unavailable("other counters are calling everyone who waits; try again")

    def move(self, seen: Leg, after: Leg) -> Leg:
        """Write `after` where id and version still equal `seen`; return it, version one more.

        Raises Refused(TICKET_GONE) when another moved it, Refused(ALREADY_SERVING) when the
        counter or the operator already has a visitor.
        """
        moved = replace(after, version=seen.version + 1)
        values = {name: getattr(moved, name) for name in _MOVED}
        where = {"of_centre": self.centre, "seen_id": seen.id, "seen_version": seen.version}
        try:
            written = self.connection.execute(_MOVE, {**values, **where}).rowcount
        except IntegrityError as error:
            raise Refused(Reason.ALREADY_SERVING) from error
        if written == 0:
            raise Refused(Reason.TICKET_GONE)
        self.change |= _concerned(seen) | _concerned(moved)
        return moved

    def current_leg(self, counter: CounterCode) -> Leg | None:
        """Return the leg called to or being served at a counter."""
        found = self.first(_CURRENT, counter=counter)
        return None if found is None else Leg(**found)

    def held_at(self, counter: CounterCode) -> int:
        """Count today's visitors who were put aside at a counter."""
        values = {"centre": self.centre, "day": self.day, "counter": counter}
        held: int = self.connection.execute(_HELD, values).scalar_one()
        return held

    def _caller(self, caller: Caller, day: date) -> dict[str, object]:
        work = {code: handicap // _TICK for code, handicap in caller.work.items()}
        in_turn = caller.priority_run >= caller.ratio
        return {
            "day": day,
            "counter": caller.counter,
            "operator": caller.operator,
            "work": json.dumps(work),
            "turn": Lane.ORDINARY if in_turn else Lane.PRIORITY,
        }


def _concerned(leg: Leg) -> Change:
    """Return who sees a leg as it stands: who may call it while it waits, and its own counters."""
    waits = leg.state is LegState.WAITING
    counters = (leg.counter, leg.for_counter)
    return Change(
        services=frozenset({leg.service} if waits else ()),
        counters=frozenset(code for code in counters if code is not None),
        # Where the operator it waits for sits is not known here.
        everything=waits and leg.for_operator is not None,
    )


def _chosen(row: RowMapping | None) -> tuple[Leg, Choice] | None:
    if row is None:
        return None
    leg = Leg(**{name: row[name] for name in _FIELDS})
    choice = Choice(
        leg=leg.id,
        lane=leg.lane,
        due_at=leg.due_at,
        handicap=row["handicap"],
        waiting_priority=row["waiting_priority"],
        waiting_ordinary=row["waiting_ordinary"],
    )
    return leg, choice
