"""Prints a slip and says no more about it than the printer confirmed."""

import logging
import time
from dataclasses import replace

from common.domain.paper import slip_mm
from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.floorfile.models import Model, Picture
from common.ports import PrinterState, Printout, SlipPainter
from common.printing.asking import Said, ask, ask_until
from common.printing.cables import Broken, Cable, Line, left
from common.printing.confirmation import await_confirmation
from common.printing.families import FAMILIES
from common.printing.job import digest, load_escpos, slip_bytes
from common.printing.status import MAY_PRINT, Family

CONNECT = 1.0
"""Seconds, at most, to reach a printer."""
FEED_MM = 15.0
"""From the head to the blade, about: each slip is fed so far before it is cut."""
SETTLE = 0.3
"""Seconds in which all that waited behind one slip is come to, once that slip is out."""
ASK_SHARE = 0.2
"""Part of the whole time that a round of status questions may take."""

log = logging.getLogger(__name__)


class CablePrinter:
    """A receipt printer at the end of a cable; for one thread at a time."""

    def __init__(  # noqa: PLR0913 - all it works with comes in here
        self,
        cable: Cable,
        model: Model,
        painter: SlipPainter,
        width_dots: int,
        *,
        timeout: float,
        dots_per_inch: int = 203,
        clear: bool = True,
    ) -> None:
        self._cable = cable
        self._model = model
        family = FAMILIES[model.family] if model.family is not None else None
        self._family = family if cable.answers else None
        self._painter = painter
        self._width, self._density = width_dots, dots_per_inch
        self._timeout = timeout
        self._clear = clear
        """Nothing of an earlier slip can still be in the printer."""
        self._confirms = self._mute = False
        """Whether it ever confirmed anything, and whether it once did not."""

    def status(self) -> PrinterState:
        """Ask the printer how it is, within the printer's timeout.

        The first call also loads python-escpos, so that the first slip need not wait for it.
        """
        if self._model.picture is Picture.STRIPS:
            load_escpos()
        line = self._open()
        if isinstance(line, Broken):
            log.debug("no link to the printer: %s", line.reason)
            return PrinterState.NO_LINK
        try:
            if self._family is None:
                return PrinterState.UNKNOWN
            return ask(line, self._family, self._soon()).state
        finally:
            line.close()

    def print_slip(self, slip: Slip) -> Printout:
        """Print and report; PRINTED only when the printer confirmed it after the cut."""
        raster = self._painter.paint(slip, self._width)
        printout = self._print(slip.label, slip_bytes(raster, self._model))
        if printout.digest is None:
            return printout
        return replace(printout, paper_mm=slip_mm(raster.height, self._density, FEED_MM))

    def _print(self, label: str, data: bytes) -> Printout:
        until = time.monotonic() + self._timeout + self._cable.seconds_for(len(data))
        line = self._open()
        if isinstance(line, Broken):
            log.warning("slip %s: no link to the printer: %s", label, line.reason)
            return Printout(SlipState.FAILED, PrinterState.NO_LINK)
        try:
            if self._family is None:
                printout = self._send_blind(line, data, until)
            else:
                printout = self._send_and_confirm(line, self._family, data, until)
        finally:
            line.close()
        if printout.slip not in (SlipState.PRINTED, SlipState.SENT):
            log.warning("slip %s: %s, printer %s", label, printout.slip, printout.state)
        return printout

    def _open(self) -> Line | Broken:
        return self._cable.open(time.monotonic() + min(CONNECT, self._timeout))

    def _send_blind(self, line: Line, data: bytes, until: float) -> Printout:
        broken = line.send(data + self._model.present, until)
        if broken is not None:
            return _not_taken(broken, data)
        return Printout(SlipState.SENT, PrinterState.UNKNOWN, digest(data))

    def _send_and_confirm(self, line: Line, family: Family, data: bytes, until: float) -> Printout:
        before, sure = ask(line, family, self._soon()), True
        if before.state in MAY_PRINT and not self._clear:
            before, sure = self._wait_for_the_last(line, family, before, until)
        if before.state not in MAY_PRINT:
            return Printout(SlipState.FAILED, before.state)
        self._clear = False
        broken = line.send(data + self._model.present + family.confirm, until)
        if broken is not None:
            return _not_taken(broken, data)
        confirmed = await_confirmation(line, family, data, until - self._timeout * ASK_SHARE)
        after = confirmed
        if confirmed in MAY_PRINT:
            after = ask_until(line, family, family.done, before.answers, max(until, self._soon()))
        elif confirmed is not PrinterState.NO_LINK:
            after = ask(line, family, self._soon()).state
        judged = _judge(confirmed, after)
        heard = judged.slip is SlipState.PRINTED
        self._confirms = self._confirms or heard
        if heard and not sure:
            judged = Printout(SlipState.UNKNOWN, judged.state)
        # What counts only, counts what others had printed there too.
        self._clear = heard and sure and family.in_line is not None
        return replace(judged, digest=digest(data))

    def _wait_for_the_last(
        self, line: Line, family: Family, before: Said, until: float
    ) -> tuple[Said, bool]:
        """Wait until what may still be in the printer is out, and ask again.

        Else the confirmation of a slip that was given up would be taken for that of the next:
        where it does not come out in time, whatever is heard of the next proves nothing. A
        printer that never confirms is not waited for twice.
        """
        if self._mute and not self._confirms:
            return before, False
        if line.send(family.confirm, until) is not None:
            return Said(PrinterState.NO_LINK), False
        enough = until - self._timeout * ASK_SHARE
        state = await_confirmation(line, family, b"", enough)
        if family.in_line is None:
            state = ask_until(line, family, family.came, before.answers, enough)
        if state is PrinterState.UNKNOWN:
            self._mute = True
            return before, False
        if state not in MAY_PRINT:
            return Said(state), False
        self._confirms = True
        settled = time.monotonic() + SETTLE
        while left(settled):
            if isinstance(line.receive(settled), Broken):
                return Said(PrinterState.NO_LINK), False
        return ask(line, family, self._soon()), True

    def _soon(self) -> float:
        """Return when a round of questions has to be over."""
        return time.monotonic() + self._timeout * ASK_SHARE


class NullPrinter:
    """Stands where a kiosk has no printer: the number is on the screen only."""

    def status(self) -> PrinterState:
        """Say that there is no printer."""
        return PrinterState.NO_LINK

    def print_slip(self, slip: Slip) -> Printout:  # noqa: ARG002 - there is nothing to put it on
        """Say that no paper came out."""
        return Printout(SlipState.FAILED, PrinterState.NO_LINK)


def _not_taken(broken: Broken, data: bytes) -> Printout:
    """Judge a slip whose bytes did not all leave."""
    log.warning("the slip's bytes broke off after %d: %s", broken.handed_over, broken.reason)
    state = PrinterState.UNKNOWN if broken.too_slow else PrinterState.NO_LINK
    if broken.handed_over == 0:
        return Printout(SlipState.FAILED, state)
    return Printout(SlipState.UNKNOWN, state, digest(data))


def _judge(confirmed: PrinterState, after: PrinterState) -> Printout:
    """Weigh the answer that waited behind the slip and the printer's state after it."""
    if confirmed in MAY_PRINT and after in MAY_PRINT:
        near_end = PrinterState.NEAR_END in (confirmed, after)
        return Printout(SlipState.PRINTED, PrinterState.NEAR_END if near_end else after)
    # A printer that says it is well and did not confirm is not known to be well.
    return Printout(SlipState.UNKNOWN, confirmed if after in MAY_PRINT else after)
