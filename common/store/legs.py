"""Queries of legs: added, moved, and the next one claimed."""

from dataclasses import fields, replace
from datetime import date, datetime

from sqlalchemy import bindparam, func, insert, literal_column, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from common.domain.change import Change
from common.domain.errors import Reason, Refused
from common.domain.ids import CounterCode, LegId
from common.domain.order import Caller, Choice
from common.domain.ticket import Leg, LegState, NewLeg
from common.store.choosing import WAITING, claim
from common.store.columns import Moment
from common.store.tables import legs, tickets
from common.store.tickets import LEG
from common.store.transaction import Transaction

# Literals, so that the partial index serves under any plan.
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
_OTHERS = (
    select(legs.c.due_at)
    .where(
        _HERE,
        WAITING,
        legs.c.day == bindparam("day"),
        legs.c.service == bindparam("service"),
        legs.c.lane == bindparam("lane"),
    )
    .order_by(legs.c.due_at, legs.c.arrived_at, legs.c.id)
    .limit(bindparam("most"))
)
_ADD = insert(legs).returning(*LEG)
_FIELDS = tuple(column.name for column in LEG)
_MOVED = tuple(name for name in _FIELDS if name not in ("id", "ticket"))
_MOVE = (
    update(legs)
    .where(
        legs.c.centre == bindparam("of_centre"),
        legs.c.id == bindparam("seen_id"),
        legs.c.version == bindparam("seen_version"),
    )
    .values({name: bindparam(name) for name in _MOVED})
)


class LegQueries(Transaction):
    """Legs: added, found, claimed in the order of calls, and moved."""

    def add_leg(self, leg: NewLeg) -> Leg:
        """Add a leg; the store gives id and version."""
        ticket_day = select(tickets.c.day).where(tickets.c.id == leg.ticket).scalar_subquery()
        values = {part.name: getattr(leg, part.name) for part in fields(leg)}
        start = {"centre": self.centre, "version": 1, "calls": 0}
        added = self.connection.execute(_ADD.values(**values, **start, day=ticket_day))
        stored = Leg(**added.mappings().one())
        self.change |= concerned(stored)
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

    def due_behind(self, leg: Leg, most: int) -> tuple[datetime, ...]:
        """Return when the first so many others of a leg's service and lane who wait are due."""
        values = {
            "centre": self.centre,
            "day": self.day,
            "service": leg.service,
            "lane": leg.lane,
            "most": most,
        }
        return tuple(self.connection.execute(_OTHERS, values).scalars())

    def claim_next(self, caller: Caller, day: date) -> tuple[Leg, Choice] | None:
        """Choose by the order of calls and lock a waiting leg; None only when nobody waits."""
        return claim(self.connection, self.centre, caller, day, self.now)

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
        self.change |= concerned(seen) | concerned(moved)
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


def concerned(leg: Leg) -> Change:
    """Return who sees a leg as it stands: who may call it while it waits, and its own counters."""
    waits = leg.state is LegState.WAITING
    counters = (leg.counter, leg.for_counter)
    return Change(
        services=frozenset({leg.service} if waits else ()),
        counters=frozenset(code for code in counters if code is not None),
        # Where the operator it waits for sits is not known here.
        everything=waits and leg.for_operator is not None,
    )
