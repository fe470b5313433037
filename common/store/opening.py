"""The way into a store and to its change feed."""

from common.domain.ids import CentreCode
from common.ports import Clock, Feed, Store
from common.store.centre_store import CentreStore
from common.store.ears import FileEar, ServerEar
from common.store.engine import file_of, open_engines, parse
from common.store.feeds import StoreFeed


def open_store(
    url: str, centre: CentreCode, *, timeout: float = 3.0, clock: Clock | None = None
) -> Store:
    """Prepare a store; it is reached, and its tables are checked, with the first question.

    `url` is sqlite:///PATH or postgresql://...; each transaction answers or raises Unavailable
    within about `timeout` seconds. A `clock` stands in for the store's own: on Postgres the
    server's clock is shifted by as much as it differs from this computer's.
    Raises Unavailable for an address that can never lead to a store.
    """
    return CentreStore(open_engines(parse(url), timeout), centre, clock)


def open_feed(url: str, centre: CentreCode) -> Feed:
    """Prepare the change feed of a store; nothing is reached before its start."""
    parsed = parse(url)
    if parsed.get_backend_name() == "sqlite":
        return StoreFeed(FileEar(file_of(parsed)))
    return StoreFeed(ServerEar(parsed, centre))
