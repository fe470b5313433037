"""Queries of legs together with their tickets."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, or_, select

from common.domain.numbers import split_label
from common.domain.ticket import ENDED, Leg, LegState, Ticket
from common.domain.views import Visit
from common.store.choosing import WAITING
from common.store.legs import AT_COUNTER
from common.store.records import CentreRecords
from common.store.tables import legs, tickets
from common.store.tickets import LEG, TICKET

_VISIT = select(
    *(column.label(f"leg_{column.name}") for column in LEG),
    *(column.label(f"ticket_{column.name}") for column in TICKET),
).select_from(legs.join(tickets, tickets.c.id == legs.c.ticket))
_TODAY = (legs.c.centre == bindparam("centre"), legs.c.day == bindparam("day"))
QUEUE = _VISIT.where(
    *_TODAY,
    WAITING,
    or_(
        legs.c.service.in_(bindparam("services", expanding=True)),
        legs.c.for_counter == bindparam("counter"),
        legs.c.for_operator == bindparam("operator"),
    ),
)
"""Whoever a counter may call, and those of its services whom others have been promised."""
_OF_COUNTER = _VISIT.where(*_TODAY, legs.c.counter == bindparam("counter"))
LEFT_HERE = _OF_COUNTER.where(
    or_(
        legs.c.state.in_([LegState.HELD, LegState.AWAY]),
        and_(legs.c.state == LegState.NO_SHOW, legs.c.ended_at >= bindparam("since")),
    )
).order_by(legs.c.id)
"""Who was put aside or sent away by a counter, and who missed its calls not long ago."""
LAST_HERE = (
    _OF_COUNTER.where(legs.c.state.in_(sorted(ENDED)), legs.c.ended_at.is_not(None))
    .order_by(legs.c.ended_at.desc(), legs.c.id.desc())
    .limit(1)
)
AT_WINDOW = _VISIT.where(
    legs.c.centre == bindparam("centre"), legs.c.counter == bindparam("counter"), AT_COUNTER
)
"""Who was called to a counter, or is served there."""
_OF_NUMBER = _VISIT.where(
    tickets.c.centre == bindparam("centre"),
    tickets.c.day == bindparam("day"),
    tickets.c.series == bindparam("series"),
    tickets.c.serial == bindparam("serial"),
)


def visits(records: CentreRecords, statement: Select[Any], **values: object) -> Iterator[Visit]:
    """Return today's visits that a statement chooses."""
    today = {"centre": records.centre, "day": records.day}
    for row in records.connection.execute(statement, {**today, **values}).fetchall():
        yield _visit(row)


def find_visit(records: CentreRecords, label: str) -> Visit | None:
    """Return today's ticket with this number and the leg that counts now, else the last ended."""
    try:
        series, serial = split_label(label)
    except ValueError:
        return None
    found = list(visits(records, _OF_NUMBER, series=series, serial=serial))
    return min(found, key=_rank, default=None)


def _rank(visit: Visit) -> tuple[int, int]:
    state = visit.leg.state
    order = 2 if state in ENDED else 1 if state is LegState.AWAY else 0
    return order, -visit.leg.id


def _visit(row: Row[Any]) -> Visit:
    # By place, not by name: a queue of thousands is read at each wake-up.
    return Visit(ticket=Ticket(*row[len(LEG) :]), leg=Leg(*row[: len(LEG)]))
