"""Stores of both databases, and their keeper."""

from collections.abc import Iterator

import pytest
from fixtures.stores import (  # noqa: F401 - fixtures
    SharedStore,
    clock,
    postgres,
    postgres_url,
    shared,
    shared_postgres,
    shared_sqlite,
    sqlite_template,
    sqlite_url,
    store,
    store_url,
)
from floors import CENTRE

from common.store.keeper import Keeper, open_keeper


@pytest.fixture
def keeper(shared: SharedStore) -> Iterator[Keeper]:  # noqa: F811 - the fixture
    """Open the keeper of the emptied store."""
    opened = open_keeper(shared.url, CENTRE, clock=shared.clock)
    yield opened
    opened.close()
