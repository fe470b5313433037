"""The logins of devices as a backup carries them to another server."""

from psycopg import sql

from common.store.hosting.server import server

_LOGINS = """
SELECT d.login, d.kind, a.rolpassword
FROM devices d JOIN pg_authid a ON a.rolname = d.login
WHERE d.revoked_at IS NULL AND a.rolcanlogin ORDER BY d.login
"""
_MAKE = "CREATE ROLE {} LOGIN PASSWORD {} CONNECTION LIMIT 12 IN ROLE {}"

Logins = list[tuple[str, str, str]]
"""Login, kind of device, and what the server keeps of the password."""


def logins_of_devices(url: str) -> Logins:
    """Return the logins in use; needs a superuser. Raises Unavailable."""
    with server(url) as connection:
        return [(row[0], row[1], row[2]) for row in connection.execute(_LOGINS).fetchall()]


def make_logins(url: str, logins: Logins) -> None:
    """Make the logins anew, as whoever lets devices in; needs a superuser. Raises Unavailable."""
    with server(url) as connection, connection.transaction():
        # Its own: from Postgres 16 on only who made a login may end it.
        connection.execute("SET LOCAL ROLE novbe_joiner")
        for login, kind, kept in logins:
            made = sql.SQL(_MAKE).format(
                sql.Identifier(login), sql.Literal(kept), sql.Identifier(f"novbe_{kind}")
            )
            connection.execute(made)


def forget_codes(url: str) -> None:
    """Forget all join codes: their logins stayed with the old server. Raises Unavailable."""
    with server(url) as connection:
        connection.execute("DELETE FROM hosting.join_codes")
