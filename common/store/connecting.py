"""The way to a store for a program with windows: checked at once, opened later.

Importing SQLAlchemy takes as long as starting Qt, so that it waits for the records lane and the
first window does not wait for it.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.ports import Feed, Store

SCHEMES = ("sqlite", "postgresql")


def check_address(url: str) -> None:
    """Raise Unavailable where an address can never lead to a store; touches no network."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        words = f"store.url must begin with sqlite:/// or postgresql://, not {parts.scheme}:"
        raise Unavailable(words)
    if parts.scheme == "sqlite":
        path = Path(parts.path.removeprefix("/"))
        if not path.is_file():
            words = f"there is no store at {path}: make one with asan-centre init"
            raise Unavailable(words)


def connection(url: str, centre: CentreCode, timeout: float) -> Callable[[], tuple[Store, Feed]]:
    """Return what opens store and feed; call it off the GUI thread. Raises Unavailable."""

    def connect() -> tuple[Store, Feed]:
        from common.store.opening import open_feed, open_store  # noqa: PLC0415 - see above

        return open_store(url, centre, timeout=timeout), open_feed(url, centre)

    return connect
