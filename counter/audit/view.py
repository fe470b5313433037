"""The room of auditors: pages above, the shown one, and below it the way into a file."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from common.domain.words import Language
from common.i18n import Text
from counter.audit.chain_view import ChainView
from counter.audit.changes_view import ChangesView
from counter.audit.log_view import LogView
from counter.audit.operators_view import OperatorsView
from counter.audit.parts import ExportRow, beyond
from counter.audit.state import AuditPage, AuditState
from counter.audit.wording import Wording, words_of_said
from counter.notice import Notice, Tone
from counter.page_word import BESIDE, PageWord
from counter.passing import Passing
from counter.pieces import Look, column_of, row_of
from counter.rows import Names


class AuditView(Passing):
    """Draws the state; reports what was chosen, decides nothing."""

    page_chosen = Signal(AuditPage)
    read_wanted = Signal()
    export_wanted = Signal(str)

    def __init__(self, look: Look, texts: Mapping[Language, Text]) -> None:
        super().__init__()
        self.setObjectName("page:audit")
        self._texts = texts
        self._say: Wording | None = None
        self._shown: AuditPage | None = None
        self.log, self.operators = LogView(look), OperatorsView(look)
        self.chain, self.changes = ChainView(look), ChangesView(look)
        self._pages: dict[AuditPage, LogView | OperatorsView | ChainView | ChangesView] = {
            AuditPage.LOG: self.log,
            AuditPage.OPERATORS: self.operators,
            AuditPage.CHAIN: self.chain,
            AuditPage.CHANGES: self.changes,
        }
        self._buttons = {page: PageWord(look, f"audit:page:{page.value}") for page in AuditPage}
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._bad, self._good = Notice(look, "audit:said"), Notice(look, "audit:done", Tone.GOOD)
        self._export = ExportRow(look)
        self._export.wanted.connect(self.export_wanted)
        self._arrange(look)
        for at, page in enumerate(AuditPage, start=1):
            self._key(f"Alt+{at}").activated.connect(lambda page=page: self.page_chosen.emit(page))
        self._key("Ctrl+R").activated.connect(self.read_wanted)

    def _arrange(self, look: Look) -> None:
        head = row_of(look.px(4))
        head.addSpacing(-look.px(BESIDE))
        for page, one in self._buttons.items():
            self._group.addButton(one)
            one.clicked.connect(lambda _=False, page=page: self.page_chosen.emit(page))
            head.addWidget(one)
            self._stack.addWidget(self._pages[page])
        head.addStretch(1)
        column = column_of(look.px(6))
        edge = look.px(24)
        column.setContentsMargins(edge, look.px(6), edge, look.px(8))
        column.addLayout(head)
        column.addWidget(self._bad)
        column.addWidget(self._good)
        column.addLayout(beyond(self._stack), 1)
        column.addWidget(self._export)
        self.setLayout(column)

    def _key(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    def look_for(self) -> None:
        """Let the person type what he looks for, where the page has rows."""
        page = self._stack.currentWidget()
        if not isinstance(page, ChainView) and isinstance(
            page, LogView | OperatorsView | ChangesView
        ):
            page.search.setFocus()
            page.search.selectAll()

    def draw(self, state: AuditState) -> None:
        """Take the state."""
        if state.floor is None:
            return
        say = self._say
        same = say is not None and say.names.floor is state.floor
        if say is None or not same or say.names.language is not state.language:
            say = Wording(Names(state.floor, state.language), self._texts[state.language])
            self._say = say
        text = say.text
        for page, one in self._buttons.items():
            one.name(text(f"audit.page.{page.value}"))
            one.setChecked(page is state.page)
        said = state.said
        told = "" if said is None else words_of_said(said, text)
        self._bad.tell(told if said is not None and said.bad else "")
        self._good.tell(told if said is not None and not said.bad else "")
        self._pages[state.page].draw(state, say)
        self._export.setVisible(state.page is not AuditPage.CHAIN)
        self._export.draw(state, text)
        if state.page is not self._shown:
            self._shown = state.page
            self._stack.setCurrentWidget(self._pages[state.page])
            self.reader = self._pages[state.page]
            if self.isVisible():
                self._pages[state.page].setFocus()
