"""What is known of printers and paper: reports of kiosks, new rolls, copies of slips."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import DeviceCode, PrinterCode, SeriesCode, TicketId
from common.domain.numbers import split_label
from common.domain.printers import PrinterNow, PrinterReport, PrinterState, after_report
from common.domain.ticket import ENDED, Leg, SlipState, Ticket, leg_that_counts
from common.domain.views import Issued
from common.ports import Records
from common.rules.tickets import issued_again, report_slip, today


def report_printer(records: Records, *, kiosk: DeviceCode, report: PrinterReport) -> None:
    """Write down how a kiosk's printer is, and what it printed. Refused(UNKNOWN_PRINTER)."""
    printer = printer_of(records, kiosk)
    known = records.printer(printer)
    records.put_printer(after_report(known, printer, kiosk, report, records.now))


def change_paper(
    records: Records, *, kiosk: DeviceCode | None = None, printer: PrinterCode | None = None
) -> None:
    """Begin to count a new roll: of a kiosk's own printer, or of the one that is named.

    Refused(UNKNOWN_PRINTER).
    """
    code = printer_of(records, kiosk) if kiosk is not None else printer
    if code is None or code not in {one.code for one in records.floor().printers}:
        raise Refused(Reason.UNKNOWN_PRINTER, printer=code)
    known, now = records.printer(code), records.now
    if known is None:
        by = kiosk or DeviceCode("")
        known = PrinterNow(code, by, PrinterState.UNKNOWN, now, now, now)
    records.put_printer(replace(known, mm_at_change=known.paper_mm, changed_at=now))
    records.log(EventKind.PAPER_CHANGED, device=kiosk, facts={"printer": code})


def copy_slip(records: Records, *, label: str, printer: PrinterCode) -> Issued:
    """Give a ticket of today once more, to be printed as a copy, and log that it was asked for.

    Refused(UNKNOWN_PRINTER | TICKET_GONE), and NOT_LAWFUL for a visit that is over.
    """
    if printer not in {one.code for one in records.floor().printers}:
        raise Refused(Reason.UNKNOWN_PRINTER, printer=printer)
    ticket = _ticket_of(records, label)
    if ticket is None:
        raise Refused(Reason.TICKET_GONE, label=label)
    leg = leg_that_counts(records.legs_of(ticket.id))
    if leg.state in ENDED:
        raise Refused(Reason.NOT_LAWFUL, label=label, state=leg.state.value)
    records.log(EventKind.COPIED, ticket=ticket.id, facts={"printer": printer})
    return issued_once_more(records, ticket, leg)


def issued_once_more(records: Records, ticket: Ticket, leg: Leg) -> Issued:
    """Return a ticket as it stands now, with all that its slip says."""
    issued = issued_again(records, ticket, leg)
    return replace(issued, appointment=records.promised_to(ticket.id))


def slip_copied(records: Records, *, ticket: TicketId, digest: str | None) -> None:
    """Write down that a printer confirmed the copy of a slip. Refused(TICKET_GONE)."""
    report_slip(records, ticket, SlipState.REPRINTED, digest=digest)


def _ticket_of(records: Records, label: str) -> Ticket | None:
    try:
        series, serial = split_label(label)
    except ValueError:
        return None
    return records.ticket_of_number(today(records), SeriesCode(series), serial)


def printer_of(records: Records, kiosk: DeviceCode) -> PrinterCode:
    """Return a kiosk's own printer. Refused(UNKNOWN_PRINTER) where it has none."""
    placed = records.floor().kiosk(kiosk)
    if placed is None or placed.printer is None:
        raise Refused(Reason.UNKNOWN_PRINTER, kiosk=kiosk)
    return placed.printer
