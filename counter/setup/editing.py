"""One thing as it is being changed: read, judged, and kept through a change by somebody else."""

from dataclasses import replace

from common.domain.floor import Floor
from common.i18n import Text
from counter.saying import Saying
from counter.setup.checks import faults_of
from counter.setup.meanwhile import held_as, merged
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
    if state.floor is None or form.gone:
        return form
    kind = form_for(state, form.kind)
    faults = faults_of(kind, form.fields, state.floor, form.code, form.values)
    return replace(form, faults=faults)


def with_floor(state: SetupState, floor: Floor) -> SetupState:
    """Take a set-up that holds now; what was typed stays, beside what somebody else changed."""
    form = state.form
    fresh = replace(state, floor=floor)
    if form is None or state.text is None:
        return fresh
    kind = form_for(state, form.kind)
    code = held_as(kind, floor, form)
    if code is None:
        return _without(fresh, form)
    context = Context(floor, state.text)
    fields = kind.fields(context, code)
    if not code:
        title = title_of_new(form.kind, state.text)
        return replace(fresh, form=judged(fresh, replace(form, fields=fields, title=title)))
    if not form.dirty or kind.read(floor, code) == form.values or not form.code:
        return replace(fresh, form=form_of(fresh, form.kind, code))
    here = replace(form, code=code, title=kind.title(context, code))
    after = merged(here, fields, kind.read(floor, code))
    if after.meanwhile != form.meanwhile:
        fresh = replace(fresh, said=Said(Saying("setup.changed_meanwhile")))
    after = judged(fresh, after)
    if state.floor is not None and state.floor.version == floor.version:
        # What the store said is wrong stays so, whatever language it is read in.
        after = replace(after, faults={**form.faults, **after.faults})
    return replace(fresh, form=after)


def _without(state: SetupState, form: FormState) -> SetupState:
    """Let go of a thing that somebody else took out; what was typed can still be read."""
    if not form.dirty:
        return replace(state, form=None)
    gone = replace(form, gone=True, faults={}, meanwhile={}, unseen=False, removing=False)
    return replace(state, form=gone, said=Said(Saying("setup.removed_meanwhile")))


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
