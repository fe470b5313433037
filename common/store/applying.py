"""How the functions of a store on Postgres are kept to those of this program."""

import hashlib
from pathlib import Path

from sqlalchemy import Connection, text

from common.domain.errors import Unavailable

_FOLDER = Path(__file__).parent / "functions"
# The digest stands with a function that every store has.
_APPLIED = text("SELECT obj_description(to_regprocedure('public.store_now()'), 'pg_proc')")


def apply_functions(connection: Connection) -> None:
    """Replace the functions, policies and rights by this program's, unless they are already."""
    digest = functions_digest()
    if connection.execute(_APPLIED).scalar_one_or_none() == digest:
        return
    driver = connection.connection.driver_connection
    if driver is None:
        raise AssertionError("a connection that is in use has its driver's own")
    for file in _files():
        # Several statements at once, and no mark in them means a parameter.
        driver.execute(file.read_text(encoding="utf-8"))
    connection.execute(text(f"COMMENT ON FUNCTION store_now() IS '{digest}'"))


def check_functions(connection: Connection) -> None:
    """Raise Unavailable where the functions are not this program's."""
    if connection.execute(_APPLIED).scalar_one_or_none() != functions_digest():
        raise Unavailable(
            "the store's functions are those of another version of the program:"
            " run asan-centre upgrade of the newer one"
        )


def functions_digest() -> str:
    """Return what tells one program's functions from another's."""
    whole = hashlib.sha256()
    for file in _files():
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.sql"))
