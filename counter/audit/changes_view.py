"""The changes of the set-up: when, by whom, what; and the differences of the chosen version."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from common.ui.tokens import LIGHT
from counter.audit.log_view import nothing_words
from counter.audit.parts import field, page_of
from counter.audit.state import AuditState
from counter.audit.table_view import AuditTable
from counter.audit.wording import Wording
from counter.fading import Fading
from counter.fields import Ringed
from counter.passing import Passing
from counter.pieces import Card, Elided, Look, column_of, row_of, rule, words
from counter.setup.state import Proposal
from counter.setup.version_view import told

WIDTHS = (74, 108, 86, 168, 0)


class ChangesView(Passing):
    """Draws the page of changes; reports which version is looked at."""

    searched = Signal(str)
    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._drawn: tuple[object, ...] | None = None
        self._back = Elided(look, 15, 400, LIGHT.slate)
        self.search = field(look, "audit:changes_search", 60)
        self.search.show_glass(look)
        self.table = AuditTable(look, "audit:versions", WIDTHS)
        self._title = words(look, 17, 600, wrap=True)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("audit:differences")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Fading(look, self._scroll)
        self.search.textEdited.connect(self.searched)
        self.table.chosen.connect(self.chosen)
        self._arrange(look)
        self.reader = self.table

    def _arrange(self, look: Look) -> None:
        wanted = row_of(look.px(12))
        wanted.addWidget(self._back, 2)
        wanted.addWidget(Ringed(self.search), 1)
        sheet, lines = Card(look), column_of()
        lines.setContentsMargins(2, look.px(4), 2, look.px(4))
        lines.addWidget(self.table)
        sheet.setLayout(lines)
        card, told = Card(look), column_of(look.px(6))
        told.setContentsMargins(look.px(16), look.px(12), look.px(6), look.px(10))
        told.addWidget(self._title)
        under = row_of()
        under.addWidget(rule())
        under.addSpacing(look.px(8))
        told.addLayout(under)
        told.addWidget(self._scroll, 1)
        card.setLayout(told)
        body = row_of(look.px(14))
        body.addWidget(sheet, 58)
        body.addWidget(card, 42)
        self.setLayout(page_of(look, wanted, body))

    def draw(self, state: AuditState, say: Wording) -> None:
        """Take the state."""
        text, proposal = say.text, state.proposal
        self._back.write(text("audit.changes.back") if state.whole else "")
        self.search.name(text("audit.search"))
        self.search.setPlaceholderText(text("audit.search"))
        if self.search.text() != state.search:
            self.search.setText(state.search)
        nothing = nothing_words(state, text) if state.whole else text("audit.changes.only_whole")
        version = None if proposal is None else proposal.version
        self.table.put(state.table, nothing, None if version is None else str(version.version))
        title = "" if version is None else text("setup.version", n=version.version)
        self._title.setText(title or text("audit.page.changes"))
        if (proposal, say) != self._drawn:
            self._drawn = (proposal, say)
            self._scroll.setWidget(self._page(proposal, say))

    def _page(self, proposal: Proposal | None, say: Wording) -> QWidget:
        page, column = QWidget(), column_of(self._look.px(6))
        page.setObjectName("differences")
        page.setStyleSheet("#differences { background: transparent; }")
        column.setContentsMargins(0, self._look.px(4), self._look.px(8), 0)
        lines = () if proposal is None else proposal.lines(say.text)
        for said, weight in told(lines):
            column.addWidget(self._line(said, weight=weight))
        if proposal is None:
            column.addWidget(self._line(say.text("audit.changes.choose"), colour=LIGHT.slate))
        elif not lines:
            column.addWidget(self._line(say.text("setup.differs.first"), colour=LIGHT.slate))
        column.addStretch(1)
        page.setLayout(column)
        return page

    def _line(self, said: str, *, weight: int = 400, colour: str = LIGHT.ink) -> QWidget:
        label = words(self._look, 14, weight, colour, wrap=True)
        label.setText(said)
        label.setAccessibleName(said)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
