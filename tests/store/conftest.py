"""Stores of both databases."""

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
