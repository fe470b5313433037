"""Queries of people at counters and their PINs."""

from dataclasses import fields

from sqlalchemy import RowMapping, bindparam, delete, insert, select, text, update

from common.domain.change import EVERYTHING, Change
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Counter, Operator
from common.domain.ids import CounterCode, OperatorCode
from common.domain.order import PROMISE_LASTS
from common.domain.reasons import ActReason
from common.domain.views import Leaving, Pause, Seat
from common.ports import PinRecord, PinTry
from common.store.columns import Moment
from common.store.floor_tables import operators
from common.store.rights import keeps_promises
from common.store.tables import evacuations, events, pin_tries, pins, priority_runs, seats
from common.store.transaction import Transaction, columns_of

_HERE = seats.c.centre == bindparam("centre")
_AT = select(seats).where(_HERE, seats.c.counter == bindparam("counter"))
_OF = select(seats).where(_HERE, seats.c.operator == bindparam("operator"))
_SEATS = select(seats.c.counter).where(_HERE)
_AT_WORK = select(seats.c.counter, seats.c.operator).where(_HERE, keeps_promises())
_OPEN = text(
    "INSERT INTO seats (centre, counter, operator, since)"
    " VALUES (:centre, :counter, :operator, :since) ON CONFLICT DO NOTHING"
).bindparams(bindparam("since", type_=Moment))
_SEAT_OF = (seats.c.centre == bindparam("of_centre"), seats.c.counter == bindparam("of_counter"))
_PAUSE = (
    update(seats)
    .where(*_SEAT_OF)
    .values(paused_since=bindparam("began"), pause_reason=bindparam("why"))
)
_CLOSING = update(seats).where(*_SEAT_OF).values(closing=bindparam("is_closing"))
_CLOSE = delete(seats).where(_HERE, seats.c.counter == bindparam("counter"))
_RUN = select(priority_runs.c.run).where(
    priority_runs.c.centre == bindparam("centre"), priority_runs.c.counter == bindparam("counter")
)
_SET_RUN = text(
    "INSERT INTO priority_runs (centre, counter, run) VALUES (:centre, :counter, :run)"
    " ON CONFLICT (centre, counter) DO UPDATE SET run = excluded.run"
)
_PIN = select(*columns_of(pins, PinRecord)).where(
    pins.c.centre == bindparam("centre"), pins.c.operator == bindparam("operator")
)
_SET_PIN = text(
    "INSERT INTO pins (centre, operator, salt, verifier, misses, last_miss, must_change)"
    " VALUES (:centre, :operator, :salt, :verifier, :misses, :last_miss, :must_change)"
    " ON CONFLICT (centre, operator) DO UPDATE SET salt = excluded.salt,"
    " verifier = excluded.verifier, misses = excluded.misses, last_miss = excluded.last_miss,"
    " must_change = excluded.must_change"
).bindparams(bindparam("last_miss", type_=Moment))

_TRY = select(*columns_of(pin_tries, PinTry)).where(
    pin_tries.c.centre == bindparam("centre"), pin_tries.c.counter == bindparam("counter")
)
_SET_TRY = text(
    "INSERT INTO pin_tries (centre, counter, operator, shown, misses, last_miss)"
    " VALUES (:centre, :counter, :operator, :shown, :misses, :last_miss)"
    " ON CONFLICT (centre, counter) DO UPDATE SET operator = excluded.operator,"
    " shown = excluded.shown, misses = excluded.misses, last_miss = excluded.last_miss"
).bindparams(bindparam("last_miss", type_=Moment))

_WITHOUT_PIN = (
    select(operators.c.code)
    .where(
        operators.c.centre == bindparam("centre"),
        ~select(pins.c.operator)
        .where(pins.c.centre == operators.c.centre, pins.c.operator == operators.c.code)
        .exists(),
    )
    .order_by(operators.c.position)
)
_ANY_PIN = select(select(pins).where(pins.c.centre == bindparam("centre")).exists())
_ANY = text("SELECT has_pins(:centre)")
_MISSING = text("SELECT * FROM pins_missing(:centre)")


_LIFT = delete(evacuations).where(evacuations.c.centre == bindparam("of_centre"))


_LEFT = (
    select(events.c.at, events.c.operator, events.c.facts)
    .where(
        events.c.centre == bindparam("centre"),
        events.c.day == bindparam("day"),
        events.c.counter == bindparam("counter"),
        events.c.kind == EventKind.SIGNED_OUT,
    )
    .order_by(events.c.id.desc())
    .limit(1)
)


def seat_of_row(row: RowMapping, counter: Counter, operator: Operator) -> Seat:
    """Return a seat as a row of the table has it."""
    since = row["paused_since"]
    paused = None if since is None else Pause(since, row["pause_reason"])
    return Seat(counter, operator, row["since"], paused, closing=row["closing"])


