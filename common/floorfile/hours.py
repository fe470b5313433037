"""Reads hours, targets and rules: the figures of a floor file."""

from collections.abc import Mapping
from datetime import time, timedelta

from common.domain.floor import FloorRules, Opening, Target
from common.domain.hours import HoursFault, hours_faults
from common.floorfile.faults import FaultKind
from common.floorfile.part import Part

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
_MIDNIGHT = time(0, 0)


def hours_of(part: Part, rollover: time) -> dict[int, Opening]:
    """Return the hours by weekday; a weekday that is missing is closed."""
    days = part.fields((), WEEKDAYS)
    return {
        weekday: _opening(days[name], rollover)
        for weekday, name in enumerate(WEEKDAYS)
        if days[name].given
    }


def target_of(part: Part, default: Target) -> Target:
    """Return the waiting minutes that are green, amber and red."""
    if not part.given:
        return default
    fields = part.fields(("green", "amber", "red"))
    longest = 24 * 60
    target = Target(**{colour: fields[colour].whole(1, longest, 1) for colour in fields})
    if not target.green <= target.amber <= target.red:
        part.fault(FaultKind.TARGET)
    return target


def rules_of(part: Part) -> FloorRules:
    """Return the figures that hold for every service."""
    usual = FloorRules()
    if not part.given:
        return usual
    fields = part.fields(
        (),
        (
            "priority_ratio",
            "no_show_calls",
            "no_show_gap_seconds",
            "no_show_back",
            "no_show_back_times",
            "reinstate_within_minutes",
            "shown_at_least_seconds",
            "appointment_early_minutes",
            "appointment_late_minutes",
        ),
    )
    return FloorRules(
        priority_ratio=fields["priority_ratio"].whole(1, 100, usual.priority_ratio),
        no_show_calls=fields["no_show_calls"].whole(1, 20, usual.no_show_calls),
        no_show_gap=fields["no_show_gap_seconds"].span(SECOND, 0, 3600, usual.no_show_gap),
        no_show_back=fields["no_show_back"].whole(1, 50) if fields["no_show_back"].given else None,
        no_show_back_times=fields["no_show_back_times"].whole(1, 9, usual.no_show_back_times),
        reinstate_within=_minutes(fields["reinstate_within_minutes"], usual.reinstate_within),
        shown_at_least=fields["shown_at_least_seconds"].span(SECOND, 0, 3600, usual.shown_at_least),
        appointment_early=_minutes(fields["appointment_early_minutes"], usual.appointment_early),
        appointment_late=_minutes(fields["appointment_late_minutes"], usual.appointment_late),
    )


_WRONG = {
    HoursFault.SAME_TIME: FaultKind.SAME_TIME,
    HoursFault.LATE_TICKET: FaultKind.LATE_TICKET,
    HoursFault.EARLY_OPENING: FaultKind.EARLY_OPENING,
    HoursFault.LATE_CLOSE: FaultKind.LATE_CLOSE,
}


def _minutes(part: Part, usual: timedelta) -> timedelta:
    return part.span(MINUTE, 0, 24 * 60, usual)


def _opening(part: Part, rollover: time) -> Opening:
    fields = part.fields(("opens", "closes", "last_ticket"))
    opening = Opening(
        opens=fields["opens"].clock(_MIDNIGHT),
        closes=fields["closes"].clock(time.max),
        last_ticket=fields["last_ticket"].clock(time.max),
    )
    if all(field.given for field in fields.values()):
        for fault in hours_faults(opening, rollover):
            part.fault(_WRONG[fault])
    return opening


def by_weekday(hours: Mapping[int, Opening]) -> dict[str, Opening]:
    """Return hours by the weekday's name in the file."""
    return {WEEKDAYS[weekday]: hours[weekday] for weekday in sorted(hours)}
