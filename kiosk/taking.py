"""Gets the ticket of one intention: from the store, or from the reserve while it is away."""

import logging
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from common.clock import StoreTime
from common.domain.begun import Begun
from common.domain.errors import Refused
from common.domain.ids import DeviceCode, RequestId
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.alone import Intention
from common.usecases.tickets import issue_ticket
from kiosk.reserve import Reserve
from kiosk.state import Confirm, KioskState
from kiosk.unfinished import Unfinished

log = logging.getLogger(__name__)


class Taking(QObject):
    """Asks for one ticket at a time; whatever goes wrong, the same intention gets the same one."""

    issued = Signal(object)
    failed = Signal(object, object)
    """The confirmation that got no ticket, and why."""
    lost = Signal(str)
    """The store did not answer."""

    def __init__(
        self,
        link: StoreLink,
        reserve: Reserve,
        unfinished: Unfinished,
        device: DeviceCode,
        time: StoreTime,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._reserve, self._device, self._time = link, reserve, device, time
        self._unfinished = unfinished
        self._unsure: RequestId | None = None
        """The last request that the store was asked for without an answer."""

    def take(self, confirm: Confirm, language: Language, *, alone: bool) -> None:
        """Take the ticket that was confirmed; `alone` gives it from the reserve at once."""
        begun = Begun(
            request=confirm.request,
            language=language,
            at=self._time.now(),
            service=confirm.service,
            priority=confirm.group,
            more=confirm.more,
        )
        self._unfinished.begin(begun, lambda: self._go(confirm, language, alone=alone))

    def resume(self, state: KioskState, begun: Begun) -> KioskState:
        """Go on with what a program before this one began; return the state meanwhile."""
        if begun.service is None:
            raise AssertionError("a ticket without a service is resumed by its code")
        confirm = Confirm(begun.service, begun.request, begun.priority, more=begun.more)
        self._unsure = begun.request
        alone = state.alone or self._reserve.paper_of(begun.request) is not None
        self._unfinished.resume(begun)
        self._go(confirm, begun.language, alone=alone)
        asking = replace(confirm, asking=True)
        return replace(state, language=begun.language, page=asking, trail=(state.page,))

    def _go(self, confirm: Confirm, language: Language, *, alone: bool) -> None:
        if alone:
            self._take_alone(confirm, language)
        else:
            self._ask(confirm, language, lambda error: self._ask_again(confirm, language, error))

    def give_up(self, request: RequestId) -> None:
        """Leave nobody's ticket in the queue: its visitor went away without a number."""
        self._unfinished.finish(request)
        if self._unsure == request:
            self._unsure = None
            self._reserve.lose(request)

    def _ask(
        self, confirm: Confirm, language: Language, failed: Callable[[Expected], None]
    ) -> None:
        def question(store: Store) -> Issued:
            return issue_ticket(
                store,
                service=confirm.service,
                language=language,
                request=confirm.request,
                kiosk=self._device,
                priority=confirm.group,
                more=confirm.more,
            )

        self._link.ask(question, self.issued.emit, failed)

    def _ask_again(self, confirm: Confirm, language: Language, error: Expected) -> None:
        """Ask whether the store gave the ticket all the same; without an answer go on alone."""
        if isinstance(error, Refused):
            self.failed.emit(confirm, error)
            return
        log.warning("the answer to a ticket was lost: %s", error)
        self._unsure = confirm.request

        def failed(again: Expected) -> None:
            if isinstance(again, Refused):
                self.failed.emit(confirm, again)
            else:
                self.lost.emit(str(again))
                self._take_alone(confirm, language)

        self._ask(confirm, language, failed)

    def _take_alone(self, confirm: Confirm, language: Language) -> None:
        wanted = Intention(
            confirm.request,
            confirm.service,
            language,
            confirm.group,
            uncertain=self._unsure == confirm.request,
            more=confirm.more,
        )
        self._reserve.issue(
            wanted,
            self._time.now(),
            self.issued.emit,
            lambda error: self.failed.emit(confirm, error),
        )
