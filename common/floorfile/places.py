"""Reads what stands on a floor and who works there."""

import re

from common.domain.catalogue import Catalogue
from common.domain.first_run import CODE as PERSON_CODE
from common.domain.floor import (
    Cable,
    Counter,
    Direction,
    Display,
    Kiosk,
    Operator,
    PrinterSetup,
    Profile,
    Role,
    SparePlace,
    Theme,
    Zone,
)
from common.domain.ids import (
    CounterCode,
    DeviceCode,
    EntityCode,
    OperatorCode,
    PrinterCode,
    ProfileCode,
    ServiceCode,
    ZoneCode,
)
from common.floorfile.faults import FaultKind
from common.floorfile.hours import MINUTE
from common.floorfile.models import models
from common.floorfile.part import Part
from common.floorfile.pattern import by_service, listed

PLACE = r"[A-Z0-9][A-Z0-9_-]{0,15}"
_FAMILY = r"[a-z0-9]+(_[a-z0-9]+)*"
_NOTHING = MINUTE * 0
_LONGEST_HANDICAP = 24 * 60

NARROWEST_MM = 40
"""A slip's QR code with its quiet zone needs 27 mm; the narrowest rolls print 48."""
MM_PER_INCH = 25.4
_LONGEST_ROLL = 2000
ADDRESSES = {
    Cable.NETWORK: (r"[^\s:]+:[0-9]{1,5}", "10.0.0.21:9100"),
    Cable.USB: (r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}", "04b8:0e15"),
    Cable.SERIAL: (r"[^\s@]+@[0-9]{3,7}", "COM3@115200"),
    Cable.SPOOLER: (r".+", "EPSON TM-T88V"),
    Cable.FILE: (r".+", "/dev/usb/lp0"),
}


def zone(part: Part) -> Zone:
    """Return a part of the hall."""
    fields = part.fields(("code", "name"))
    return Zone(code=ZoneCode(fields["code"].code(PLACE, "A")), name=fields["name"].words())


def profile(part: Part, catalogue: Catalogue) -> Profile:
    """Return what a counter may call; the narrowest pattern gives a service its handicap."""
    fields = part.fields(("code", "name", "services"))
    found = by_service(
        fields["services"],
        catalogue,
        lambda handicap: handicap.span(MINUTE, 0, _LONGEST_HANDICAP, _NOTHING),
    )
    return Profile(
        code=ProfileCode(fields["code"].code(PLACE, "BANK")),
        name=fields["name"].words(),
        handicaps={code: narrowest for code, (narrowest, *_) in found.items()},
    )


def counter(part: Part) -> Counter:
    """Return a window."""
    fields = part.fields(("code", "number", "zone", "profile"), ("direction",))
    return Counter(
        code=CounterCode(fields["code"].code(PLACE, "W12")),
        number=fields["number"].whole(1, 999),
        zone=ZoneCode(fields["zone"].text()),
        profile=ProfileCode(fields["profile"].text()),
        direction=fields["direction"].choice(Direction, Direction.AHEAD),
    )


def operator(part: Part, catalogue: Catalogue) -> Operator:
    """Return a person who serves."""
    fields = part.fields(("code", "name"), ("entity", "role", "skills"))
    entity = EntityCode(fields["entity"].text()) if fields["entity"].given else None
    if entity and entity not in {known.code for known in catalogue.entities}:
        fields["entity"].fault(FaultKind.NO_ENTITY, code=entity)
    skills = listed(fields["skills"], catalogue) if fields["skills"].given else []
    for item, code in skills:
        if entity and catalogue.services()[code].entity != entity:
            item.fault(FaultKind.OTHER_ENTITY, name=code, entity=entity)
    return Operator(
        code=OperatorCode(fields["code"].code(PERSON_CODE, "a.mammadova")),
        name=fields["name"].latin(),
        entity=entity,
        role=fields["role"].choice(Role, Role.OPERATOR),
        skills=frozenset(code for _, code in skills),
    )


