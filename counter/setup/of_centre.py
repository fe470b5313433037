"""The centre as a whole: its name and day, hours, closures, figures, series and groups."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from common.domain.catalogue import PriorityGroup
from common.domain.floor import Floor, Series
from common.domain.ids import GroupCode, SeriesCode
from common.domain.words import Words
from common.floorfile.floor import LETTERS
from counter.dates import day_of, day_words
from counter.setup.checks import clock_of, clock_words, lines_of
from counter.setup.lists import (
    codes,
    names_beside,
    number,
    put,
    typed,
    without,
    words_fields,
    words_from,
    words_values,
)
from counter.setup.of_entities import ENTITY_CODE
from counter.setup.specs import Context, Fault, FieldKind, FieldSpec, Form, Kind, Values
from counter.setup.week import fault_in, hours_of, week_of

ONE = "-"
"""The code of what a centre has only one of."""
_DAY_SECONDS, _DAY_MINUTES = 3600, 24 * 60
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def _only(_floor: Floor) -> tuple[str, ...]:
    return (ONE,)


# The centre


def _write_centre(floor: Floor, _code: str, values: Values) -> Floor:
    return replace(
        floor,
        name=words_from(values, "name") or floor.name,
        zone_info=ZoneInfo(typed(values, "time_zone")),
        rollover=clock_of(typed(values, "rollover")) or floor.rollover,
    )


def _cross_centre(floor: Floor, _code: str, values: Values) -> Mapping[str, Fault]:
    try:
        ZoneInfo(typed(values, "time_zone"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return {"time_zone": Fault("time_zone")}
    rollover = clock_of(typed(values, "rollover"))
    weeks = (floor.hours, *(rules.hours or {} for rules in floor.services.values()))
    for week in weeks:
        if rollover is not None and fault_in(week, rollover) is not None:
            return {"rollover": Fault("rollover")}
    return {}


CENTRE = Form(
    Kind.CENTRE,
    codes=_only,
    title=lambda context, _code: context.text("setup.kind.centre"),
    fields=lambda _context, _code: (
        *words_fields("name"),
        FieldSpec("time_zone", FieldKind.LATIN, 2),
        FieldSpec("rollover", FieldKind.TIME, 2),
    ),
    read=lambda floor, _code: {
        **words_values("name", floor.name),
        "time_zone": floor.zone_info.key,
        "rollover": clock_words(floor.rollover),
    },
    write=_write_centre,
    cross=_cross_centre,
)


# Hours and closures


def _cross_hours(floor: Floor, _code: str, values: Values) -> Mapping[str, Fault]:
    fault = fault_in(hours_of(values["hours"]), floor.rollover)
    return {} if fault is None else {"hours": fault}


HOURS = Form(
    Kind.HOURS,
    codes=_only,
    title=lambda context, _code: context.text("setup.kind.hours"),
    fields=lambda _context, _code: (FieldSpec("hours", FieldKind.HOURS, 4),),
    read=lambda floor, _code: {"hours": week_of(floor.hours)},
    write=lambda floor, _code, values: replace(floor, hours=hours_of(values["hours"])),
    cross=_cross_hours,
)


def _write_closures(floor: Floor, _code: str, values: Values) -> Floor:
    days = (day_of(line) for line in lines_of(str(values["closures"])))
    return replace(floor, closures=frozenset(day for day in days if day is not None))


CLOSURES = Form(
    Kind.CLOSURES,
    codes=_only,
    title=lambda context, _code: context.text("setup.kind.closures"),
    detail=lambda context, _code: str(len(context.floor.closures)),
    fields=lambda _context, _code: (FieldSpec("closures", FieldKind.DAYS, 4, optional=True),),
    read=lambda floor, _code: {
        "closures": "\n".join(day_words(day) for day in sorted(floor.closures))
    },
    write=_write_closures,
)


# Figures that hold for every service

_FIGURES = (
    FieldSpec("priority_ratio", FieldKind.NUMBER, 2, low=1, high=100, heading="priority"),
    FieldSpec("no_show_calls", FieldKind.NUMBER, 2, low=1, high=20, heading="no_show"),
    FieldSpec("no_show_gap", FieldKind.NUMBER, 2, high=_DAY_SECONDS, unit="seconds"),
    FieldSpec("no_show_back", FieldKind.NUMBER, 2, low=1, high=50, optional=True),
    FieldSpec("no_show_back_times", FieldKind.NUMBER, 2, low=1, high=9),
    FieldSpec("reinstate_within", FieldKind.NUMBER, 2, high=_DAY_MINUTES, unit="minutes"),
    FieldSpec("shown_at_least", FieldKind.NUMBER, 2, high=_DAY_SECONDS, unit="seconds"),
    FieldSpec(
        "appointment_early",
        FieldKind.NUMBER,
        2,
        high=_DAY_MINUTES,
        unit="minutes",
        heading="appointments",
    ),
    FieldSpec("appointment_late", FieldKind.NUMBER, 2, high=_DAY_MINUTES, unit="minutes"),
)
_UNITS = {"seconds": _SECOND, "minutes": _MINUTE}


def _read_rules(floor: Floor, _code: str) -> Values:
    return {spec.name: _figure(getattr(floor.rules, spec.name), spec) for spec in _FIGURES}


def _figure(value: int | timedelta | None, spec: FieldSpec) -> str:
    if isinstance(value, timedelta):
        return str(value // _UNITS[spec.unit])
    return "" if value is None else str(value)


def _write_rules(floor: Floor, code: str, values: Values) -> Floor:
    before, known = _read_rules(floor, code), floor.rules

    def span(name: str, unit: timedelta, was: timedelta) -> timedelta:
        """Return a length; a file's part of a second or minute stays where nobody typed."""
        return was if typed(values, name) == before[name] else number(values, name) * unit

    back = typed(values, "no_show_back")
    rules = replace(
        known,
        priority_ratio=number(values, "priority_ratio"),
        no_show_calls=number(values, "no_show_calls"),
        no_show_gap=span("no_show_gap", _SECOND, known.no_show_gap),
        no_show_back=int(back) if back else None,
        no_show_back_times=number(values, "no_show_back_times"),
        reinstate_within=span("reinstate_within", _MINUTE, known.reinstate_within),
        shown_at_least=span("shown_at_least", _SECOND, known.shown_at_least),
        appointment_early=span("appointment_early", _MINUTE, known.appointment_early),
        appointment_late=span("appointment_late", _MINUTE, known.appointment_late),
    )
    return replace(floor, rules=rules)


