"""The commands for whoever stands at a printer: how it is, and a slip to look at."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from common.centre.paper import paper_lines
from common.centre.people import Mistyped
from common.centre.printers import WHAT_TO_DO, Drawn, no_such, placed, quiet, said, state_of
from common.centre.qt import NO_SCREEN, ask_qt
from common.centre.records import opened
from common.centre.saying import say
from common.centre.verdicts import Finding, Verdict, bad, ok, unknown
from common.domain.floor import Floor, PrinterSetup
from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.ports import PrinterState, Printout, Raster
from common.printing.setup import WrongPrinter, open_printer
from common.settings import Settings
from common.usecases.paper import change_paper

PRINTER = "printer"
STATUS, TEST, CHANGED = "status", "test", "changed"
PROOF = "common.ui.proof"
SAMPLE = Slip("", "test", "", "", 0, datetime.min.replace(tzinfo=UTC), Language.AZ, "")

PRINTER_HELP: Mapping[str, str] = {
    PRINTER: "ask printers how they are and how long their paper lasts, print a slip with a frame,"
    " a ruler and all letters, or say that a roll was changed",
}


def add_printer_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after the command."""
    made[PRINTER].add_argument("what", choices=[STATUS, TEST, CHANGED])
    which = made[PRINTER].add_mutually_exclusive_group()
    which.add_argument("--printer", metavar="CODE", help="which printer of the floor")
    which.add_argument("--kiosk", metavar="CODE", help="the printer of this kiosk")


def ask_printers(settings: Settings, asked: argparse.Namespace) -> int:
    """Print a line for each thing a printer said; return 0 only when all is fine."""
    with opened(settings) as store:
        floor, now = store.floor(), store.now()
        chosen = _chosen(floor, settings, asked)
        if asked.what == STATUS:
            papers = paper_lines(store, floor, now)
            return _tell(
                _with_paper(state_of(one, settings), papers.get(one.code, "")) for one in chosen
            )
        if len(chosen) != 1:
            codes = ", ".join(setup.code for setup in chosen) or "there is none"
            raise Mistyped(f"one printer at a time; name it with --printer: {codes}")
        if asked.what == CHANGED:
            change_paper(store, printer=chosen[0].code)
            say(f"printer {chosen[0].code}: a new roll is counted from now on")
            return 0
    at = f"{now.astimezone(floor.zone_info):%d.%m.%Y %H:%M}"
    with quiet():
        return _tell(_test(chosen[0], settings, floor.name.of(Language.AZ), at))


def _with_paper(finding: Finding, paper: str) -> Finding:
    return replace(finding, words=f"{finding.words}; {paper}") if paper else finding


def _tell(findings: Iterable[Finding]) -> int:
    worst = 0
    for finding in findings:
        say(finding.line())
        worst = max(worst, finding.verdict is not Verdict.OK)
    return int(worst)


def _chosen(floor: Floor, settings: Settings, asked: argparse.Namespace) -> list[PrinterSetup]:
    """Return the printers that were asked for, each where it stands; raises Mistyped."""
    code = asked.printer
    if asked.kiosk is not None:
        kiosk = next((one for one in floor.kiosks if one.code == asked.kiosk), None)
        if kiosk is None:
            raise Mistyped(no_such("kiosk", asked.kiosk, [one.code for one in floor.kiosks]))
        if kiosk.printer is None:
            raise Mistyped(f"kiosk {asked.kiosk} has no printer in the set-up; give it one there")
        code = kiosk.printer
    found = [one for one in floor.printers if code in (None, one.code)]
    if code is not None and not found:
        raise Mistyped(no_such("printer", code, [one.code for one in floor.printers]))
    return [placed(floor, one, settings) for one in found]


def _test(setup: PrinterSetup, settings: Settings, centre: str, at: str) -> Iterator[Finding]:
    """Print a test slip; say how the printer was before it and what became of it."""
    what = f"printer {setup.code}"
    words = {"centre": centre, "printer": f"{setup.code} {setup.family}", "at": at}
    paper = {"width_dots": setup.width_dots, "dots_per_inch": setup.dots_per_inch}
    drawn = ask_qt(PROOF, NO_SCREEN, {**words, **paper})
    painter = Drawn(Raster(drawn["width"], drawn["height"], bytes.fromhex(drawn["rows"])))
    try:
        printer = open_printer(setup, painter, timeout=settings.printer.timeout_seconds)
    except WrongPrinter as error:
        yield bad(what, str(error))
        return
    yield said(f"{what} before", setup, printer.status())
    yield _outcome(f"{what} after", setup, printer.print_slip(SAMPLE))


def _outcome(what: str, setup: PrinterSetup, printout: Printout) -> Finding:
    """Say what became of the test slip; nothing is printed that was not confirmed."""
    todo = WHAT_TO_DO.get(printout.state, "look at it, and whether the slip came out whole")
    if printout.slip is SlipState.PRINTED:
        finding = said(what, setup, printout.state)
        taken = printout.state is PrinterState.NOT_TAKEN
        return ok(what, "the slip is printed; " + (todo if taken else finding.words))
    if printout.slip is SlipState.FAILED:
        words = f"the slip was not sent: {todo}"
    else:
        words = f"the slip was sent and nobody confirmed it: {todo}"
    return unknown(what, words) if printout.state is PrinterState.UNKNOWN else bad(what, words)


PRINTER_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    PRINTER: ask_printers,
}
