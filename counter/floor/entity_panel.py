"""The services of one entity beside the tiles, each with its queue."""

from PySide6.QtCore import Signal

from common.i18n import Text
from counter.floor.acts import allowed
from counter.floor.asking import ActName
from counter.floor.cards import ListCard
from counter.floor.lists import QueueHeads, QueueList
from counter.floor.overview import heads
from counter.floor.panel_frame import PanelFrame
from counter.floor.rows import service_rows
from counter.floor.state import FloorState
from counter.pieces import Look
from counter.rows import Names


class EntityPanel(PanelFrame):
    """Draws the queues of an entity's services; reports which one was chosen."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setObjectName("floor:entity")
        self._queues = QueueList(look)
        self._heads = QueueHeads(look, self._queues)
        self._queues.setObjectName("floor:services")
        self._queues.chosen.connect(self.chosen)
        self.body.addWidget(ListCard(look, self._queues, self._heads, flat=True), 1)

    def draw(self, state: FloorState, names: Names, text: Text) -> None:
        """Take the state."""
        if state.entity is None:
            return
        hint = text("floor.choose_service") if allowed(state, ActName.SERVICE) else ""
        self.name(names.entity(state.entity), hint, text)
        self._queues.put(tuple(service_rows(state, names, text)))
        self._heads.name(heads(text, "floor.col_service"))
