"""What each operator did in a period: counts above, the cases of the chosen one below."""

from PySide6.QtCore import Signal

from common.domain.audits import Act
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.audit.log_view import Choice, nothing_words
from counter.audit.parts import DAY_WIDE, field, page_of, show_day
from counter.audit.state import AuditState
from counter.audit.table_view import AuditTable
from counter.audit.way_card import WayCard
from counter.audit.wording import Wording
from counter.fields import Ringed
from counter.passing import Passing
from counter.pieces import Card, Elided, Look, column_of, row_of, words

COUNTS = (0, 64, 64, 64, 64, 64, 64, 64)
CASES = (116, 86, 168, 104, 196, 76, 0)
WHO = 2


class OperatorsView(Passing):
    """Draws the page of operators; reports what is wanted."""

    period_typed = Signal(str, str)
    searched = Signal(str)
    person_chosen = Signal(str)
    chosen = Signal(str)
    act_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._names = [words(look, 15, 600) for _ in range(2)]
        self._days = [field(look, f"audit:{name}", 10) for name in ("first", "last")]
        self._read = words(look, 14, 400, LIGHT.slate, tabular=True)
        self.search = field(look, "audit:people_search", 60)
        self.search.show_glass(look)
        self.table = AuditTable(look, "audit:people", COUNTS, right=range(1, len(COUNTS)))
        self._of = Elided(look, 15, 600)
        self._act = Choice(look, "audit:act")
        self._act.setFixedHeight(look.px(32))
        self._act.activated.connect(lambda _: self.act_chosen.emit(self._act.currentData() or ""))
        self._cases = AuditTable(look, "audit:cases", CASES)
        self._cases.hide_column(WHO)
        self._way = WayCard(look, "audit:case_way")
        for one in self._days:
            one.setFixedWidth(look.px(DAY_WIDE))
            one.editingFinished.connect(self._tell)
        self.search.textEdited.connect(self.searched)
        self.table.chosen.connect(self.person_chosen)
        self._cases.chosen.connect(self.chosen)
        self._arrange(look)
        self.reader = self.table

    def _arrange(self, look: Look) -> None:
        wanted = row_of(look.px(6))
        for name, day in zip(self._names, self._days, strict=True):
            wanted.addWidget(name)
            wanted.addWidget(Ringed(day))
        wanted.addWidget(self._read, 1)
        wanted.addWidget(Ringed(self.search), 1)
        people, cases = Card(look), Card(look)
        above = column_of()
        above.setContentsMargins(2, look.px(4), 2, look.px(4))
        above.addWidget(self.table)
        people.setLayout(above)
        listed = column_of(look.px(2))
        listed.setContentsMargins(2, look.px(2), 2, look.px(4))
        named = row_of()
        named.setContentsMargins(look.px(10), 0, look.px(10), 0)
        named.addWidget(self._of, 3)
        named.addWidget(Ringed(self._act), 2)
        listed.addLayout(named)
        listed.addWidget(self._cases, 1)
        cases.setLayout(listed)
        left = column_of(look.px(10))
        left.addWidget(people, 48)
        left.addWidget(cases, 52)
        body = row_of(look.px(14))
        body.addLayout(left, 74)
        body.addWidget(self._way, 26)
        self.setLayout(page_of(look, wanted, body))

    def draw(self, state: AuditState, say: Wording) -> None:
        """Take the state."""
        text = say.text
        for name, line, key, day in zip(
            self._names,
            self._days,
            ("audit.first_day", "audit.last_day"),
            (state.first, state.last),
            strict=True,
        ):
            name.setText(text(key))
            line.name(text(key))
            show_day(line, day)
        self._read.setText(_progress(state, text))
        self.search.name(text("audit.search"))
        self.search.setPlaceholderText(text("audit.search"))
        if self.search.text() != state.search:
            self.search.setText(state.search)
        self.table.put(state.table, nothing_words(state, text), state.person)
        self._draw_cases(state, say)
        self._way.draw(state, say, text("audit.choose"))

    def _draw_cases(self, state: AuditState, say: Wording) -> None:
        text = say.text
        row = next((one for one in state.table.rows if one.key == state.person), None)
        said = "" if row is None else text("audit.cases", name=row.cells[0])
        self._of.write(said)
        acts = [(text(f"audit.act.{act.value}"), act.value) for act in Act]
        self._act.name(text("audit.acts"))
        self._act.take(
            ((text("audit.all_acts"), ""), *acts), "" if state.act is None else state.act
        )
        self._act.setEnabled(row is not None)
        empty = "audit.choose_operator" if row is None else "audit.nothing"
        nothing = text("audit.reading") if state.reading and row is not None else text(empty)
        chosen = None if state.chosen is None else str(state.chosen)
        self._cases.put(state.case_table, nothing, chosen)

    def _tell(self) -> None:
        if any(one.isModified() for one in self._days):
            first, last = (one.text() for one in self._days)
            for one in self._days:
                one.setModified(False)
            self.period_typed.emit(first, last)


def _progress(state: AuditState, text: Text) -> str:
    """Say how many days were read; nothing once all were."""
    if state.first is None or state.last is None:
        return ""
    days = (state.last - state.first).days + 1
    return "" if len(state.acts) == days else text("audit.days_read", n=len(state.acts), all=days)
