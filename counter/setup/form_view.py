"""The form at the right: what can be changed of one thing, with what is wrong under each field."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fading import Fading
from counter.fields import RING
from counter.notice import Notice
from counter.pieces import Card, Elided, Look, column_of, row_of, rule, words
from counter.setup.field_view import FieldView, Under, of_another
from counter.setup.inputs import Switch
from counter.setup.of_slip import SLIP_LINE, lines_of
from counter.setup.refusals import said_of
from counter.setup.slip_preview import SlipPreview
from counter.setup.specs import FieldSpec, Kind
from counter.setup.state import FormState, SetupState

COLUMNS = 4
HEAD = "enabled"
"""The switch that stands in the form's head."""


def _note(form: FormState, text: Text) -> str:
    return text("setup.note") if form.kind in {Kind.ENTITY, Kind.SERVICE} else ""


class PressedOnce(QPushButton):
    """A button whose second question no held key and no double click answers."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a held key press it once."""
        if event.isAutoRepeat():
            event.accept()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second press of a double click do nothing: it was meant for what was here."""
        event.accept()


class FormView(Card):
    """Draws the form; reports what is typed and pressed."""

    typed = Signal(str, object)
    saved = Signal()
    cancelled = Signal()
    removed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look = look
        self._drawn: tuple[object, ...] = ()
        self._fields: dict[str, FieldView] = {}
        self._headings: dict[str, QLabel] = {}
        self._focused = 0
        self._title = Elided(look, 22, 600)
        self._nothing = words(look, 16, 400, LIGHT.slate, wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._code = words(look, 15, 400, LIGHT.slate)
        self._switch = Switch(look)
        self._switch.setObjectName(f"field:{HEAD}")
        self._switch.given.connect(lambda: self.typed.emit(HEAD, self._switch.value()))
        self._switched = Under(look, f"meanwhile:{HEAD}", LIGHT.warn, wrap=False)
        self._notice = Notice(look, "setup_said")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Fading(look, self._scroll)
        self._slip = SlipPreview(look)
        self._note = words(look, 15, 400, LIGHT.slate, wrap=True)
        self._remove = self._button("remove", self.removed)
        self._cancel = self._button("cancel", self.cancelled)
        self._save = self._button("save", self.saved, primary=True)
        self._arrange()

    def _button(self, name: str, pressed: SignalInstance, *, primary: bool = False) -> QPushButton:
        button = PressedOnce()
        button.setObjectName(f"setup:{name}")
        button.setFont(self._look.font(16, 600))
        button.setFixedHeight(self._look.px(44))
        button.setProperty("primary", primary)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _=False: pressed.emit())
        return button

    def _arrange(self) -> None:
        look, edge = self._look, self._look.px(28)
        foot = row_of(look.px(12))
        foot.setContentsMargins(edge, look.px(13), edge, look.px(13))
        foot.addWidget(self._remove)
        foot.addWidget(self._note, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        self._inside = QWidget()
        column = column_of()
        column.setContentsMargins(1, 1, 1, 1)
        column.addLayout(self._head())
        column.addWidget(rule())
        column.addWidget(self._notice)
        middle = row_of()
        middle.addWidget(self._scroll, 1)
        middle.addWidget(self._slip)
        column.addLayout(middle, 1)
        column.addWidget(rule())
        column.addLayout(foot)
        self._inside.setLayout(column)
        whole = column_of()
        whole.addWidget(self._inside)
        whole.addWidget(self._nothing)
        self.setLayout(whole)

    def _head(self) -> QHBoxLayout:
        edge, high = self._look.px(28), self._look.px(10)
        head = row_of(self._look.px(12))
        head.setContentsMargins(edge, high, edge, high)
        self._title.setMinimumHeight(self._look.px(40))
        head.addWidget(self._title, 1)
        head.addWidget(self._switched)
        head.addWidget(self._code)
        head.addWidget(self._switch)
        return head

    def draw(self, state: SetupState, text: Text) -> None:
        """Take the state."""
        form = state.form
        self._show(text, inside=form is not None)
        if form is None:
            self._drawn = ()
            return
        self._build(form)
        self._title.write(form.title)
        self._code.setText(form.code if len(form.code) > 1 else "")
        by_name = {spec.name: spec for spec in form.fields}
        self._draw_switch(by_name.get(HEAD), form, text)
        for name, view in self._fields.items():
            view.draw(by_name[name], form, text)
        for key, label in self._headings.items():
            label.setText(text(f"setup.heading.{key}"))
        self._draw_slip(state, form, text)
        self._notice.tell(said_of(state, text, bad=True))
        self._note.setText(said_of(state, text, bad=False) or _note(form, text))
        self._remove.setVisible(form.removable)
        self._remove.setText(text("setup.remove_sure" if form.removing else "setup.remove"))
        self._remove.setEnabled(not state.pending)
        self._cancel.setText(text("setup.cancel"))
        self._save.setText(text("setup.save"))
        self._cancel.setEnabled(form.dirty and not state.pending)
        self._save.setEnabled(form.dirty and not state.pending)
        self._go_to_fault(state.focus, form)

    def _draw_switch(self, spec: FieldSpec | None, form: FormState, text: Text) -> None:
        self._switch.setVisible(spec is not None)
        self._switched.tell("" if spec is None else of_another(spec, form, text))
        if spec is not None:
            self._switch.name(text(f"setup.field.{HEAD}"))
            self._switch.put(form.values[HEAD])

    def _show(self, text: Text, *, inside: bool) -> None:
        """Show the form, or in words that none is chosen."""
        self._inside.setVisible(inside)
        self._nothing.setVisible(not inside)
        self._nothing.setText(text("setup.choose"))

    def _draw_slip(self, state: SetupState, form: FormState, text: Text) -> None:
        self._slip.setVisible(form.kind is Kind.SLIP_LINE)
        if form.kind is not Kind.SLIP_LINE or state.floor is None or form.faults or form.gone:
            return
        floor = state.floor
        if form.dirty:
            floor = SLIP_LINE.write(floor, form.code, form.values)
        self._slip.show_slip(floor, lines_of(floor), text)

    def _build(self, form: FormState) -> None:
        shape = (form.kind, *((spec.name, spec.kind, spec.span) for spec in form.fields))
        opened = (form.kind, form.code)
        if shape == self._drawn[1:]:
            if opened != self._drawn[0]:
                self._scroll.verticalScrollBar().setValue(0)
                self._drawn = (opened, *shape)
            return
        self._drawn = (opened, *shape)
        look, page, grid = self._look, QWidget(), QGridLayout()
        edge = look.px(28) - RING
        grid.setContentsMargins(edge, look.px(16), edge, look.px(16))
        grid.setHorizontalSpacing(look.px(20) - 2 * RING)
        grid.setVerticalSpacing(look.px(8))
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
            grid.setColumnMinimumWidth(at, look.px(120))
        grid.setRowStretch(self._fill(grid, form.fields) + 1, 1)
        page.setLayout(grid)
        page.setObjectName("form")
        page.setStyleSheet("#form { background: transparent; }")
        self._scroll.setWidget(page)
        self._put_buttons_last()
        if not form.code:
            self.go_in()

    def _put_buttons_last(self) -> None:
        """Let Tab go through the fields first, and to the buttons behind the last of them."""
        tabbed = [
            one
            for view in self._fields.values()
            for one in view.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.focusProxy() is None
            and one.window() is self.window()  # a list that drops down is a window of its own
        ]
        for before, after in pairwise([*tabbed, self._remove, self._cancel, self._save]):
            QWidget.setTabOrder(before, after)

    @Slot()
    def go_in(self) -> None:
        """Go to the first field."""
        first = next((view for view in self._fields.values() if not view.isHidden()), None)
        if first is not None:
            first.input.setFocus()

    def _fill(self, grid: QGridLayout, fields: tuple[FieldSpec, ...]) -> int:
        """Put the fields into a grid, and return its last row."""
        self._fields, self._headings = {}, {}
        row = column = 0
        for spec in fields:
            if spec.name == HEAD:
                continue
            if spec.heading or column + spec.span > COLUMNS:
                row, column = row + 1, 0
            if spec.heading:
                self._headings[spec.heading] = self._heading()
                grid.addWidget(self._headings[spec.heading], row, 0, 1, COLUMNS)
                row += 1
            view = FieldView(self._look, spec)
            view.typed.connect(self.typed)
            grid.addWidget(view, row, column, 1, spec.span)
            self._fields[spec.name] = view
            column += spec.span
        return row

    def _heading(self) -> QLabel:
        label = words(self._look, 17, 600)
        label.setContentsMargins(RING, self._look.px(10), RING, 0)
        return label

    def _go_to_fault(self, focus: int, form: FormState) -> None:
        if focus == self._focused:
            return
        self._focused = focus
        wanted = form.faults or form.rivals
        first = next((name for name in self._fields if name in wanted), None)
        if first is not None:
            self._fields[first].input.setFocus()
            self._scroll.ensureWidgetVisible(self._fields[first])
            self._scroll.ensureWidgetVisible(self._fields[first].head)
