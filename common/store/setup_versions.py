"""Queries of the versions of the set-up, and of what of it is in use."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Date, bindparam, func, insert, select

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ids import OperatorCode, SeriesCode, ServiceCode
from common.domain.setups import SetupVersion
from common.domain.ticket import ENDED
from common.floorfile.floor import parse_floor
from common.floorfile.part import BadFile
from common.floorfile.writing import write_floor
from common.store.floor_reading import read_floor
from common.store.floor_tables import centres
from common.store.tables import floor_versions, leases, legs, series_counts
from common.store.transaction import Transaction, columns_of

_NAME = "set-up"
_UNKEPT = select(centres.c.centre, centres.c.version).where(
    ~select(floor_versions.c.version)
    .where(
        floor_versions.c.centre == centres.c.centre,
        floor_versions.c.version == centres.c.version,
    )
    .exists()
)
_HERE = floor_versions.c.centre == bindparam("centre")
_LISTED = (
    select(*columns_of(floor_versions, SetupVersion))
    .where(_HERE)
    .order_by(floor_versions.c.version.desc())
)
_ONE = select(floor_versions.c.file).where(_HERE, floor_versions.c.version == bindparam("version"))
_DAY = bindparam("day", type_=Date)
_VISITORS = (
    select(legs.c.service, func.count())
    .where(
        legs.c.centre == bindparam("centre"),
        legs.c.day == _DAY,
        legs.c.state.not_in(sorted(ENDED)),
    )
    .group_by(legs.c.service)
)
_COUNTED = select(series_counts.c.series).where(
    series_counts.c.centre == bindparam("centre"),
    series_counts.c.day == _DAY,
    series_counts.c.count > 0,
)
_LEASED = select(leases.c.series).where(
    leases.c.centre == bindparam("centre"), leases.c.day == _DAY, leases.c.used > 0
)


def sound(floor: Floor) -> Floor:
    """Return a set-up as a floor file would bring it; Refused(SETUP_UNSOUND), `faults`, `file`."""
    written = write_floor(floor)
    try:
        read = parse_floor(written, _NAME, floor.catalogue)
    except BadFile as bad:
        # With the file a window names things by their codes, and not by their places in a list.
        file = json.loads(written)
        raise Refused(Reason.SETUP_UNSOUND, faults=list(bad.found), file=file) from None
    return replace(read, version=floor.version)


def keep_what_holds(connection: Connection) -> None:
    """Keep each centre's set-up that is not kept yet: from before there were versions."""
    for centre, version in connection.execute(_UNKEPT).all():
        row = {
            "centre": centre,
            "version": version,
            "at": datetime.now(UTC),
            "what": "",
            "file": write_floor(read_floor(connection, centre)),
        }
        connection.execute(insert(floor_versions), row)


class SetupQueries(Transaction):
    """Versions of the set-up, and what of it is in use."""

    def sound(self, floor: Floor) -> Floor:
        """Return a set-up as a floor file would bring it; Refused(SETUP_UNSOUND), `faults`."""
        return sound(floor)

    def setup_versions(self) -> tuple[SetupVersion, ...]:
        """Return all versions that were kept, the newest first."""
        rows = self.connection.execute(_LISTED, {"centre": self.centre}).mappings()
        return tuple(SetupVersion(**row) for row in rows)

    def setup_version(self, version: int) -> str | None:
        """Return a version as the text of a floor file; None where it was not kept."""
        row = self.first(_ONE, version=version)
        return None if row is None else str(row["file"])

    def visitors_of(self, day: date) -> Mapping[ServiceCode, int]:
        """Count who waits for, is at, or is to come back to each service on a day."""
        rows = self.connection.execute(_VISITORS, {"centre": self.centre, "day": day})
        return {ServiceCode(service): count for service, count in rows}

    def series_given(self, day: date) -> frozenset[SeriesCode]:
        """Return the series of which a number was given on a day."""
        found: set[str] = set()
        for statement in (_COUNTED, _LEASED):
            found |= set(
                self.connection.execute(statement, {"centre": self.centre, "day": day}).scalars()
            )
        return frozenset(map(SeriesCode, found))

    def keep_version(self, floor: Floor, operator: OperatorCode | None, what: str) -> None:
        """Keep a set-up that now holds; on Postgres the database stamps who connected."""
        row: dict[str, object] = {
            "centre": self.centre,
            "version": floor.version,
            "at": self.now,
            "what": what,
            "file": write_floor(floor),
        }
        if operator is not None:
            row["operator"] = operator
        self.connection.execute(insert(floor_versions), row)
