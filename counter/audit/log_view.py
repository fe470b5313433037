"""The log of a day: what is wanted of it above, its lines, and what the chosen one is."""

from PySide6.QtCore import Signal

from common.domain.audits import LogGroup
from common.domain.ids import CounterCode, OperatorCode
from common.i18n import Text
from counter.audit.parts import HIGH, DayField, button, field, page_of
from counter.audit.state import AuditState, Narrowed
from counter.audit.table_view import AuditTable
from counter.audit.way_card import WayCard
from counter.audit.wording import Wording
from counter.fields import ChoiceField, Ringed
from counter.passing import Passing
from counter.pieces import Card, Look, column_of, row_of

WIDTHS = (112, 92, 168, 104, 196, 76, 0)
DAY_COLUMN = 0


class Choice(ChoiceField):
    """A low choice whose first line is everything."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(look)
        self.setObjectName(name)
        self.setFont(look.font(15))
        self.setFixedHeight(look.px(HIGH))
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._entries: tuple[tuple[str, str], ...] = ()

    def take(self, entries: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Take words with their values, and which one is chosen."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        if entries != self._entries:
            self._entries = entries
            self.clear()
            for word, value in entries:
                self.addItem(word, value)
        at = self.findData(chosen)
        if at != self.currentIndex():
            self.setCurrentIndex(max(0, at))
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature


class LogView(Passing):
    """Draws the page of the log; reports what is wanted."""

    day_typed = Signal(str)
    day_stepped = Signal(int)
    narrowed = Signal(Narrowed)
    searched = Signal(str)
    chosen = Signal(str)
    more_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._state = AuditState()
        self._day = DayField(look)
        self._group, self._operator, self._counter = (
            Choice(look, f"audit:{name}") for name in ("group", "operator", "counter")
        )
        self._label = field(look, "audit:label", 12)
        self.search = field(look, "audit:search", 60)
        self.search.show_glass(look)
        self.table = AuditTable(look, "audit:lines", WIDTHS)
        self.table.hide_column(DAY_COLUMN)
        self._more = button(look, "audit:more")
        self._way = WayCard(look, "audit:way")
        self._connect()
        self._arrange(look)
        self.reader = self.table

    def _connect(self) -> None:
        self._day.typed.connect(self.day_typed)
        self._day.stepped.connect(self.day_stepped)
        for one in (self._group, self._operator, self._counter):
            one.activated.connect(lambda _: self._narrow())
        self._label.editingFinished.connect(self._narrow)
        self.search.textEdited.connect(self.searched)
        self.table.chosen.connect(self.chosen)
        self._more.clicked.connect(lambda _=False: self.more_wanted.emit())

    def _arrange(self, look: Look) -> None:
        wanted = row_of(look.px(4))
        wanted.addWidget(self._day)
        wanted.addWidget(Ringed(self._group), 5)
        wanted.addWidget(Ringed(self._operator), 6)
        wanted.addWidget(Ringed(self._counter), 4)
        wanted.addWidget(Ringed(self._label), 3)
        wanted.addWidget(Ringed(self.search), 6)
        sheet, lines = Card(look), column_of()
        lines.setContentsMargins(2, look.px(4), 2, look.px(4))
        lines.addWidget(self.table, 1)
        lines.addWidget(self._more)
        sheet.setLayout(lines)
        body = row_of(look.px(14))
        body.addWidget(sheet, 70)
        body.addWidget(self._way, 30)
        self.setLayout(page_of(look, wanted, body))

    def draw(self, state: AuditState, say: Wording) -> None:
        """Take the state."""
        text = say.text
        self._state = state
        self._day.draw(state, text)
        self._draw_choices(state, say)
        self._label.name(text("audit.ticket"))
        self._label.setPlaceholderText(text("audit.ticket"))
        if not self._label.hasFocus():
            self._label.setText(state.narrowed.label)
        self.search.name(text("audit.search"))
        self.search.setPlaceholderText(text("audit.search"))
        if self.search.text() != state.search:
            self.search.setText(state.search)
        chosen = None if state.chosen is None else str(state.chosen)
        self.table.put(state.table, nothing_words(state, text), chosen)
        self._more.setText(text("audit.more"))
        self._more.setVisible(state.more)
        self._more.setEnabled(not state.reading)
        self._way.draw(state, say, text("audit.choose"))

    def _draw_choices(self, state: AuditState, say: Wording) -> None:
        floor, text, wanted = say.names.floor, say.text, state.narrowed
        entity = None if state.seat is None else state.seat.operator.entity
        groups = [(text(f"audit.group.{one.value}"), one.value) for one in LogGroup]
        people = [
            (one.name, str(one.code))
            for one in sorted(floor.operators, key=lambda one: one.name.casefold())
            if entity in (None, one.entity)
        ]
        places = [(say.counter(one.code), str(one.code)) for one in floor.counters]
        for choice, name, every, entries, chosen in (
            (self._group, "audit.group", "audit.every_group", groups, wanted.group),
            (self._operator, "audit.operator", "audit.every_operator", people, wanted.operator),
            (self._counter, "audit.counter", "audit.every_counter", places, wanted.counter),
        ):
            choice.name(text(name))
            choice.take(((text(every), ""), *entries), str(chosen or ""))

    def _narrow(self) -> None:
        group, operator, counter = (
            str(one.currentData() or "") for one in (self._group, self._operator, self._counter)
        )
        self.narrowed.emit(
            Narrowed(
                group=LogGroup(group) if group else None,
                operator=OperatorCode(operator) if operator else None,
                counter=CounterCode(counter) if counter else None,
                label=self._label.text().strip(),
            )
        )


def nothing_words(state: AuditState, text: Text) -> str:
    """Return what is said where a table has no rows."""
    return text("audit.reading" if state.reading else "audit.nothing")
