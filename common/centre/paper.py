"""How long the paper of printers lasts, in words."""

from collections.abc import Mapping
from datetime import datetime

from common.domain.floor import Floor
from common.domain.ids import PrinterCode
from common.domain.paper import Forecast
from common.domain.printers import PrinterNow, forecasts
from common.ports import Store

_NOT_SAID = "nobody has said when its roll was changed"
_NO_LENGTH = "the set-up does not say how long its roll is"


def paper_lines(store: Store, floor: Floor, now: datetime) -> Mapping[PrinterCode, str]:
    """Return what is known of each printer's roll, for those that a kiosk ever spoke of."""
    printers = store.printers()
    left = forecasts(floor, printers, store.printed_lately(), now)
    lengths = {setup.code: setup.roll_metres for setup in floor.printers}
    return {
        one.printer: _left(left[one.printer], floor)
        if one.printer in left
        else _missing(one, lengths[one.printer])
        for one in printers
    }


def _left(left: Forecast, floor: Floor) -> str:
    words = f"about {left.slips} slips left"
    if left.change_at is None:
        return words
    return f"{words}, change at about {left.change_at.astimezone(floor.zone_info):%H:%M}"


def _missing(printer: PrinterNow, roll_metres: int | None) -> str:
    if printer.changed_at is None:
        return f"{_NOT_SAID}: asan-centre printer changed --printer {printer.printer}"
    return _NO_LENGTH if roll_metres is None else "it has not printed yet"
