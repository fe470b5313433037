"""A path to type, with what it may be in a list under it."""

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QCompleter, QListView

from counter.fields import LineField
from counter.pieces import Look

PAUSE_MS = 150
"""A quick typist asks once, and not for each letter."""


class PathField(LineField):
    """Asks what there is for what stands in it, and offers that; an arrow down asks too."""

    wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._paths = QStringListModel(self)
        completer = QCompleter(self._paths, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(8)
        entries = QListView()
        entries.setObjectName("paths")
        entries.setFont(look.font(15))
        entries.setTextElideMode(Qt.TextElideMode.ElideLeft)
        entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setPopup(entries)
        self._entries = entries
        for one in (self, entries):
            one.installEventFilter(self)
        completer.activated.connect(lambda _path: self._pause.start())
        self.setCompleter(completer)
        self.textEdited.connect(lambda _typed: self._pause.start())

    def offer(self, typed: str, paths: tuple[str, ...]) -> None:
        """Show what there is for what was typed, unless something else stands here by now."""
        if typed != self.text() or not self.hasFocus():
            return
        self._paths.setStringList([path for path in paths if path != typed])
        completer = self.completer()
        completer.setCompletionPrefix(typed)
        if completer.completionCount():
            completer.complete()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Escape close the list, which the page's own key for it would keep from it."""
        escape = (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Cancel)
        )
        if escape and self._entries.isVisible():
            self._entries.hide()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask what there is when somebody clicks into the empty field."""
        super().mousePressEvent(event)
        if not self.text():
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask what there is at the arrow down."""
        if event.key() == Qt.Key.Key_Down:
            self._ask()
        super().keyPressEvent(event)

    def _ask(self) -> None:
        self.wanted.emit(self.text())
