"""How Postgres performs a rule that it knows by heart: one statement, which is one transaction."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta

from psycopg import Error, errors
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from common.domain.errors import Reason, Refused, Unavailable
from common.domain.ids import CentreCode
from common.domain.views import Seen
from common.ports import Clock
from common.store.twin import Rows, Twin

_REFUSED = "AN001"
_UNAVAILABLE = "AN002"
_TICK = timedelta(microseconds=1)
_TIMES = ("opens", "last_ticket")
_MOMENTS = ("at", "earliest")
_ONE_VISITOR = frozenset(
    {"one_visitor_per_counter", "one_visitor_per_operator", "one_counter_per_ticket"}
)
_SHIFT = text("SELECT set_config('novbe.shift', :shift, false)")


def perform_twin(
    engine: Engine,
    centre: CentreCode,
    clock: Clock | None,
    twin: Twin,
    values: Mapping[str, object],
    seen: Seen | None = None,
) -> Rows:
    """Run a rule's function and return its rows; Refused or Unavailable where it says so.

    `engine` commits each statement by itself, which looks first whether all is as `seen`. A
    `clock` shifts the store's, where whoever connected owns it.
    """
    asked = {"centre": centre, **_seen(seen), **values}
    try:
        return _perform(engine, clock, twin, asked)
    except DBAPIError as error:
        # The server was stopped while the connection lay idle, and says that it did nothing.
        if not isinstance(error.orig, errors.AdminShutdown):
            raise
    return _perform(engine, clock, twin, asked)


def _seen(seen: Seen | None) -> Mapping[str, object]:
    if seen is None:
        return {"seen_at": None, "seen_by": None, "seen_leg": None}
    return {"seen_at": seen.counter, "seen_by": seen.operator, "seen_leg": seen.leg}


def _perform(engine: Engine, clock: Clock | None, twin: Twin, values: Mapping[str, object]) -> Rows:
    with _answering(), engine.connect() as connection:
        if clock is not None:
            shift = clock.now() - datetime.now(UTC)
            connection.execute(_SHIFT, {"shift": f"{shift // _TICK} microseconds"})
        found = connection.execute(twin.statement, values)
        return found.mappings().all()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, Error):
            _raise_expected(error.orig)
        raise


def _raise_expected(error: Error) -> None:
    """Raise what a function meant to say; return where it is trouble of another kind."""
    if error.sqlstate == _REFUSED:
        facts = json.loads(error.diag.message_detail or "{}")
        facts |= {name: time.fromisoformat(facts[name]) for name in _TIMES if name in facts}
        facts |= {name: datetime.fromisoformat(facts[name]) for name in _MOMENTS if name in facts}
        raise Refused(Reason(error.diag.message_primary or ""), **facts) from error
    if error.sqlstate == _UNAVAILABLE:
        raise Unavailable(error.diag.message_primary or "the store cannot do this now") from error
    if isinstance(error, errors.UniqueViolation) and error.diag.constraint_name in _ONE_VISITOR:
        raise Refused(Reason.ALREADY_SERVING) from error
