"""The list at the left: a search over the things of one section."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.breaking import in_two
from counter.fading import Fading, cuts_a_row
from counter.fields import FINDS, LineField, Ringed
from counter.pieces import Card, Look, column_of, row_of, rule, size
from counter.setup.sections import FORMS, Row, kinds_for
from counter.setup.specs import Kind
from counter.setup.state import SetupState

WIDE = 384
HIGH = 42
Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class Rows(QAbstractListModel):
    """The lines of the list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def put(self, rows: tuple[Row, ...]) -> None:
        """Take the lines."""
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, or what it is called."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.title} {row.detail}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.title
        return row if role == ROW else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say that a heading cannot be chosen."""
        alive = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        heading = index.isValid() and self.rows[index.row()].heading
        return Qt.ItemFlag.ItemIsEnabled if heading else alive


class RowPainter(QStyledItemDelegate):
    """Draws a line: headings and entities on mist, the chosen one on blue."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a line's height: two lines of words have room in each."""
        return QSize(10, self._look.px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        row, look = index.data(ROW), self._look
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        group = row.heading or row.opened is not None
        ground = LIGHT.blue if chosen else LIGHT.ground if group else LIGHT.card
        painter.fillRect(box, QColor(ground))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, QColor(LIGHT.line))
        colour = LIGHT.on_blue if chosen else LIGHT.slate if group or row.off else LIGHT.ink
        left = box.left() + look.px(16)
        if row.opened is not None:
            edge = look.px(18)
            icon = QRectF(left, box.center().y() - edge / 2, edge, edge)
            name = "chevron-down" if row.opened else "chevron-right"
            look.icons.paint(painter, name, icon, colour)
            left += look.px(26)
        painter.setPen(QColor(LIGHT.on_blue if chosen else LIGHT.slate))
        # All lines are of one size, in which a long one has room on two.
        face = look.font(14, 600 if group or chosen else 400)
        needed = left - box.left() + QFontMetrics(face).horizontalAdvance(row.title) + look.px(28)
        right = self._detail(painter, box, row.detail, box.width() - round(needed))
        painter.setPen(QColor(colour))
        room = QRectF(left, box.top(), right - look.px(12) - left, box.height())
        self._title(painter, room, row.title, face)

    def _title(self, painter: QPainter, room: QRectF, title: str, face: QFont) -> None:
        """Draw what a line is called, on two lines where it is long."""
        lines = (title, "")
        if QFontMetricsF(face).horizontalAdvance(title) > room.width():
            lines = in_two(title, face, room.width())
        metrics = QFontMetricsF(face)
        high = metrics.lineSpacing() / 2 if lines[1] else 0
        painter.setFont(face)
        for line, shift in zip(lines, (-high, high), strict=True):
            fitting = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room.translated(0, shift), Qt.AlignmentFlag.AlignVCenter, fitting)

    def _detail(self, painter: QPainter, box: QRect, detail: str, free: int) -> float:
        """Draw what stands at the right, in half of the line or in what is free; say from where."""
        face = self._look.font(14)
        painter.setFont(face)
        most = max(box.width() // 2, free)
        wide = min(QFontMetrics(face).horizontalAdvance(detail) + 1, most)
        line = QFontMetrics(face).elidedText(detail, Qt.TextElideMode.ElideRight, wide)
        left = box.right() - self._look.px(16) - wide
        place = QRectF(left, box.top(), wide + 1, box.height())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(place, side, line)
        return left


OPENS = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}


