"""Statements that set passwords by their verifiers, for a server that nobody can connect to."""

from common.store.hosting.server import password_statement, server


def password_statements(url: str, passwords: dict[str, str]) -> list[str]:
    """Return the statements; any server that answers at `url` serves to make them."""
    with server(url, 5.0) as connection:
        return [
            password_statement(connection, login, password).as_string(connection)
            for login, password in passwords.items()
        ]
