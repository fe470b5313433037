"""What a visitor is told of the printer: plain words, no codes, no blame."""

from common.i18n import Text
from common.ports import PrinterState

OUT = frozenset(
    {
        PrinterState.OUT_OF_PAPER,
        PrinterState.COVER_OPEN,
        PrinterState.CUTTER,
        PrinterState.JAM,
        PrinterState.HOT,
        PrinterState.OFFLINE,
        PrinterState.NO_LINK,
    }
)
"""States in which no paper can come out; unknown is not one of them."""


def paper_is_out(printer: PrinterState) -> bool:
    """Say whether it is known that no paper can come out."""
    return printer in OUT


def why_no_paper(printer: PrinterState, text: Text) -> str:
    """Return in one line that there is no paper ticket, and why where a visitor can tell."""
    if printer is PrinterState.OUT_OF_PAPER:
        return text("kiosk.out_of_paper")
    return text("kiosk.not_printed")
