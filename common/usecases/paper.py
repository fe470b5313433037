"""What is done about paper: kiosks say how their printers are, staff put new rolls in."""

from common.domain.ids import DeviceCode, PrinterCode
from common.domain.printers import PrinterReport
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
