"""Some of a long list: a search over lines with a tick, each with its minutes where it has them."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea, QWidget

from common.domain.spelling import letters_of
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.fading import Fading
from counter.fields import FINDS, LineField, pad_words
from counter.pieces import Look, column_of, row_of, words
from counter.setup.checks import share_of
from counter.setup.specs import FieldKind, FieldSpec, Pick, Value

HIGH = 300
LINE = 34


class Tick(QAbstractButton):
    """One line of the list, ticked or not."""

    def __init__(self, look: Look, pick: Pick) -> None:
        super().__init__()
        self._look = look
        self.setCheckable(True)
        self.setText(pick.word)
        self.setAccessibleName(pick.word)
        self.setObjectName(f"pick:{pick.value}")
        self.setFont(look.font(15))
        self.setFixedHeight(look.px(LINE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter, look = QPainter(self), self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, on = look.px(20), self.isChecked()
        box = QRectF(look.px(4), (self.height() - edge) / 2, edge, edge)
        line = LIGHT.focus if self.hasFocus() else LIGHT.blue if on else LIGHT.field
        painter.setPen(QPen(QColor(line), 2 if self.hasFocus() else 1))
        painter.setBrush(QColor(LIGHT.blue if on else LIGHT.card))
        painter.drawRoundedRect(box, look.px(4), look.px(4))
        if on:
            look.icons.paint(painter, "check", box.adjusted(2, 2, -2, -2), LIGHT.on_blue, stroke=3)
        left = box.right() + look.px(12)
        room = self.width() - left - look.px(4)
        metrics = self.fontMetrics()
        line_of = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, round(room))
        painter.setPen(QColor(LIGHT.ink))
        painter.setFont(self.font())
        place = QRectF(left, 0, room, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line_of)


class Line(QWidget):
    """A tick with the minutes beside it, once it is ticked."""

    changed = Signal()

    def __init__(self, look: Look, pick: Pick, least: int, *, numbered: bool) -> None:
        super().__init__()
        self.pick = pick
        self._look, self._least, self._numbered = look, str(least), numbered
        self._letters: str | None = None
        self.tick = Tick(look, pick)
        self.tick.clicked.connect(self._ticked)
        self._minutes: QLineEdit | None = None
        self._row = row_of(look.px(8))
        self._row.addWidget(self.tick, 1)
        self.setLayout(self._row)

    @property
    def minutes(self) -> str:
        """Return the minutes that stand here."""
        return "" if self._minutes is None else "".join(self._minutes.text().split())

    def has(self, wanted: tuple[str, ...]) -> bool:
        """Say whether every word of a search stands in the line."""
        if wanted and self._letters is None:
            pick = self.pick
            self._letters = " ".join(letters_of(pick.word, pick.value, pick.group))
        return all(word in (self._letters or "") for word in wanted)

    def put(self, *, ticked: bool, minutes: str) -> None:
        """Take whether it is ticked, and its minutes."""
        self.tick.setChecked(ticked)
        if not self._numbered:
            return
        if ticked and self._minutes is None:
            self._minutes = self._field()
        if self._minutes is not None:
            if self._minutes.text() != minutes:
                self._minutes.setText(minutes)
            self._minutes.setVisible(ticked)

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        pad_words(field, self._look)
        field.setFont(self._look.font(15, tabular=True))
        field.setFixedSize(self._look.px(64), self._look.px(LINE - 4))
        field.setObjectName(f"minutes:{self.pick.value}")
        field.setAccessibleName(self.pick.word)
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        field.textEdited.connect(self.changed)
        self._row.addWidget(field)
        QWidget.setTabOrder(self.tick, field)
        return field

    def _ticked(self) -> None:
        self.put(ticked=self.tick.isChecked(), minutes=self.minutes or self._least)
        self.changed.emit()


class PicksInput(QWidget):
    """Some of a list."""

    given = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._spec: FieldSpec | None = None
        self._last_group = ""
        self._lines: list[Line] = []
        self._groups: list[tuple[QWidget, list[Line]]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._search = LineField(look)
        self._search.setProperty(FINDS, True)  # noqa: FBT003 - Qt's own signature
        self._search.setFont(look.font(15))
        self._search.setFixedHeight(look.px(36))
        self._search.setMaxLength(60)
        self._search.textChanged.connect(self._sift)
        self._count = words(look, 14, 400, LIGHT.slate)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Fading(look, self._scroll)
        self.setFocusProxy(self._search)
        top = row_of(look.px(12))
        top.addWidget(self._search, 1)
        top.addWidget(self._count)
        column = column_of(look.px(6))
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        self.setLayout(column)

    def name(self, word: str) -> None:
        """Take the label's word."""
        self._search.name(word)

    def take(self, spec: FieldSpec, text: Text) -> None:
        """Take what there is to choose."""
        self._search.setPlaceholderText(text("setup.search"))
        if self._spec is not None and spec.picks == self._spec.picks:
            return
        self._spec = spec
        page, column = QWidget(), column_of()
        page.setObjectName("picks")
        page.setStyleSheet("#picks { background: transparent; }")
        column.setContentsMargins(0, 0, self._look.px(8), 0)
        self._lines, self._groups = [], []
        for pick in spec.picks:
            if pick.group and (not self._groups or self._last_group != pick.group):
                self._last_group = pick.group
                head = words(self._look, 14, 600, LIGHT.slate)
                head.setText(pick.group)
                head.setMinimumHeight(self._look.px(28))
                column.addWidget(head)
                self._groups.append((head, []))
            line = Line(self._look, pick, spec.low, numbered=spec.kind is FieldKind.SHARES)
            line.changed.connect(self._give)
            line.tick.installEventFilter(self)
            column.addWidget(line)
            self._lines.append(line)
            if self._groups:
                self._groups[-1][1].append(line)
        column.addStretch(1)
        page.setLayout(column)
        self._scroll.setWidget(page)
        high = len(self._lines) * LINE + len(self._groups) * 28 + 50
        self.setFixedHeight(self._look.px(min(HIGH, high)))
        self._sift()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the line the focus comes to into sight."""
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._scroll.ensureWidgetVisible(watched)
        return super().eventFilter(watched, event)

    def value(self) -> Value:
        """Return what is ticked, with its minutes where it has them."""
        numbered = self._spec is not None and self._spec.kind is FieldKind.SHARES
        return tuple(
            sorted(
                f"{line.pick.value} {line.minutes}" if numbered else line.pick.value
                for line in self._lines
                if line.tick.isChecked()
            )
        )

    def put(self, value: Value) -> None:
        """Take what is to be ticked."""
        told = dict(share_of(entry) for entry in value) if isinstance(value, tuple) else {}
        for line in self._lines:
            code = line.pick.value
            line.put(ticked=code in told, minutes=told.get(code, ""))
        self._count.setText(f"{len(told)} / {len(self._lines)}")

    def _sift(self) -> None:
        wanted = letters_of(self._search.text())
        for line in self._lines:
            line.setVisible(line.has(wanted))
        for head, lines in self._groups:
            head.setVisible(any(not line.isHidden() for line in lines))

    def _give(self) -> None:
        self.given.emit()
