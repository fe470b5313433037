"""Queries of what people at counters ask of one another."""

from datetime import timedelta

from sqlalchemy import Date, bindparam, delete, insert, select, text, update

from common.domain.asks import Ask, AskKind, is_for
from common.domain.change import Change
from common.domain.ids import CounterCode
from common.domain.permissions import Permission
from common.domain.views import Seat
from common.store.columns import Moment
from common.store.rights import sitter_may
from common.store.tables import seats
from common.store.transaction import Transaction, columns_of
from common.store.visit_tables import asks

KEPT = timedelta(days=1)

_ASK = columns_of(asks, Ask)
_OPEN = (
    select(*_ASK)
    .where(
        asks.c.centre == bindparam("centre"),
        asks.c.day == bindparam("day"),
        asks.c.ended_at.is_(None),
    )
    .order_by(asks.c.id)
)
# A counter's login sees what is asked of it and what it asks: the function knows who sits there.
_HERE = (
    text("SELECT * FROM asks_here(:centre, :day, :counter)")
    .bindparams(bindparam("day", type_=Date))
    .columns(**{column.name: column.type for column in asks.columns})
)
_ADD = insert(asks).returning(*_ASK)
_FORGET = delete(asks).where(
    asks.c.centre == bindparam("of_centre"), asks.c.at < bindparam("before", type_=Moment)
)
_SEEN = (
    update(asks)
    .where(asks.c.id == bindparam("of_ask"))
    .values(seen_at=bindparam("at_seen"), seen_by=bindparam("by"))
)
_ENDED = update(asks).where(asks.c.id == bindparam("of_ask")).values(ended_at=bindparam("at_end"))
_WATCHERS = select(seats.c.counter).where(
    seats.c.centre == bindparam("centre"), sitter_may(Permission.FLOOR)
)


class AskQueries(Transaction):
    """What is asked and not ended yet."""

    def open_asks(self) -> tuple[Ask, ...]:
        """Return what is asked today and not ended, the oldest first."""
        values = {"centre": self.centre, "day": self.day}
        rows = self.connection.execute(self.locked(_OPEN), values).mappings()
        return tuple(Ask(**row) for row in rows)

    def add_ask(self, ask: Ask) -> Ask:
        """Add what is asked (its id is ignored) and return it with its id."""
        values = {"of_centre": self.centre, "before": self.now - KEPT}
        self.connection.execute(_FORGET, values)
        row = {part.name: getattr(ask, part.name) for part in _ASK if part.name != "id"}
        here = {"centre": self.centre, "day": self.day}
        added = self.connection.execute(_ADD, {**here, **row}).mappings().one()
        self._wake(ask)
        return Ask(**added)

    def see_ask(self, ask: Ask, seat: Seat) -> None:
        """Write down who said first that he has seen it."""
        values = {"of_ask": ask.id, "at_seen": self.now, "by": seat.operator.code}
        self.connection.execute(_SEEN, values)
        self._wake(ask)

    def end_ask(self, ask: Ask) -> None:
        """Write down that it stands no more."""
        self.connection.execute(_ENDED, {"of_ask": ask.id, "at_end": self.now})
        self._wake(ask)

    def asks_at(self, seat: Seat) -> tuple[tuple[Ask, ...], tuple[Ask, ...]]:
        """Return what is asked of whoever has a seat, and what he asks himself."""
        code, entity = seat.counter.code, seat.operator.entity
        may = self.floor().permissions_of(seat.operator)
        found = self._asks_here(code) if self.is_postgres else self.open_asks()
        asked_of = [ask for ask in found if is_for(ask, code, entity, may)]
        asked_of.sort(key=lambda ask: (ask.kind is not AskKind.PANIC, ask.id))
        return tuple(asked_of), tuple(ask for ask in found if ask.counter == code)

    def _asks_here(self, counter: CounterCode) -> tuple[Ask, ...]:
        rows = self.connection.execute(
            _HERE, {"centre": self.centre, "day": self.day, "counter": counter}
        )
        return tuple(Ask(**{part.name: row[part.name] for part in _ASK}) for row in rows.mappings())

    def _wake(self, ask: Ask) -> None:
        """Wake whoever asks and whoever is asked."""
        watchers = self.connection.execute(_WATCHERS, {"centre": self.centre}).scalars()
        asked = watchers if ask.to_counter is None else (ask.to_counter,)
        self.change |= Change(counters=frozenset({ask.counter, *map(CounterCode, asked)}))