RULES = Form(
    Kind.RULES,
    codes=_only,
    title=lambda context, _code: context.text("setup.kind.rules"),
    fields=lambda _context, _code: _FIGURES,
    read=_read_rules,
    write=_write_rules,
)


# Series of numbers and groups with priority


def _series(floor: Floor, code: str) -> Series:
    return next(one for one in floor.series if one.code == code)


def _series_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    new = FieldSpec(
        "code",
        FieldKind.CODE,
        pattern=f"[{LETTERS}]{{1,2}}",
        such_as=f"A, AB ({LETTERS})",
        taken=frozenset(codes(context.floor.series)),
    )
    names = names_beside(context.floor.series, code)
    return (*(() if code else (new,)), *words_fields("name", taken=names))


def _write_series(floor: Floor, code: str, values: Values) -> Floor:
    name = words_from(values, "name") or Words("", "", "")
    one = Series(SeriesCode(code or typed(values, "code")), name)
    return replace(floor, series=put(floor.series, one.code, one))


def _user_of_series(context: Context, code: str) -> str:
    """Return a service whose numbers are of the series: it would be given no more."""
    floor = context.floor
    services = floor.catalogue.services()
    found = (services[key] for key, rules in floor.services.items() if rules.series == code)
    return next((one.name.of(context.language) for one in found), "")


SERIES = Form(
    Kind.SERIES,
    codes=lambda floor: codes(floor.series),
    title=lambda context, code: (
        f"{code} · {_series(context.floor, code).name.of(context.language)}"
    ),
    detail=lambda context, code: str(
        sum(rules.series == code for rules in context.floor.services.values())
    ),
    fields=_series_fields,
    read=lambda floor, code: words_values("name", _series(floor, code).name),
    write=_write_series,
    blank=lambda _floor, _beside: {"code": "", **words_values("name", None)},
    remove=lambda floor, code: replace(floor, series=without(floor.series, code)),
    user=_user_of_series,
)


def _group(floor: Floor, code: str) -> PriorityGroup:
    return next(one for one in floor.catalogue.groups if one.code == code)


def _with_groups(floor: Floor, groups: tuple[PriorityGroup, ...]) -> Floor:
    return replace(floor, catalogue=replace(floor.catalogue, groups=groups))


def _group_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    new = FieldSpec(
        "code",
        FieldKind.CODE,
        pattern=ENTITY_CODE,
        such_as="DIS",
        taken=frozenset(codes(context.floor.catalogue.groups)),
    )
    names = names_beside(context.floor.catalogue.groups, code)
    return (*(() if code else (new,)), *words_fields("name", taken=names))


def _write_group(floor: Floor, code: str, values: Values) -> Floor:
    name = words_from(values, "name") or Words("", "", "")
    one = PriorityGroup(GroupCode(code or typed(values, "code")), name)
    return _with_groups(floor, put(floor.catalogue.groups, one.code, one))


GROUP = Form(
    Kind.GROUP,
    codes=lambda floor: codes(floor.catalogue.groups),
    title=lambda context, code: _group(context.floor, code).name.of(context.language),
    detail=lambda _context, code: code,
    sorted=False,
    fields=_group_fields,
    read=lambda floor, code: words_values("name", _group(floor, code).name),
    write=_write_group,
    blank=lambda _floor, _beside: {"code": "", **words_values("name", None)},
    remove=lambda floor, code: _with_groups(floor, without(floor.catalogue.groups, code)),
)
