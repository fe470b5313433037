"""One transaction of one centre: its connection, its moment, its set-up."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, FromClause, RowMapping, Select, bindparam, func, select
from sqlalchemy.sql.elements import KeyedColumnElement

from common.domain.change import Change
from common.domain.day import business_day
from common.domain.errors import NoSetUp
from common.domain.floor import Floor
from common.domain.ids import CentreCode
from common.ports import Clock
from common.store.columns import Moment
from common.store.floor_reading import read_floor
from common.store.floor_tables import centres
from common.store.tables import evacuations

_VERSION = (
    select(centres.c.version).where(centres.c.centre == bindparam("centre")).scalar_subquery()
)
_EVACUATED = (
    select(evacuations.c.since).where(evacuations.c.centre == bindparam("centre")).scalar_subquery()
)
_START = {
    "sqlite": select(_VERSION, _EVACUATED),
    "postgresql": select(_VERSION, _EVACUATED, func.clock_timestamp(type_=Moment())),
}


def columns_of(table: FromClause, kind: type[Any]) -> Sequence[KeyedColumnElement[Any]]:
    """Return the columns that a frozen dataclass is made of, named as its fields."""
    return [table.c[part.name] for part in fields(kind)]


@dataclass(slots=True)
class KnownFloor:
    """The set-up as last read, so that it is read anew only when it changed."""

    floor: Floor | None = None


class Transaction:
    """What every query of one transaction shares; never outlives its connection."""

    def __init__(
        self,
        connection: Connection,
        centre: CentreCode,
        known: KnownFloor,
        clock: Clock | None,
        *,
        writes: bool,
    ) -> None:
        self.connection = connection
        self.centre = centre
        self.writes = writes
        self.change = Change()
        """Who sees something new once this is committed."""
        self.is_postgres = connection.dialect.name == "postgresql"
        self._known = known
        self._floor: Floor | None = None
        row = connection.execute(_START[connection.dialect.name], {"centre": centre}).one()
        self.version: int | None = row[0]
        self.evacuated_since: datetime | None = row[1]
        self._now = _moment(row[2] if self.is_postgres else None, clock)

    @property
    def now(self) -> datetime:
        """The store's clock in this transaction, aware UTC."""
        return self._now

    @property
    def day(self) -> date:
        """The business day of this transaction."""
        floor = self.floor()
        return business_day(self.now, floor.zone_info, floor.rollover)

    def floor(self) -> Floor:
        """Return the set-up that holds in this transaction."""
        if self._floor is None:
            self._floor = self._read_floor()
        return self._floor

    def keep_floor(self, floor: Floor) -> None:
        """Let the rest of this transaction, and no other, go by a set-up it has just written."""
        self.version = floor.version
        self._floor = floor

    def forget_floor(self, version: int | None) -> None:
        """Take note that another changed the set-up after this transaction began."""
        self.version = version
        self._floor = None

    def locked(self, statement: Select[Any]) -> Select[Any]:
        """Let a reading of rows that are about to change keep others from changing them."""
        return statement.with_for_update(key_share=True) if self.writes else statement

    def first(self, statement: Select[Any], **values: object) -> RowMapping | None:
        """Return the first row of this centre that a statement finds."""
        found = self.connection.execute(statement, {"centre": self.centre, **values})
        return found.mappings().first()

    def _read_floor(self) -> Floor:
        if self.version is None:
            raise NoSetUp(
                f"centre {self.centre} has no set-up in the store: run asan-centre import-floor"
            )
        known = self._known.floor
        if known is None or known.version != self.version:
            known = read_floor(self.connection, self.centre)
            self._known.floor = known
        return known


def _moment(server: datetime | None, clock: Clock | None) -> datetime:
    here = datetime.now(UTC)
    if server is None:
        return here if clock is None else clock.now()
    return server if clock is None else server + (clock.now() - here)
