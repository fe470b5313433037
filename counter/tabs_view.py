"""The rooms that are open to who is signed in, as words under the head."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from common.domain.permissions import Permission
from common.domain.views import Desk
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.day_figures import DayView
from counter.pieces import Look, row_of
from counter.rooms import Room
from counter.state import CounterState

BAR = 3


class Tab(QAbstractButton):
    """A room's word; a bar under it says that it is the one shown."""

    def __init__(self, look: Look, room: Room, key: str) -> None:
        super().__init__()
        self._look, self._key = look, key
        self.setObjectName(f"room:{room.value}")
        self.setCheckable(True)
        self.setFont(look.font(15, 600))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(look.px(44))

    def name(self, word: str) -> None:
        """Take the word."""
        self.setText(word)
        self.setAccessibleName(word)
        self.setToolTip(f"{word} ({self._key})")
        wide = self.fontMetrics().horizontalAdvance(word)
        self.setFixedWidth(wide + self._look.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        colour = LIGHT.ink if self.isChecked() else LIGHT.azure
        painter.setPen(QColor(colour))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.isChecked():
            bar = self.rect().adjusted(0, self.height() - self._look.px(BAR), 0, 0)
            painter.fillRect(bar, QColor(LIGHT.blue))
        if self.hasFocus():
            painter.setPen(QColor(LIGHT.focus))
            painter.drawRect(self.rect().adjusted(2, 4, -3, -5))


class TabsView(QWidget):
    """Draws a band of rooms; reports which one was chosen. Not there for who has but one."""

    room_chosen = Signal(Room)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tabs: dict[Room, Tab] = {}
        self._group = QButtonGroup(self)
        row = row_of(look.px(8))
        row.setContentsMargins(look.px(12), 0, look.px(24), 1)
        for number, room in enumerate(Room, start=1):
            tab = Tab(look, room, f"Ctrl+{number}")
            tab.clicked.connect(lambda _=False, one=room: self.room_chosen.emit(one))
            self._group.addButton(tab)
            self._tabs[room] = tab
            row.addWidget(tab)
        row.addStretch(1)
        self._day = DayView(look)
        row.addWidget(self._day)
        self.setLayout(row)

    def draw(self, state: CounterState, desk: Desk, text: Text) -> None:
        """Take which rooms there are, which one is shown, and the day at the window."""
        room, rooms = state.room, state.rooms
        self._day.draw(desk.figures, text)
        self._day.setVisible(room is Room.CONSOLE and Permission.SERVE in desk.may)
        for one, tab in self._tabs.items():
            tab.name(text(f"room.{one.value}"))
            tab.setVisible(one in rooms)
            tab.setChecked(one is room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the white band with its line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(LIGHT.line))
