"""What can be wrong in a file of a centre: each fault a value, with its line in English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Place = tuple[str | int, ...]
"""Where something stands in a file: keys, and numbers in a list from 0; empty: the whole file."""


class FaultKind(StrEnum):
    """Which fault it is; what it names beside its place is in the braces of `LINES`."""

    PLAIN = "plain"
    """Of a file that no window reads; told in English alone."""

    FILE_LARGE = "file_large"
    FILE_ABSENT = "file_absent"
    FILE_UNREADABLE = "file_unreadable"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    ENDLESS_NUMBER = "endless_number"
    NESTED = "nested"
    KEY_TWICE = "key_twice"

    NOT_A_LIST = "not_a_list"
    NOT_A_TEXT = "not_a_text"
    NOT_A_FLAG = "not_a_flag"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    KEY_MISSING = "key_missing"
    KEY_UNKNOWN = "key_unknown"
    KEY_NEAR = "key_near"

    EMPTY = "empty"
    LONG = "long"
    UNSEEN = "unseen"
    LETTER = "letter"
    ALPHABETS = "alphabets"
    CODE = "code"
    SERIES_CODE = "series_code"
    RANGE = "range"
    TIME = "time"
    DAY = "day"
    CHOICE = "choice"
    TIME_ZONE = "time_zone"
    TARGET = "target"
    SAME_TIME = "same_time"
    LATE_TICKET = "late_ticket"
    EARLY_OPENING = "early_opening"
    LATE_CLOSE = "late_close"

    TWICE = "twice"
    TAKEN = "taken"
    HERE_TWICE = "here_twice"
    NO_SUCH = "no_such"
    NONE_AT_ALL = "none_at_all"
    NO_SERVICE = "no_service"
    NO_SERVICE_NEAR = "no_service_near"
    NO_ENTITY = "no_entity"
    NO_SWITCH = "no_switch"
    NO_ENTITIES = "no_entities"
    BEGINS = "begins"
    OTHER_ENTITY = "other_entity"
    IN_A_SERIES = "in_a_series"
    IN_NO_SERIES = "in_no_series"
    NOT_ON_MENU = "not_on_menu"
    MENU_EMPTY = "menu_empty"
    A_KIOSK = "a_kiosk"
    OWN_PRINTER = "own_printer"
    SIGN_ALONE = "sign_alone"
    PERMISSION = "permission"
    ADDRESS = "address"
    NARROW = "narrow"
    PRINTER_FAMILY = "printer_family"
    PRINTER_ADDRESS = "printer_address"
    PRINTER_NOWHERE = "printer_nowhere"

    LINES = "lines"
    SHOWN_TWICE = "shown_twice"
    NO_NUMBER = "no_number"
    LOGO = "logo"
    NO_MEANING = "no_meaning"
    WEIGHT = "weight"
    NO_WORDS = "no_words"


LINES: Mapping[FaultKind, str] = {
    FaultKind.PLAIN: "{words}",
    FaultKind.FILE_LARGE: "is larger than {most} bytes; is it the right file?",
    FaultKind.FILE_ABSENT: "there is no such file; check the name",
    FaultKind.FILE_UNREADABLE: "cannot be read ({reason}); check its rights",
    FaultKind.NOT_UTF8: "byte {byte} is not UTF-8; save the file as UTF-8",
    FaultKind.NOT_JSON: "line {line}, column {column}: not JSON ({reason}); put it right there",
    FaultKind.ENDLESS_NUMBER: "holds a number without end; is it the right file?",
    FaultKind.NESTED: "is nested too deeply; is it the right file?",
    FaultKind.KEY_TWICE: 'the key "{key}" stands twice in one object; keep one of them',
    FaultKind.NOT_A_LIST: "{value} does not fit here; write a list in [ ]",
    FaultKind.NOT_A_TEXT: '{value} does not fit here; write a text in " "',
    FaultKind.NOT_A_FLAG: "{value} does not fit here; write true or false",
    FaultKind.NOT_AN_OBJECT: "{value} does not fit here; write an object in {{ }}",
    FaultKind.NOT_A_NUMBER: "{value} does not fit here; write a number from {low} to {high}",
    FaultKind.NOT_WHOLE: "{value} does not fit here; write a whole number from {low} to {high}",
    FaultKind.KEY_MISSING: '"{key}" is missing; add it',
    FaultKind.KEY_UNKNOWN: 'the key "{key}" is not known; known are: {known}',
    FaultKind.KEY_NEAR: 'the key "{key}" is not known; did you mean "{near}"?',
    FaultKind.EMPTY: "is empty; write a text",
    FaultKind.LONG: "is {count} characters long; write at most {most}",
    FaultKind.UNSEEN: "holds a character that cannot be shown; type the text anew",
    FaultKind.LETTER: (
        '"{letter}" ({sign} {name}) is character {at} of "{text}"; type the Latin "{meant}"'
    ),
    FaultKind.ALPHABETS: (
        '"{letter}" ({sign} {name}) is character {at} of "{text}";'
        " type the word anew in one alphabet"
    ),
    FaultKind.CODE: '"{code}" is not such a code; write one like {such_as}',
    FaultKind.SERIES_CODE: (
        '"{code}" is not such a code; write one like A or AB, of the letters {such_as}, which'
        " neither eye nor ear confuses"
    ),
    FaultKind.RANGE: "{value} is out of range; write a number from {low} to {high}",
    FaultKind.TIME: '"{text}" is no time of day; write it like 09:00',
    FaultKind.DAY: '"{line}" is no date; write it like 2027-01-20',
    FaultKind.CHOICE: '"{text}" is not known; write one of {known}',
    FaultKind.TIME_ZONE: '"{name}" is no time zone; write one like Asia/Baku',
    FaultKind.TARGET: "green, amber and red have to grow; put the smallest first",
    FaultKind.SAME_TIME: "opens and closes at the same time; write when it closes",
    FaultKind.LATE_TICKET: (
        "the last ticket is later than the close; put it at or before the close"
    ),
    FaultKind.EARLY_OPENING: (
        "opens before the business day changes; open later or move the roll-over"
    ),
    FaultKind.LATE_CLOSE: (
        "closes after the business day changed; close earlier or move the roll-over"
    ),
    FaultKind.TWICE: "{what} {code} is already at {first}; keep one of them",
    FaultKind.TAKEN: "{code} is already at {first}; choose another",
    FaultKind.HERE_TWICE: "{code} stands here twice; keep one of them",
    FaultKind.NO_SUCH: 'there is no "{code}"; known are: {known}',
    FaultKind.NONE_AT_ALL: 'there is no "{code}"; known are: none',
    FaultKind.NO_SERVICE: (
        'the catalogue has no service "{pattern}"; write one like "DIN-02" or "DIN-*"'
    ),
    FaultKind.NO_SERVICE_NEAR: ('the catalogue has no service "{pattern}"; did you mean "{near}"?'),
    FaultKind.NO_ENTITY: 'the catalogue has no entity "{code}"; name one it has',
    FaultKind.NO_SWITCH: 'the catalogue has no entity or service "{code}"; leave it out',
    FaultKind.NO_ENTITIES: "is empty; a catalogue has at least one entity",
    FaultKind.BEGINS: "{code} stands under {entity}; its code has to begin with {with}",
    FaultKind.OTHER_ENTITY: (
        "{name} is not a service of {entity}; leave it out or change the entity"
    ),
    FaultKind.IN_A_SERIES: "{code} is already in series {series}; keep it in one",
    FaultKind.IN_NO_SERIES: "{code} is in no series; add it to one or leave it out",
    FaultKind.NOT_ON_MENU: "{code} is not on this kiosk's menu; add it there or leave it out",
    FaultKind.MENU_EMPTY: "no service on it is in a series; add one that is",
    FaultKind.A_KIOSK: "{code} is a kiosk already; choose another code",
    FaultKind.OWN_PRINTER: "{code} is this kiosk's own; name another one",
    FaultKind.SIGN_ALONE: 'a sign shows one counter; leave "{key}" out',
    FaultKind.PERMISSION: '"{text}" is no permission; write one of {known}',
    FaultKind.ADDRESS: '"{address}" is no address of a {cable} printer; write one like {such_as}',
    FaultKind.NARROW: (
        "{dots} dots at {density} an inch are {mm} mm, too narrow for a slip;"
        " it has to be {least} mm"
    ),
    FaultKind.PRINTER_FAMILY: "printer {code}: family {family!r} is not one of {known}",
    FaultKind.PRINTER_ADDRESS: "printer {code}: {address!r} is not {form}",
    FaultKind.PRINTER_NOWHERE: "printer {code}: the address is empty",
    FaultKind.LINES: "has {count} lines; write at most {most}",
    FaultKind.SHOWN_TWICE: 'shows "{show}" more than once; keep one',
    FaultKind.NO_NUMBER: 'does not show the "number"; a slip without it is of no use',
    FaultKind.LOGO: "a logo is a file; name it in a kiosk's own template",
    FaultKind.NO_MEANING: 'means nothing for "{show}"; leave it out',
    FaultKind.WEIGHT: "weight is 400, 600 or 700",
    FaultKind.NO_WORDS: 'a text needs "words" in three languages; add them',
}


@dataclass(frozen=True, slots=True, repr=False)
class Fault:
    """One thing to put right: which, where, and what its words name; a place among it is one."""

    kind: FaultKind
    place: Place = ()
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return it with its place as one line of a terminal or a log, in English."""
        facts = {
            name: path_of(fact) if isinstance(fact, tuple) else fact
            for name, fact in self.facts.items()
        }
        line = LINES[self.kind].format(**facts)
        return f"{path_of(self.place)}: {line}" if self.place else line

    def __repr__(self) -> str:
        """Return the same line in quotation marks, as it stands in a refusal that is logged."""
        return repr(str(self))


def path_of(place: Place) -> str:
    """Return a place as a file's reader finds it: counters[3].profile."""
    path = ""
    for step in place:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path
