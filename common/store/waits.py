"""How long is waited today: counted here in SQLite, by a function of its own in Postgres."""

from datetime import timedelta
from itertools import groupby, islice
from operator import itemgetter

from sqlalchemy import BigInteger, Date, String, bindparam, column, text

from common.domain.ids import ServiceCode
from common.domain.waits import LATEST, WaitSpan, expected_wait, rounded
from common.store.records import CentreRecords

_TICK = timedelta(microseconds=1)
_SERVICE = column("service", String)

# Only the first service of a ticket was waited for since the visitor came, and whoever has an
# appointment waits for its time.
# All of it stands in an index, in this order: quicker than to let SQLite count by windows.
_WAITS = (
    text(
        "SELECT service, started_at - arrived_at AS wait FROM legs l"
        " WHERE centre = :centre AND day = :day"
        " AND started_at IS NOT NULL AND lane = 'ordinary' AND for_counter IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM legs f WHERE f.ticket = l.ticket AND f.id < l.id)"
        " AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.ticket = l.ticket)"
        " ORDER BY service, started_at DESC"
    )
    .bindparams(bindparam("day", type_=Date))
    .columns(_SERVICE, column("wait", BigInteger))
)
# Kiosks and displays may know how long is waited, but not who waited.
_QUARTERS = text("SELECT service, lower, upper FROM waits_now(:centre, :day)").columns(
    _SERVICE, column("lower", BigInteger), column("upper", BigInteger)
)


def expected_waits(records: CentreRecords) -> dict[ServiceCode, WaitSpan]:
    """Return what may be expected today, for the services of which enough is known."""
    return _counted_there(records) if records.is_postgres else _counted_here(records)


def _counted_there(records: CentreRecords) -> dict[ServiceCode, WaitSpan]:
    rows = records.connection.execute(_QUARTERS, _today(records))
    return {service: rounded(lower * _TICK, upper * _TICK) for service, lower, upper in rows}


def _counted_here(records: CentreRecords) -> dict[ServiceCode, WaitSpan]:
    rows = records.connection.execute(_WAITS, _today(records)).all()
    found: dict[ServiceCode, WaitSpan] = {}
    for service, waited in groupby(rows, key=itemgetter(0)):
        span = expected_wait([wait * _TICK for _, wait in islice(waited, LATEST)])
        if span is not None:
            found[service] = span
    return found


def _today(records: CentreRecords) -> dict[str, object]:
    return {"centre": records.centre, "day": records.day}
