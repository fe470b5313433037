"""Counters, the zones they stand in, and the profiles that say what they may call."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

from common.domain.floor import Counter, Direction, Floor, Profile, Zone
from common.domain.ids import CounterCode, ProfileCode, ServiceCode, ZoneCode
from common.floorfile.places import PLACE
from counter.setup.checks import share_of
from counter.setup.lists import (
    NO_WORDS,
    chosen,
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
from counter.setup.specs import Context, FieldKind, FieldSpec, Form, Kind, Pick, Values

_HIGHEST_NUMBER = 999
_LONGEST_HANDICAP = 24 * 60
_MINUTE = timedelta(minutes=1)


def code_field(such_as: str, taken: tuple[str, ...]) -> FieldSpec:
    """Return the field of a new place's code."""
    return FieldSpec("code", FieldKind.CODE, pattern=PLACE, such_as=such_as, taken=frozenset(taken))


def service_picks(
    context: Context, mine: Collection[ServiceCode], *, every: bool = False
) -> tuple[Pick, ...]:
    """Return the services that the centre gives, and those chosen though it does not.

    Each under its entity, and first the entities of which something is chosen; `every` takes the
    whole catalogue.
    """
    given, language = context.floor.services, context.language
    entities = sorted(
        context.floor.catalogue.entities,
        key=lambda entity: all(service.code not in mine for service in entity.services),
    )
    return tuple(
        Pick(service.code, service.name.of(language), entity.name.of(language))
        for entity in entities
        for service in entity.services
        if every or service.code in given or service.code in mine
    )


def zone_picks(context: Context) -> tuple[Pick, ...]:
    """Return the zones to choose from."""
    return tuple(
        Pick(one.code, f"{one.code} · {one.name.of(context.language)}")
        for one in context.floor.zones
    )


# Zones


def _zone(floor: Floor, code: str) -> Zone:
    return next(one for one in floor.zones if one.code == code)


def _write_zone(floor: Floor, code: str, values: Values) -> Floor:
    known = _zone(floor, code) if code else Zone(ZoneCode(typed(values, "code")), NO_WORDS)
    zone = replace(known, name=words_from(values, "name") or NO_WORDS)
    return replace(floor, zones=put(floor.zones, zone.code, zone))


def _remove_zone(floor: Floor, code: str) -> Floor:
    return replace(floor, zones=without(floor.zones, code))


def _user_of_zone(context: Context, code: str) -> str:
    floor = context.floor
    counter = next((one.number for one in floor.counters if one.zone == code), None)
    if counter is not None:
        return context.text("setup.counter", number=counter)
    kiosks = [one.code for one in floor.kiosks if one.zone == code]
    return next(iter([*kiosks, *(one.code for one in floor.displays if one.zone == code)]), "")


ZONE = Form(
    Kind.ZONE,
    codes=lambda floor: codes(floor.zones),
    title=lambda context, code: _zone(context.floor, code).name.of(context.language),
    detail=lambda _context, code: code,
    fields=lambda context, code: (
        *(() if code else (code_field("A", codes(context.floor.zones)),)),
        *words_fields("name", taken=names_beside(context.floor.zones, code)),
    ),
    read=lambda floor, code: words_values("name", _zone(floor, code).name),
    write=_write_zone,
    blank=lambda _floor, _beside: {"code": "", **words_values("name", None)},
    remove=_remove_zone,
    user=_user_of_zone,
)


# Counters


def _counter(floor: Floor, code: str) -> Counter:
    return next(one for one in floor.counters if one.code == code)


def _counter_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    floor = context.floor
    taken = frozenset(str(one.number) for one in floor.counters if one.code != code)
    profiles = tuple(Pick(one.code, one.name.of(context.language)) for one in floor.profiles)
    ways = tuple(Pick(one.value, context.text(f"setup.way.{one.value}")) for one in Direction)
    return (
        *(() if code else (code_field("W12", codes(floor.counters)),)),
        FieldSpec("number", FieldKind.NUMBER, low=1, high=_HIGHEST_NUMBER, taken=taken),
        FieldSpec("zone", FieldKind.CHOICE, 2, picks=zone_picks(context)),
        FieldSpec("direction", FieldKind.CHOICE, 2, picks=ways),
        FieldSpec("profile", FieldKind.CHOICE, 2, picks=profiles),
    )


def _read_counter(floor: Floor, code: str) -> Values:
    counter = _counter(floor, code)
    return {
        "number": str(counter.number),
        "zone": counter.zone,
        "direction": counter.direction.value,
        "profile": counter.profile,
    }


