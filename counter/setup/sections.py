"""The sections of the set-up's page, and the things that stand in the list of each."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from common.domain.azeri import az_sort_key
from common.domain.ids import ServiceCode
from common.domain.permissions import Permission
from common.domain.setups import SetupVersion
from common.domain.spelling import letters_of
from common.domain.words import Language
from counter.dates import day_words
from counter.setup.of_centre import CENTRE, CLOSURES, GROUP, HOURS, RULES, SERIES
from counter.setup.of_devices import DISPLAY, PRINTER
from counter.setup.of_entities import ENTITY
from counter.setup.of_kiosks import KIOSK
from counter.setup.of_messages import NEEDS as MESSAGES_NEED
from counter.setup.of_people import OPERATOR, ROLE
from counter.setup.of_places import COUNTER, PROFILE, ZONE
from counter.setup.of_services import SERVICE
from counter.setup.of_slip import SLIP_LINE
from counter.setup.specs import Context, Form, Kind


class Section(StrEnum):
    """A part of the set-up; the value is part of its word's key (`setup.section.*`)."""

    SERVICES = "services"
    COUNTERS = "counters"
    PEOPLE = "people"
    DEVICES = "devices"
    CENTRE = "centre"
    MESSAGES = "messages"
    VERSIONS = "versions"


ALL = (
    *(ENTITY, SERVICE, COUNTER, ZONE, PROFILE, OPERATOR, ROLE),
    *(KIOSK, PRINTER, DISPLAY),
    *(CENTRE, HOURS, CLOSURES, RULES, SERIES, GROUP, SLIP_LINE),
)
FORMS: Mapping[Kind, Form] = {form.kind: form for form in ALL}
KINDS: Mapping[Section, tuple[Kind, ...]] = {
    Section.SERVICES: (Kind.ENTITY, Kind.SERVICE),
    Section.COUNTERS: (Kind.COUNTER, Kind.ZONE, Kind.PROFILE),
    Section.PEOPLE: (Kind.OPERATOR, Kind.ROLE),
    Section.DEVICES: (Kind.KIOSK, Kind.PRINTER, Kind.DISPLAY),
    Section.CENTRE: (
        *(Kind.CENTRE, Kind.HOURS, Kind.CLOSURES, Kind.RULES, Kind.SERIES, Kind.GROUP),
        Kind.SLIP_LINE,
    ),
    Section.MESSAGES: (Kind.MESSAGE,),
    Section.VERSIONS: (Kind.VERSION,),
}


def kinds_for(section: Section, may: Collection[Permission]) -> tuple[Kind, ...]:
    """Return what somebody may change in a section."""
    if section is Section.VERSIONS:
        return (Kind.VERSION,) if Permission.SET_UP in may else ()
    if section is Section.MESSAGES:
        return (Kind.MESSAGE,) if set(may) >= MESSAGES_NEED else ()
    return tuple(kind for kind in KINDS[section] if FORMS[kind].needs <= set(may))


def sections_for(may: Collection[Permission]) -> tuple[Section, ...]:
    """Return the sections in which somebody may change anything."""
    return tuple(section for section in Section if kinds_for(section, may))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; a heading is no thing of its own and cannot be chosen."""

    kind: Kind
    code: str
    title: str
    detail: str = ""
    inside: bool = False
    """It stands under a thing that can be opened."""
    opened: bool | None = None
    """Whether what stands under it is shown; None where nothing ever does."""
    heading: bool = False
    off: bool = False


def section_of(kind: Kind) -> Section:
    """Return the section in which a kind of thing stands."""
    return next(section for section, kinds in KINDS.items() if kind in kinds)


def rows_of(
    context: Context,
    section: Section,
    kinds: tuple[Kind, ...],
    search: str,
    opened: frozenset[str],
    form_for: Callable[[Kind], Form],
) -> tuple[Row, ...]:
    """Return the lines of a section's list: all, or those that have every word of a search."""
    wanted = Wanted(search)
    if section is Section.VERSIONS:
        return ()
    if section is Section.SERVICES:
        return tuple(_services(context, wanted, opened))
    return tuple(_listed(context, [form_for(kind) for kind in kinds], wanted))


def _services(context: Context, wanted: "Wanted", opened: frozenset[str]) -> Iterator[Row]:
    catalogue, language = context.floor.catalogue, context.language
    for entity in sorted(
        catalogue.entities, key=lambda one: order_of(one.name.of(language), language)
    ):
        mine = [
            Row(
                Kind.SERVICE,
                one.code,
                one.name.of(language),
                context.text("setup.minutes_short", n=one.minutes),
                inside=True,
                off=not one.enabled or ServiceCode(one.code) not in context.floor.services,
            )
            for one in sorted(
                entity.services, key=lambda one: order_of(one.name.of(language), language)
            )
            if wanted.fits(one.code, *(one.name.of(tongue) for tongue in Language))
        ]
        if wanted and not mine and not wanted.fits(entity.code, entity.name.of(language)):
            continue
        shown = bool(wanted) or entity.code in opened
        title = entity.name.of(language)
        yield Row(
            Kind.ENTITY, entity.code, title, str(len(mine)), opened=shown, off=not entity.enabled
        )
        if shown:
            yield from mine


def _listed(context: Context, forms: Iterable[Form], wanted: "Wanted") -> Iterator[Row]:
    for form in forms:
        kind = form.kind
        rows = [
            Row(kind, code, form.title(context, code), form.detail(context, code))
            for code in form.codes(context.floor)
        ]
        found = [row for row in rows if wanted.fits(row.code, row.title, row.detail)]
        if form.sorted:
            found.sort(key=lambda row: order_of(row.title, context.language))
        if len(rows) > 1 and (found or not wanted):
            title = context.text(f"setup.kinds.{kind.value}")
            yield Row(kind, "", title, str(len(found)), heading=True)
        yield from found


def order_of(title: str, language: Language) -> tuple[tuple[int, int, str], ...]:
    """Return what a list is sorted by: the alphabet of the language it is in."""
    if language is Language.AZ:
        return az_sort_key(title)
    return tuple((0, 0, letter) for letter in title.casefold())


class Wanted:
    """What is looked for in a list: words of a name, or the beginning of a code."""

    def __init__(self, search: str) -> None:
        self._words = letters_of(search)
        typed = search.strip().upper()
        self._code = typed if any(sign.isdigit() for sign in typed) else ""

    def __bool__(self) -> bool:
        """Say whether anything is looked for."""
        return bool(self._words)

    def fits(self, code: str, *said: str) -> bool:
        """Say whether a thing is among what is looked for."""
        if self._code and code.upper().startswith(self._code):
            return True
        letters = " ".join(letters_of(*said))
        return all(word in letters for word in self._words)


def version_rows(
    context: Context, versions: tuple[SetupVersion, ...], search: str
) -> tuple[Row, ...]:
    """Return the versions of the set-up as lines, the newest first."""
    floor, wanted = context.floor, Wanted(search)
    by_command = context.text("setup.by_command")
    found = []
    for one in versions:
        who = None if one.operator is None else floor.operator(one.operator)
        name = who.name if who is not None else one.operator or one.what or by_command
        at = one.at.astimezone(floor.zone_info)
        if wanted.fits(str(one.version), name, one.what):
            found.append(
                Row(
                    Kind.VERSION,
                    str(one.version),
                    f"{day_words(at)} {at:%H:%M}",
                    f"{one.version} · {name}",
                )
            )
    return tuple(found)
