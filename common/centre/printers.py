"""Whether the printers of a set-up can be used, and how they are."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from common.centre.verdicts import Finding, bad, ok, unknown
from common.domain.floor import Floor, PrinterSetup
from common.domain.slip import Slip
from common.floorfile.faults import Fault
from common.ports import PrinterState, Raster
from common.printing.setup import WrongPrinter, open_printer
from common.settings import Settings

WHAT_TO_DO = {
    PrinterState.OUT_OF_PAPER: "it is out of paper; put a new roll in",
    PrinterState.COVER_OPEN: "its cover is open; close it",
    PrinterState.CUTTER: "its cutter is stuck; switch it off and clear the cutter",
    PrinterState.JAM: "paper is jammed in it; open it and take the paper out",
    PrinterState.HOT: "its head is hot; let it cool",
    PrinterState.NOT_TAKEN: "a slip hangs in it; take it out",
    PrinterState.OFFLINE: "it is offline; look at its panel and switch it on again",
    PrinterState.NO_LINK: "it cannot be reached; check its power, its cable and the address",
}


def unusable(floor: Floor) -> Iterator[Fault]:
    """Yield a fault for each printer that no cable or family of this program fits."""
    for at, setup in enumerate(floor.printers):
        try:
            open_printer(setup, NOTHING)
        except WrongPrinter as error:
            yield replace(error.fault, place=("printers", at))


def printers(floor: Floor, settings: Settings) -> Iterator[Finding]:
    """Ask each printer how it is; this kiosk's own at the address its settings give."""
    for setup in floor.printers:
        yield state_of(placed(floor, setup, settings), settings)


def placed(floor: Floor, setup: PrinterSetup, settings: Settings) -> PrinterSetup:
    """Return a printer where it stands: this kiosk's own where its settings say, if they do."""
    mine = {one.printer for one in floor.kiosks if one.code == settings.device.code}
    moved = settings.printer.address if setup.code in mine else ""
    return replace(setup, address=moved or setup.address)


def state_of(setup: PrinterSetup, settings: Settings) -> Finding:
    """Ask one printer how it is."""
    what = f"printer {setup.code}"
    try:
        printer = open_printer(setup, NOTHING, timeout=settings.printer.timeout_seconds)
    except WrongPrinter as error:
        return bad(what, str(error))
    return said(what, setup, printer.status())


def said(what: str, setup: PrinterSetup, state: PrinterState) -> Finding:
    """Return what a printer said of itself and what to do about it."""
    place = f"{setup.cable} {setup.address}"
    if state is PrinterState.READY:
        return ok(what, f"{place} is ready")
    if state is PrinterState.NEAR_END:
        return ok(what, f"{place} is ready; its paper is near its end, keep a roll at hand")
    if state is PrinterState.UNKNOWN:
        return unknown(what, f"{place} does not say how it is; look at it")
    return bad(what, f"{place}: {WHAT_TO_DO[state]}")


class Drawn:
    """A slip that is drawn already."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster

    def paint(self, slip: Slip, width_dots: int) -> Raster:  # noqa: ARG002 - drawn for this width
        """Return the dots."""
        return self._raster


NOTHING = Drawn(Raster(0, 0, b""))
"""For who only asks a printer how it is, and prints nothing."""


@contextmanager
def quiet() -> Iterator[None]:
    """Keep what is said in single lines from being logged to the terminal as well."""
    log, silent = logging.getLogger("common.printing"), logging.NullHandler()
    log.addHandler(silent)
    try:
        yield
    finally:
        log.removeHandler(silent)


def no_such(kind: str, code: str, known: Iterable[str]) -> str:
    """Return that the set-up lacks something, and what it has."""
    return f"the set-up has no {kind} {code}; known are: {', '.join(known) or 'none'}"
