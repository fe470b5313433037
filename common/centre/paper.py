"""How long the paper of printers lasts, in words."""

from collections.abc import Mapping
from datetime import datetime

from common.domain.day import centre_opening
from common.domain.floor import Floor
from common.domain.ids import PrinterCode
from common.domain.paper import roughly
from common.domain.printers import PrinterNow, paper_left
from common.ports import Store

_NOT_SAID = "nobody has said when its roll was changed"
_NO_LENGTH = "the set-up does not say how long its roll is"


def paper_lines(store: Store, floor: Floor, now: datetime) -> Mapping[PrinterCode, str]:
    """Return for each printer what is known of its roll; empty where no kiosk ever spoke of it."""
    known = {one.printer: one for one in store.printers()}
    given = store.printed_lately()
    opening = centre_opening(floor, now)
    here = now.astimezone(floor.zone_info)
    closes = None if opening is None else datetime.combine(here.date(), opening.closes, here.tzinfo)
    lines: dict[PrinterCode, str] = {}
    for setup in floor.printers:
        printer = known.get(setup.code)
        kiosks = [one.code for one in floor.kiosks if one.printer == setup.code]
        times = [at for kiosk in kiosks for at in given.get(kiosk, ())]
        left = None if printer is None else paper_left(setup, printer, times, now, closes)
        if left is None:
            missing = "" if printer is None else _missing(printer, setup.roll_metres)
            lines[setup.code] = missing
            continue
        about = roughly(left)
        when = ""
        if about.change_at is not None:
            when = f", change at about {about.change_at.astimezone(floor.zone_info):%H:%M}"
        lines[setup.code] = f"about {about.slips} slips left{when}"
    return lines


def _missing(printer: PrinterNow, roll_metres: int | None) -> str:
    if printer.changed_at is None:
        return f"{_NOT_SAID}: asan-centre printer changed --printer {printer.printer}"
    return _NO_LENGTH if roll_metres is None else "it has not printed yet"
