"""The printers of kiosks, and the displays of the hall."""

from collections.abc import Mapping
from dataclasses import replace

from common.domain.floor import Cable, Display, Floor, PrinterSetup, Theme
from common.domain.ids import CounterCode, DeviceCode, EntityCode, PrinterCode, ZoneCode
from common.floorfile.faults import Fault as FileFault
from common.floorfile.models import models
from common.floorfile.part import Part
from common.floorfile.places import ADDRESSES, MM_PER_INCH, NARROWEST_MM, check_address
from counter.setup.lists import chosen, codes, number, put, typed, without
from counter.setup.of_places import code_field, zone_picks
from counter.setup.specs import Context, Fault, FieldKind, FieldSpec, Form, Kind, Pick, Values


def device_codes(floor: Floor) -> tuple[str, ...]:
    """Return the codes that kiosks and displays share."""
    return (*codes(floor.kiosks), *codes(floor.displays))


# Printers


def _printer(floor: Floor, code: str) -> PrinterSetup:
    return next(one for one in floor.printers if one.code == code)


def _printer_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    cables = tuple(Pick(one.value, context.text(f"setup.cable.{one.value}")) for one in Cable)
    families = tuple(
        Pick(name, model.name.of(context.language)) for name, model in models().items()
    )
    return (
        *(() if code else (code_field("P1", codes(context.floor.printers)),)),
        FieldSpec("cable", FieldKind.CHOICE, 2, picks=cables),
        FieldSpec("address", FieldKind.WORDS, 2),
        FieldSpec("family", FieldKind.CHOICE, 4, picks=families),
        FieldSpec("width_dots", FieldKind.NUMBER, low=200, high=2000, unit="dots"),
        FieldSpec("dots_per_inch", FieldKind.NUMBER, low=100, high=600),
        FieldSpec("roll_metres", FieldKind.NUMBER, low=1, high=2000, unit="metres", optional=True),
    )


def _read_printer(floor: Floor, code: str) -> Values:
    printer = _printer(floor, code)
    return {
        "cable": printer.cable.value,
        "address": printer.address,
        "family": printer.family,
        "width_dots": str(printer.width_dots),
        "dots_per_inch": str(printer.dots_per_inch),
        "roll_metres": "" if printer.roll_metres is None else str(printer.roll_metres),
    }


def _write_printer(floor: Floor, code: str, values: Values) -> Floor:
    new = PrinterCode(typed(values, "code")) if not code else None
    printer = replace(
        _printer(floor, code) if new is None else PrinterSetup(new, Cable.NETWORK, ""),
        cable=Cable(typed(values, "cable")),
        address=typed(values, "address"),
        width_dots=number(values, "width_dots"),
        dots_per_inch=number(values, "dots_per_inch"),
        family=typed(values, "family"),
        roll_metres=number(values, "roll_metres") if typed(values, "roll_metres") else None,
    )
    return replace(floor, printers=put(floor.printers, printer.code, printer))


def _cross_printer(_floor: Floor, _code: str, values: Values) -> Mapping[str, Fault]:
    faults: list[FileFault] = []
    cable, address = Cable(typed(values, "cable")), typed(values, "address")
    check_address(Part(address, (), faults), cable, address)
    if faults:
        return {"address": Fault("address", {"such_as": ADDRESSES[cable][1]})}
    wide = number(values, "width_dots") * MM_PER_INCH / number(values, "dots_per_inch")
    if wide < NARROWEST_MM:
        return {"width_dots": Fault("narrow", {"mm": round(wide), "least": NARROWEST_MM})}
    return {}


def _user_of_printer(context: Context, code: str) -> str:
    for one in context.floor.kiosks:
        if code in (one.printer, *(spare.printer for spare in one.spares)):
            return context.text("setup.kiosk", code=one.code)
    return ""


