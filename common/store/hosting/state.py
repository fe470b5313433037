"""How a host's server is, as it says itself."""

from dataclasses import dataclass, replace
from datetime import datetime

from common.store.hosting.server import server

_STATE = """
SELECT current_setting('server_version'), pg_postmaster_start_time(), pg_is_in_recovery(),
    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
    current_setting('max_connections')::int,
    (SELECT count(DISTINCT a.usename) FROM pg_stat_activity a
        WHERE a.usename ~ '^(kiosk|display|counter)_'),
    (SELECT status || ' from ' || sender_host || ' port ' || sender_port
        FROM pg_stat_wal_receiver),
    extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float
"""
_STANDBYS = """
SELECT usename, coalesce(host(client_addr), 'this computer'), state,
    pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint
FROM pg_stat_replication ORDER BY 1
"""
HELD_FOR = 10.0
"""Seconds; no program of ours takes so long, its own limits end it before."""
_HOLDING = """
SELECT usename, extract(epoch FROM clock_timestamp() - xact_start)::int FROM pg_stat_activity
WHERE usename ~ '^(kiosk|display|counter|join)_'
    AND xact_start < clock_timestamp() - make_interval(secs => %s)
ORDER BY xact_start
"""
_SIZE = "SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM events)"


@dataclass(frozen=True, slots=True)
class Standby:
    """A server that follows this one."""

    login: str
    address: str
    state: str
    behind: int | None
    """Bytes of the log it has not yet carried out."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A device's login that keeps one transaction open, and with it what others wait for."""

    login: str
    seconds: int


@dataclass(frozen=True, slots=True)
class ServerState:
    """What a running server says of itself."""

    version: str
    since: datetime
    follows: bool
    """It is a standby: it repeats what another does and takes no writes."""
    connections: int
    most_connections: int
    devices: int
    """Different logins of devices that are connected now."""
    source: str | None
    """Where a standby receives from; None when it receives nothing."""
    behind_seconds: float | None
    """Since the last change a standby repeated; grows also while nothing happens."""
    standbys: tuple[Standby, ...] = ()
    holding: tuple[Holding, ...] = ()


def server_state(url: str, held_for: float = HELD_FOR) -> ServerState:
    """Ask a server how it is; needs a superuser. Raises Unavailable.

    `held_for` is after how many seconds an open transaction of a device is told of.
    """
    with server(url, 5.0) as connection:
        row = connection.execute(_STATE).fetchone()
        assert row is not None  # noqa: S101 - a select without FROM has one row
        rows = [] if row[2] else connection.execute(_STANDBYS).fetchall()
        held = connection.execute(_HOLDING, [held_for]).fetchall()
    return replace(
        ServerState(*row),
        standbys=tuple(Standby(*one) for one in rows),
        holding=tuple(Holding(*one) for one in held),
    )


def sizes(url: str) -> tuple[int, int]:
    """Return how many tickets and events a store holds. Raises Unavailable."""
    with server(url) as connection:
        row = connection.execute(_SIZE).fetchone()
    assert row is not None  # noqa: S101 - a select of two counts has one row
    return row[0], row[1]
