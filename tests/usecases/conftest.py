"""Stores of both databases."""

from fixtures.stores import (  # noqa: F401 - fixtures
    clock,
    postgres,
    postgres_url,
    shared_store,
    sqlite_template,
    sqlite_url,
    store,
    store_url,
)
