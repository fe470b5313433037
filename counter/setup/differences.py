"""What differs between two set-ups, thing by thing and field by field, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from common.domain.floor import Floor
from common.i18n import Text
from counter.setup.checks import share_of
from counter.setup.sections import ALL
from counter.setup.specs import Context, FieldKind, FieldSpec, Form, Value

MOST = 200
"""Lines that are told one by one."""
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: what it is about, and what was and is; either may be empty."""

    about: str
    field: str = ""
    was: str = ""
    now: str = ""


def differences(before: Floor, after: Floor, text: Text) -> tuple[Difference, ...]:
    """Return what differs, at most so much of it as somebody reads."""
    contexts = Context(before, text), Context(after, text)
    found = list(islice(_all(*contexts), MOST + 1))
    if len(found) > MOST:
        return (*found[:MOST], Difference(text("setup.differs.more")))
    same = (before.version, before.centre) == (after.version, after.centre)
    if not found and (not same or before != after):
        return (Difference(text("setup.differs.nothing")),)
    return tuple(found)


def _all(old: Context, new: Context) -> Iterator[Difference]:
    for form in ALL:
        before, after = form.codes(old.floor), form.codes(new.floor)
        for code in after:
            if code not in before:
                about = _about(form, new, code)
                yield Difference(about, now=new.text("setup.differs.added"))
        for code in before:
            if code not in after:
                about = _about(form, old, code)
                yield Difference(about, now=new.text("setup.differs.removed"))
            else:
                moved = before == after
                yield from _changed(form, old, new, code, moved=moved)


def _about(form: Form, context: Context, code: str) -> str:
    title = form.title(context, code)
    if form.blank is None:
        return title
    return f"{context.text(f'setup.kinds.{form.kind.value}')}: {title}"


def _changed(
    form: Form, old: Context, new: Context, code: str, *, moved: bool
) -> Iterator[Difference]:
    was, now = form.read(old.floor, code), form.read(new.floor, code)
    if was == now:
        return
    for spec in form.fields(new, code):
        before, after = was[spec.name], now[spec.name]
        if before == after or (spec.name == "place" and not moved):
            continue
        about, label = _about(form, new, code), spec.called(new.text)
        yield Difference(about, label, *was_and_is(spec, new.text, before, after))


def was_and_is(spec: FieldSpec, text: Text, before: Value, after: Value) -> tuple[str, str]:
    """Return what stood in a field and what does now; of a list, what went and what came."""
    if isinstance(before, tuple) and isinstance(after, tuple):
        return _of_lists(spec, text, before, after)
    return _word(spec, text, before), _word(spec, text, after)


def _of_lists(
    spec: FieldSpec, text: Text, before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[str, str]:
    if spec.kind is FieldKind.HOURS:
        days = [
            (text(f"setup.weekday.{day}"), one, other)
            for day, (one, other) in enumerate(zip(before, after, strict=True))
            if one != other
        ]
        was = "; ".join(f"{day} {_hours(one)}" for day, one, _ in days)
        now = "; ".join(f"{day} {_hours(other)}" for day, _, other in days)
        return _cut(was), _cut(now)
    names = {pick.value: pick.word for pick in spec.picks}
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    return _cut(_names(gone, names)), _cut(_names(come, names))


def _hours(day: str) -> str:
    opens, _, rest = day.partition(" ")
    closes, _, last = rest.partition(" ")
    return f"{opens}–{closes} ({last})" if day else "–"


def _names(entries: list[str], names: dict[str, str]) -> str:
    told = []
    for entry in entries:
        code, minutes = share_of(entry)
        told.append(f"{names.get(code, code)} {minutes}".strip())
    return ", ".join(told)


def _word(spec: FieldSpec, text: Text, value: Value) -> str:
    if isinstance(value, bool):
        return text("setup.on" if value else "setup.off")
    picked = next((pick.word for pick in spec.picks if pick.value == value), str(value))
    return _cut(picked.replace("\n", ", "))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
