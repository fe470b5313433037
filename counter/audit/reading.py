"""How the room asks the store, and says what it answered in tables."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from common.domain.audits import LogAsked, LogPage
from common.domain.errors import Refused, Unavailable
from common.domain.words import Language
from common.i18n import Text
from common.ports import Store
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from counter.audit.state import AuditPage, AuditState, Said, Table
from counter.audit.tables import acts_table, changes_table, log_table
from counter.audit.wording import Wording
from counter.saying import Saying

T = TypeVar("T")


class LogReader(QObject):
    """Keeps the state, asks one thing at a time, and drops answers that came too late."""

    changed = Signal(AuditState)

    def __init__(
        self, link: StoreLink, texts: Mapping[Language, Text], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link, self._texts = link, texts
        self._state = AuditState()
        self._say: Wording | None = None
        self._asked = 0
        """Which question is the newest: an answer to an earlier one is not wanted any more."""

    @property
    def state(self) -> AuditState:
        """Return what is shown now."""
        return self._state

    def _ask_page(
        self, asked: LogAsked, take: Callable[[LogPage], None], *, keep: bool = False
    ) -> None:
        seat = self._state.seat
        if seat is not None:
            counter = seat.counter.code
            self._ask(lambda store: store.log_page(counter, asked), take, keep=keep)

    def _ask(
        self, question: Callable[[Store], T], take: Callable[[T], None], *, keep: bool = False
    ) -> None:
        """Ask the store; an answer is taken where nothing else was asked for meanwhile.

        With `keep` what is on its way already is wanted too.
        """
        if not keep:
            self._asked += 1
        mine = self._asked

        def done(answer: T) -> None:
            if mine == self._asked:
                self._put(replace(self._state, reading=False, said=None))
                take(answer)

        def failed(error: Expected) -> None:
            if mine == self._asked:
                self._put(replace(self._state, reading=False))
                self._fail(error)

        self._put(replace(self._state, reading=True))
        self._link.ask(question, done, failed)

    def _fail(self, error: Refused | Unavailable) -> None:
        self._say_so(Said(error))

    def _tell(self, key: str, **values: object) -> None:
        self._say_so(Said(Saying(key, values)))

    def _say_so(self, said: Said) -> None:
        if self._state.seat is not None:
            self._put(replace(self._state, said=said))

    def _put(self, state: AuditState) -> None:
        self._state = replace(state, table=self._table(state), case_table=self._case_table(state))
        self.changed.emit(self._state)

    def _table(self, state: AuditState) -> Table:
        """Return what stands in the page's table."""
        say = self._say
        if say is None:
            return Table()
        page = state.page
        if page is AuditPage.LOG:
            return log_table(state.lines, state.search, say)
        if page is AuditPage.OPERATORS:
            return acts_table(state, state.search, say)
        if page is AuditPage.CHANGES and state.whole:
            return changes_table(state.versions, state.search, say)
        return Table()

    def _case_table(self, state: AuditState) -> Table:
        if self._say is None or state.page is not AuditPage.OPERATORS:
            return Table()
        return log_table(state.cases, "", self._say)
