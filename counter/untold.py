"""Numbers that were given here and told to nobody: kept on the disk over the console's own end."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject

from common.domain.errors import Reason, Refused
from common.domain.found_slip import FoundSlip
from common.domain.ids import CounterCode, RequestId
from common.domain.slip import qr_text
from common.domain.ticket import ENDED
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.found_slip import find_slip
from common.usecases.walk_ins import given_at
from counter.ticked_off import TickedOff

_Left = FoundSlip | Refused | None

LOOKS = 60
"""So many readings after its answer was lost a number may come; each costs one question more."""

log = logging.getLogger(__name__)


class Untold(QObject):
    """Writes an intention down before the store is asked, until somebody here knows its number.

    What a dead console left behind is asked for once somebody sits at its counter again.
    """

    def __init__(
        self,
        link: StoreLink,
        disk: TickedOff,
        show: Callable[[RequestId, FoundSlip], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._disk = link, disk
        self._show = show
        """Shows a number that nobody was told and whose visitor may still wait; says if it did."""
        self._at_hand: RequestId | None = None
        self._read = self._asking = False
        self._late = 0
        """How often the store is still asked for the intention at hand: it did not know of it."""

    def begin(
        self, request: RequestId | None, counter: CounterCode | None, go: Callable[[], None]
    ) -> None:
        """Write an intention down, then go on with it; also where it cannot be written."""
        if request is None or counter is None or request == self._at_hand:
            go()
            return
        # One before it that is perhaps still on its way is looked for beside it.
        self._read = self._read and self._at_hand is None
        self._at_hand, self._late = request, 0
        self._disk.write(lambda journal: journal.begin(request, counter), lambda _: go(), go)

    def told(self) -> None:
        """Forget the intention at hand: who stands here knows what became of it."""
        if self._at_hand is not None:
            self._forget(self._at_hand)
        self._at_hand, self._late = None, 0

    def go_on_looking(self) -> None:
        """Look for the intention at hand for a while: it may be slower on its way than we were."""
        self._read, self._late = False, LOOKS

    def leave(self) -> None:
        """Keep the intention at hand for whoever sits here next."""
        self._at_hand, self._read, self._late = None, False, 0

    def look(self, counter: CounterCode) -> None:
        """Ask the store for what was left behind at a counter, and show the first of it."""
        if self._read or self._asking or not self._disk.ready:
            return
        self._asking = True

        def end() -> None:
            self._asking = False

        self._disk.write(
            lambda journal: journal.begun(counter), lambda left: self._ask(counter, left), end
        )

    def _ask(self, counter: CounterCode, left: tuple[RequestId, ...]) -> None:
        requests = tuple(one for one in left if one != self._at_hand or self._late)

        def failed(error: Expected) -> None:
            self._asking = False
            log.warning("it is not known yet which numbers were given here: %s", error)

        self._link.ask(
            lambda store: tuple(_slip_of(store, counter, one) for one in requests),
            lambda slips: self._take(requests, slips),
            failed,
        )

    def _take(self, requests: tuple[RequestId, ...], slips: tuple[_Left, ...]) -> None:
        self._asking = False
        left = tuple(zip(requests, slips, strict=True))
        for request in (request for request, slip in left if slip is None):
            if request != self._at_hand:
                self._forget(request)
        shown = [(request, slip) for request, slip in left if isinstance(slip, FoundSlip)]
        self._late = max(0, self._late - 1)
        self._read = not shown and not self._late
        for request, slip in shown[:1]:
            if self._show(request, slip):
                log.info("the number %s was given here and nobody was told", slip.ticket.label)
                self._end(request)

    def _end(self, request: RequestId) -> None:
        self._forget(request)
        if request == self._at_hand:
            self._at_hand, self._late = None, 0

    def _forget(self, request: RequestId) -> None:
        self._disk.write(lambda journal: journal.finish(request), lambda _: None, lambda: None)


def _slip_of(store: Store, counter: CounterCode, request: RequestId) -> _Left:
    """Return the visit of an intention; None where it got no number, or nobody waits for it.

    A refusal where whoever sits here may not know of it: then it is left for the next.
    """
    issued = given_at(store, counter, request)
    if issued is None:
        return None
    ticket = issued.ticket
    try:
        slip = find_slip(store, counter, qr_text(store.floor().centre, ticket.day, ticket.token))
    except Refused as refused:
        if refused.reason is Reason.OLD_SLIP:
            return None
        log.warning("nobody is told of the number %s: %s", ticket.label, refused)
        return refused
    return None if slip.leg.state in ENDED else slip
