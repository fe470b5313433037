"""The devices of a hall: the codes that let them in, their logins, and how these end."""

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from common.store.hosting.server import server, verifier

_LIST = """
SELECT d.login, d.centre, d.kind, d.code, d.made_at, d.revoked_at, b.seen_at, b.skew_ms,
    (SELECT count(*) FROM pg_stat_activity a WHERE a.usename = d.login) AS connections
FROM devices d LEFT JOIN device_beats b ON b.login = d.login
ORDER BY d.revoked_at IS NOT NULL, d.kind, d.code, d.made_at
"""


@dataclass(frozen=True, slots=True)
class Device:
    """A login that was given to a device of the floor."""

    login: str
    centre: str
    kind: str
    code: str
    made_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    skew_ms: int | None
    connections: int


@dataclass(frozen=True, slots=True)
class Offer:
    """For whom a join code is."""

    centre: str
    kind: str
    code: str


def offer_code(url: str, login: str, password: str, offer: Offer, minutes: int) -> datetime:
    """Make the login of a join code; return when it ends, aware UTC. Raises Unavailable."""
    with server(url) as connection:
        row = connection.execute(
            "SELECT hosting.offer_code(%s, %s, %s, %s, %s, %s)",
            [
                login,
                verifier(connection, login, password),
                offer.centre,
                offer.kind,
                offer.code,
                minutes,
            ],
        ).fetchone()
    assert row is not None  # noqa: S101 - a function's call has one row
    ending: datetime = row[0]
    return ending


def devices(url: str) -> list[Device]:
    """Return every login that was ever given, those in use first. Raises Unavailable."""
    with server(url) as connection, connection.cursor(row_factory=class_row(Device)) as cursor:
        return cursor.execute(_LIST).fetchall()


def revoke(url: str, login: str) -> bool:
    """Take a login away at once; False where it is none of a device, or already revoked."""
    with server(url) as connection:
        row = connection.execute("SELECT hosting.revoke_login(%s)", [login]).fetchone()
        # Only now can it not come back between the two.
        connection.execute("SELECT hosting.end_connections(%s)", [login])
    return row is not None and bool(row[0])
