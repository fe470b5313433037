"""Stores of both databases, and their keeper."""

from collections.abc import Iterator

import pytest
from fixtures.stores import SharedStore
from floors import CENTRE

from common.store.keeper import Keeper, open_keeper


@pytest.fixture
def keeper(shared: SharedStore) -> Iterator[Keeper]:
    """Open the keeper of the emptied store."""
    opened = open_keeper(shared.url, CENTRE, clock=shared.clock)
    yield opened
    opened.close()
