"""Looks up what visitors bring: codes of appointments, and their own slips."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from common.domain.begun import Begun
from common.domain.errors import Refused
from common.domain.ids import DeviceCode, RequestId
from common.domain.views import Issued
from common.domain.words import Language
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases.appointments import check_in
from kiosk.code_way import HEARS, answered, looking_up, page_of
from kiosk.codes import Code, Unchecked
from kiosk.reserve import Reserve
from kiosk.slip_desk import SlipDesk
from kiosk.state import AnyWish, KioskState, Page, Scan, Wish
from kiosk.unfinished import Unfinished

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Question:
    """One intention: whatever becomes of the answers, it gets one ticket."""

    code: str
    language: Language
    request: RequestId


class Reception(QObject):
    """Asks what a code is worth, one at a time, and twice where the answer is lost."""

    issued = Signal(object)
    found = Signal(object)
    """The page that a slip leads to, or a code that gets no ticket."""
    lost = Signal(str)
    """The store did not answer."""

    def __init__(
        self,
        link: StoreLink,
        reserve: Reserve,
        unfinished: Unfinished,
        device: DeviceCode,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._reserve, self._device = link, reserve, device
        self._unfinished = unfinished
        self._slips = SlipDesk(link, device, self)
        self._slips.found.connect(self.found)
        self._asking: RequestId | None = None
        """What the store is asked with now."""

    def obey(self, state: KioskState, wish: AnyWish) -> KioskState | None:
        """Begin what a wish asks for and return the state meanwhile; None where it is not ours."""
        page = state.page
        if isinstance(wish, Scan) and not isinstance(page, HEARS):
            return None
        if (with_slip := self._slips.obey(state, wish)) is not None:
            return with_slip
        if isinstance(wish, Scan) and wish.text.strip():
            return self._begin(state, wish.text, looking_up(state))
        if wish is Wish.SEND and isinstance(page, Code) and page.typed:
            return self._begin(state, page.typed, looking_up(state, page.typed))
        if wish is Wish.RETRY and isinstance(page, Unchecked):
            return self._begin(state, page.code, looking_up(state), page.request)
        return None

    def leave(self, before: Page, after: Page) -> None:
        """Leave nobody's ticket in the queue: its visitor went away without an answer."""
        self._slips.see(after)
        if isinstance(before, Unchecked) and before != after:
            request = before.request
            if request is not None and request != self._asking:
                self._reserve.lose(request)
                self._unfinished.finish(request)

    def resume(self, state: KioskState, begun: Begun) -> KioskState:
        """Go on with what a program before this one began; return the state meanwhile."""
        if begun.code is None:
            raise AssertionError("a ticket without a code is resumed by its service")
        state = replace(state, language=begun.language)
        self._unfinished.resume(begun)
        return self._begin(state, begun.code, looking_up(state), begun.request)

    def _begin(
        self, state: KioskState, code: str, meanwhile: KioskState, request: RequestId | None = None
    ) -> KioskState:
        if not state.reachable:
            return answered(meanwhile, Unchecked(code, request))
        question = _Question(code, state.language, request or RequestId(str(uuid4())))
        self._asking = question.request
        begun = Begun(question.request, state.language, state.now, code=code)
        self._unfinished.begin(begun, lambda: self._ask_once(question))
        return meanwhile

    def _ask_once(self, question: _Question) -> None:
        self._ask(question, lambda error: self._ask_again(question, error))

    def _ask(self, asked: _Question, failed: Callable[[Expected], None]) -> None:
        def question(store: Store) -> Issued:
            return check_in(
                store,
                code=asked.code,
                language=asked.language,
                request=asked.request,
                kiosk=self._device,
            )

        self._link.ask(question, self._give, failed)

    def _give(self, issued: Issued) -> None:
        self._asking = None
        self.issued.emit(issued)

    def _ask_again(self, asked: _Question, error: Expected) -> None:
        if isinstance(error, Refused):
            self._refuse(error)
            return
        log.warning("the answer to a code was lost: %s", error)
        self._ask(asked, lambda again: self._give_up(asked, again))

    def _give_up(self, asked: _Question, error: Expected) -> None:
        if isinstance(error, Refused):
            self._refuse(error)
            return
        self._asking = None
        self.found.emit(Unchecked(asked.code, asked.request))
        self.lost.emit(str(error))

    def _refuse(self, refused: Refused) -> None:
        if self._asking is not None:
            self._unfinished.finish(self._asking)
        self._asking = None
        self.found.emit(page_of(refused, RequestId(str(uuid4()))))
