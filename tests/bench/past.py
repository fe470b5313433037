"""Makes years that are over in a store of Postgres: closed, moved, counted, old persons erased."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import psycopg

from common.domain.closing import HOT_DAYS, KEPT_DAYS
from common.domain.ids import CentreCode
from common.store.figures import counted

PER_DAY = 4000
"""Tickets on a day of a large centre."""
AT_ONCE = 250_000
"""Tickets of one transaction."""
_EVENTS = 4
"""Ids of the log that each ticket takes: issued, called, started, finished."""

# Whoever came on each day; everything about him follows from his place in the row.
_VISITS = """
CREATE TEMP TABLE past_visits ON COMMIT DROP AS
WITH work AS (
    SELECT row_number() OVER (ORDER BY r.code) - 1 AS place, count(*) OVER () AS all_of_them,
        r.code AS service, r.series, s.entity
    FROM service_rules r JOIN services s ON s.centre = r.centre AND s.code = r.code
    WHERE r.centre = %(centre)s
), windows AS (
    SELECT row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS all_of_them,
        code, number, zone, direction
    FROM counters WHERE centre = %(centre)s
), staff AS (
    SELECT row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS all_of_them, code
    FROM operators WHERE centre = %(centre)s
), came AS (
    SELECT g AS place, g %% %(per_day)s AS serial,
        %(first)s::date + (g / %(per_day)s)::integer AS day,
        abs(hashint8(g)::bigint) AS h, abs(hashint8(g + 7)::bigint) AS k
    FROM generate_series(%(from)s::bigint, %(until)s::bigint - 1) g
), met AS (
    SELECT c.*, w.service, w.series, w.entity, p.code AS window_code, p.number, p.zone,
        p.direction, o.code AS staff_code,
        (c.day + time '09:00') AT TIME ZONE %(zone)s
            + c.serial * (interval '9 hours' / %(per_day)s) AS issued_at,
        CASE WHEN c.h %% 100 < 92 THEN 'done' WHEN c.h %% 100 < 97 THEN 'no_show'
            ELSE 'cancelled' END AS state,
        (c.k %% 1000) * (c.k %% 1000) * 3600 AS until_called,
        (120 + c.h %% 900) * 1000000 AS at_window
    FROM came c
    JOIN work w ON w.place = c.h / 100 %% w.all_of_them
    JOIN windows p ON p.place = c.k %% p.all_of_them
    JOIN staff o ON o.place = c.k %% o.all_of_them
)
SELECT m.*, %(ticket)s + place AS ticket, %(leg)s + place AS leg, %(call)s + place AS call,
    %(event)s + place * 4 AS event, 1 AS issued,
    series || lpad(serial::text, 4, '0') AS label,
    CASE WHEN state <> 'cancelled' AND day >= %(kept)s THEN staff_code END AS operator,
    CASE WHEN state <> 'cancelled' THEN window_code END AS counter,
    CASE WHEN state = 'done' THEN until_called END AS wait,
    CASE WHEN state = 'done' THEN at_window END AS spent,
    issued_at + until_called * interval '1 microsecond' AS called_at,
    issued_at + (until_called + at_window) * interval '1 microsecond' AS ended_at,
    day >= %(kept)s AS named
FROM met m
"""
_TICKETS = """
INSERT INTO history_tickets (id, centre, day, label, series, serial, language, priority, request,
    token, issued_at, slip, kiosk)
SELECT ticket, %(centre)s, day, label, series, serial, 'az', NULL,
    CASE WHEN named THEN md5(ticket::text) END, CASE WHEN named THEN md5(label) END, issued_at,
    'printed', 'K1'
FROM past_visits
"""
_LEGS = """
INSERT INTO history_legs (id, centre, day, ticket, service, lane, state, version, arrived_at,
    due_at, counter, operator, calls, called_at, started_at, ended_at)
SELECT leg, %(centre)s, day, ticket, service, 'ordinary', state, 4, issued_at,
    issued_at + interval '15 minutes', counter, operator, (counter IS NOT NULL)::integer,
    CASE WHEN counter IS NOT NULL THEN called_at END,
    CASE WHEN state = 'done' THEN called_at END, ended_at
FROM past_visits
"""
_CALLS = """
INSERT INTO history_calls (id, centre, day, leg, label, counter, "window", zone, direction,
    language, service, times, called_at, open, withdrawn, why)
SELECT call, %(centre)s, day, leg, label, counter, number, zone, direction, 'az', service, 1,
    called_at, false, state = 'no_show', '{}'
