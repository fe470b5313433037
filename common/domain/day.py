"""The business day and the hours in which tickets are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from common.domain.floor import Floor, Opening
from common.domain.ids import ServiceCode

LOOK_AHEAD = 31
"""Days in which the next opening is looked for."""


def business_day(now: datetime, zone: ZoneInfo, rollover: time) -> date:
    """Return the date a moment is counted to in the centre.

    `now` is aware; before the roll-over time the day is still yesterday's. A day that has begun
    does not end because the clock of the zone is put back and shows an earlier hour again.
    """
    local = now.astimezone(zone)
    if local.time() >= rollover:
        return local.date()
    first = datetime.combine(local.date(), rollover, zone)
    if local.fold and now.astimezone(UTC) >= first.astimezone(UTC):
        return local.date()
    return local.date() - timedelta(days=1)


class Closed(StrEnum):
    """Why no ticket is given for a service now."""

    OFF = "off"
    DAY = "day"
    NOT_YET = "not_yet"
    LAST_TICKET = "last_ticket"
    LIMIT = "limit"
    STAFF = "staff"
    """Somebody of the staff closed it for today."""
    RESERVE = "reserve"
    """The kiosk is on its own, and the numbers it may give are used up."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether tickets are given for a service now, and the hours of today if there are any."""

    closed: Closed | None
    opening: Opening | None


def admission(floor: Floor, service: ServiceCode, now: datetime, taken: int) -> Admission:
    """Say whether a ticket may be taken now; `taken` counts today's tickets of the service."""
    rules = floor.services.get(service)
    found = floor.catalogue.find(service)
    if rules is None or found is None or not all(part.enabled for part in found):
        return Admission(Closed.OFF, None)
    hours = _hours(floor, service)
    full = rules.daily_limit is not None and taken >= rules.daily_limit
    return _by_the_clock(floor, now, hours.get(_weekday(floor, now)), full=full)


def centre_opening(floor: Floor, now: datetime) -> Opening | None:
    """Return the centre's own hours of the business day; None on a closed day."""
    if business_day(now, floor.zone_info, floor.rollover) in floor.closures:
        return None
    return floor.hours.get(_weekday(floor, now))


def centre_closes(floor: Floor, now: datetime) -> datetime | None:
    """Return when the centre closes on the business day; None on a closed day."""
    opening = centre_opening(floor, now)
    if opening is None:
        return None
    day = business_day(now, floor.zone_info, floor.rollover)
    last = day if opening.closes > opening.opens else day + timedelta(days=1)
    return datetime.combine(last, opening.closes, floor.zone_info)


def next_opening(floor: Floor, services: Iterable[ServiceCode], now: datetime) -> datetime | None:
    """Return when the first of some services opens next; None when none does for a month."""
    hours = [_hours(floor, service) for service in services]
    today = business_day(now, floor.zone_info, floor.rollover)
    for day in (today + timedelta(days=ahead) for ahead in range(LOOK_AHEAD)):
        opens = (each[day.weekday()].opens for each in hours if day.weekday() in each)
        moments = (datetime.combine(day, clock, floor.zone_info) for clock in opens)
        coming = min((moment for moment in moments if moment > now), default=None)
        if coming is not None and day not in floor.closures:
            return coming
    return None


def _hours(floor: Floor, service: ServiceCode) -> Mapping[int, Opening]:
    own = floor.services[service].hours
    return floor.hours if own is None else own


def _weekday(floor: Floor, now: datetime) -> int:
    return business_day(now, floor.zone_info, floor.rollover).weekday()


def _by_the_clock(floor: Floor, now: datetime, opening: Opening | None, *, full: bool) -> Admission:
    day = business_day(now, floor.zone_info, floor.rollover)
    if opening is None or day in floor.closures:
        return Admission(Closed.DAY, None)
    clock = now.astimezone(floor.zone_info)
    if clock < datetime.combine(day, opening.opens, floor.zone_info):
        return Admission(Closed.NOT_YET, opening)
    # A last ticket earlier than the opening belongs to the small hours after midnight.
    last_day = day if opening.last_ticket >= opening.opens else day + timedelta(days=1)
    if clock > datetime.combine(last_day, opening.last_ticket, floor.zone_info):
        return Admission(Closed.LAST_TICKET, opening)
    return Admission(Closed.LIMIT if full else None, opening)
