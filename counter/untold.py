"""Numbers that were given here and told to nobody: kept on the disk over the console's own end."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from common.domain.errors import Refused
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

log = logging.getLogger(__name__)


class Untold(QObject):
    """Writes an intention down before the store is asked, until somebody here knows its number.

    What a dead console left behind is asked for once somebody sits at its counter again.
    """

    found = Signal(object)
    """The `FoundSlip` of a number that nobody was told, and that its visitor may still wait for."""

    def __init__(self, link: StoreLink, disk: TickedOff, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._disk = link, disk
        self._at_hand: RequestId | None = None
        self._read = self._asking = False

    def begin(
        self, request: RequestId | None, counter: CounterCode | None, go: Callable[[], None]
    ) -> None:
        """Write an intention down, then go on with it; also where it cannot be written."""
        if request is None or counter is None or request == self._at_hand:
            go()
            return
        self._at_hand = request
        self._disk.write(lambda journal: journal.begin(request, counter), lambda _: go(), go)

    def told(self) -> None:
        """Forget the intention at hand: who stands here knows what became of it."""
        if self._at_hand is not None:
            self._forget(self._at_hand)
            self._at_hand = None

    def leave(self) -> None:
        """Keep the intention at hand for whoever sits here next."""
        self._at_hand, self._read = None, False

    def look(self, counter: CounterCode) -> None:
        """Ask the store for what was left behind at a counter; `found` may follow."""
        if self._read or self._asking or not self._disk.ready:
            return
        self._asking = True

        def end() -> None:
            self._asking = False

        self._disk.write(
            lambda journal: journal.begun(counter), lambda left: self._ask(counter, left), end
        )

    def _ask(self, counter: CounterCode, left: tuple[RequestId, ...]) -> None:
        requests = tuple(one for one in left if one != self._at_hand)

        def failed(error: Expected) -> None:
            self._asking = False
            log.warning("it is not known yet which numbers were given here: %s", error)

        self._link.ask(
            lambda store: tuple(_slip_of(store, counter, one) for one in requests),
            lambda slips: self._take(requests, slips),
            failed,
        )

    def _take(self, requests: tuple[RequestId, ...], slips: tuple[FoundSlip | None, ...]) -> None:
        self._asking, self._read = False, True
        for request, slip in zip(requests, slips, strict=True):
            self._forget(request)
            if slip is not None:
                log.info("the number %s was given here and nobody was told", slip.ticket.label)
                self.found.emit(slip)

    def _forget(self, request: RequestId) -> None:
        self._disk.write(lambda journal: journal.finish(request), lambda _: None, lambda: None)


def _slip_of(store: Store, counter: CounterCode, request: RequestId) -> FoundSlip | None:
    """Return the visit of an intention; None where it got no number, or nobody waits for it."""
    issued = given_at(store, counter, request)
    if issued is None:
        return None
    ticket = issued.ticket
    try:
        slip = find_slip(store, counter, qr_text(store.floor().centre, ticket.day, ticket.token))
    except Refused as refused:
        log.warning("nobody is told of the number %s: %s", ticket.label, refused)
        return None
    return None if slip.leg.state in ENDED else slip
