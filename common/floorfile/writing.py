"""Writes a floor file that reads back as the same floor on any machine."""

import json
from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple
from datetime import time, timedelta

from common.domain.catalogue import Catalogue, Entity, Service
from common.domain.floor import (
    Counter,
    Display,
    Floor,
    FloorRules,
    Kiosk,
    Opening,
    Operator,
    ServiceFact,
    Target,
    Theme,
)
from common.domain.ids import ServiceCode
from common.domain.words import Words
from common.floorfile import catalogue as catalogue_file
from common.floorfile import floor as floor_file
from common.floorfile.hours import MINUTE, SECOND, by_weekday
from common.floorfile.part import DAY_END
from common.floorfile.pattern import fewest_listed, fewest_patterns
from common.floorfile.roles import changed
from common.floorfile.slip_lines import slip_form

_WIDTH = 110

_Form = dict[str, object]


def write_floor(floor: Floor) -> str:
    """Return a floor as the text of a floor file, its whole catalogue with it.

    The version in the store is not part of the file.
    """
    usual = _usual_target(floor)
    form: _Form = {
        "schema": floor_file.SCHEMA,
        "centre": floor.centre,
        "name": asdict(floor.name),
        "time_zone": floor.zone_info.key,
        "rollover": _clock(floor.rollover),
        "hours": _hours(floor.hours),
        "closures": sorted(day.isoformat() for day in floor.closures),
        "rules": {
            "priority_ratio": floor.rules.priority_ratio,
            "no_show_calls": floor.rules.no_show_calls,
            "no_show_gap_seconds": _number(floor.rules.no_show_gap, SECOND),
            **_back(floor.rules),
            "reinstate_within_minutes": _number(floor.rules.reinstate_within, MINUTE),
            "shown_at_least_seconds": _number(floor.rules.shown_at_least, SECOND),
            "appointment_early_minutes": _number(floor.rules.appointment_early, MINUTE),
            "appointment_late_minutes": _number(floor.rules.appointment_late, MINUTE),
        },
        "target": asdict(usual),
        **_services(floor, usual),
        **_places(floor),
        "roles": {role: sorted(may) for role, may in changed(floor.roles).items()},
        **({"slip": slip_form(floor.slip)} if floor.slip else {}),
        "catalogue": _catalogue(floor.catalogue),
    }
    return _laid_out(form) + "\n"


def _usual_target(floor: Floor) -> Target:
    """Return the target most services have, so that only the others have to be named."""
    counts = Tally(rules.target for rules in floor.services.values())
    return max(counts, key=lambda target: (counts[target], astuple(target)), default=Target())


def _services(floor: Floor, usual: Target) -> _Form:
    special: dict[ServiceCode, _Form] = {}
    for code, rules in floor.services.items():
        entry: _Form = {}
        if rules.target != usual:
            entry["target"] = asdict(rules.target)
        if rules.hours is not None:
            entry["hours"] = _hours(rules.hours)
        if rules.daily_limit is not None:
            entry["daily_limit"] = rules.daily_limit
        if rules.facts:
            entry["facts"] = {kind.value: _fact(fact) for kind, fact in rules.facts.items()}
        if entry:
            special[code] = entry
    return {
        "series": [
            {
                "code": series.code,
                "name": asdict(series.name),
                "services": fewest_listed(
                    [code for code, rules in floor.services.items() if rules.series == series.code],
                    floor.catalogue,
                ),
            }
            for series in floor.series
        ],
        "services": fewest_patterns(special, floor.catalogue),
    }


def _fact(fact: ServiceFact) -> _Form:
    checked = fact.checked.isoformat()
    return {**asdict(fact.words), "source": fact.source, "checked": checked}


def _places(floor: Floor) -> _Form:
    return {
        "zones": [{"code": zone.code, "name": asdict(zone.name)} for zone in floor.zones],
        "profiles": [
            {
                "code": profile.code,
                "name": asdict(profile.name),
                "services": fewest_patterns(
                    {code: _number(span, MINUTE) for code, span in profile.handicaps.items()},
                    floor.catalogue,
                ),
            }
            for profile in floor.profiles
        ],
        "counters": [_counter(counter) for counter in floor.counters],
        "operators": [_operator(operator, floor.catalogue) for operator in floor.operators],
        "printers": [_given(asdict(printer)) for printer in floor.printers],
        "kiosks": [_kiosk(kiosk, floor.catalogue) for kiosk in floor.kiosks],
        "displays": [_display(display) for display in floor.displays],
    }


