"""What is done about paper: kiosks report it, staff put new rolls in and copy slips."""

from common.domain.ids import DeviceCode, PrinterCode, TicketId
from common.domain.printers import PrinterReport
from common.domain.views import Issued
from common.ports import Store
from common.rules import paper as rules


def report_printer(store: Store, *, kiosk: DeviceCode, report: PrinterReport) -> None:
    """Write down how a kiosk's printer is, and what it printed. Refused(UNKNOWN_PRINTER)."""
    store.perform(rules.report_printer, kiosk=kiosk, report=report)


def change_paper(
    store: Store, *, kiosk: DeviceCode | None = None, printer: PrinterCode | None = None
) -> None:
    """Begin to count a new roll: of a kiosk's own printer, or of the one that is named.

    Refused(UNKNOWN_PRINTER).
    """
    store.perform(rules.change_paper, kiosk=kiosk, printer=printer)


def copy_slip(store: Store, *, label: str, printer: PrinterCode) -> Issued:
    """Give a ticket of today once more, to be printed as a copy, and log that it was asked for.

    Only an administrator may: on Postgres by his login. Refused(UNKNOWN_PRINTER | TICKET_GONE |
    NOT_PERMITTED), and NOT_LAWFUL for a visit that is over.
    """
    return store.perform(rules.copy_slip, label=label, printer=printer)


def slip_copied(store: Store, *, ticket: TicketId, digest: str | None) -> None:
    """Write down that a printer confirmed the copy of a slip. Refused(TICKET_GONE)."""
    store.perform(rules.slip_copied, ticket=ticket, digest=digest)
