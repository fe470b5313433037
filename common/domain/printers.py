"""How printers are, as their kiosks say it, and what is known of their paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from common.domain.day import centre_opening
from common.domain.floor import Floor, PrinterSetup
from common.domain.ids import DeviceCode, PrinterCode
from common.domain.paper import Forecast, Roll, forecast, roughly
from common.domain.ticket import SlipState

MM_PER_METRE = 1000
STALE = timedelta(minutes=3)
"""What a kiosk said of its printer is not believed for longer: it reports every minute."""
UNSAID = timedelta(minutes=3)
"""A kiosk says within seconds how a slip went: one that says nothing so long has died over it."""
LONGEST_REPORT_MM = 20_000.0
MOST_SLIPS = 500
"""No kiosk prints more in the time between two reports."""


class PrinterState(StrEnum):
    """What a printer says of itself; UNKNOWN is neither fine nor broken."""

    READY = "ready"
    NEAR_END = "near_end"
    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    JAM = "jam"
    HOT = "hot"
    NOT_TAKEN = "not_taken"
    OFFLINE = "offline"
    NO_LINK = "no_link"
    UNKNOWN = "unknown"


WORKING = frozenset({PrinterState.READY, PrinterState.NEAR_END, PrinterState.NOT_TAKEN})
"""Paper is known to come out."""
OUT = frozenset(PrinterState) - WORKING - {PrinterState.UNKNOWN}
"""No paper can come out."""


@dataclass(frozen=True, slots=True)
class PrinterReport:
    """What a kiosk says of its printer, and what it printed since it said so last."""

    at: datetime
    """When it was made, by the kiosk's clock: a report that comes twice is counted once."""
    state: PrinterState
    slips: int = 0
    paper_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class PrinterNow:
    """What the store knows of a printer; lengths are counted from the first report on."""

    printer: PrinterCode
    kiosk: DeviceCode
    """The kiosk that reported last."""
    state: PrinterState
    since: datetime
    seen_at: datetime
    reported_at: datetime
    slips: int = 0
    paper_mm: float = 0.0
    mm_at_change: float = 0.0
    """What had been printed when the roll was changed last."""
    changed_at: datetime | None = None
    """When somebody said that he put a new roll in; None: nobody ever did."""
    senses_end: bool = False
    """It said once that its paper was near its end: it has a sensor."""

    def stands(self, now: datetime) -> PrinterState:
        """Return how the printer is; UNKNOWN where nobody has said so for a while."""
        return self.state if now - self.seen_at <= STALE else PrinterState.UNKNOWN


def after_report(
    known: PrinterNow | None,
    printer: PrinterCode,
    kiosk: DeviceCode,
    report: PrinterReport,
    now: datetime,
) -> PrinterNow:
    """Return what is known of a printer after a report."""
    if known is None:
        known = PrinterNow(printer, kiosk, report.state, now, now, report.at)
    elif (known.kiosk, known.reported_at) == (kiosk, report.at):
        return replace(known, seen_at=now)
    return replace(
        known,
        kiosk=kiosk,
        state=report.state,
        since=known.since if known.state is report.state else now,
        seen_at=now,
        reported_at=report.at,
        slips=known.slips + min(max(report.slips, 0), MOST_SLIPS),
        paper_mm=known.paper_mm + min(max(report.paper_mm, 0.0), LONGEST_REPORT_MM),
        senses_end=known.senses_end or report.state is PrinterState.NEAR_END,
    )


def paper_left(
    setup: PrinterSetup,
    known: PrinterNow,
    given: Sequence[datetime],
    now: datetime,
    closes: datetime | None = None,
) -> Forecast | None:
    """Say what a printer's roll is still good for; None where too little is known of it.

    `given` is when its last slips were printed.
    """
    state = known.stands(now)
    if state is PrinterState.OUT_OF_PAPER:
        return Forecast(0, now)
    near = {PrinterState.NEAR_END: True, PrinterState.READY: False}.get(state)
    counted = setup.roll_metres is not None and known.changed_at is not None
    if not known.slips or not (counted or near):
        return None
    length = (setup.roll_metres or 0) * MM_PER_METRE if counted else known.paper_mm
    printed = known.paper_mm - known.mm_at_change if counted else known.paper_mm
    roll = Roll(length, printed, near if near or known.senses_end else None)
    return forecast(roll, known.paper_mm / known.slips, given, now, closes)


def forecasts(
    floor: Floor,
    printers: Iterable[PrinterNow],
    given: Mapping[DeviceCode, Sequence[datetime]],
    now: datetime,
) -> dict[PrinterCode, Forecast]:
    """Return what the rolls of a hall are still good for, as it is said, where that is known.

    `given` is when each kiosk gave its last slips.
    """
    opening, here = centre_opening(floor, now), now.astimezone(floor.zone_info)
    closes = None if opening is None else datetime.combine(here.date(), opening.closes, here.tzinfo)
    setups = {one.code: one for one in floor.printers}
    found: dict[PrinterCode, Forecast] = {}
    for known in printers:
        kiosks = [one.code for one in floor.kiosks if one.printer == known.printer]
        times = [at for kiosk in kiosks for at in given.get(kiosk, ())]
        left = paper_left(setups[known.printer], known, times, now, closes)
        if left is not None:
            found[known.printer] = roughly(left)
    return found


@dataclass(frozen=True, slots=True)
class MissingSlip:
    """A visitor who waits and may have no paper: nothing came out, or nobody knows."""

    label: str
    kiosk: DeviceCode | None
    slip: SlipState
    at: datetime


@dataclass(frozen=True, slots=True)
class HallPaper:
    """What supervisors see of the paper of a hall."""

    printers: tuple[PrinterNow, ...] = ()
    missing: tuple[MissingSlip, ...] = ()
    left: Mapping[PrinterCode, Forecast] = field(default_factory=dict)