def _write_counter(floor: Floor, code: str, values: Values) -> Floor:
    zone, profile = ZoneCode(typed(values, "zone")), ProfileCode(typed(values, "profile"))
    new = CounterCode(typed(values, "code")) if not code else None
    counter = replace(
        _counter(floor, code) if new is None else Counter(new, 0, zone, profile),
        number=number(values, "number"),
        zone=zone,
        profile=profile,
        direction=Direction(typed(values, "direction")),
    )
    return replace(floor, counters=put(floor.counters, counter.code, counter))


def _blank_counter(floor: Floor, beside: str) -> Values:
    like = next((one for one in floor.counters if one.code == beside), None)
    free = max((one.number for one in floor.counters), default=0) + 1
    return {
        "code": f"W{free}",
        "number": str(free),
        "zone": "" if like is None else like.zone,
        "direction": Direction.AHEAD.value if like is None else like.direction.value,
        "profile": "" if like is None else like.profile,
    }


def _remove_counter(floor: Floor, code: str) -> Floor:
    displays = tuple(
        replace(one, counters=tuple(counter for counter in one.counters if counter != code))
        for one in floor.displays
        if one.sign != code
    )
    return replace(floor, counters=without(floor.counters, code), displays=displays)


def _counter_detail(context: Context, code: str) -> str:
    profile = _counter(context.floor, code).profile
    found = next((one for one in context.floor.profiles if one.code == profile), None)
    return profile if found is None else found.name.of(context.language)


COUNTER = Form(
    Kind.COUNTER,
    codes=lambda floor: codes(floor.counters),
    title=lambda context, code: context.text(
        "setup.counter", number=_counter(context.floor, code).number
    ),
    detail=_counter_detail,
    sorted=False,
    fields=_counter_fields,
    read=_read_counter,
    write=_write_counter,
    blank=_blank_counter,
    remove=_remove_counter,
)


# Profiles


def _profile(floor: Floor, code: str) -> Profile:
    return next(one for one in floor.profiles if one.code == code)


def _profile_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    return (
        *(() if code else (code_field("BANK", codes(context.floor.profiles)),)),
        *words_fields("name", taken=names_beside(context.floor.profiles, code)),
        FieldSpec(
            "services",
            FieldKind.SHARES,
            4,
            label="handicaps",
            picks=service_picks(context, _profile(context.floor, code).handicaps if code else ()),
            low=0,
            high=_LONGEST_HANDICAP,
            unit="minutes",
        ),
    )


def _read_profile(floor: Floor, code: str) -> Values:
    profile = _profile(floor, code)
    shares = (f"{one} {_minutes(span)}" for one, span in profile.handicaps.items())
    return {**words_values("name", profile.name), "services": tuple(sorted(shares))}


def _write_profile(floor: Floor, code: str, values: Values) -> Floor:
    made = Profile(ProfileCode(typed(values, "code")), NO_WORDS, {}) if not code else None
    before = made or _profile(floor, code)
    told = dict(share_of(entry) for entry in chosen(values, "services"))
    known = before.handicaps
    kept = {one: _span(one, told[one], known) for one in known if one in told}
    more = {ServiceCode(one): _span(one, told[one], known) for one in told if one not in kept}
    profile = replace(
        before, name=words_from(values, "name") or NO_WORDS, handicaps={**kept, **more}
    )
    return replace(floor, profiles=put(floor.profiles, profile.code, profile))


def _minutes(span: timedelta) -> int:
    return span // _MINUTE


def _span(service: str, minutes: str, known: Mapping[ServiceCode, timedelta]) -> timedelta:
    """Return the minutes typed; a file's parts of a minute stay where nobody typed others."""
    before = known.get(ServiceCode(service))
    same = before is not None and str(_minutes(before)) == minutes
    return before if before is not None and same else int(minutes) * _MINUTE


def _remove_profile(floor: Floor, code: str) -> Floor:
    return replace(floor, profiles=without(floor.profiles, code))


def _user_of_profile(context: Context, code: str) -> str:
    found = next((one.number for one in context.floor.counters if one.profile == code), None)
    return "" if found is None else context.text("setup.counter", number=found)


PROFILE = Form(
    Kind.PROFILE,
    codes=lambda floor: codes(floor.profiles),
    title=lambda context, code: _profile(context.floor, code).name.of(context.language),
    detail=lambda context, code: str(len(_profile(context.floor, code).handicaps)),
    fields=_profile_fields,
    read=_read_profile,
    write=_write_profile,
    blank=lambda _floor, _beside: {"code": "", **words_values("name", None), "services": ()},
    remove=_remove_profile,
    user=_user_of_profile,
)
