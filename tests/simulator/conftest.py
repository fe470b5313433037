from fixtures.stores import (
    clock,
    postgres,
    shared,
    shared_postgres,
    shared_sqlite,
    sqlite_template,
    sqlite_url,
    store,
    store_url,
)

__all__ = [
    "clock",
    "postgres",
    "shared",
    "shared_postgres",
    "shared_sqlite",
    "sqlite_template",
    "sqlite_url",
    "store",
    "store_url",
]
