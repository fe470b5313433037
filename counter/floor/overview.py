"""The whole hall beside the tiles: alarms, queues, kiosks and displays."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from common.i18n import Text
from counter.floor.act_buttons import ActButtons
from counter.floor.acts import OF_HALL, allowed
from counter.floor.cards import ListCard
from counter.floor.lists import AlarmList, DeviceList, QueueHeads, QueueList
from counter.floor.rows import alarm_rows, display_rows, entity_rows, kiosk_rows
from counter.floor.state import FloorState
from counter.pieces import Look, column_of, row_of
from counter.rows import Names


class Overview(QWidget):
    """Draws the lists; reports what of them is to be opened."""

    chosen = Signal(str)
    """`counter:`, `service:` or `entity:` with a code."""
    act_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._alarms, self._queues = AlarmList(look), QueueList(look)
        self._devices, self._heads = DeviceList(look), QueueHeads(look, self._queues)
        self._of_alarms = ListCard(look, self._alarms)
        self._of_queues = ListCard(look, self._queues, self._heads)
        self._of_devices = ListCard(look, self._devices)
        self._alarms.setObjectName("floor:alarms")
        self._queues.setObjectName("floor:queues")
        self._devices.setObjectName("floor:devices")
        for one in (self._alarms, self._queues):
            one.chosen.connect(self.chosen)
        column = column_of(look.px(12))
        column.addWidget(self._of_alarms, 36)
        column.addWidget(self._of_queues, 42)
        column.addWidget(self._of_devices, 22)
        self._acts = ActButtons(look, OF_HALL, row_of(look.px(8)))
        self._acts.chosen.connect(self.act_chosen)
        column.addWidget(self._acts)
        self.setLayout(column)

    def draw(self, state: FloorState, names: Names, text: Text) -> None:
        """Take the state."""
        alarms = tuple(alarm_rows(state, names, text))
        self._alarms.put(alarms)
        nothing = "" if alarms or state.hall is None else text("floor.no_alarms")
        self._of_alarms.name(text("floor.alarms"), str(len(alarms) or ""), nothing)
        self._queues.put(tuple(entity_rows(state, names, text)))
        self._heads.name(heads(text, "floor.col_entity"))
        self._of_queues.name(text("floor.queues"))
        self._devices.put((*kiosk_rows(state, text), *display_rows(state, names, text)))
        self._of_devices.name(text("floor.devices"))
        self._acts.setVisible(any(allowed(state, act) for act in OF_HALL))
        self._acts.draw(state, text)


def heads(text: Text, first: str) -> tuple[str, str, str, str]:
    """Return the words over the columns of queues."""
    return (
        text(first),
        text("floor.col_waiting"),
        text("floor.col_target"),
        text("floor.col_longest"),
    )
