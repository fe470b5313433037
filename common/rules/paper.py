"""What is known of printers: what kiosks say of theirs, and that somebody put a new roll in."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import DeviceCode, PrinterCode
from common.domain.printers import PrinterNow, PrinterReport, PrinterState, after_report
from common.ports import Records


def report_printer(records: Records, *, kiosk: DeviceCode, report: PrinterReport) -> None:
    """Write down how a kiosk's printer is, and what it printed. Refused(UNKNOWN_PRINTER)."""
    printer = _printer_of(records, kiosk)
    known = records.printer(printer)
    records.put_printer(after_report(known, printer, kiosk, report, records.now))


def change_paper(
    records: Records, *, kiosk: DeviceCode | None = None, printer: PrinterCode | None = None
) -> None:
    """Begin to count a new roll: of a kiosk's own printer, or of the one that is named.

    Refused(UNKNOWN_PRINTER).
    """
    code = _printer_of(records, kiosk) if kiosk is not None else printer
    if code is None or code not in {one.code for one in records.floor().printers}:
        raise Refused(Reason.UNKNOWN_PRINTER, printer=code)
    known, now = records.printer(code), records.now
    if known is None:
        by = kiosk or DeviceCode("")
        known = PrinterNow(code, by, PrinterState.UNKNOWN, now, now, now)
    records.put_printer(replace(known, mm_at_change=known.paper_mm, changed_at=now))
    records.log(EventKind.PAPER_CHANGED, device=kiosk, facts={"printer": code})


def _printer_of(records: Records, kiosk: DeviceCode) -> PrinterCode:
    placed = records.floor().kiosk(kiosk)
    if placed is None or placed.printer is None:
        raise Refused(Reason.UNKNOWN_PRINTER, kiosk=kiosk)
    return placed.printer
