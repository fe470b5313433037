"""The store as these commands open it, and a day of its log."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from common.centre.saying import say
from common.domain.events import Event, plainly
from common.ports import Store
from common.settings import Settings
from common.store.connecting import check_address
from common.store.keeper import Keeper, open_keeper
from common.store.opening import open_store

SQLITE = "sqlite:///"


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """Open the store of the settings and let go of it afterwards; raises Unavailable."""
    wanted = settings.store
    check_address(wanted.url)
    store = open_store(wanted.url, wanted.centre, timeout=wanted.timeout_seconds)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def kept(settings: Settings, patience: float | None = None) -> Iterator[Keeper]:
    """Open the store as its keeper does; raises Unavailable.

    With `patience`, in seconds, a question may take so long, once the store has answered at all.
    """
    wanted = settings.store
    check_address(wanted.url)
    keeper = open_keeper(wanted.url, wanted.centre, timeout=wanted.timeout_seconds)
    try:
        if patience is not None:
            keeper.head()
            keeper.close()
            keeper = open_keeper(wanted.url, wanted.centre, timeout=patience)
        yield keeper
    finally:
        keeper.close()


def print_events(settings: Settings, day: date) -> int:
    """Print a day's log, one JSON object a line."""
    with opened(settings) as store:
        for event in store.events(day):
            say(json.dumps(_fields(event), ensure_ascii=False))
    return 0


def _fields(event: Event) -> dict[str, object]:
    fields = {**plainly(event), "facts": dict(event.facts) or None}
    return {name: value for name, value in fields.items() if value is not None}
