"""What a form is made of: fields as data, each with what may stand in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from common.domain.floor import Floor
from common.domain.permissions import Permission
from common.domain.words import Language
from common.i18n import Text

Value = str | bool | tuple[str, ...]
"""What stands in a field: typed words, a switch, or several of a list."""
Values = Mapping[str, Value]
_NOTE = re.compile(r",? \(|, ")
_IN_ONE_LANGUAGE = tuple(f"_{language.value}" for language in Language)


def without_note(label: str) -> str:
    """Return a label without what it goes on to say to write there: no part of its name."""
    return _NOTE.split(label)[0]


class FieldKind(StrEnum):
    """What may stand in a field, and so what it looks like."""

    LATIN = "latin"
    """Words in Latin letters."""
    WORDS = "words"
    """Words in letters of one script each."""
    TEXT = "text"
    """Likewise, over several lines."""
    LATIN_TEXT = "latin_text"
    LINES = "lines"
    """Words, each on a line of its own."""
    DAYS = "days"
    """Days, each on a line of its own."""
    CODE = "code"
    DAY = "day"
    NUMBER = "number"
    TIME = "time"
    CHOICE = "choice"
    SET = "set"
    """Some of a list."""
    SHARES = "shares"
    """Some of a list, each with a number of minutes."""
    HOURS = "hours"
    """Opening, close and last ticket of each weekday."""
    TOGGLE = "toggle"
    PIN = "pin"
    """What somebody is to sign in with; it is never read back."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a field: the key of its words (`setup.fault.*`) and what they name."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def words(self, text: Text) -> str:
        """Return it as one line."""
        return text(f"setup.fault.{self.key}", **self.facts)


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing of a list; `group` stands over it."""

    value: str
    word: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its label is `setup.field.NAME`, of four columns it takes `span`."""

    name: str
    kind: FieldKind
    span: int = 1
    label: str = ""
    """The key of the label where it is another's."""
    picks: tuple[Pick, ...] = ()
    low: int = 0
    high: int = 0
    longest: int = 200
    optional: bool = False
    pattern: str = ""
    such_as: str = ""
    unit: str = ""
    taken: frozenset[str] = frozenset()
    """What stands elsewhere and may not stand here too."""
    needs: str = ""
    """The switch that has to be on for this field to count."""
    heading: str = ""
    """The key of what stands over it as the first of a group."""
    group: str = ""
    """The key of the heading that tells it from others of the same label."""

    @property
    def label_key(self) -> str:
        """Return the key of the field's label."""
        return f"setup.field.{self.label or self.name}"

    def called(self, text: Text) -> str:
        """Return what the field is called where it is not to be filled in."""
        label = text(self.label_key)
        if not self.label_key.endswith(_IN_ONE_LANGUAGE):
            label = without_note(label)
        return f"{text(f'setup.heading.{self.group}')} · {label}" if self.group else label

    def counts(self, values: Values) -> bool:
        """Say whether what stands here is used at all."""
        return not self.needs or bool(values.get(self.needs))


class Kind(StrEnum):
    """What can be set up; the value is part of its words' keys (`setup.kind.*`)."""

    ENTITY = "entity"
    SERVICE = "service"
    COUNTER = "counter"
    ZONE = "zone"
    PROFILE = "profile"
    OPERATOR = "operator"
    ROLE = "role"
    KIOSK = "kiosk"
    PRINTER = "printer"
    DISPLAY = "display"
    CENTRE = "centre"
    HOURS = "hours"
    CLOSURES = "closures"
    RULES = "rules"
    SERIES = "series"
    GROUP = "group"
    SLIP_LINE = "slip_line"
    MESSAGE = "message"
    """What boards tell: no part of the set-up, and at once on every board."""
    VERSION = "version"
    """An earlier set-up: no form, but a way back."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a form is drawn from: the set-up, and the language of who looks at it."""

    floor: Floor
    text: Text

    @property
    def language(self) -> Language:
        """Return the language of who looks at it."""
        return self.text.language


CrossCheck = Callable[[Floor, str, Values], Mapping[str, Fault]]


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of thing is read from the set-up, changed, added and taken out."""

    kind: Kind
    codes: Callable[[Floor], tuple[str, ...]]
    title: Callable[[Context, str], str]
    fields: Callable[[Context, str], tuple[FieldSpec, ...]]
    """Of a thing, or of a new one where the code is empty."""
    read: Callable[[Floor, str], Values]
    write: Callable[[Floor, str, Values], Floor]
    """Put what was checked in place of a thing, or beside the others where it is new."""
    blank: Callable[[Floor, str], Values] | None = None
    """What a new one begins with, beside a thing; None where none can be added."""
    remove: Callable[[Floor, str], Floor] | None = None
    detail: Callable[[Context, str], str] = lambda _context, _code: ""
    """What stands beside its title in the list."""
    sorted: bool = True
    """The list goes by titles, and not by the order of the set-up."""
    user: Callable[[Context, str], str] = lambda _context, _code: ""
    """The title of what could not be without a thing; empty where nothing needs it."""
    place: str = ""
    """The field that is the code of what has no other than its place."""
    needs: frozenset[Permission] = frozenset({Permission.SET_UP})
    """What whoever changes such a thing has to be permitted."""
    cross: CrossCheck = lambda _floor, _code, _values: {}
    """What is wrong with fields that are right each for itself."""
