"""Says what is well and what is not; what could not be asked is unknown, never well."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from common.centre.records import SQLITE, opened
from common.centre.surroundings import log_folder, screens_and_fonts, speech_and_sound
from common.centre.verdicts import Finding, Verdict, bad, ok, unknown
from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.domain.floor import Floor, PrinterSetup
from common.domain.slip import Slip
from common.ports import PrinterState, Raster, Store
from common.printing.setup import WrongPrinter, open_printer
from common.settings import Settings

MOST_NAMED = 3
MOST_SKEW = timedelta(seconds=2)

_TODO = {
    PrinterState.OUT_OF_PAPER: "it is out of paper; put a new roll in",
    PrinterState.COVER_OPEN: "its cover is open; close it",
    PrinterState.CUTTER: "its cutter is stuck; switch it off and clear the cutter",
    PrinterState.JAM: "paper is jammed in it; open it and take the paper out",
    PrinterState.HOT: "its head is hot; let it cool",
    PrinterState.NOT_TAKEN: "a slip hangs in it; take it out",
    PrinterState.OFFLINE: "it is offline; look at its panel and switch it on again",
    PrinterState.NO_LINK: "it cannot be reached; check its power, its cable and the address",
}


def examine(settings: Settings) -> int:
    """Print a line for each thing looked at; return 0 only when nothing is bad."""
    worst = 0
    for finding in findings(settings):
        print(finding.line(), flush=True)
        worst = max(worst, finding.verdict is Verdict.BAD)
    return int(worst)


def findings(settings: Settings) -> Iterator[Finding]:
    """Look at one thing after another; nothing waits longer than its timeout."""
    floor = None
    try:
        with opened(settings) as store:
            yield from _records(store, settings)
            floor = _floor(store)
            yield from _set_up(store, floor, settings)
    except Unavailable as error:
        yield bad("store", f"{_place(settings)}: {error}")
        yield unknown("clock", "the store could not be asked for the time")
        yield unknown("set-up", "the store could not be asked for it")
    yield from _printers(floor if isinstance(floor, Floor) else None, settings)
    yield from screens_and_fonts()
    yield from speech_and_sound(settings)
    yield log_folder(settings)


def _place(settings: Settings) -> str:
    """Return where the store is, without the password its address may hold."""
    url = settings.store.url
    if url.startswith(SQLITE):
        return url.removeprefix(SQLITE)
    return f"PostgreSQL at {urlsplit(url).hostname or 'this computer'}"


def _records(store: Store, settings: Settings) -> Iterator[Finding]:
    clock = SystemClock()
    before, started = clock.now(), clock.monotonic()
    theirs = store.now()
    took = timedelta(seconds=clock.monotonic() - started)
    yield ok("store", f"{_place(settings)} answers in {took // timedelta(milliseconds=1)} ms")
    # The answer was stamped somewhere between question and return.
    early, late = before - theirs, theirs - (before + took)
    skew = max(early, late, timedelta())
    if skew > MOST_SKEW:
        words = f"differs from the store's by {skew.total_seconds():.1f} s; set it by time server"
        yield bad("clock", words)
    else:
        yield ok("clock", "agrees with the store's within 2 s")


def _floor(store: Store) -> Floor | Unavailable:
    """Return the set-up, or why there is none."""
    try:
        return store.floor()
    except Unavailable as error:
        return error


def _set_up(store: Store, floor: Floor | Unavailable, settings: Settings) -> Iterator[Finding]:
    if isinstance(floor, Unavailable):
        yield bad("set-up", str(floor))
        return
    counts = f"{len(floor.counters)} counters, {len(floor.services)} services"
    yield ok("set-up", f"version {floor.version} of {floor.centre}: {counts}")
    yield _device(floor, settings.device.code)
    with store.records() as records:
        without = [one.code for one in floor.operators if records.pin(one.code) is None]
    if without:
        few = ", ".join(without[:MOST_NAMED]) + (" ..." if len(without) > MOST_NAMED else "")
        words = f"{len(without)} have none and cannot sign in ({few}); run asan-centre set-pin"
        yield bad("PINs", words)
    else:
        yield ok("PINs", f"each of {len(floor.operators)} operators has one")


def _device(floor: Floor, code: str) -> Finding:
    codes: list[str] = [*(one.code for one in floor.kiosks), *(one.code for one in floor.displays)]
    codes += [counter.code for counter in floor.counters]
    if not code:
        return unknown("device", "the settings name none; set device.code on a kiosk or display")
    if code in codes:
        return ok("device", f"the set-up has {code}")
    return bad("device", f"the set-up has no {code}; set device.code to one of {', '.join(codes)}")


def _printers(floor: Floor | None, settings: Settings) -> Iterator[Finding]:
    if floor is None:
        yield unknown("printers", "the set-up, which names them, could not be read")
        return
    here = {one.printer for one in floor.kiosks if one.code == settings.device.code}
    for setup in floor.printers:
        moved = settings.printer.address if setup.code in here else ""
        yield _printer(replace(setup, address=moved or setup.address), settings)


def _printer(setup: PrinterSetup, settings: Settings) -> Finding:
    what = f"printer {setup.code}"
    place = f"{setup.cable} {setup.address}"
    try:
        printer = open_printer(setup, _NoPainter(), timeout=settings.printer.timeout_seconds)
    except WrongPrinter as error:
        return bad(what, str(error))
    state = printer.status()
    if state is PrinterState.READY:
        return ok(what, f"{place} is ready")
    if state is PrinterState.NEAR_END:
        return ok(what, f"{place} is ready; its paper is near its end, keep a roll at hand")
    if state is PrinterState.UNKNOWN:
        return unknown(what, f"{place} does not say how it is; look at it")
    return bad(what, f"{place}: {_TODO[state]}")


class _NoPainter:
    """Stands where a painter belongs; nothing is printed by asking how a printer is."""

    def paint(self, slip: Slip, width_dots: int) -> Raster:
        """Refuse to draw."""
        raise NotImplementedError((slip, width_dots))