class SeatQueries(Transaction):
    """Seats, runs of priority calls, and PINs."""

    def seat_at(self, counter: CounterCode) -> Seat | None:
        """Return who is at a counter; a writer keeps the seat so until it ends."""
        return self._seat(self.first(self.locked(_AT), counter=counter))

    def seats(self) -> tuple[Seat, ...]:
        """Return everybody who sits at a counter."""
        codes = self.connection.execute(_SEATS, {"centre": self.centre}).scalars().all()
        found = (self.seat_at(CounterCode(code)) for code in sorted(codes))
        return tuple(seat for seat in found if seat is not None)

    def seat_of(self, operator: OperatorCode) -> Seat | None:
        """Return where an operator is; a writer keeps the seat so until it ends."""
        return self._seat(self.first(self.locked(_OF), operator=operator))

    def at_work(self) -> tuple[tuple[CounterCode, OperatorCode], ...]:
        """Return who serves where and keeps promises, without keeping anyone there."""
        values = {"centre": self.centre, "kept_since": self.now - PROMISE_LASTS}
        rows = self.connection.execute(_AT_WORK, values)
        return tuple((CounterCode(counter), OperatorCode(operator)) for counter, operator in rows)

    def open_seat(self, counter: CounterCode, operator: OperatorCode) -> Seat:
        """Seat an operator; Refused(COUNTER_TAKEN | OPERATOR_ELSEWHERE) in a race."""
        values = {"centre": self.centre, "counter": counter, "operator": operator}
        opened = self.connection.execute(_OPEN, {**values, "since": self.now}).rowcount
        seat = self.seat_at(counter)
        if seat is None:
            raise Refused(Reason.OPERATOR_ELSEWHERE)
        if not opened:
            raise Refused(Reason.COUNTER_TAKEN)
        self.change |= Change(counters=frozenset({counter}))
        return seat

    def close_seat(self, counter: CounterCode) -> None:
        """Free a counter."""
        self.connection.execute(_CLOSE, {"centre": self.centre, "counter": counter})
        # Whom this counter was to call back is now anyone's who serves his service.
        self.change |= EVERYTHING

    def set_pause(self, counter: CounterCode, pause: Pause | None) -> None:
        """Keep an open counter from calling, or let it call again (None)."""
        values = {
            "of_centre": self.centre,
            "of_counter": counter,
            "began": None if pause is None else pause.since,
            "why": None if pause is None else pause.reason,
        }
        self.connection.execute(_PAUSE, values)
        # Whom it keeps for itself is news for the others, and its sign says so.
        self.change |= EVERYTHING

    def set_closing(self, counter: CounterCode, *, closing: bool) -> None:
        """Remember whether an open counter closes when the visitor at it has gone."""
        values = {"of_centre": self.centre, "of_counter": counter, "is_closing": closing}
        self.connection.execute(_CLOSING, values)
        self.change |= Change(counters=frozenset({counter}))

    def left(self, counter: CounterCode) -> Leaving | None:
        """Return how the last seat at a counter ended today; None where none has."""
        row = self.first(_LEFT, day=self.day, counter=counter)
        if row is None:
            return None
        facts = row["facts"]
        sent = facts.get("sent_home")
        return Leaving(
            row["at"],
            row["operator"],
            bool(facts.get("after_visitor")),
            None if sent is None else ActReason(sent),
            facts.get("by_operator"),
        )

    def priority_run(self, counter: CounterCode) -> int:
        """Return the counter's priority calls in a row."""
        values = {"centre": self.centre, "counter": counter}
        return self.connection.execute(_RUN, values).scalar_one_or_none() or 0

    def set_priority_run(self, counter: CounterCode, run: int) -> None:
        """Remember the counter's priority calls in a row."""
        self.connection.execute(_SET_RUN, {"centre": self.centre, "counter": counter, "run": run})

    def pin(self, operator: OperatorCode) -> PinRecord | None:
        """Return the stored PIN of an operator; a writer keeps it so until it ends."""
        found = self.first(self.locked(_PIN), operator=operator)
        return None if found is None else PinRecord(**found)

    def set_pin(self, operator: OperatorCode, pin: PinRecord) -> None:
        """Store an operator's PIN and misses."""
        values = {
            "centre": self.centre,
            "operator": operator,
            "salt": pin.salt,
            "verifier": pin.verifier,
            "misses": pin.misses,
            "last_miss": pin.last_miss,
            "must_change": pin.must_change,
        }
        self.connection.execute(_SET_PIN, values)

    def pin_try(self, counter: CounterCode) -> PinTry | None:
        """Return the last PIN that was shown at a counter; a writer keeps it so until it ends."""
        found = self.first(self.locked(_TRY), counter=counter)
        return None if found is None else PinTry(**found)

    def set_pin_try(self, counter: CounterCode, tried: PinTry) -> None:
        """Store what was shown at a counter."""
        values = {part.name: getattr(tried, part.name) for part in fields(tried)}
        here = {"centre": self.centre, "counter": counter}
        self.connection.execute(_SET_TRY, {**here, **values})

    def has_pins(self) -> bool:
        """Say whether anybody of the centre ever got a PIN."""
        statement = _ANY if self.is_postgres else _ANY_PIN
        return bool(self.connection.execute(statement, {"centre": self.centre}).scalar_one())

    def without_pin(self) -> tuple[OperatorCode, ...]:
        """Return the operators who have no PIN, in the order of the set-up."""
        # On Postgres nobody but the owner sees who has which.
        statement = _MISSING if self.is_postgres else _WITHOUT_PIN
        rows = self.connection.execute(statement, {"centre": self.centre})
        return tuple(OperatorCode(code) for code in rows.scalars())

    def _seat(self, row: RowMapping | None) -> Seat | None:
        if row is None:
            return None
        counter = self.floor().counter(row["counter"])
        operator = self.floor().operator(row["operator"])
        if counter is None or operator is None:
            return None
        return seat_of_row(row, counter, operator)

    def set_evacuation(self, counter: CounterCode | None) -> None:
        """Say, from a counter, that the building has to be left; None lifts it."""
        self.connection.execute(_LIFT, {"of_centre": self.centre})
        if counter is not None:
            row = {"centre": self.centre, "since": self.now, "counter": counter}
            self.connection.execute(insert(evacuations), row)
        self.evacuated_since = None if counter is None else self.now
        self.change |= EVERYTHING
