"""A choice in place of the queue: type to filter, arrows, Enter, Esc."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QScrollArea

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fading import Fading
from counter.fields import LineField, Ringed, flush
from counter.notice import Notice
from counter.option_list import ROW, Option, OptionList
from counter.pieces import Card, Look, column_of, row_of, words

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LONGEST = 100
WORDS = 200
"""So long may what an operator writes be, in letters."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what there is to choose from for what was typed."""

    title: str
    hint: str
    find: Callable[[str], tuple[Option, ...]]
    typed: bool
    """Whether there is so much to choose from that a field to type in helps."""
    nothing: str = ""
    """What is said where there is nothing to choose."""
    free: str | None = None
    """Where any words will do: what stands in the field as long as it is empty."""
    typing: str = ""
    """What stands in the field to find something by, as long as it is empty."""
    kind: str = "words"
    """What such words are."""
    needed: bool = False
    """Whether there have to be any."""


class ChoicePanel(Card):
    """Asks one question; reports the option's name or the words, or that it was left.

    No option is marked before somebody has looked for one: an Enter that was meant for something
    else chooses nothing.
    """

    chosen = Signal(str)
    left = Signal()
    typed = Signal(str)
    """What somebody has typed so far."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._question: Question | None = None
        self._title = words(look, 20, 600, wrap=True)
        self._hint = words(look, 15, 400, LIGHT.slate, wrap=True)
        self._keys = words(look, 14, 400, LIGHT.slate)
        self._nothing = words(look, 16, 400, LIGHT.slate)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._close = QPushButton()
        self._close.setObjectName("panel_close")
        self._close.clicked.connect(self.left)
        self._give = QPushButton()
        self._give.setObjectName("words_give")
        self._give.setProperty("primary", True)  # noqa: FBT003 - a property's value
        for button in (self._give, self._close):
            button.setFont(look.font(15, 600))
            button.setFixedHeight(look.px(36))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._give.clicked.connect(self._give_words)
        self._filter = LineField(look)
        self._ring = Ringed(self._filter)
        self._prepare_filter()
        self._list = OptionList(look)
        self._list.chosen.connect(self.chosen)
        self._scroll = QScrollArea()
        self.notice = Notice(look)
        self._prepare_list(look)
        self._arrange(look)

    def _prepare_filter(self) -> None:
        self._filter.setObjectName("services_filter")
        self._filter.textChanged.connect(self._find)
        self._filter.textEdited.connect(self.typed)
        self._filter.installEventFilter(self)

    def _prepare_list(self, look: Look) -> None:
        self._scroll.setWidget(self._list)
        self._scroll.setWidgetResizable(True)
        self._list.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.installEventFilter(self)
        self._scroll.verticalScrollBar().setSingleStep(look.px(ROW))
        Fading(look, self._scroll, self._cuts_a_row)

    def _cuts_a_row(self) -> bool:
        edge = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height()
        return self._list.is_cut_at(edge)

    def _arrange(self, look: Look) -> None:
        top = row_of(look.px(16))
        asked = column_of(look.px(2))
        asked.addWidget(self._title)
        asked.addWidget(self._hint)
        top.addLayout(asked, 1)
        for button in (self._give, self._close):
            top.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        head = column_of(look.px(10))
        head.setContentsMargins(look.px(20), look.px(16), look.px(20), look.px(10))
        head.addLayout(top)
        head.addLayout(flush(self._ring))
        column = column_of()
        column.setContentsMargins(1, 1, 1, look.px(12))
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self._scroll, 1)
        foot = row_of()
        foot.setContentsMargins(look.px(20), look.px(10), look.px(20), 0)
        foot.addWidget(self._keys)
        column.addLayout(foot)
        column.addWidget(self.notice)
        self.setLayout(column)

    @property
    def words(self) -> str:
        """Return what stands in the field."""
        return self._filter.text()

    def ask(self, question: Question, text: Text, words: str = "") -> None:
        """Put a question; the field has the focus, and in it stands what was typed before."""
        self._question = question
        self._title.setText(question.title)
        self._hint.setText(question.hint)
        self._hint.setVisible(bool(question.hint))
        free = question.free
        self._keys.setText(text(_keys_of(question)))
        self._nothing.setText(question.nothing)
        self._close.setText(text("counter.back"))
        self._give.setText(text("counter.words_give"))
        self._give.setVisible(free is not None)
        placeholder = (question.typing or text("counter.filter")) if free is None else free
        self._filter.setPlaceholderText(placeholder)
        self._filter.setAccessibleName(placeholder)
        self._filter.setMaxLength(LONGEST if free is None else WORDS)
        typed = question.typed or free is not None
        self._ring.setVisible(typed)
        self._filter.setText(words)
        self._find(words)
        (self._filter if typed else self._scroll).setFocus()

    def _find(self, typed: str) -> None:
        if self._question is not None:
            question, found = self._question, self._question.find(typed)
            self._list.put(found, first=found != question.find(""))
            self._nothing.setVisible(self._list.empty and question.free is None)
            self._scroll.verticalScrollBar().setValue(0)
            self._give.setEnabled(bool(typed.strip()) or not question.needed)

    def _step(self, by: int) -> None:
        self._list.step(by)
        if self._list.marked is not None:
            self._scroll.ensureWidgetVisible(self._list.marked, 0, 0)

    @Slot()
    def _give_words(self) -> None:
        kind = "words" if self._question is None else self._question.kind
        if not self._give.isEnabled():
            return
        self.chosen.emit(f"{kind}:{self._filter.text().strip()}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows, Enter and Esc work from the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._obey(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _obey(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in STEPS:
            self._step(STEPS[key])
        elif key in ENTER and event.isAutoRepeat():
            # A key that is held answers one question, and not the next ones too.
            return True
        elif key in ENTER and self._question is not None and self._question.free is not None:
            self._give_words()
        elif key in ENTER and self._list.marked is not None:
            self.chosen.emit(self._list.marked.objectName())
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return key in ENTER
        return True


def _keys_of(question: Question) -> str:
    if question.free is not None:
        return "counter.words_keys"
    return "counter.find_keys" if question.typed else "counter.panel_keys"
