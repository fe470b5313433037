"""Where in the form stands what a set-up was refused for, as far as the form has it."""

from collections.abc import Iterator
from dataclasses import replace

from common.domain.errors import Refused
from common.domain.words import Language
from common.floorfile.faults import Fault, Place
from counter.setup import specs
from counter.setup.file_faults import FIELDS, thing_at
from counter.setup.specs import Kind
from counter.setup.state import FormState, SetupState

_PAGES = {
    **dict.fromkeys(("centre", "name", "time_zone", "rollover"), Kind.CENTRE),
    **dict.fromkeys(("rules", "target"), Kind.RULES),
    "closures": Kind.CLOSURES,
    "hours": Kind.HOURS,
}


def led(state: SetupState, refused: Refused) -> SetupState:
    """Return a state that marks the fields a refusal is about, and goes to the first of them."""
    form, faults = state.form, refused.facts.get("faults")
    if form is None or not isinstance(faults, list):
        return state
    file = refused.facts.get("file")
    places = (fault.place for fault in faults if isinstance(fault, Fault))
    names = {name for place in places if (name := _field_of(form, place, file))}
    if not names:
        return state
    marked = {**form.faults, **dict.fromkeys(names, specs.Fault("refused"))}
    shown = replace(form, faults=marked, touched=form.touched | names)
    return replace(state, form=shown, focus=state.focus + 1)


def _field_of(form: FormState, place: Place, file: object) -> str:
    """Return the field of a form that shows what stands at a place; empty where none does."""
    thing = thing_at(place, file)
    if thing is not None:
        kind, code, rest = thing
        here = kind is form.kind and code == (form.code or form.values.get("code"))
    else:
        rest = place
        here = bool(place) and _PAGES.get(str(place[0])) is form.kind
    if not here:
        return ""
    fields = {spec.name: spec.label_key for spec in form.fields}
    labels = {label: name for name, label in fields.items()}
    for name, label in _said(rest):
        if name in fields or label in labels:
            return name if name in fields else labels[label]
    return ""


def _said(rest: Place) -> Iterator[tuple[str, str]]:
    """Yield by which name and label a form may have what stands there, the nearest first."""
    for step, after in zip(rest, (*rest[1:], None), strict=True):
        if after in set(Language):
            yield f"{step}_{after}", ""
        yield str(step), FIELDS.get(str(step), "")
