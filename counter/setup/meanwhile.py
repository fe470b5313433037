"""What somebody else changed of a thing while it is being changed here: both are kept apart."""

from collections.abc import Mapping
from dataclasses import replace

from common.domain.floor import Floor
from counter.setup.checks import share_of
from counter.setup.specs import FieldKind, FieldSpec, Form, Value, Values
from counter.setup.state import FormState


def held_as(kind: Form, floor: Floor, form: FormState) -> str | None:
    """Return the code a thing has in a set-up that holds now; None where it is gone."""
    codes = kind.codes(floor)
    if not form.code:
        named = str(form.values.get("code", "")).strip()
        rest = {key: value for key, value in form.values.items() if key != "code"}
        same = named in codes and kind.read(floor, named) == rest
        return named if same else ""
    if kind.place not in form.kept:
        return form.code if form.code in codes else None
    # What has no code of its own but its place may have been moved by another.
    own = [_apart(kind, values) for values in (form.kept, form.values)]
    likely = [code for code in codes if _apart(kind, kind.read(floor, code)) in own]
    if form.code in likely or not likely:
        return form.code if form.code in codes else None
    return likely[0]


def _apart(kind: Form, values: Values) -> Values:
    return {key: value for key, value in values.items() if key != kind.place}


def merged(form: FormState, fields: tuple[FieldSpec, ...], fresh: Values) -> FormState:
    """Take what holds now: what was typed here stays, and what differs from before is told."""
    before = {**form.kept, **form.meanwhile}
    meanwhile = {
        name: before[name]
        for name, value in fresh.items()
        if name in before and before[name] != value
    }
    kinds = {spec.name: spec.kind for spec in fields}
    values = {
        name: _of_both(kinds.get(name), form.kept[name], form.values[name], value)
        if name in form.kept
        else value
        for name, value in fresh.items()
    }
    now = replace(form, fields=fields, kept=fresh, values=values, meanwhile=meanwhile)
    newly = {name for name in now.rivals if fresh[name] != form.kept.get(name)}
    return replace(now, unseen=form.unseen or bool(newly), removing=False, gone=False)


def _of_both(kind: FieldKind | None, before: Value, here: Value, there: Value) -> Value:
    """Return what was typed here, or what another changed where nobody typed."""
    if here == before:
        return there
    if not (isinstance(before, tuple) and isinstance(here, tuple) and isinstance(there, tuple)):
        return here
    if kind is FieldKind.HOURS:
        days = zip(before, here, there, strict=True)
        return tuple(other if own == old else own for old, own, other in days)
    old, own, other = (dict(share_of(entry) for entry in one) for one in (before, here, there))
    both: Mapping[str, str | None] = {
        code: other.get(code) if own.get(code) == old.get(code) else own.get(code)
        for code in {**own, **other}
    }
    entries = (code if not said else f"{code} {said}" for code, said in _standing(both))
    return tuple(sorted(entries))


def _standing(both: Mapping[str, str | None]) -> list[tuple[str, str]]:
    return [(code, said) for code, said in both.items() if said is not None]
