"""What a visitor is told of the printer: plain words, no codes, no blame."""

from common.domain.printers import OUT, PrinterState
from common.i18n import Text


def paper_is_out(printer: PrinterState) -> bool:
    """Say whether it is known that no paper can come out."""
    return printer in OUT


def take_key(printer: PrinterState) -> str:
    """Return the key of what the button says that takes a ticket: not of paper where it is out."""
    return "kiosk.take_without_paper" if paper_is_out(printer) else "kiosk.take_ticket"


def why_no_paper(printer: PrinterState, text: Text) -> str:
    """Return in one line that there is no paper ticket, and why where a visitor can tell."""
    if printer is PrinterState.OUT_OF_PAPER:
        return text("kiosk.out_of_paper")
    return text("kiosk.not_printed")