def printer(part: Part) -> PrinterSetup:
    """Return where a printer stands and what it is."""
    fields = part.fields(
        ("code", "cable", "address"), ("width_dots", "dots_per_inch", "family", "roll_metres")
    )
    cable = fields["cable"].choice(Cable, Cable.NETWORK)
    address = fields["address"].text()
    check_address(fields["address"], cable, address)
    usual = PrinterSetup(PrinterCode(""), cable, "")
    given = fields["family"]
    family = given.code(_FAMILY, usual.family) if given.given else usual.family
    model = models().get(family, models()[usual.family])
    roll = fields["roll_metres"]
    width = fields["width_dots"].whole(200, 2000, model.width_dots)
    density = fields["dots_per_inch"].whole(100, 600, model.dots_per_inch)
    _check_width(part, width, density)
    return PrinterSetup(
        code=PrinterCode(fields["code"].code(PLACE, "P1")),
        cable=cable,
        address=address,
        width_dots=width,
        dots_per_inch=density,
        family=family,
        roll_metres=roll.whole(1, _LONGEST_ROLL) if roll.given else None,
    )


def _check_width(part: Part, dots: int, dots_per_inch: int) -> None:
    wide = dots * MM_PER_INCH / max(1, dots_per_inch)
    if wide < NARROWEST_MM:
        facts = {"dots": dots, "density": dots_per_inch, "mm": f"{wide:.0f}"}
        part.fault(FaultKind.NARROW, **facts, least=NARROWEST_MM)


def check_address(part: Part, cable: Cable, address: str) -> None:
    """Note a fault when an address has not the form its cable asks for."""
    pattern, such_as = ADDRESSES[cable]
    if not address:
        return
    port = address.rpartition(":")[2]
    far = cable is Cable.NETWORK and port.isdigit() and not 0 < int(port) <= 65535  # noqa: PLR2004 - TCP
    if far or not re.fullmatch(pattern, address):
        part.fault(FaultKind.ADDRESS, address=address, cable=cable, such_as=such_as)


def kiosk(part: Part, catalogue: Catalogue) -> Kiosk:
    """Return a terminal where tickets are taken."""
    fields = part.fields(("code", "zone"), ("printer", "most_taken", "menu", "spares"))
    most_taken: list[ServiceCode] = []
    for item, code in listed(fields["most_taken"], catalogue) if fields["most_taken"].given else []:
        if code in most_taken:
            item.fault(FaultKind.HERE_TWICE, code=code)
        most_taken.append(code)
    menu = listed(fields["menu"], catalogue) if fields["menu"].given else []
    return Kiosk(
        code=DeviceCode(fields["code"].code(PLACE, "K1")),
        zone=ZoneCode(fields["zone"].text()),
        printer=PrinterCode(fields["printer"].text()) if fields["printer"].given else None,
        most_taken=tuple(most_taken),
        menu=frozenset(code for _, code in menu),
        spares=_spares(fields["spares"]),
    )


def _spares(part: Part) -> tuple[SparePlace, ...]:
    places: list[SparePlace] = []
    for item in part.items() if part.given else []:
        fields = item.fields(("printer", "where"))
        code = PrinterCode(fields["printer"].text())
        if code in [place.printer for place in places]:
            item.fault(FaultKind.HERE_TWICE, code=code)
        places.append(SparePlace(code, fields["where"].words()))
    return tuple(places)


def display(part: Part) -> Display:
    """Return a board, or the sign over a counter."""
    fields = part.fields(("code",), ("zone", "counters", "entities", "sign", "theme"))
    limits = [name for name in ("zone", "counters", "entities") if fields[name].given]
    if fields["sign"].given and limits:
        part.fault(FaultKind.SIGN_ALONE, key=limits[0])
    return Display(
        code=DeviceCode(fields["code"].code(PLACE, "D1")),
        zone=ZoneCode(fields["zone"].text()) if fields["zone"].given else None,
        counters=tuple(map(CounterCode, _codes(fields["counters"]))),
        entities=tuple(map(EntityCode, _codes(fields["entities"]))),
        sign=CounterCode(fields["sign"].text()) if fields["sign"].given else None,
        theme=fields["theme"].choice(Theme, Theme.NIGHT),
    )


def _codes(part: Part) -> list[str]:
    codes: list[str] = []
    for item in part.items() if part.given else []:
        code = item.text()
        if code in codes:
            item.fault(FaultKind.HERE_TWICE, code=code)
        codes.append(code)
    return codes
