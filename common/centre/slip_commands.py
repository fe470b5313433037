"""The commands about slips: a copy for whoever got none, and how a template looks."""

import argparse
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from common.centre.people import Mistyped
from common.centre.printers import WHAT_TO_DO, Drawn, no_such, placed, quiet
from common.centre.qt import NO_SCREEN, ask_qt
from common.centre.records import opened
from common.centre.saying import say
from common.domain.errors import Unavailable
from common.domain.floor import Cable, PrinterSetup
from common.domain.ids import PrinterCode
from common.domain.paper import MM_PER_INCH
from common.domain.slip import Slip, qr_text, slip_of
from common.domain.slip_layout import Line
from common.domain.ticket import SlipState
from common.domain.waits import WaitSpan
from common.domain.words import Language, Words
from common.floorfile.catalogue import read_catalogue
from common.floorfile.slip_lines import slip_form
from common.floorfile.slip_template import read_template, template_faults
from common.ports import Printout, Raster, Store
from common.printing.setup import WrongPrinter, open_printer
from common.settings import Settings
from common.usecases.paper import copy_slip, slip_copied

SLIP = "slip"
REPRINT, PREVIEW = "reprint", "preview"
PROOF = "common.ui.slip_proof"
USUAL = PrinterSetup(PrinterCode(""), Cable.FILE, "")
SAMPLE_AT = datetime.fromisoformat("2026-01-15T09:41:00+04:00")
SAMPLE = Words(
    az="ASAN xidmət mərkəzi (NÜMUNƏ)",
    en="ASAN service centre (SAMPLE)",
    ru="Центр ASAN xidmət (ОБРАЗЕЦ)",
)

SLIP_HELP: Mapping[str, str] = {
    SLIP: "print a copy of a ticket's slip, or draw a template with a sample on it",
}


def add_slip_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after the command."""
    whats = made[SLIP].add_subparsers(dest="what", required=True, metavar="WHAT")
    reprint = whats.add_parser(REPRINT, help="print a ticket of today once more, marked as a copy")
    reprint.add_argument("label", metavar="NUMBER")
    reprint.add_argument("--printer", type=PrinterCode, required=True, metavar="CODE")
    preview = whats.add_parser(PREVIEW, help="draw a sample slip as a PNG")
    preview.add_argument("--template", type=Path, metavar="FILE", help="else the built-in one")
    preview.add_argument("--language", type=Language, choices=list(Language), default=Language.AZ)
    preview.add_argument("--out", type=Path, required=True, metavar="PNG")


def see_to_slips(settings: Settings, asked: argparse.Namespace) -> int:
    """Print a copy or draw a preview; return 0 only when that is known to have happened."""
    if asked.what == REPRINT:
        with opened(settings) as store:
            return _reprint(store, settings, asked.label.upper(), asked.printer)
    return _preview(asked.template, asked.language, asked.out)


def _reprint(store: Store, settings: Settings, label: str, code: PrinterCode) -> int:
    floor = store.floor()
    setups = {one.code: placed(floor, one, settings) for one in floor.printers}
    if code not in setups:
        raise Mistyped(no_such("printer", code, setups))
    issued = copy_slip(store, label=label, printer=code)
    slip = slip_of(issued, floor, None, copy=True)
    with quiet():
        printout = _print(slip, setups[code], settings, floor.slip)
    if printout.slip is SlipState.PRINTED:
        slip_copied(store, ticket=issued.ticket.id, digest=printout.digest)
        say(f"{label}: the copy is printed on {code}")
        return 0
    todo = WHAT_TO_DO.get(printout.state, "look at it, and whether the slip came out whole")
    sent = "was not sent" if printout.slip is SlipState.FAILED else "was sent, nobody confirmed it"
    say(f"{label}: the copy {sent}: {todo}")
    return 1


def _print(
    slip: Slip, setup: PrinterSetup, settings: Settings, lines: tuple[Line, ...]
) -> Printout:
    template = settings.printer.template
    if template is not None and template_faults(template):
        template = None
    drawn = _draw(slip, template, setup, lines=lines)
    painter = Drawn(Raster(drawn["width"], drawn["height"], bytes.fromhex(drawn["rows"])))
    try:
        printer = open_printer(setup, painter, timeout=settings.printer.timeout_seconds)
    except WrongPrinter as error:
        raise Mistyped(str(error)) from error
    return printer.print_slip(slip)


def _preview(template: Path | None, language: Language, out: Path) -> int:
    if template is not None:
        read_template(template)
    if out.suffix.lower() != ".png":
        raise Mistyped(f"{out} is no PNG; name a file that ends in .png")
    if not out.absolute().parent.is_dir():
        raise Mistyped(f"there is no folder {out.parent}; make it, or name another file")
    drawn = _draw(_sample(language), template, USUAL, out.absolute())
    if not drawn["saved"]:
        raise Unavailable(f"{out} cannot be written; name another file")
    millimetres = drawn["height"] * MM_PER_INCH / USUAL.dots_per_inch
    say(f"{out}: {drawn['width']} x {drawn['height']} dots, {millimetres:.0f} mm of paper")
    return 0


def _draw(
    slip: Slip,
    template: Path | None,
    setup: PrinterSetup,
    out: Path | None = None,
    lines: tuple[Line, ...] = (),
) -> dict[str, Any]:
    told = {
        "slip": json.loads(json.dumps(asdict(slip), default=datetime.isoformat)),
        "width_dots": setup.width_dots,
        "dots_per_inch": setup.dots_per_inch,
        "template": "" if template is None else str(template.absolute()),
        "lines": slip_form(lines),
        "out": "" if out is None else str(out),
    }
    return ask_qt(PROOF, NO_SCREEN, told)


def _sample(language: Language) -> Slip:
    """Return a slip as one may be, of the first service of the catalogue that is installed."""
    with as_file(files("assets").joinpath("catalogue", "catalogue.json")) as path:
        catalogue = read_catalogue(path)
    entity = catalogue.entities[0]
    return Slip(
        centre=SAMPLE.of(language),
        label="A015",
        service=entity.services[0].name.of(language),
        entity=entity.name.of(language),
        ahead=7,
        issued_at=SAMPLE_AT,
        language=language,
        qr=qr_text("ASAN-00", SAMPLE_AT.date(), "SAMPLEsample"),
        expected=WaitSpan(10, 20),
    )


SLIP_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {SLIP: see_to_slips}
