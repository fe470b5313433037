"""What kiosks offer now."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import bindparam, select

from common.domain.day import Admission, Closed, admission, centre_opening
from common.domain.ids import ServiceCode
from common.domain.ticket import Lane
from common.domain.views import Menu, ServiceNow
from common.store.board import waiting_by_lane
from common.store.records import CentreRecords
from common.store.tables import service_counts
from common.store.waits import expected_waits

_TAKEN = select(service_counts.c.service, service_counts.c.count).where(
    service_counts.c.centre == bindparam("centre"), service_counts.c.day == bindparam("day")
)


def read_menu(records: CentreRecords) -> Menu:
    """Return every service of the set-up with its hours, limit and queue of this moment."""
    floor = records.floor()
    values = {"centre": records.centre, "day": records.day}
    taken = {row[0]: row[1] for row in records.connection.execute(_TAKEN, values)}
    waiting = waiting_by_lane(records)
    expected = expected_waits(records)
    ended = records.day_ended(records.day) is not None
    by_staff = floor.services.keys() if ended else records.closed_services()
    return Menu(
        at=records.now,
        floor=floor,
        opening=centre_opening(floor, records.now),
        services={
            code: ServiceNow(
                _admission(records, code, taken.get(code, 0), by_staff),
                waiting=sum(waiting[code, lane] for lane in Lane),
                going_first=waiting[code, Lane.PRIORITY],
                taken=taken.get(code, 0),
                expected=expected.get(code),
            )
            for code in floor.services
        },
        appointments=records.has_appointments(),
        printers=records.printers(),
        evacuated_since=records.evacuated_since,
    )


def _admission(
    records: CentreRecords, code: ServiceCode, taken: int, by_staff: Collection[ServiceCode]
) -> Admission:
    answer = admission(records.floor(), code, records.now, taken)
    if answer.closed is None and code in by_staff:
        return replace(answer, closed=Closed.STAFF)
    return answer
