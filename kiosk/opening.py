"""What the kiosk opens off the thread of its window: its journal and its printer."""

import logging
from dataclasses import replace

from common.domain.errors import Unavailable
from common.domain.floor import PrinterSetup
from common.domain.slip_layout import Line
from common.floorfile.part import BadFile
from common.floorfile.slip_template import Template, built_in, read_template
from common.i18n import texts
from common.journals import KioskJournal
from common.ports import Printer
from common.settings import PrinterSettings, Settings
from common.ui.slip_painter import DotSlipPainter
from kiosk.standing import Standing

log = logging.getLogger(__name__)


def journal_of(settings: Settings) -> KioskJournal:
    """Return this kiosk's journal; called off the GUI thread. Unavailable."""
    from common.store.kiosk_journal import SqliteKioskJournal  # noqa: PLC0415 - slow to import

    name = f"kiosk-{settings.store.centre}-{settings.device.code}.db"
    return SqliteKioskJournal(settings.device.folder / name)


def standing_of(settings: Settings) -> Standing:
    """Return where it is kept that this kiosk is out of service."""
    name = f"kiosk-{settings.store.centre}-{settings.device.code}.off"
    return Standing(settings.device.folder / name)


def printer_of(setup: PrinterSetup, lines: tuple[Line, ...], settings: PrinterSettings) -> Printer:
    """Return the printer of the floor, at the address this kiosk's settings give if they do.

    `lines` are how the centre lays slips out; a template of the kiosk's own goes before.

    Called off the GUI thread; Unavailable when the set-up cannot be used.
    """
    from common.printing.setup import WrongPrinter, open_printer  # noqa: PLC0415 - slow to import

    placed = replace(setup, address=settings.address) if settings.address else setup
    painter = DotSlipPainter(texts(), placed.dots_per_inch, _template(settings, lines))
    try:
        return open_printer(placed, painter, timeout=settings.timeout_seconds)
    except WrongPrinter as error:
        raise Unavailable(str(error)) from error


def _template(settings: PrinterSettings, lines: tuple[Line, ...]) -> Template:
    """Return the template of the settings, or the centre's, or the built-in one."""
    path = settings.template
    usual = Template(lines) if lines else built_in()
    if path is None:
        return usual
    try:
        return read_template(path)
    except BadFile as error:
        faults = error.faults
    for fault in faults:
        log.error("slips are laid out in the usual way: %s", fault)
    return usual