def _display(display: Display) -> _Form:
    limits = {
        "counters": list(display.counters) or None,
        "entities": list(display.entities) or None,
    }
    theme = None if display.theme is Theme.NIGHT else display.theme.value
    return _given({**asdict(display), **limits, "theme": theme})


def _counter(counter: Counter) -> _Form:
    return asdict(counter)


def _operator(operator: Operator, catalogue: Catalogue) -> _Form:
    form: _Form = {"code": operator.code, "name": operator.name, "role": operator.role.value}
    if operator.entity is not None:
        form["entity"] = operator.entity
    if operator.skills:
        form["skills"] = fewest_listed(operator.skills, catalogue)
    return form


def _kiosk(kiosk: Kiosk, catalogue: Catalogue) -> _Form:
    menu = fewest_listed(kiosk.menu, catalogue) if kiosk.menu else None
    form = {**asdict(kiosk), "most_taken": list(kiosk.most_taken), "menu": menu}
    return _given({**form, "spares": [asdict(spare) for spare in kiosk.spares] or None})


def _catalogue(catalogue: Catalogue) -> _Form:
    return {
        "schema": catalogue_file.SCHEMA,
        "groups": [{"code": group.code, "name": asdict(group.name)} for group in catalogue.groups],
        "entities": [_entity(entity) for entity in catalogue.entities],
    }


def _entity(entity: Entity) -> _Form:
    return _given(
        {
            "code": entity.code,
            "kind": entity.kind.value,
            "enabled": entity.enabled,
            "icon": entity.icon,
            "name": asdict(entity.name),
            "board_name": _words(entity.board_name),
            "synonyms": list(entity.synonyms) or None,
            "outcome_required": entity.outcome_required or None,
            "services": [_service(service) for service in entity.services],
        }
    )


def _service(service: Service) -> _Form:
    return _given(
        {
            "code": service.code,
            "minutes": service.minutes,
            "enabled": service.enabled,
            "icon": service.icon,
            "name": asdict(service.name),
            "short": _words(service.short),
            "synonyms": list(service.synonyms),
            "information": service.information or None,
        }
    )


def _words(words: Words | None) -> _Form | None:
    return None if words is None else asdict(words)


def _given(form: Mapping[str, object]) -> _Form:
    return {key: value for key, value in form.items() if value is not None}


def _hours(hours: Mapping[int, Opening]) -> _Form:
    return {
        name: {
            "opens": _clock(opening.opens),
            "closes": _clock(opening.closes),
            "last_ticket": _clock(opening.last_ticket),
        }
        for name, opening in by_weekday(hours).items()
    }


def _back(rules: FloorRules) -> _Form:
    """Return where who missed his calls waits again; nothing where that ends his visit."""
    form: _Form = {} if rules.no_show_back is None else {"no_show_back": rules.no_show_back}
    if form or rules.no_show_back_times != FloorRules().no_show_back_times:
        form["no_show_back_times"] = rules.no_show_back_times
    return form


def _clock(moment: time) -> str:
    if moment == time.max:
        return DAY_END
    return moment.isoformat("seconds" if moment.second else "minutes")


def _number(span: timedelta, unit: timedelta) -> float:
    whole, rest = divmod(span, unit)
    return span / unit if rest else whole


def _laid_out(value: object, depth: int = 0) -> str:
    """Return JSON with short things on one line, so that people can read and compare it."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or (depth and len(flat) + depth <= _WIDTH):
        return flat
    pad = " " * (depth + 1)
    inner: Iterable[str]
    if isinstance(value, dict):
        inner = (f"{json.dumps(key)}: {_laid_out(item, depth + 1)}" for key, item in value.items())
    else:
        inner = (_laid_out(item, depth + 1) for item in value)
    begin, end = "{}" if isinstance(value, dict) else "[]"
    return f"{begin}\n{pad}" + f",\n{pad}".join(inner) + f"\n{' ' * depth}{end}"
