"""How a centre's set-up is replaced (the twins: functions/65_setup.sql)."""

from dataclasses import replace

from common.domain.day import business_day
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode
from common.domain.permissions import Permission
from common.domain.setups import LONGEST_WHAT, needed_for, sets_up
from common.domain.ticket import LegState
from common.ports import PinRecord, Records
from common.rules.steps import permitted_at, require_permission, seat_at


def replace_floor(records: Records, floor: Floor, what: str = "") -> int:
    """Replace the whole set-up, or nothing of it; return its new version.

    Refused as `change_setup` for what is in use: SETUP_IN_USE, COUNTER_TAKEN, OPERATOR_ELSEWHERE.
    """
    before = records.floor_to_replace()
    if before is not None:
        _refuse_in_use(records, before, floor)
    version = records.put_floor(floor, what=what)
    records.log(EventKind.FLOOR_CHANGED, facts={"version": version})
    return version


def change_setup(
    records: Records, *, counter: CounterCode, floor: Floor, seen_version: int, what: str
) -> int:
    """Replace the set-up from a counter, whole or not at all; return its new version.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED where who sits there may not change
    what differs (people are a permission of their own), SETUP_CHANGED with `version`, `at` and
    `operator` where another was quicker, SETUP_UNSOUND with `faults` as import-floor tells them,
    COUNTER_TAKEN or OPERATOR_ELSEWHERE where it lacks whoever is signed in, and SETUP_IN_USE with
    `kind` (service, series, counter, day) where it lacks what today still needs.
    """
    seat = seat_at(records, counter)
    before = records.floor()
    if before.version != seen_version:
        _refuse_changed(records, before.version)
    for permission in sorted(needed_for(before, floor)):
        require_permission(records, seat, permission)
    if len(what) > LONGEST_WHAT or not what.isprintable():
        raise Refused(Reason.SETUP_UNSOUND, faults=[what])
    after = records.sound(floor)
    _refuse_in_use(records, before, after)
    operator = seat.operator.code
    version = records.put_floor(after, operator=operator, what=what)
    facts = {"version": version}
    records.log(EventKind.FLOOR_CHANGED, counter=counter, operator=operator, facts=facts)
    return version


def give_pin(
    records: Records, *, counter: CounterCode, operator: OperatorCode, pin: PinRecord
) -> None:
    """Give a person a PIN that is to be changed at the first sign-in, from a counter.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED where who sits there has nothing to do
    with people, for an unknown one, and for one who may set the centre up by one who may not.
    """
    seat = permitted_at(records, counter, Permission.PEOPLE)
    floor = records.floor()
    who = floor.operator(operator)
    if who is None:
        raise Refused(Reason.NOT_PERMITTED, operator=operator)
    if sets_up(floor, who):
        require_permission(records, seat, Permission.SET_UP)
    records.set_pin(operator, replace(pin, misses=0, last_miss=None, must_change=True))
    records.log(
        EventKind.PIN_SET,
        counter=counter,
        operator=seat.operator.code,
        facts={"for_operator": operator},
    )


def _refuse_changed(records: Records, version: int) -> None:
    last = next((one for one in records.setup_versions() if one.version == version), None)
    raise Refused(
        Reason.SETUP_CHANGED,
        version=version,
        at=None if last is None else last.at,
        operator=None if last is None else last.operator,
    )


def _refuse_in_use(records: Records, before: Floor, after: Floor) -> None:
    day, then = (business_day(records.now, one.zone_info, one.rollover) for one in (before, after))
    # Numbers of a day are given once: while there are none, a wrong zone can be put right.
    if day != then and (records.series_given(day) or records.series_given(then)):
        raise Refused(Reason.SETUP_IN_USE, kind="day")
    for service, count in sorted(records.visitors_of(day).items()):
        if service not in after.services:
            raise Refused(Reason.SETUP_IN_USE, kind="service", code=service, count=count)
    kept = {series.code for series in after.series}
    for series in sorted(records.series_given(day)):
        if series not in kept:
            raise Refused(Reason.SETUP_IN_USE, kind="series", code=series)
    held = [leg.counter for leg in records.open_legs(day) if leg.state is LegState.HELD]
    for counter in sorted({code for code in held if code is not None}):
        if after.counter(counter) is None:
            facts = {"code": counter, "count": held.count(counter)}
            raise Refused(Reason.SETUP_IN_USE, kind="counter", **facts)
