"""A slip that did not come out here and is printed by another printer instead."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from common.domain.floor import Floor, SparePlace
from common.domain.ids import DeviceCode, PrinterCode, TicketId
from common.domain.printers import WORKING, PrinterNow
from common.domain.ticket import SlipState

ASKED_FOR = timedelta(seconds=10)
"""Who has not begun to print by then need not: the visitor is elsewhere."""
LOST_AFTER = timedelta(seconds=30)
"""A kiosk that took a slip and said no more of it for so long is not waited for."""
COPIED_AGAIN_AFTER = timedelta(seconds=60)
"""A slip that came out, or may have, is not printed once more before: a second press is one."""


class SpareState(StrEnum):
    """How far another kiosk is with a slip."""

    ASKED = "asked"
    TAKEN = "taken"
    PRINTED = "printed"
    UNSURE = "unsure"
    """Sent or unknown: it may have come out, and nobody confirmed it."""
    FAILED = "failed"
    COLLECTED = "collected"
    """It came out, and the visitor has taken it."""
    WITHDRAWN = "withdrawn"


THERE = frozenset({SpareState.PRINTED, SpareState.UNSURE})
"""The paper is, or may be, at the other printer."""
NOT_THERE = frozenset({SpareState.FAILED, SpareState.WITHDRAWN})
OF_SLIP = {
    SlipState.PRINTED: SpareState.PRINTED,
    SlipState.SENT: SpareState.UNSURE,
    SlipState.UNKNOWN: SpareState.UNSURE,
    SlipState.FAILED: SpareState.FAILED,
}
"""What becomes of it when its paper ended."""


@dataclass(frozen=True, slots=True)
class Spare:
    """One kiosk's wish that another prints a ticket's slip."""

    ticket: TicketId
    kiosk: DeviceCode
    """Where the visitor stands."""
    printer: PrinterCode
    state: SpareState
    changed_at: datetime
    by: DeviceCode | None = None
    """The kiosk that took it."""


def is_for_staff(floor: Floor, printer: PrinterCode) -> bool:
    """Say whether a printer stands at no kiosk."""
    return all(kiosk.printer != printer for kiosk in floor.kiosks)


def spare_places(
    floor: Floor, kiosk: DeviceCode, printers: tuple[PrinterNow, ...], now: datetime
) -> tuple[SparePlace, ...]:
    """Return where a kiosk's slip may come out instead: where paper is known to, or with staff."""
    placed = floor.kiosk(kiosk)
    working = {one.printer for one in printers if one.stands(now) in WORKING}
    return tuple(
        place
        for place in (() if placed is None else placed.spares)
        if place.printer in working or is_for_staff(floor, place.printer)
    )
