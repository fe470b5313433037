"""A device asks its centre for a login of its own."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from psycopg import Connection, errors
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from common.domain.errors import Unavailable
from common.store.faults import first_line, reaching
from common.store.hosting.server import DATABASE, verifier

_PATIENCE = 10
_NEW = "make a new one with asan-centre code"


@dataclass(frozen=True, slots=True)
class Door:
    """Where a host answers and how it proves who it is."""

    address: str
    port: int
    name: str
    authority: str
    """The file with the authority's certificate."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a device was given."""

    login: str
    centre: str
    code: str


@dataclass(frozen=True, slots=True)
class AdmittedStandby:
    """What a standby was given, and which Postgres it must be."""

    login: str
    centre: str
    major: int


@contextmanager
def admission(
    door: Door, login: str, password: str, kind: str, own_password: str
) -> Iterator[Admitted]:
    """Use a code up for a login with its own password; undone where the block is left by an error.

    Raises Unavailable with what to do.
    """
    with _knocking(door, login, password) as connection, connection.transaction():
        kept = verifier(connection, login, own_password)
        row = connection.execute(
            "SELECT login, centre, code FROM hosting.join_centre(%s, %s)", [kind, kept]
        ).fetchone()
        assert row is not None  # noqa: S101 - the function returns one row or raises
        yield Admitted(*row)


@contextmanager
def standby_admission(
    door: Door, login: str, password: str, own_password: str
) -> Iterator[AdmittedStandby]:
    """Use a standby's code up for a login that may copy; undone where an error leaves the block.

    Raises Unavailable with what to do.
    """
    with _knocking(door, login, password) as connection, connection.transaction():
        kept = verifier(connection, login, own_password)
        row = connection.execute(
            "SELECT login, centre FROM hosting.admit_standby(%s)", [kept]
        ).fetchone()
        assert row is not None  # noqa: S101 - the function returns one row or raises
        yield AdmittedStandby(row[0], row[1], connection.info.server_version // 10_000)


@contextmanager
def _knocking(door: Door, login: str, password: str) -> Iterator[Connection[TupleRow]]:
    told = make_conninfo(
        hostaddr=door.address,
        host=door.name,
        port=door.port,
        dbname=DATABASE,
        user=login,
        password=password,
        sslmode="verify-full",
        sslrootcert=door.authority,
        connect_timeout=_PATIENCE,
        options="-c statement_timeout=10s -c lock_timeout=5s",
    )
    try:
        with reaching(), closing(Connection.connect(told)) as connection:
            yield connection
    except errors.RaiseException as error:
        raise Unavailable(_refusal(error)) from error
    except Unavailable as error:
        raise Unavailable(_no_entry(str(error))) from error


def _refusal(error: errors.RaiseException) -> str:
    said = first_line(error)
    if said == "code_used":
        return f"this join code was used already: {_NEW}"
    if said == "code_stale":
        return f"this join code is too old: {_NEW}"
    if said == "code_of_another":
        return f"this join code is for {error.diag.message_detail}: take the one of this device"
    return said


def _no_entry(said: str) -> str:
    if "is not permitted to log in" in said:
        return f"this join code was used already: {_NEW}"
    if "password authentication failed" in said:
        return f"this join code is too old, or is none of this host's: {_NEW}"
    return said
