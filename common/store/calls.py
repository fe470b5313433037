"""Queries of calls: what the boards show and the voice says."""

from collections.abc import Mapping

from sqlalchemy import RowMapping, bindparam, insert, select, true, update

from common.domain.board import Call
from common.domain.change import Change
from common.domain.errors import Reason, Refused
from common.domain.ids import CallId
from common.domain.ticket import Leg
from common.store.tables import calls, tickets
from common.store.transaction import Transaction, columns_of

CALL = columns_of(calls, Call)

_HERE = calls.c.centre == bindparam("centre")
_CALL = select(*CALL).where(_HERE, calls.c.id == bindparam("call"))
_LATEST = (
    select(*CALL, calls.c.why)
    .where(_HERE, calls.c.leg == bindparam("leg"))
    .order_by(calls.c.id.desc())
    .limit(1)
)
_OF_TICKET = tickets.c.id == bindparam("of_ticket")
_ADD = (
    insert(calls)
    .values(
        label=select(tickets.c.label).where(_OF_TICKET).scalar_subquery(),
        language=select(tickets.c.language).where(_OF_TICKET).scalar_subquery(),
    )
    .returning(*CALL)
)
# By the leg alone, which is of one centre: asked for it too, SQLite reads all its calls.
_OPEN = (calls.c.leg == bindparam("of_leg"), calls.c.open == true())
_REPEAT = (
    update(calls)
    .where(*_OPEN)
    .values(times=calls.c.times + 1, called_at=bindparam("again_at", type_=calls.c.called_at.type))
    .returning(*CALL)
)
_CLOSE = update(calls).where(*_OPEN).values(open=False, withdrawn=bindparam("taken_back"))


class CallQueries(Transaction):
    """Calls: added, repeated, ended."""

    _latest: Call | None = None
    """The call this transaction has just written."""

    def add_call(self, leg: Leg, why: Mapping[str, object]) -> CallId:
        """Add the call of a leg that was just moved to *called*."""
        counter = next(c for c in self.floor().counters if c.code == leg.counter)
        values = {
            "centre": self.centre,
            "day": self.day,
            "leg": leg.id,
            "counter": counter.code,
            "window": counter.number,
            "zone": counter.zone,
            "direction": counter.direction,
            "service": leg.service,
            "times": 1,
            "called_at": self.now,
            "open": True,
            "withdrawn": False,
            "why": dict(why),
            "of_ticket": leg.ticket,
        }
        return self._told(self.connection.execute(_ADD, values).mappings().one())

    def repeat_call(self, leg: Leg) -> CallId:
        """Count the leg's call up and stamp it: news again for the board."""
        values = {"of_leg": leg.id, "again_at": self.now}
        repeated = self.connection.execute(_REPEAT, values).mappings().one_or_none()
        if repeated is None:
            raise Refused(Reason.TICKET_GONE)
        return self._told(repeated)

    def close_call(self, leg: Leg, *, withdrawn: bool) -> None:
        """End the leg's open call, if there is one."""
        values = {"of_leg": leg.id, "taken_back": withdrawn}
        self._latest = None
        if self.connection.execute(_CLOSE, values).rowcount:
            self.change |= Change(calls=True)

    def _told(self, row: RowMapping) -> CallId:
        self._latest = Call(**row)
        self.change |= Change(counters=frozenset({self._latest.counter}), calls=True)
        return self._latest.id

    def call(self, call: CallId) -> Call:
        """Return a call; KeyError when there is none."""
        if self._latest is not None and self._latest.id == call:
            return self._latest
        found = self.first(_CALL, call=call)
        if found is None:
            raise KeyError(call)
        return Call(**found)

    def latest_call(self, leg: Leg) -> tuple[Call, Mapping[str, object]] | None:
        """Return the last call of a leg, ended or not, and why it was this leg's turn."""
        found = self.first(_LATEST, leg=leg.id)
        if found is None:
            return None
        row = dict(found)
        why = row.pop("why")
        return Call(**row), why
