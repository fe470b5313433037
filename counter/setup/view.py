"""The page of the set-up: sections above, a list at the left, a form at the right."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QButtonGroup, QStackedWidget, QWidget

from counter.fields import FINDS, LineField
from counter.page_word import BESIDE, PageWord
from counter.pieces import Look, column_of, row_of
from counter.setup.form_view import FormView
from counter.setup.list_view import ListView
from counter.setup.sections import Row, Section
from counter.setup.specs import Kind
from counter.setup.state import SetupState
from counter.setup.version_view import VersionView


class SetupView(QWidget):
    """Draws the page; reports what was typed and pressed, decides nothing."""

    section_chosen = Signal(Section)
    searched = Signal(str)
    row_chosen = Signal(Row)
    row_opened = Signal(Row, bool)
    added = Signal(Kind)
    typed = Signal(str, object)
    saved = Signal()
    cancelled = Signal()
    removed = Signal()
    applied = Signal()
    file_wanted = Signal(str)
    file_given = Signal(str)
    file_typed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("page:setup")
        self._sections = {
            section: PageWord(look, f"section:{section.value}") for section in Section
        }
        self._group = QButtonGroup(self)
        self._list = ListView(look)
        self._form = FormView(look)
        self._form.setObjectName("setup:form")
        self._version = VersionView(look)
        self._version.setObjectName("setup:version")
        self._right = QStackedWidget()
        self._right.addWidget(self._form)
        self._right.addWidget(self._version)
        self._arrange(look)
        self._connect()

    def _arrange(self, look: Look) -> None:
        head = row_of(look.px(4))
        head.addSpacing(-look.px(BESIDE))
        for section, button in self._sections.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, one=section: self.section_chosen.emit(one))
            head.addWidget(button)
        head.addStretch(1)
        body = row_of(look.px(16))
        body.addWidget(self._list)
        body.addWidget(self._right, 1)
        page = column_of(look.px(8))
        edge = look.px(24)
        page.setContentsMargins(edge, look.px(8), edge, look.px(16))
        page.addLayout(head)
        page.addLayout(body, 1)
        self.setLayout(page)

    def _connect(self) -> None:
        self._list.searched.connect(self.searched)
        self._list.row_chosen.connect(self.row_chosen)
        self._list.row_opened.connect(self.row_opened)
        self._list.entered.connect(self._form.go_in)
        self._list.added.connect(self.added)
        self._form.typed.connect(self.typed)
        self._form.saved.connect(self.saved)
        self._form.cancelled.connect(self.cancelled)
        self._form.removed.connect(self.removed)
        self._version.applied.connect(self.applied)
        self._version.file_wanted.connect(self.file_wanted)
        self._version.file_given.connect(self.file_given)
        self._version.file_typed.connect(self.file_typed)
        self._key("Ctrl+S").activated.connect(self.saved)
        self._key("Esc").activated.connect(self._escape)

    def _key(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    @Slot()
    def _escape(self) -> None:
        """Empty what is looked for, where somebody looks for something; else cancel."""
        field = QApplication.focusWidget()
        if isinstance(field, LineField) and field.property(FINDS) and field.text():
            field.clear()
            field.textEdited.emit("")
        else:
            self.cancelled.emit()

    def look_for(self) -> None:
        """Let the person type what he looks for."""
        self._list.finder.setFocus()
        self._list.finder.selectAll()

    @Slot(SetupState)
    def draw(self, state: SetupState) -> None:
        """Take the state."""
        text = state.text
        if text is None:
            return
        for section, button in self._sections.items():
            button.name(text(f"setup.section.{section.value}"))
            button.setVisible(section in state.sections)
            button.setChecked(section is state.section)
        self._list.draw(state, text)
        past = state.section is Section.VERSIONS
        self._right.setCurrentWidget(self._version if past else self._form)
        if past:
            self._version.draw(state, text)
        else:
            self._form.draw(state, text)
