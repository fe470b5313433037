"""What only a server's superuser does: roles, the database, and how devices may join it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from common.store.engine import connect_postgres, parse
from common.store.faults import reaching

DATABASE = "novbe"
OWNER = "novbe_owner"
_PATIENCE = 30.0


@contextmanager
def server(url: str, patience: float = _PATIENCE) -> Iterator[Connection[TupleRow]]:
    """Connect to a server, each statement a transaction of its own; raises Unavailable."""
    with reaching(), closing(connect_postgres(parse(url), patience)) as connection:
        connection.autocommit = True
        yield connection


def verifier(connection: Connection[TupleRow], login: str, password: str) -> str:
    """Return what a server keeps of a password, made here: the server never hears it."""
    made = connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    return made.decode()


def make_roles(url: str, passwords: dict[str, str]) -> None:
    """Make the roles of a hall where they are missing, and set the passwords of some."""
    with server(url) as connection:
        connection.execute(_text("roles.sql"))
        for login, password in passwords.items():
            set_password(connection, login, password)


def set_password(connection: Connection[TupleRow], login: str, password: str) -> None:
    """Set a login's password by its verifier."""
    connection.execute(password_statement(connection, login, password))


def password_statement(connection: Connection[TupleRow], login: str, password: str) -> sql.Composed:
    """Return the statement that sets a login's password."""
    kept = sql.Literal(verifier(connection, login, password))
    return sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), kept)


def make_database(url: str) -> None:
    """Make the hall's empty database; nothing where it is there."""
    with server(url) as connection:
        there = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
        ).fetchone()
        if there is None:
            made = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(made.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def let_devices_join(url: str) -> None:
    """Make, in the hall's database with its tables, the functions by which devices get in."""
    with server(url) as connection, connection.transaction():
        connection.execute(_text("joining.sql"))


def _text(name: str) -> bytes:
    return files("common.store.hosting").joinpath(name).read_bytes()