FROM past_visits WHERE counter IS NOT NULL
"""
_LOG = """
INSERT INTO history_events (id, centre, day, at, kind, ticket, leg, call, counter, operator,
    device, login, facts)
SELECT event + step, %(centre)s, day,
    CASE step WHEN 0 THEN issued_at WHEN 3 THEN ended_at ELSE called_at END,
    CASE step WHEN 0 THEN 'issued' WHEN 1 THEN 'called' WHEN 2 THEN 'started'
        ELSE CASE state WHEN 'done' THEN 'finished' ELSE state END END,
    ticket, leg, CASE WHEN step = 1 THEN call END, CASE WHEN step > 0 THEN counter END,
    CASE WHEN step > 0 THEN operator END, CASE WHEN step = 0 THEN 'K1' END, 'past',
    CASE step WHEN 0 THEN jsonb_build_object('label', label, 'service', service, 'language', 'az')
        ELSE '{}' END
FROM past_visits CROSS JOIN generate_series(0, 3) step
WHERE state = 'done' OR step IN (0, 3) OR (state = 'no_show' AND step = 1)
"""
_CLOSED = """
INSERT INTO closed_days (centre, day, closed_at, moved_at, erasing_at, erased_at)
SELECT %(centre)s, day, day + 1, day + 8,
    CASE WHEN day < %(kept)s THEN day + 90 END, CASE WHEN day < %(kept)s THEN day + 90 END
FROM (SELECT DISTINCT day FROM past_visits) d
"""


def _figures(table: str, keys: str, chosen: str) -> str:
    names, sums = ", ".join(counted()), ", ".join(counted().values())
    return (
        f"INSERT INTO {table} (centre, day, {keys}, {names})"  # noqa: S608 - names of ours
        f" SELECT %(centre)s, day, {keys}, {sums} FROM past_visits v {chosen} GROUP BY day, {keys}"
    )


_STEPS = (
    _VISITS, _TICKETS, _LEGS, _CALLS, _LOG, _CLOSED,
    _figures("day_figures", "service, entity", ""),
    _figures("operator_figures", "service, operator", "WHERE operator IS NOT NULL"),
)  # fmt: skip


def make_past(
    url: str,
    centre: CentreCode,
    *,
    tickets: int,
    per_day: int = PER_DAY,
    tell: Callable[[int], None] = lambda _made: None,
) -> tuple[date, date]:
    """Make so many tickets of closed days in a store with a set-up; return its first and last day.

    The last day is the youngest that may have moved. About a minute for a million tickets.
    """
    days, at_once = -(-tickets // per_day), max(1, AT_ONCE // per_day) * per_day
    with psycopg.connect(url, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute("SET synchronous_commit = off")
        values = _values(connection, centre, tickets)
        last = values["today"] - timedelta(days=HOT_DAYS + 1)
        first = last - timedelta(days=days - 1)
        values |= {"first": first, "per_day": per_day}
        values |= {"kept": values["today"] - timedelta(days=KEPT_DAYS)}
        with _without_indexes(connection):
            for made in range(0, tickets, at_once):
                until = min(tickets, made + at_once)
                for step in _STEPS:
                    connection.execute(step, {**values, "from": made, "until": until})
                connection.commit()
                tell(until)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return first, last


def _values(connection: psycopg.Connection, centre: str, tickets: int) -> dict[str, object]:
    """Return the day, the zone, and ids that the store will give nobody else."""
    row = connection.execute(
        "SELECT time_zone, business_day(centre, clock_timestamp()) FROM centres WHERE centre = %s",
        [centre],
    ).fetchone()
    assert row is not None, f"{centre} has no set-up"
    values: dict[str, object] = {"centre": centre, "zone": row[0], "today": row[1]}
    for name, each in (("ticket", 1), ("leg", 1), ("call", 1), ("event", _EVENTS)):
        taken = connection.execute(f"SELECT nextval('{name}s_id_seq')").fetchone()
        assert taken is not None
        values[name] = taken[0]
        end = taken[0] + tickets * each
        connection.execute(f"SELECT setval('{name}s_id_seq', {end})")
    return values


@contextmanager
def _without_indexes(connection: psycopg.Connection) -> Iterator[None]:
    """Fill the large tables without their indexes and make these at the end: much sooner."""
    rows = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND tablename IN ('history_tickets', 'history_legs', 'history_calls', 'history_events')"
        " AND indexname NOT LIKE '%\\_pkey'"
    ).fetchall()
    for name, _ in rows:
        connection.execute(f"DROP INDEX {name}")
    connection.commit()
    yield
    connection.execute("SET maintenance_work_mem = '512MB'")
    for _, made in rows:
        connection.execute(made)
    connection.commit()
