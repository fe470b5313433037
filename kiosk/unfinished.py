"""Writes down what was begun, so that a kiosk that dies between touch and paper makes it good."""

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal, Slot

from common.domain.begun import ENDED, SURELY_THERE, Begun, begun_of
from common.domain.floor import PrinterSetup
from common.domain.ids import RequestId
from common.domain.slip import Slip
from common.domain.ticket import SlipState
from common.domain.views import Issued
from common.ports import PrinterState, Printout
from kiosk.given import ForOther, Ticket, Trouble
from kiosk.paper_lane import PaperLane
from kiosk.reports import Reports
from kiosk.reserve import Reserve
from kiosk.state import RESTING, KioskState
from kiosk.way import busy

log = logging.getLogger(__name__)


class Unfinished(QObject):
    """Keeps the intention at hand in the journal from before the store is asked until it is over.

    What a dead program left behind is found once the kiosk can give tickets: while its visitor may
    still be there it is gone on with, else nobody's ticket is left in the queue. Paper that may
    have been sent is never printed a second time.
    """

    found = Signal(object)
    """The intention to go on with; comes when its visitor can be shown it."""

    def __init__(
        self, reserve: Reserve, paper: PaperLane, reports: Reports, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reserve, self._paper, self._reports = reserve, paper, reports
        self._at_hand: Begun | None = None
        self._left: tuple[Begun, ...] = ()
        self._gone_on = False
        """Somebody began something here since: whoever was there before is not waiting for it."""
        self._seen: KioskState | None = None
        reserve.opened.connect(self._take_left, Qt.ConnectionType.DirectConnection)
        reports.settled.connect(self._settle)

    def begin(self, begun: Begun, go: Callable[[], None]) -> None:
        """Write an intention down, then go on with it."""
        before = self._at_hand
        self._gone_on = True
        if before is not None and before.request == begun.request:
            go()
            return
        if before is not None and before.slip is SlipState.WAITING:
            self.finish(before.request)
        self._write(begun, go)

    def finish(self, request: RequestId) -> None:
        """Forget an intention that got no ticket."""
        if self._at_hand is not None and self._at_hand.request == request:
            self._at_hand = None
        self._reserve.write(lambda journal: journal.finish(request), _nothing)

    def resume(self, begun: Begun) -> None:
        """Take an intention of the program before as the one at hand."""
        self._at_hand = begun

    def put_back(self, begun: Begun) -> None:
        """Keep an intention that came at the wrong moment until nobody is asked anything."""
        self._left = (*self._left, begun)

    def print(self, issued: Issued, slip: Slip, done: Callable[[Printout], None]) -> None:
        """Print a ticket, unless something of it may be on paper already; `done` follows."""
        begun = self._of(issued)
        if (ended := _ended(issued)) is not None:
            done(Printout(ended, PrinterState.UNKNOWN))
        elif begun.slip is SlipState.PRINTING:
            log.warning("%s may be on paper already and is not printed again", issued.ticket.label)
            done(Printout(SlipState.UNKNOWN, PrinterState.UNKNOWN))
        else:
            sending = replace(begun, slip=SlipState.PRINTING)
            self._write(sending, lambda: self._paper.print_slip(slip, done))

    def print_at(
        self,
        setup: PrinterSetup,
        issued: Issued,
        slip: Slip,
        done: Callable[[Printout], None],
    ) -> None:
        """Print a ticket on another printer, after it is known that none came out of this one."""
        sending = replace(self._of(issued), slip=SlipState.PRINTING)
        self._write(sending, lambda: self._paper.print_at(setup, slip, done))

    def note(self, issued: Issued, printout: Printout) -> None:
        """Write down how the paper of a ticket ended, here and in the store."""
        request = issued.ticket.request
        if _ended(issued) is not None:
            self.finish(request)
        elif issued.reserve:
            self._reserve.note(request, printout)
            self.finish(request)
        else:
            ended = replace(self._of(issued), slip=printout.slip, digest=printout.digest)
            self._write(ended, lambda: self._reports.note(issued.ticket.id, ended))

    @Slot(object)
    def see(self, state: KioskState) -> None:
        """Make good what was left behind, once the store or the reserve can answer."""
        self._seen = state
        able = state.menu is not None and (state.reachable or state.alone)
        if not self._left or not able or not _lets_in(self._left[-1], state):
            return
        left, self._left = self._left, ()
        for begun in left:
            awaited = begun is left[-1] and not self._gone_on
            if awaited and begun.may_be_awaited(state.now) and _given(begun, state):
                log.warning("a ticket was begun before the restart and is gone on with")
                self.found.emit(begun)
            else:
                self._make_good(begun)

    def _make_good(self, begun: Begun) -> None:
        """Leave neither a ticket of nobody nor a wrong word about paper."""
        paper = self._reserve.paper_of(begun.request)
        if begun.ticket is not None and begun.slip is not SlipState.WAITING:
            ended = begun if begun.ended else replace(begun, slip=SlipState.UNKNOWN)
            log.warning("slip of %s: %s, by the journal", ended.label, ended.slip.value)
            self._reports.note(begun.ticket, ended)
            return
        if paper is None:
            log.warning("a ticket was begun before the restart, and its visitor has gone")
            self._reserve.lose(begun.request)
        elif paper.slip not in ENDED:
            sent = begun.slip is SlipState.PRINTING
            slip = SlipState.UNKNOWN if sent else SlipState.FAILED
            self._reserve.note(begun.request, Printout(slip, PrinterState.UNKNOWN))
        self.finish(begun.request)

    def _of(self, issued: Issued) -> Begun:
        """Return the intention that a ticket answers, with what the ticket tells."""
        told, at_hand = begun_of(issued), self._at_hand
        if at_hand is None or at_hand.request != told.request:
            return told
        return replace(told, at=at_hand.at, code=at_hand.code, slip=at_hand.slip)

    def _write(self, begun: Begun, then: Callable[[], None]) -> None:
        self._at_hand = begun
        self._reserve.write(lambda journal: journal.begin(begun), then)

    @Slot(object)
    def _take_left(self, _finder: object) -> None:
        self._left = self._reserve.begun
        if self._at_hand is not None:
            # Its visitor was quicker than the disk.
            self._write(self._at_hand, _nothing)
        if self._seen is not None:
            self.see(self._seen)

    @Slot(str)
    def _settle(self, request: str) -> None:
        self.finish(RequestId(request))


def _lets_in(begun: Begun, state: KioskState) -> bool:
    """Say whether its visitor may be shown it now: at rest, or if he is surely the one who chooses.

    A first page that came too soon after a restart leads him on before it is found.
    """
    if isinstance(state.page, RESTING):
        return True
    told = isinstance(state.page, Ticket | Trouble | ForOther)
    surely = not begun.ended and state.now - begun.at <= SURELY_THERE
    return surely and not told and not busy(state)


def _ended(issued: Issued) -> SlipState | None:
    """Return how the paper of a ticket ended, where that is known already."""
    slip = issued.ticket.slip
    return slip if issued.again and slip in ENDED else None


def _given(begun: Begun, state: KioskState) -> bool:
    """Say whether the kiosk still knows what was asked for."""
    services = () if begun.service is None else (begun.service, *begun.more)
    return state.menu is not None and all(code in state.menu.services for code in services)


def _nothing() -> None:
    """Do nothing more: it is written."""
