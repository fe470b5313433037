"""Everything a day brought, read whole and at one moment: for checking a day that is over."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, String, bindparam, func, select

from common.domain.board import Call
from common.domain.ids import CentreCode
from common.domain.outage import Lease
from common.domain.ticket import ENDED, Leg, Ticket
from common.store.engine import open_engines, parse
from common.store.faults import reaching
from common.store.tables import calls, leases, legs, tickets
from common.store.transaction import columns_of

_CENTRE = bindparam("centre", type_=String)
_DAY = bindparam("day", type_=Date)
_TICKETS = (
    select(*columns_of(tickets, Ticket))
    .where(tickets.c.centre == _CENTRE, tickets.c.day == _DAY)
    .order_by(tickets.c.id)
)
_LEGS = (
    select(*columns_of(legs, Leg))
    .where(legs.c.centre == _CENTRE, legs.c.day == _DAY)
    .order_by(legs.c.id)
)
_CALLS = (
    select(*columns_of(calls, Call))
    .where(calls.c.centre == _CENTRE, calls.c.day == _DAY)
    .order_by(calls.c.id)
)
_LEASES = (
    select(*columns_of(leases, Lease))
    .where(leases.c.centre == _CENTRE, leases.c.day == _DAY)
    .order_by(leases.c.series, leases.c.first)
)
_UNFINISHED = select(func.count()).where(
    legs.c.centre == _CENTRE,
    legs.c.day == _DAY,
    legs.c.state.not_in(sorted(ENDED)),
)


@dataclass(frozen=True, slots=True)
class Census:
    """A day's tickets, legs and calls, each in the order of their ids, and numbers leased."""

    tickets: tuple[Ticket, ...]
    legs: tuple[Leg, ...]
    calls: tuple[Call, ...]
    leases: tuple[Lease, ...] = ()


def take_census(url: str, centre: CentreCode, day: date, timeout: float = 60.0) -> Census:
    """Read a whole day; raises Unavailable after about `timeout` seconds."""
    values = {"centre": centre, "day": day}
    engines = open_engines(parse(url), timeout)
    try:
        with reaching(), engines.reads.begin() as connection:
            return Census(
                tuple(Ticket(**row) for row in connection.execute(_TICKETS, values).mappings()),
                tuple(Leg(**row) for row in connection.execute(_LEGS, values).mappings()),
                tuple(Call(**row) for row in connection.execute(_CALLS, values).mappings()),
                tuple(Lease(**row) for row in connection.execute(_LEASES, values).mappings()),
            )
    finally:
        engines.close()


def count_unfinished(url: str, centre: CentreCode, day: date, timeout: float = 3.0) -> int:
    """Count the day's legs that have not ended; raises Unavailable."""
    engines = open_engines(parse(url), timeout)
    try:
        with reaching(), engines.reads.begin() as connection:
            left: int = connection.execute(_UNFINISHED, {"centre": centre, "day": day}).scalar_one()
            return left
    finally:
        engines.close()
