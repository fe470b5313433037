"""What is wrong in a field, said while somebody types."""

import re
from collections.abc import Callable, Mapping
from datetime import time

from common.domain.azeri import can_be_shown, clean, foreign_letter, mixed_letter
from common.domain.floor import Floor
from common.domain.ids import OperatorCode
from common.domain.pins import fault_of as pin_fault
from common.floorfile.part import DAY_END
from counter.dates import day_of
from counter.setup.specs import Fault, FieldKind, FieldSpec, Form, Value, Values

_NUMBER = r"-?[0-9]{1,12}"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
MOST_LINES = 400


def faults_of(
    form: Form, fields: tuple[FieldSpec, ...], floor: Floor, code: str, values: Values
) -> Mapping[str, Fault]:
    """Return what is wrong, by field; nothing where all may stand."""
    found = {
        spec.name: fault
        for spec in fields
        if spec.counts(values) and (fault := fault_of(spec, values.get(spec.name, ""))) is not None
    }
    return found or form.cross(floor, code, values)


def fault_of(spec: FieldSpec, value: Value) -> Fault | None:
    """Return what is wrong in one field."""
    if spec.kind is FieldKind.TOGGLE:
        return None
    if isinstance(value, tuple):
        return _LISTS[spec.kind](spec, value) if spec.kind in _LISTS else None
    typed = str(value)
    if spec.kind is FieldKind.CHOICE:
        known = (spec.optional and not typed) or typed in {pick.value for pick in spec.picks}
        return None if known else Fault("choose")
    if not typed.strip():
        return None if spec.optional else Fault("empty")
    fault = _TYPED[spec.kind](spec, typed)
    if fault is None and clean(typed) in spec.taken:
        return Fault("taken", {"code": clean(typed)})
    return fault


def lines_of(typed: str) -> tuple[str, ...]:
    """Return what stands on each line, the empty ones left out."""
    return tuple(line for line in (clean(part) for part in typed.split("\n")) if line)


def clock_of(typed: str) -> time | None:
    """Return a time of day; 24:00 is the very end of it, None is none."""
    typed = clean(typed)
    if typed == DAY_END:
        return time.max
    return time.fromisoformat(typed) if re.fullmatch(_TIME, typed) else None


def clock_words(moment: time) -> str:
    """Return a time of day as it is typed."""
    if moment == time.max:
        return DAY_END
    return moment.replace(microsecond=0).isoformat("seconds" if moment.second else "minutes")


def _letters(spec: FieldSpec, typed: str) -> Fault | None:
    text = clean(typed)
    if not text:
        return Fault("empty")
    if len(text) > spec.longest:
        return Fault("long", {"most": spec.longest, "count": len(text)})
    if not can_be_shown(text):
        return Fault("unseen")
    return None


def _latin(spec: FieldSpec, typed: str) -> Fault | None:
    text = clean(typed)
    at = foreign_letter(text)
    fault = _letters(spec, typed)
    if fault is None and at is not None:
        return Fault("latin", {"letter": text[at]})
    return fault


def _one_script(spec: FieldSpec, typed: str) -> Fault | None:
    text = clean(typed)
    at = mixed_letter(text)
    fault = _letters(spec, typed)
    if fault is None and at is not None:
        return Fault("mixed", {"letter": text[at]})
    return fault


def _lines(spec: FieldSpec, typed: str) -> Fault | None:
    lines = lines_of(typed)
    if len(lines) > MOST_LINES:
        return Fault("lines", {"most": MOST_LINES})
    return next((fault for line in lines if (fault := _one_script(spec, line))), None)


def _days(_spec: FieldSpec, typed: str) -> Fault | None:
    lines = lines_of(typed)
    wrong = next((line for line in lines if day_of(line) is None), None)
    if wrong is not None:
        return Fault("day_named", {"line": wrong[:20]})
    if len(lines) > MOST_LINES:
        return Fault("lines", {"most": MOST_LINES})
    return None


def _code(spec: FieldSpec, typed: str) -> Fault | None:
    text = clean(typed)
    if not re.fullmatch(spec.pattern, text):
        return Fault("code", {"such_as": spec.such_as})
    return Fault("taken", {"code": text}) if text in spec.taken else None


def _day(_spec: FieldSpec, typed: str) -> Fault | None:
    return None if day_of(typed) is not None else Fault("day")


def _time(_spec: FieldSpec, typed: str) -> Fault | None:
    return None if clock_of(typed) is not None else Fault("time")


def _number(spec: FieldSpec, typed: str) -> Fault | None:
    text = clean(typed)
    if not re.fullmatch(_NUMBER, text, re.ASCII) or not spec.low <= int(text) <= spec.high:
        return Fault("number", {"low": spec.low, "high": spec.high})
    return Fault("taken", {"code": text}) if str(int(text)) in spec.taken else None


def _set(spec: FieldSpec, chosen: tuple[str, ...]) -> Fault | None:
    if not chosen and not spec.optional:
        return Fault("none")
    return None if set(chosen) <= {pick.value for pick in spec.picks} else Fault("choose")


def share_of(entry: str) -> tuple[str, str]:
    """Return a thing of a list and the minutes typed beside it."""
    value, _, minutes = entry.partition(" ")
    return value, minutes


def _shares(spec: FieldSpec, chosen: tuple[str, ...]) -> Fault | None:
    fault = _set(spec, tuple(share_of(entry)[0] for entry in chosen))
    if fault is not None:
        return fault
    words = {pick.value: pick.word for pick in spec.picks}
    for entry in chosen:
        value, minutes = share_of(entry)
        if _number(spec, minutes) is not None:
            return Fault("share", {"low": spec.low, "high": spec.high, "name": words[value]})
    return None


def _hours(_spec: FieldSpec, week: tuple[str, ...]) -> Fault | None:
    for weekday, day in enumerate(week):
        moments = [clock_of(one) for one in day.split(" ")] if day else []
        if day and (len(moments) != 3 or None in moments):  # noqa: PLR2004 - opening, close, last
            return Fault("time_on", {"weekday": weekday})
    return None


def _pin(_spec: FieldSpec, typed: str) -> Fault | None:
    if not can_be_shown(typed):
        return Fault("unseen")
    fault = pin_fault(typed, OperatorCode(""))
    return None if fault is None else Fault(f"pin_{fault.value}")


_LISTS: Mapping[FieldKind, Callable[[FieldSpec, tuple[str, ...]], Fault | None]] = {
    FieldKind.SET: _set,
    FieldKind.SHARES: _shares,
    FieldKind.HOURS: _hours,
}
_TYPED: Mapping[FieldKind, Callable[[FieldSpec, str], Fault | None]] = {
    FieldKind.LATIN: _latin,
    FieldKind.LATIN_TEXT: _latin,
    FieldKind.WORDS: _one_script,
    FieldKind.TEXT: _one_script,
    FieldKind.LINES: _lines,
    FieldKind.DAYS: _days,
    FieldKind.CODE: _code,
    FieldKind.DAY: _day,
    FieldKind.NUMBER: _number,
    FieldKind.TIME: _time,
    FieldKind.PIN: _pin,
    FieldKind.SET: lambda _spec, _typed: Fault("choose"),
    FieldKind.SHARES: lambda _spec, _typed: Fault("choose"),
    FieldKind.HOURS: lambda _spec, _typed: Fault("choose"),
}
