"""The log: written with every change, read as it stands."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Select, Table, bindparam, func, insert, select, union_all

from common.domain.change import Change, payload_of
from common.domain.events import Event, EventKind
from common.domain.ids import (
    CallId,
    CounterCode,
    DeviceCode,
    LegId,
    OperatorCode,
    TicketId,
)
from common.domain.staff import StaffMove
from common.store.columns import Moment, OneOf
from common.store.history_tables import history_events
from common.store.tables import calls, events, legs
from common.store.transaction import Transaction, columns_of

CHANNEL = "novbe"
"""The one channel on which a committed change wakes whom it concerns."""

_EVENT = columns_of(events, Event)
_ADD = insert(events)
_NOTIFY = select(func.pg_notify(CHANNEL, bindparam("payload")))
# Nobody is woken before the commit, and one wake-up is enough however many entries there are.
_ADD_AND_NOTIFY = insert(events).returning(func.pg_notify(CHANNEL, bindparam("payload")))
_HERE = events.c.centre == bindparam("centre")
_DAY = bindparam("day", type_=Date)
_REPORTED_WITHIN = timedelta(days=1)


def _of_day(log: Table) -> Select[Any]:
    return select(*columns_of(log, Event)).where(
        log.c.centre == bindparam("centre"), log.c.day == _DAY
    )


def _issued_then(log: Table) -> Select[Any]:
    return select(log.c.ticket).where(
        log.c.centre == bindparam("centre"),
        log.c.day == _DAY,
        log.c.kind == bindparam("issued", type_=OneOf(EventKind)),
    )


def _of_tickets(log: Table) -> Select[Any]:
    then = union_all(_issued_then(events), _issued_then(history_events))
    return select(*columns_of(log, Event)).where(
        log.c.centre == bindparam("centre"), log.c.ticket.in_(then)
    )


_OF_DAY = union_all(_of_day(events), _of_day(history_events)).order_by("id")
_OF_TICKETS = union_all(_of_tickets(events), _of_tickets(history_events)).order_by("id")
# By their calls alone, which are of one centre: asked for it too, SQLite reads its whole log.
_OF_CALLS = select(*_EVENT).where(
    events.c.call.in_(bindparam("calls", expanding=True)),
    events.c.kind.in_([EventKind.SHOWN, EventKind.SPOKEN]),
)
_CALLED = (
    select(calls.c.id, calls.c.leg, calls.c.counter, legs.c.ticket)
    .select_from(calls.join(legs, legs.c.id == calls.c.leg))
    .where(
        calls.c.centre == bindparam("centre"), calls.c.id.in_(bindparam("calls", expanding=True))
    )
)


_ENTERED = (
    select(events.c.at)
    .where(
        _HERE,
        events.c.day == _DAY,
        events.c.kind == EventKind.STAFF,
        events.c.device == bindparam("device"),
        events.c.operator == bindparam("operator"),
        events.c.facts["did"].as_string() == StaffMove.ENTERED.value,
    )
    .order_by(events.c.id.desc())
    .limit(1)
)


_REFUSED = (
    select(events.c.id)
    .where(
        _HERE,
        events.c.day == _DAY,
        events.c.kind == EventKind.NOT_PERMITTED,
        events.c.operator == bindparam("operator"),
        events.c.at > bindparam("moment", type_=Moment),
        events.c.facts["what"].as_string() == bindparam("what"),
    )
    .limit(1)
)


class LogQueries(Transaction):
    """The log of a centre."""

    _entries: tuple[dict[str, object], ...] = ()

    def log(  # noqa: PLR0913 - an event is as wide as what it names
        self,
        kind: EventKind,
        *,
        ticket: TicketId | None = None,
        leg: LegId | None = None,
        call: CallId | None = None,
        counter: CounterCode | None = None,
        operator: OperatorCode | None = None,
        device: DeviceCode | None = None,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        """Append an event, stamped with this transaction's clock; written when it ends."""
        values = {
            "centre": self.centre,
            "day": self.day,
            "at": self.now,
            "kind": kind,
            "ticket": ticket,
            "leg": leg,
            "call": call,
            "counter": counter,
            "operator": operator,
            "device": device,
            "facts": dict(facts or {}),
        }
        self._entries = (*self._entries, values)

    def refused_since(self, moment: datetime, operator: OperatorCode, what: str) -> bool:
        """Say whether it was written down since then that somebody tried what he may not."""
        found = self.first(_REFUSED, day=self.day, operator=operator, moment=moment, what=what)
        return found is not None

    def write_log(self) -> None:
        """Write down what was logged and wake everyone whom it concerns; the last thing to do."""
        entries, self._entries = list(self._entries), ()
        if not (self.change and self.is_postgres):
            if entries:
                self.connection.execute(_ADD, entries)
            return
        payload = {"payload": payload_of(self.centre, self.change)}
        if not entries:
            self.connection.execute(_NOTIFY, payload)
            return
        if len(entries) > 1:
            self.connection.execute(_ADD, entries[:-1])
        self.connection.execute(_ADD_AND_NOTIFY, {**entries[-1], **payload})

    def events_of(self, day: date) -> tuple[Event, ...]:
        """Return what was logged on a day, in order."""
        rows = self.connection.execute(_OF_DAY, {"centre": self.centre, "day": day}).mappings()
        return tuple(Event(**row) for row in rows)

    def events_of_tickets(self, day: date) -> tuple[Event, ...]:
        """Return all that was ever logged of the tickets issued on a day, in order."""
        values = {"centre": self.centre, "day": day, "issued": EventKind.ISSUED}
        rows = self.connection.execute(_OF_TICKETS, values).mappings()
        return tuple(Event(**row) for row in rows)

    def acknowledgements(self, call_ids: Sequence[CallId]) -> tuple[Event, ...]:
        """Return what displays and voices reported of calls."""
        rows = self.connection.execute(_OF_CALLS, {"calls": call_ids}).mappings()
        return tuple(Event(**row) for row in rows)

    def staff_entered(self, kiosk: DeviceCode, operator: OperatorCode) -> datetime | None:
        """Return when an operator last opened the staff menu of a kiosk today."""
        found = self.first(_ENTERED, day=self.day, device=kiosk, operator=operator)
        return None if found is None else found["at"]

    def acknowledge(
        self, device: DeviceCode, kind: EventKind, reports: Sequence[tuple[CallId, int, datetime]]
    ) -> None:
        """Log what a display has shown or spoken; what it reported before is not logged again."""
        ids = [call for call, _, _ in reports]
        known = {
            (event.kind, event.call, event.facts["times"], event.device)
            for event in self.acknowledgements(ids)
        }
        rows = self.connection.execute(_CALLED, {"centre": self.centre, "calls": ids}).all()
        called = {row.id: row for row in rows}
        for call, times, when in reports:
            if (kind, call, times, device) in known or call not in called:
                continue
            self.log(
                kind,
                ticket=called[call].ticket,
                leg=called[call].leg,
                call=call,
                counter=called[call].counter,
                device=device,
                facts={"times": times, "when": self._plausible(when).isoformat()},
            )
            first = all((kind, call, times) != one[:3] for one in known)
            if first and kind is EventKind.SHOWN:
                self.change |= Change(counters=frozenset({called[call].counter}))

    def _plausible(self, when: datetime) -> datetime:
        """Return when a display says it was, held between a day ago and now."""
        return min(self.now, max(when, self.now - _REPORTED_WITHIN))
