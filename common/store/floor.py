"""Queries that replace the set-up."""

from dataclasses import replace

from sqlalchemy import bindparam, func, select

from common.domain.catalogue import Catalogue
from common.domain.change import EVERYTHING
from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ids import OperatorCode
from common.store.floor_tables import centres
from common.store.floor_writing import write_catalogue, write_floor
from common.store.setup_versions import SetupQueries
from common.store.tables import seats

CATALOGUE = "catalogue"
"""What a change is called that brought another catalogue alone."""

FIRST = 1
"""The version of a centre's first set-up."""

_ONE_AT_A_TIME = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("what"), 0)))
_VERSION = select(centres.c.version).where(centres.c.centre == bindparam("centre"))

_SEATS = select(seats.c.counter, seats.c.operator).where(seats.c.centre == bindparam("centre"))


class FloorQueries(SetupQueries):
    """The set-up, replaced whole."""

    def floor_to_replace(self) -> Floor | None:
        """Return the set-up that holds, and let nobody else change it; None where there is none."""
        return None if self._next_version() == FIRST else self.floor()

    def put_floor(
        self, floor: Floor, *, operator: OperatorCode | None = None, what: str = ""
    ) -> int:
        """Replace the whole set-up and return its new version, which is kept for ever.

        Refused(COUNTER_TAKEN | OPERATOR_ELSEWHERE) where it lacks whoever is signed in.
        """
        version = self._next_version()
        self._keep_seats(floor)
        placed = replace(floor, centre=self.centre, version=version)
        write_floor(self.connection, placed)
        return self._placed(placed, operator, what)

    def put_catalogue(self, catalogue: Catalogue) -> int:
        """Replace the catalogue of the set-up and return the new version."""
        version = self._next_version()
        placed = replace(self.floor(), catalogue=catalogue, version=version)
        write_catalogue(self.connection, self.centre, catalogue, version)
        return self._placed(placed, None, CATALOGUE)

    def _next_version(self) -> int:
        if self.is_postgres:
            self.connection.execute(_ONE_AT_A_TIME, {"what": f"set-up of {self.centre}"})
        known = self.connection.execute(_VERSION, {"centre": self.centre}).scalar_one_or_none()
        if known != self.version:
            self.forget_floor(known)
        return FIRST if known is None else known + 1

    def _keep_seats(self, floor: Floor) -> None:
        for row in self.connection.execute(_SEATS, {"centre": self.centre}).all():
            if floor.counter(row.counter) is None:
                raise Refused(Reason.COUNTER_TAKEN, counter=row.counter, operator=row.operator)
            if floor.operator(row.operator) is None:
                raise Refused(Reason.OPERATOR_ELSEWHERE, counter=row.counter, operator=row.operator)

    def _placed(self, floor: Floor, operator: OperatorCode | None, what: str) -> int:
        self.keep_floor(floor)
        self.keep_version(floor, operator, what)
        self.change |= EVERYTHING
        return floor.version
