"""What is wrong in a floor file, in the words of the page: where it is, and what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from common.domain.permissions import Role
from common.domain.words import Language
from common.floorfile.faults import Fault, FaultKind, Place, path_of
from common.floorfile.hours import WEEKDAYS
from common.i18n import Text
from counter.setup.specs import Kind, without_note

LONGEST = 160
"""Signs of what a fault names: a list of all that is known may have thousands."""
_LISTS: Mapping[str, Kind] = {
    "counters": Kind.COUNTER,
    "displays": Kind.DISPLAY,
    "entities": Kind.ENTITY,
    "groups": Kind.GROUP,
    "kiosks": Kind.KIOSK,
    "operators": Kind.OPERATOR,
    "printers": Kind.PRINTER,
    "profiles": Kind.PROFILE,
    "series": Kind.SERIES,
    "services": Kind.SERVICE,
    "slip": Kind.SLIP_LINE,
    "zones": Kind.ZONE,
}
_PAGES: Mapping[str, str] = {
    **dict.fromkeys(("centre", "name", "time_zone", "rollover"), "setup.kind.centre"),
    **dict.fromkeys(("rules", "target"), "setup.kind.rules"),
    "closures": "setup.kind.closures",
    "hours": "setup.kind.hours",
    "roles": "setup.kinds.role",
    "switches": "setup.kinds.service",
}
_SAME = (
    *("above", "address", "amber", "below", "cable", "centred", "closes", "code", "daily_limit"),
    *("direction", "dots_per_inch", "enabled", "entity", "fact", "family", "green", "hours"),
    *("information", "kind", "last_ticket", "leading", "menu", "minutes", "most_taken"),
    *("no_show_back", "no_show_back_times", "no_show_calls", "number", "opens"),
    *("outcome_required", "printer", "priority_ratio", "profile", "red", "rollover", "role"),
    *("roll_metres", "show", "sign", "size", "skills", "synonyms", "theme", "time_zone"),
    *("weight", "width_dots", "zone"),
)
FIELDS: Mapping[str, str] = {
    **{key: f"setup.field.{key}" for key in _SAME},
    **{language.value: f"setup.field.fact_{language.value}" for language in Language},
    **{f"{key}_minutes": f"setup.field.{key}" for key in ("appointment_early", "reinstate_within")},
    "appointment_late_minutes": "setup.field.appointment_late",
    "centre": "setup.field.code",
    "checked": "setup.field.fact_checked",
    "counters": "setup.field.shown_counters",
    "description": "setup.heading.fact_description",
    "documents": "setup.heading.fact_documents",
    "entities": "setup.field.shown_entities",
    "name": "setup.field.name",
    "fee": "setup.heading.fact_fee",
    "no_show_gap_seconds": "setup.field.no_show_gap",
    "services": "setup.field.services",
    "shown_at_least_seconds": "setup.field.shown_at_least",
    "source": "setup.field.fact_source",
    "spares": "setup.field.spare_printer",
    "target": "setup.heading.target",
}
_SILENT = frozenset({"catalogue", "facts"})
_WHOLE = frozenset({"closures", "hours", "name", "roles", "rules", "switches"})
"""Of these the page's name tells all."""
_NAMES = frozenset({"board_name", "name", "short", "where", "words"})
"""Fields of which there is one a language."""
_HOURS = (
    *(FaultKind.SAME_TIME, FaultKind.LATE_TICKET, FaultKind.EARLY_OPENING, FaultKind.LATE_CLOSE),
)
_AS_TYPED: Mapping[FaultKind, str] = {
    **{kind: kind.value for kind in _HOURS},
    FaultKind.BEGINS: "begins",
    FaultKind.EMPTY: "empty",
    FaultKind.LINES: "lines",
    FaultKind.LONG: "long",
    FaultKind.MENU_EMPTY: "menu_empty",
    FaultKind.NARROW: "narrow",
    FaultKind.OTHER_ENTITY: "other_entity",
    FaultKind.PRINTER_NOWHERE: "empty",
    FaultKind.SIGN_ALONE: "sign_alone",
    FaultKind.TARGET: "target",
    FaultKind.TIME_ZONE: "time_zone",
    FaultKind.UNSEEN: "unseen",
}
"""What is said of a field while one types, and says here the same."""
_ALIKE: Mapping[FaultKind, FaultKind] = {
    FaultKind.PERMISSION: FaultKind.CHOICE,
    FaultKind.PRINTER_ADDRESS: FaultKind.ADDRESS,
    FaultKind.TWICE: FaultKind.TAKEN,
}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One thing to put right, as the page tells it."""

    words: str
    about: str = ""
    """Where it is, as the page calls it."""
    path: str = ""
    """Where it stands in the file."""

    def __str__(self) -> str:
        """Return it as one sentence."""
        return f"{self.about}: {self.words}" if self.path else self.words


@dataclass(frozen=True, slots=True)
class OfFile:
    """What is wrong with a file as a whole, by the key of its words."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    about: str = ""
    """The key of the page that it concerns."""
    path: str = ""