class ListBox(QListView):
    """The lines: up and down choose one, right and left open and close, Enter goes on to it."""

    opened = Signal(Row, bool)
    entered_row = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows and Enter work as they do in a tree."""
        row, key = self.currentIndex().data(ROW), Qt.Key(event.key())
        if key in OPENS and row is not None:
            self.opened.emit(row, OPENS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


def _can_be(kind: Kind) -> bool:
    """Say whether there can be another thing of a kind."""
    return kind in FORMS and FORMS[kind].blank is not None


class ListView(Card):
    """Draws the list; reports what is searched, chosen and to be added."""

    searched = Signal(str)
    row_chosen = Signal(Row)
    row_opened = Signal(Row, bool)
    entered = Signal()
    """Whoever goes by keys wants to go on in the form."""
    added = Signal(Kind)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._look, self._marking = look, False
        self.setFixedWidth(look.px(WIDE))
        self.finder = LineField(look)
        self.finder.setObjectName("setup:search")
        self.finder.setProperty(FINDS, True)  # noqa: FBT003 - Qt's own signature
        self.finder.setFont(look.font(16))
        self.finder.setFixedHeight(look.px(40))
        self.finder.setMaxLength(60)
        self.finder.setClearButtonEnabled(False)
        self.finder.show_glass(look)
        self.finder.textEdited.connect(self.searched)
        self.finder.returnPressed.connect(self._first)
        self._rows = Rows()
        self._box = ListBox()
        self._box.setObjectName("setup:list")
        self._box.setModel(self._rows)
        self._painter = RowPainter(look)
        self._box.setItemDelegate(self._painter)
        self._box.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        Fading(look, self._box, lambda: cuts_a_row(self._box))
        self._box.clicked.connect(self._toggle)
        self._box.opened.connect(self.row_opened)
        self._box.entered_row.connect(self.entered)
        self._box.selectionModel().currentChanged.connect(self._choose)
        self._add: dict[Kind, QPushButton] = {kind: self._button(kind) for kind in Kind}
        self._arrange()

    def _button(self, kind: Kind) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"setup:add:{kind.value}")
        button.setFont(self._look.font(15, 600))
        button.setFixedHeight(self._look.px(36))
        button.setIcon(self._look.icon("plus", 16, LIGHT.azure))
        button.setIconSize(size(self._look, 16, 16))
        button.clicked.connect(lambda: self.added.emit(kind))
        return button

    def _arrange(self) -> None:
        look, column = self._look, column_of()
        column.setContentsMargins(1, 1, 1, look.px(8))
        top = column_of()
        edge = look.px(11)
        top.setContentsMargins(edge, edge, edge, edge)
        top.addWidget(Ringed(self.finder))
        column.addLayout(top)
        column.addWidget(rule())
        column.addWidget(self._box, 1)
        foot = row_of(look.px(8))
        foot.setContentsMargins(look.px(12), look.px(8), look.px(12), 0)
        for button in self._add.values():
            foot.addWidget(button, 1)
        below = column_of()
        below.addWidget(rule())
        below.addLayout(foot)
        self._foot = QWidget()
        self._foot.setLayout(below)
        column.addWidget(self._foot)
        self.setLayout(column)

    def draw(self, state: SetupState, text: Text) -> None:
        """Take the state."""
        self.finder.setPlaceholderText(text("setup.search"))
        self.finder.name(text("setup.search"))
        if self.finder.text() != state.search:
            self.finder.setText(state.search)
        at = self._box.verticalScrollBar().value()
        before = self._rows.rows
        self._marking = True
        self._rows.put(state.rows)
        self._marking = False
        if before != state.rows:
            self._box.verticalScrollBar().setValue(at)
        kinds = kinds_for(state.section, state.may)
        for kind, button in self._add.items():
            can_be = kind in kinds and (kind is Kind.MESSAGE or _can_be(kind))
            button.setVisible(can_be)
            if can_be:
                button.setText(text(f"setup.add.{kind.value}"))
        self._foot.setVisible(any(not button.isHidden() for button in self._add.values()))
        self._mark(state)

    def _mark(self, state: SetupState) -> None:
        form, proposal = state.form, state.proposal
        shown = None if form is None else (form.kind, form.code)
        if proposal is not None and proposal.version is not None:
            shown = (Kind.VERSION, str(proposal.version.version))
        wanted = next(
            (at for at, row in enumerate(state.rows) if (row.kind, row.code) == shown),
            None,
        )
        if wanted is None:
            if form is None or not form.code:
                self._box.clearSelection()
            return
        index = self._rows.index(wanted)
        if self._box.currentIndex() != index or not self._box.selectionModel().isSelected(index):
            self._marking = True
            self._box.setCurrentIndex(index)
            self._marking = False

    def _choose(self, index: QModelIndex) -> None:
        if not self._marking and index.isValid():
            self.row_chosen.emit(index.data(ROW))

    def _toggle(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        self.row_chosen.emit(row)
        if row.opened is not None:
            self.row_opened.emit(row, not row.opened)

    def _first(self) -> None:
        first = next((row for row in self._rows.rows if not row.heading), None)
        found = [row for row in self._rows.rows if row.inside] or ([first] if first else [])
        if found and found[0] is not None:
            self.row_chosen.emit(found[0])
            self.entered.emit()