PRINTER = Form(
    Kind.PRINTER,
    codes=lambda floor: codes(floor.printers),
    title=lambda context, code: context.text("setup.printer", code=code),
    detail=lambda context, code: _printer(context.floor, code).address,
    fields=_printer_fields,
    read=_read_printer,
    write=_write_printer,
    blank=lambda _floor, _beside: {
        "code": "",
        "cable": Cable.NETWORK.value,
        "address": "",
        "family": PrinterSetup(PrinterCode(""), Cable.NETWORK, "").family,
        "width_dots": str(PrinterSetup(PrinterCode(""), Cable.NETWORK, "").width_dots),
        "dots_per_inch": str(PrinterSetup(PrinterCode(""), Cable.NETWORK, "").dots_per_inch),
        "roll_metres": "",
    },
    remove=lambda floor, code: replace(floor, printers=without(floor.printers, code)),
    user=_user_of_printer,
    sorted=False,
    cross=_cross_printer,
)


# Displays


def _display(floor: Floor, code: str) -> Display:
    return next(one for one in floor.displays if one.code == code)


def _display_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    floor, text = context.floor, context.text
    counters = tuple(
        Pick(one.code, text("setup.counter", number=one.number)) for one in floor.counters
    )
    entities = tuple(
        Pick(one.code, one.name.of(context.language)) for one in floor.catalogue.entities
    )
    themes = tuple(Pick(one.value, text(f"setup.theme.{one.value}")) for one in Theme)
    zones = zone_picks(context)
    return (
        *(() if code else (code_field("D1", device_codes(floor)),)),
        FieldSpec("theme", FieldKind.CHOICE, 2, picks=themes),
        FieldSpec("sign", FieldKind.CHOICE, 2, picks=counters, optional=True),
        FieldSpec("zone", FieldKind.CHOICE, 2, label="shown_zone", picks=zones, optional=True),
        _some("counters", counters),
        _some("entities", entities),
    )


def _some(name: str, picks: tuple[Pick, ...]) -> FieldSpec:
    return FieldSpec(name, FieldKind.SET, 4, label=f"shown_{name}", picks=picks, optional=True)


def _read_display(floor: Floor, code: str) -> Values:
    display = _display(floor, code)
    return {
        "theme": display.theme.value,
        "sign": display.sign or "",
        "zone": display.zone or "",
        "counters": tuple(sorted(display.counters)),
        "entities": tuple(sorted(display.entities)),
    }


def _write_display(floor: Floor, code: str, values: Values) -> Floor:
    known = _display(floor, code) if code else Display(DeviceCode(typed(values, "code")))
    display = replace(
        known,
        zone=ZoneCode(typed(values, "zone")) if typed(values, "zone") else None,
        counters=tuple(map(CounterCode, _in_order(known.counters, chosen(values, "counters")))),
        entities=tuple(map(EntityCode, _in_order(known.entities, chosen(values, "entities")))),
        sign=CounterCode(typed(values, "sign")) if typed(values, "sign") else None,
        theme=Theme(typed(values, "theme")),
    )
    return replace(floor, displays=put(floor.displays, display.code, display))


def _in_order(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is chosen, what was chosen before in its order."""
    return (*(one for one in before if one in now), *(one for one in now if one not in before))


def _cross_display(_floor: Floor, _code: str, values: Values) -> Mapping[str, Fault]:
    limited = typed(values, "zone") or chosen(values, "counters") or chosen(values, "entities")
    return {"sign": Fault("sign_alone")} if typed(values, "sign") and limited else {}


DISPLAY = Form(
    Kind.DISPLAY,
    codes=lambda floor: codes(floor.displays),
    title=lambda context, code: context.text("setup.display", code=code),
    detail=lambda context, code: context.text(
        f"setup.theme.{_display(context.floor, code).theme.value}"
    ),
    fields=_display_fields,
    read=_read_display,
    write=_write_display,
    blank=lambda _floor, _beside: {
        "code": "",
        "theme": Theme.NIGHT.value,
        "sign": "",
        "zone": "",
        "counters": (),
        "entities": (),
    },
    remove=lambda floor, code: replace(floor, displays=without(floor.displays, code)),
    sorted=False,
    cross=_cross_display,
)