def fault_line(fault: Fault | OfFile | str, file: object, text: Text) -> FaultLine:
    """Return one fault in words; of those of a `file`, that is its JSON value, things are named.

    A plain line is what the database says of what it never takes.
    """
    if isinstance(fault, OfFile):
        about = text(fault.about) if fault.about else ""
        return FaultLine(text(fault.key, **fault.facts), about, fault.path)
    if isinstance(fault, str):
        return FaultLine(text("floor_file.fault.plain", words=fault))
    place = fault.place
    facts = {name: _shown(fact, file, text) for name, fact in fault.facts.items()}
    if fault.kind in _HOURS:
        facts["weekday"] = _word(str(place[-1]), text, listed=False)
    kind = _ALIKE.get(fault.kind, fault.kind)
    typed = _AS_TYPED.get(kind)
    key = f"floor_file.fault.{kind.value}" if typed is None else f"setup.fault.{typed}"
    about = place_words(place[:-1] if fault.kind in _HOURS else place, file, text)
    return FaultLine(text(key, **facts), about, _plain(path_of(place)))


def _shown(fact: object, file: object, text: Text) -> str:
    return place_words(fact, file, text) if isinstance(fact, tuple) else _plain(str(fact))


def _plain(words: str) -> str:
    """Return what a file says as a line of the page: not too long, and nothing that turns it."""
    cut = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return "".join(sign if sign.isprintable() else " " for sign in cut)


def place_words(place: Place, file: object, text: Text) -> str:
    """Return where something stands: what thing it is of, and its field; the file, if in none."""
    return _plain(" · ".join(_steps(place, file, text))) or text("setup.file")


def _steps(place: Place, file: object, text: Text) -> Iterator[str]:
    told = -1
    for at, step in enumerate(place):
        after = place[at + 1] if at + 1 < len(place) else None
        if at == told or isinstance(step, int) or step in _SILENT:
            continue
        thing = _thing(place[: at + 1], after, file, text)
        if thing:
            told = at + 1
            yield thing
            continue
        if at == 0 and step in _PAGES:
            yield text(_PAGES[step])
        if step in _NAMES and after in set(Language):
            told = at + 1
            yield text(f"setup.field.{step}_{after}")
        elif at or step not in _WHOLE:
            yield _word(step, text, listed=_lists_things(place[: at + 1]))


def thing_at(place: Place, file: object) -> tuple[Kind, str, Place] | None:
    """Return of which thing a place is, by its kind and code, and where in it; None if of none."""
    for at in reversed(range(len(place) - 1)):
        if _lists_things(place[: at + 1]):
            step = place[at + 1]
            code = step if isinstance(step, str) else _code(_at(file, place[: at + 2]))
            return _LISTS[str(place[at])], code, place[at + 2 :]
    return None


def _lists_things(place: Place) -> bool:
    """Say whether a list holds things of the set-up, and not only names some."""
    return place[-1] in _LISTS and (len(place) == 1 or place[0] == "catalogue")


def _thing(place: Place, step: str | int | None, file: object, text: Text) -> str:
    """Return which thing of a list it is; empty where it is none."""
    if place == ("roles",) and step is not None:
        role = text(f"setup.role.{step}") if step in set(Role) else str(step)
        return f"{text('setup.kinds.role')}: {role}"
    if step is None or not _lists_things(place):
        return ""
    name = step if isinstance(step, str) else _called(_at(file, place), step, text)
    return f"{text(f'setup.kinds.{_LISTS[str(place[-1])].value}')}: {name}"


def _called(things: object, step: int, text: Text) -> str:
    """Return a thing's code; its number in the list where that alone would not tell."""
    number = text("floor_file.place", n=step + 1)
    codes = [_code(thing) for thing in things] if isinstance(things, list) else []
    code = codes[step] if step < len(codes) else ""
    if not code:
        return number
    return code if codes.count(code) == 1 else f"{code} ({number})"


def _code(thing: object) -> str:
    code = thing.get("code") if isinstance(thing, dict) else None
    return code.strip()[:40] if isinstance(code, str) else ""


def _at(file: object, place: Place) -> object:
    for step in place:
        if isinstance(file, dict):
            file = file.get(step)
        elif isinstance(file, list) and isinstance(step, int) and step < len(file):
            file = file[step]
        else:
            return None
    return file


def _word(key: str, text: Text, *, listed: bool) -> str:
    if listed:
        return text(f"setup.kinds.{_LISTS[key].value}")
    if key in WEEKDAYS:
        return text(f"setup.weekday.{WEEKDAYS.index(key)}")
    return without_note(text(FIELDS[key])) if key in FIELDS else key
