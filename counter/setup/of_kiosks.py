"""Kiosks: where they stand, what they offer and where they print."""

from collections.abc import Mapping
from dataclasses import replace

from common.domain.floor import Floor, Kiosk, SparePlace
from common.domain.ids import DeviceCode, PrinterCode, ServiceCode, ZoneCode
from counter.setup.checks import share_of
from counter.setup.lists import (
    chosen,
    codes,
    partial,
    put,
    typed,
    without,
    words_fields,
    words_from,
    words_values,
)
from counter.setup.of_devices import device_codes
from counter.setup.of_places import code_field, service_picks, zone_picks
from counter.setup.specs import (
    Context,
    Fault,
    FieldKind,
    FieldSpec,
    Form,
    Kind,
    Pick,
    Value,
    Values,
)

SPARES = ("spare_1", "spare_2")
"""A kiosk's other printers that the form shows; more of them stay as a file brought them."""
_MOST_TAKEN = 12


def _kiosk(floor: Floor, code: str) -> Kiosk:
    return next(one for one in floor.kiosks if one.code == code)


def _kiosk_fields(context: Context, code: str) -> tuple[FieldSpec, ...]:
    floor = context.floor
    kiosk = _kiosk(floor, code) if code else None
    printers = tuple(Pick(one.code, f"{one.code} · {one.address}") for one in floor.printers)
    taken = () if kiosk is None else kiosk.most_taken
    menu = frozenset[ServiceCode]() if kiosk is None else kiosk.menu
    return (
        *(() if code else (code_field("K1", device_codes(floor)),)),
        FieldSpec("zone", FieldKind.CHOICE, 2, picks=zone_picks(context)),
        FieldSpec("printer", FieldKind.CHOICE, 2, picks=printers, optional=True),
        FieldSpec(
            "most_taken",
            FieldKind.SHARES,
            4,
            picks=service_picks(context, taken),
            low=1,
            high=_MOST_TAKEN,
            optional=True,
        ),
        FieldSpec(
            "menu", FieldKind.SET, 4, picks=service_picks(context, menu, every=True), optional=True
        ),
        *(replace(spec, group=name) for name in SPARES for spec in _spare_fields(name, printers)),
    )


def _spare_fields(name: str, printers: tuple[Pick, ...]) -> tuple[FieldSpec, ...]:
    printer = FieldSpec(
        f"{name}_printer",
        FieldKind.CHOICE,
        4,
        label="spare_printer",
        picks=printers,
        optional=True,
        heading=name,
    )
    where = words_fields(f"{name}_where", (4, 2, 2), optional=True)
    labels = ("where_az", "where_en", "where_ru")
    return (
        printer,
        *(replace(spec, label=label) for spec, label in zip(where, labels, strict=True)),
    )


def _read_kiosk(floor: Floor, code: str) -> Values:
    kiosk = _kiosk(floor, code)
    values: dict[str, Value] = {
        "zone": kiosk.zone,
        "printer": kiosk.printer or "",
        "most_taken": tuple(
            sorted(f"{service} {place}" for place, service in enumerate(kiosk.most_taken, 1))
        ),
        "menu": tuple(sorted(kiosk.menu)),
    }
    for at, name in enumerate(SPARES):
        spare = kiosk.spares[at] if at < len(kiosk.spares) else None
        values[f"{name}_printer"] = "" if spare is None else spare.printer
        values |= words_values(f"{name}_where", None if spare is None else spare.where)
    return values


def _write_kiosk(floor: Floor, code: str, values: Values) -> Floor:
    known = _kiosk(floor, code) if code else None
    places = sorted(
        (int(place), service)
        for service, place in (share_of(entry) for entry in chosen(values, "most_taken"))
    )
    zone = ZoneCode(typed(values, "zone"))
    kiosk = replace(
        known or Kiosk(DeviceCode(typed(values, "code")), zone, None),
        zone=zone,
        printer=PrinterCode(typed(values, "printer")) if typed(values, "printer") else None,
        most_taken=tuple(ServiceCode(service) for _, service in places),
        menu=frozenset(map(ServiceCode, chosen(values, "menu"))),
        spares=(
            *_spares(values),
            *(() if known is None else known.spares[len(SPARES) :]),
        ),
    )
    return replace(floor, kiosks=put(floor.kiosks, kiosk.code, kiosk))


def _spares(values: Values) -> tuple[SparePlace, ...]:
    return tuple(
        SparePlace(PrinterCode(typed(values, f"{name}_printer")), where)
        for name in SPARES
        if typed(values, f"{name}_printer")
        and (where := words_from(values, f"{name}_where")) is not None
    )


def _cross_kiosk(floor: Floor, _code: str, values: Values) -> Mapping[str, Fault]:
    found: dict[str, Fault] = {}
    printers = [typed(values, "printer")]
    for name in SPARES:
        printer = typed(values, f"{name}_printer")
        found |= partial(values, f"{name}_where")
        if printer and words_from(values, f"{name}_where") is None:
            found[f"{name}_where_az"] = Fault("empty")
        elif printer and printer in printers:
            found[f"{name}_printer"] = Fault("taken", {"code": printer})
        printers.append(printer)
    menu = chosen(values, "menu")
    for entry in chosen(values, "most_taken"):
        if menu and share_of(entry)[0] not in menu:
            found["menu"] = Fault("not_on_menu", {"code": share_of(entry)[0]})
    if menu and not any(ServiceCode(one) in floor.services for one in menu):
        found["menu"] = Fault("menu_empty")
    return found


KIOSK = Form(
    Kind.KIOSK,
    codes=lambda floor: codes(floor.kiosks),
    title=lambda context, code: context.text("setup.kiosk", code=code),
    detail=lambda context, code: _kiosk(context.floor, code).zone,
    fields=_kiosk_fields,
    read=_read_kiosk,
    write=_write_kiosk,
    blank=lambda _floor, _beside: {
        "code": "",
        "zone": "",
        "printer": "",
        "most_taken": (),
        "menu": (),
        **{f"{name}_printer": "" for name in SPARES},
        **words_values(f"{SPARES[0]}_where", None),
        **words_values(f"{SPARES[1]}_where", None),
    },
    remove=lambda floor, code: replace(floor, kiosks=without(floor.kiosks, code)),
    sorted=False,
    cross=_cross_kiosk,
)
