"""The head of the console: window, operator, the day's figures, clock and way out."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from common.domain.permissions import Permission
from common.domain.views import Desk, Seat
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.alarm_button import AlarmButton
from counter.day_figures import DayView
from counter.head_button import ALONE, HeadButton
from counter.narrowing import KEY
from counter.pieces import Elided, Look, Plate, column_of, paint_words, row_of, size, words
from counter.rooms import Room
from counter.rows import Names
from counter.state import CounterState

LOCK_KEY = "Ctrl+L"
EDGE, GAP, BETWEEN = 24, 20, 8
"""Round the head's row, between its pieces, and between its buttons."""
ICONS = {
    "practice": "graduation-cap",
    "narrow": "minimize-2",
    "own_pin": "key-round",
    "lock": "lock",
}


class HeadView(QWidget):
    """Draws who works where; reports that the operator wants to leave."""

    sign_out_chosen = Signal()
    alarm_confirmed = Signal(bool)
    lock_chosen = Signal()
    narrow_chosen = Signal()
    practice_chosen = Signal()
    own_pin_chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setFixedHeight(look.px(56))
        self._plate = Plate(look)
        self._operator = Elided(look, 16, 600)
        self._entity = Elided(look, 14, 400, LIGHT.slate)
        self._day = DayView(look)
        self._clock = words(look, 24, 700, tabular=True)
        self._alarm = AlarmButton(look)
        self._alarm.confirmed.connect(self.alarm_confirmed)
        self._buttons = tuple(HeadButton(look, name, icon) for name, icon in ICONS.items())
        self._practice, self._narrow, self._own_pin, self._lock = self._buttons
        self._named: tuple[str, ...] = ()
        self._look = look
        self._practice.clicked.connect(self.practice_chosen)
        self._narrow.clicked.connect(self.narrow_chosen)
        self._own_pin.clicked.connect(self.own_pin_chosen)
        self._lock.clicked.connect(self.lock_chosen)
        self._out = _button(look, "sign_out", "log-out")
        self._out.clicked.connect(self.sign_out_chosen)
        self._arrange(look)

    def _arrange(self, look: Look) -> None:
        person = column_of()
        person.addStretch(1)
        person.addWidget(self._operator)
        person.addWidget(self._entity)
        person.addStretch(1)
        row = row_of(look.px(GAP))
        row.setContentsMargins(look.px(EDGE), 0, look.px(EDGE), 1)
        row.addWidget(self._plate)
        row.addLayout(person, 1)
        row.addWidget(self._day)
        row.addWidget(self._alarm)
        row.addWidget(_upright(look))
        row.addWidget(self._clock)
        buttons = row_of(look.px(BETWEEN))
        for button in (*self._buttons, self._out):
            buttons.addWidget(button)
        row.addLayout(buttons)
        self.setLayout(row)
        self._others = (self._plate, self._day, self._alarm, self._clock, self._out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words of the buttons where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look anew whether there is room once the pieces have their new widths."""
        taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return taken

    def _fit(self) -> None:
        seen = [one for one in self._buttons if not one.isHidden()]
        others = [one for one in self._others if not one.isHidden()]
        px = self._look.px
        wide = (max(one.sizeHint().width(), one.minimumWidth()) for one in others)
        taken = sum(wide) + px(GAP) * (len(others) + 1)
        taken += max(self._operator.whole_width(), self._entity.whole_width()) + 2 * px(EDGE)
        taken += sum(px(ALONE + BETWEEN) + one.gains for one in seen)
        for one in seen:
            one.show_word(worded=taken <= self.width())

    def draw(self, state: CounterState, desk: Desk, names: Names, text: Text) -> None:
        """Take the state; where there are tabs below, the day's figures stand there."""
        seat, alive = desk.seat, not state.pending and state.lost_since is None
        self._plate.setText(text("counter.window", number=seat.counter.number))
        self._operator.write(seat.operator.name)
        self._tell_below(state, seat, names, text)
        self._day.draw(desk.figures, text)
        # The day of a counter at which nobody is served is nobody's.
        self._day.setVisible(len(state.rooms) == 1 and Permission.SERVE in desk.may)
        self._clock.setText(names.clock(state.now))
        self._practice.setVisible(Permission.TRAINING in desk.may and not state.practice)
        # Whoever has a console finds it there, among the rarer moves.
        self._own_pin.setVisible(Room.CONSOLE not in state.rooms)
        self._name_buttons(text)
        self._out.setText(text("op.logout"))
        self._out.setEnabled(alive)
        self._alarm.draw(desk, text, alive=alive)

    def _name_buttons(self, text: Text) -> None:
        keys = ("practice.begin", "strip.short", "own_pin.short", "lock.short")
        named = tuple(text(key) for key in keys)
        if named == self._named:
            return
        told = (
            text("practice.told"),
            text("strip.narrow", keys=KEY),
            text("deed.own_pin"),
            text("lock.now", keys=LOCK_KEY),
        )
        for button, word, more in zip(self._buttons, named, told, strict=True):
            button.name(word, more)
        self._named = named

    def _tell_below(self, state: CounterState, seat: Seat, names: Names, text: Text) -> None:
        """Tell under the name what is out of the ordinary, else whose operator it is."""
        if seat.closing:
            said, colour = text("counter.closing"), LIGHT.warn
        elif state.auto_call:
            said, colour = text("counter.auto_call"), LIGHT.azure
        else:
            said, colour = names.entity(seat.operator.entity), LIGHT.slate
        self._entity.setObjectName("auto_call" if state.auto_call else "")
        self._entity.write(said)
        self._entity.setVisible(bool(said))
        paint_words(self._entity, colour)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the white band with its line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(LIGHT.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(LIGHT.line))


def _button(look: Look, name: str, icon: str) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setFont(look.font(15, 600))
    button.setFixedHeight(look.px(36))
    button.setIcon(look.icon(icon, 18, LIGHT.azure, gap=4))
    button.setIconSize(size(look, 22, 18))
    return button


def _upright(look: Look) -> QWidget:
    line = QWidget()
    line.setFixedSize(1, look.px(32))
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setStyleSheet(f"background: {LIGHT.line};")
    return line
