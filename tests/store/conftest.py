"""Stores of both databases."""

import pytest
from fixtures.halls import hall  # noqa: F401 - a fixture
from fixtures.stores import (  # noqa: F401 - fixtures
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
from store_ears import Ears


@pytest.fixture
def ears() -> Ears:
    """Return ears that have heard nothing yet."""
    return Ears()
