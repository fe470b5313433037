"""The logins of devices as a backup carries them to another server."""

from psycopg import sql

from common.store.hosting.server import server, set_password

_LOGINS = """
SELECT d.login, d.kind, a.rolpassword
FROM devices d JOIN pg_authid a ON a.rolname = d.login
WHERE d.revoked_at IS NULL AND a.rolcanlogin AND d.kind <> 'keeper' ORDER BY d.login
"""
_MAKE = "CREATE ROLE {} LOGIN PASSWORD {} CONNECTION LIMIT 12 IN ROLE {}"
_KEEPER = """
INSERT INTO devices (login, centre, kind, code, made_at)
VALUES (%s, %s, 'keeper', 'host', clock_timestamp()) ON CONFLICT (login) DO NOTHING
"""

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


def make_keeper(url: str, login: str, centre: str, password: str) -> None:
    """Make the login of the host's own keeper, or give it another password.

    Needs a superuser. Raises Unavailable.
    """
    with server(url) as connection, connection.transaction():
        connection.execute("SET LOCAL ROLE novbe_joiner")
        there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login]).fetchone()
        if there is None:
            made = sql.SQL("CREATE ROLE {} LOGIN IN ROLE novbe_keeper")
            connection.execute(made.format(sql.Identifier(login)))
        set_password(connection, login, password)
        connection.execute(_KEEPER, [login, centre])
