"""One thing as it is being changed: read, judged, and kept through a change by somebody else."""

from dataclasses import replace

from common.domain.floor import Floor
from common.i18n import Text
from counter.saying import Saying
from counter.setup.checks import faults_of
from counter.setup.of_messages import message_form
from counter.setup.sections import FORMS
from counter.setup.specs import Context, Form, Kind
from counter.setup.state import FormState, Said, SetupState


def form_for(state: SetupState, kind: Kind) -> Form:
    """Return the form of a kind of thing."""
    if kind is Kind.MESSAGE:
        return message_form(state.messages, state.at)
    return FORMS[kind]


def form_of(state: SetupState, kind: Kind, code: str) -> FormState | None:
    """Return a thing of the set-up as a form; None where there is no set-up to read."""
    if state.floor is None or state.text is None:
        return None
    form, context = form_for(state, kind), Context(state.floor, state.text)
    values = form.read(state.floor, code)
    title, fields = form.title(context, code), form.fields(context, code)
    removable = form.remove is not None
    shown = FormState(kind, code, title, fields, values, values, removable=removable)
    return judged(state, shown)


def judged(state: SetupState, form: FormState) -> FormState:
    """Return a form with what is wrong in its fields."""
    if state.floor is None:
        return form
    kind = form_for(state, form.kind)
    faults = faults_of(kind, form.fields, state.floor, form.code, form.values)
    return replace(form, faults=faults)


def with_floor(state: SetupState, floor: Floor) -> SetupState:
    """Take a set-up that holds now; what was typed stays where nobody else changed it."""
    form = state.form
    fresh = replace(state, floor=floor)
    if form is None or state.text is None:
        return fresh
    kind = form_for(state, form.kind)
    known = form.code in kind.codes(floor)
    saved = known and kind.read(floor, form.code) == form.values
    if saved or not form.dirty:
        return replace(fresh, form=form_of(fresh, form.kind, form.code) if known else None)
    if form.code and not (known and kind.read(floor, form.code) == form.kept):
        fresh = replace(state, said=Said(Saying("setup.changed_meanwhile")))
        floor = floor if state.floor is None else state.floor
    context = Context(floor, state.text)
    fields = kind.fields(context, form.code)
    title = kind.title(context, form.code) if form.code else title_of_new(form.kind, state.text)
    return replace(fresh, form=judged(fresh, replace(form, fields=fields, title=title)))


def title_of_new(kind: Kind, text: Text) -> str:
    """Return what stands over a thing that is not there yet."""
    return text(f"setup.new.{kind.value}")


def told(form: FormState, text: Text | None) -> str:
    """Return what a change is, as it stands among the versions."""
    if text is None:
        return ""
    if not form.code:
        name = next((str(value) for key, value in form.values.items() if "name" in key), "")
        return text("setup.what.added", name=name)
    labels = [
        spec.called(text)
        for spec in form.fields
        if form.values.get(spec.name) != form.kept.get(spec.name)
    ]
    return f"{form.title}: {', '.join(dict.fromkeys(labels))}"


def lists_from(state: SetupState) -> tuple[object, ...]:
    """Return what the lines of the list depend on: not on what is typed in the form."""
    told_of = (state.floor, state.text, state.section, state.search, state.opened)
    return (*told_of, state.may, state.versions, state.messages)
