"""Says what is well and what is not; what could not be asked is unknown, never well."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from common.centre.printers import printers
from common.centre.records import SQLITE, kept, opened
from common.centre.saying import say
from common.centre.sealing import NOBODY_SEALS, ask_sealing
from common.centre.surroundings import log_folder, screens_and_fonts, speech_and_sound
from common.centre.verdicts import Finding, Verdict, bad, ok, unknown
from common.clock import MOST_SKEW, StoreTime, SystemClock, skew_between
from common.domain.errors import Unavailable
from common.domain.floor import Floor
from common.floorfile.board_layout import USUAL, board_layout
from common.floorfile.part import BadFile
from common.floorfile.slip_template import template_faults
from common.ports import Store
from common.settings import Settings

MOST_NAMED = 3


def examine(settings: Settings) -> int:
    """Print a line for each thing looked at; return 0 only when nothing is bad."""
    worst = 0
    for finding in findings(settings):
        say(finding.line())
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
    yield _seals(settings)
    if isinstance(floor, Floor):
        yield from printers(floor, settings)
    else:
        yield unknown("printers", "the set-up, which names them, could not be read")
    yield from _slip_template(settings)
    yield from _board_layout(settings)
    yield from screens_and_fonts()
    yield from speech_and_sound(settings)
    yield log_folder(settings)


def _slip_template(settings: Settings) -> Iterator[Finding]:
    """Say whether slips can be laid out as the settings want; nothing where they want nothing."""
    path = settings.printer.template
    if path is None:
        return
    faults = template_faults(path)
    for fault in faults[:MOST_NAMED]:
        yield bad("slip template", f"{fault}; slips are laid out in the built-in way")
    if not faults:
        yield ok("slip template", f"{path} can be used")


def _board_layout(settings: Settings) -> Iterator[Finding]:
    """Say whether a board can be laid out as the settings want; nothing where that is usual."""
    name = settings.screen.layout
    if name == USUAL:
        return
    try:
        board_layout(name)
    except BadFile as error:
        for fault in error.faults[:MOST_NAMED]:
            yield bad("board layout", f"{fault}; boards are laid out in the usual way")
    else:
        yield ok("board layout", f"{name} can be used")


def _place(settings: Settings) -> str:
    """Return where the store is, without the password its address may hold."""
    url = settings.store.url
    if url.startswith(SQLITE):
        return url.removeprefix(SQLITE)
    return f"PostgreSQL at {urlsplit(url).hostname or 'this computer'}"


def _records(store: Store, settings: Settings) -> Iterator[Finding]:
    told = StoreTime(SystemClock()).timed(lambda asked: asked.now())(store)
    took = timedelta(seconds=told.came - told.asked)
    yield ok("store", f"{_place(settings)} answers in {took // timedelta(milliseconds=1)} ms")
    skew = abs(skew_between(told.answer, told))
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
    without = store.without_pin()
    if without:
        few = ", ".join(without[:MOST_NAMED]) + (" ..." if len(without) > MOST_NAMED else "")
        words = f"{len(without)} have none and cannot sign in ({few}); run asan-centre set-pin"
        yield bad("PINs", words)
    else:
        yield ok("PINs", f"each of {len(floor.operators)} operators has one")


def _seals(settings: Settings) -> Finding:
    try:
        with kept(settings) as keeper:
            found = ask_sealing(keeper)
    except Unavailable:
        return unknown("seals", "the store did not say how far its log is sealed")
    return ok("seals", found.words) if found.goes_on else bad("seals", NOBODY_SEALS)


def _device(floor: Floor, code: str) -> Finding:
    codes: list[str] = [*(one.code for one in floor.kiosks), *(one.code for one in floor.displays)]
    codes += [counter.code for counter in floor.counters]
    if not code:
        return unknown("device", "the settings name none; set device.code on a kiosk or display")
    if code in codes:
        return ok("device", f"the set-up has {code}")
    return bad("device", f"the set-up has no {code}; set device.code to one of {', '.join(codes)}")
