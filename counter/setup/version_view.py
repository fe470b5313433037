"""The card of one version or file at the right: what it changed, and the way to let it hold."""

import os
from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fading import Fading
from counter.fields import Ringed
from counter.notice import Notice
from counter.path_field import PathField
from counter.pieces import Card, Elided, Look, column_of, row_of, rule, words
from counter.setup.differences import Difference
from counter.setup.file_faults import FaultLine
from counter.setup.refusals import faults_of_file, said_of
from counter.setup.state import Proposal, SetupState

LONGEST_PATH = 400
LONGEST_PLACE = 60


class VersionView(Card):
    """Draws what a version or a file would change; reports what is to be done with it."""

    applied = Signal()
    file_wanted = Signal(str)
    file_given = Signal(str)
    file_typed = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look = look
        self._shown: tuple[object, ...] = (None, None, None)
        self._offered: object = None
        self._title = Elided(look, 22, 600)
        self._about = words(look, 15, 400, LIGHT.slate, wrap=True)
        self._notice = Notice(look, "setup_past_said")
        self._scroll = QScrollArea()
        self._scroll.setObjectName("setup:lines")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Fading(look, self._scroll)
        self._path_label = words(look, 15, 600)
        self._path = PathField(look)
        self._path.setObjectName("setup:path")
        self._path.setFont(look.font(16))
        self._path.setFixedHeight(look.px(40))
        self._path.setMaxLength(LONGEST_PATH)
        self._note = words(look, 15, 400, LIGHT.slate, wrap=True)
        self._read = self._button("read")
        self._write = self._button("write")
        self._apply = self._button("apply", primary=True)
        self._read.clicked.connect(lambda _=False: self.file_wanted.emit(self._path.text()))
        self._write.clicked.connect(lambda _=False: self.file_given.emit(self._path.text()))
        self._path.returnPressed.connect(self._enter)
        self._path.wanted.connect(self.file_typed)
        self._apply.clicked.connect(lambda _=False: self.applied.emit())
        self._arrange()

    def _enter(self) -> None:
        # Enter may have taken a folder from the list, which goes on with what is in it.
        if not self._path.text().endswith(("/", os.sep)):
            self.file_wanted.emit(self._path.text())

    def _button(self, name: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"setup:{name}")
        button.setFont(self._look.font(16, 600))
        button.setFixedHeight(self._look.px(44 if primary else 40))
        button.setProperty("primary", primary)
        button.setAutoDefault(True)
        return button

    def _arrange(self) -> None:
        look, edge = self._look, self._look.px(28)
        head = column_of(look.px(2))
        head.setContentsMargins(edge, look.px(12), edge, look.px(12))
        head.addWidget(self._title)
        head.addWidget(self._about)
        file = row_of(look.px(8))
        file.setContentsMargins(edge, look.px(8), edge, look.px(8))
        file.addWidget(self._path_label)
        file.addWidget(Ringed(self._path), 1)
        file.addWidget(self._read)
        file.addWidget(self._write)
        foot = row_of(look.px(12))
        foot.setContentsMargins(edge, look.px(13), edge, look.px(13))
        foot.addWidget(self._note, 1)
        foot.addWidget(self._apply)
        column = column_of()
        column.setContentsMargins(1, 1, 1, 1)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self._notice)
        column.addWidget(self._scroll, 1)
        column.addWidget(rule())
        column.addLayout(file)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self._foot_line = rule()
        column.addWidget(self._foot_line)
        column.addWidget(self._foot)
        self.setLayout(column)

    def draw(self, state: SetupState, text: Text) -> None:
        """Take the state."""
        proposal = state.proposal
        self._title.write(title_of(proposal, text))
        self._about.setText("" if proposal is None else about_of(proposal, state, text))
        self._about.setVisible(bool(self._about.text()))
        self._notice.tell(said_of(state, text, bad=True))
        self._note.setText(said_of(state, text, bad=False))
        shown = (proposal, state.said, text)
        if any(one is not other for one, other in zip(shown, self._shown, strict=True)):
            self._shown = shown
            self._scroll.setWidget(self._page(proposal, faults_of_file(state, text), text))
        if state.files is not self._offered:
            self._offered = state.files
            self._path.offer(state.files.typed, state.files.paths)
        self._path_label.setText(text("setup.file"))
        self._path.name(text("setup.file"))
        self._path.setPlaceholderText("floor.json")
        self._read.setText(text("setup.file_read"))
        self._write.setText(text("setup.file_write"))
        for button in (self._read, self._write):
            button.setEnabled(not state.pending)
        ready = proposal is not None and proposal.target is not None
        of_file = proposal is not None and bool(proposal.file)
        self._apply.setText(text("setup.apply" if of_file else "setup.go_back"))
        self._apply.setVisible(ready)
        self._apply.setEnabled(ready and not state.pending)
        for piece in (self._foot, self._foot_line):
            piece.setVisible(ready or bool(self._note.text()))

    def _page(
        self, proposal: Proposal | None, faults: tuple[FaultLine, ...], text: Text
    ) -> QWidget:
        page, column, look = QWidget(), column_of(self._look.px(6)), self._look
        page.setObjectName("lines")
        page.setStyleSheet("#lines { background: transparent; }")
        edge = look.px(28)
        column.setContentsMargins(edge, look.px(14), edge, look.px(14))
        about = None
        for fault in faults:
            if fault.about != about:
                about = fault.about
                column.addSpacing(look.px(4))
                column.addLayout(self._place(fault))
            column.addWidget(self._line(fault.words, colour=LIGHT.bad))
        lines = () if proposal is None else proposal.lines(text)
        for said, weight in told(lines):
            column.addWidget(self._line(said, weight=weight))
        if proposal is not None and not lines and not faults:
            key = "setup.differs.same" if proposal.file else "setup.differs.first"
            column.addWidget(self._line(text(key)))
        column.addStretch(1)
        page.setLayout(column)
        return page

    def _place(self, fault: FaultLine) -> QHBoxLayout:
        """Return where a fault is, as the page calls it and as the file does."""
        row = row_of(self._look.px(10))
        row.addWidget(self._line(fault.about, weight=600), 1)
        path = words(self._look, 14, 400, LIGHT.slate)
        path.setText(fault.path[:LONGEST_PLACE])
        path.setAccessibleName(path.text())
        row.addWidget(path)
        return row

    def _line(self, line: str, *, weight: int = 400, colour: str = LIGHT.ink) -> QWidget:
        label = words(self._look, 16 if weight == 400 else 15, weight, colour, wrap=True)  # noqa: PLR2004 - plain
        label.setText(line)
        label.setAccessibleName(line)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def told(lines: Iterable[Difference]) -> Iterator[tuple[str, int]]:
    """Yield what is said of differences, with its weight: what they are about is bold, once."""
    about = ""
    for line in lines:
        if line.about != about:
            about = line.about
            yield about, 600
        if line.field or line.now:
            yield _words_of(line), 400


def _words_of(line: Difference) -> str:
    """Return a difference as one line."""
    if not line.field:
        return line.now
    return f"{line.field}: {line.was or '–'} → {line.now or '–'}"


def title_of(proposal: Proposal | None, text: Text) -> str:
    """Return what is shown."""
    if proposal is None:
        return text("setup.section.versions")
    if proposal.version is None:
        return text("setup.of_file", name=proposal.file)
    return text("setup.version", n=proposal.version.version)


def about_of(proposal: Proposal, state: SetupState, text: Text) -> str:
    """Return when a version came, through whom, and what it was."""
    if proposal.version is None or state.floor is None:
        return text("setup.of_file_about")
    version, floor = proposal.version, state.floor
    at = version.at.astimezone(floor.zone_info)
    who = None if version.operator is None else floor.operator(version.operator)
    name = who.name if who is not None else version.operator or text("setup.by_command")
    told = [text.day_in_words(at.date()), f"{at:%H:%M}", name, version.login or "", version.what]
    return " · ".join(part for part in told if part)
