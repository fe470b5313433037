"""My day: whom the operator was done with today, read only while it is shown."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.errors import Refused, Unavailable
from common.domain.ids import LegId
from common.domain.my_day import MyDay
from common.domain.views import DayFigures
from common.ui.store_link import StoreLink
from counter.state import CounterState, Page

Seen = tuple[DayFigures, LegId | None]


class DayReader(QObject):
    """Opens and closes the day, and reads it anew when a visitor came or went."""

    moved = Signal(object)
    """A `Callable[[CounterState], CounterState]`."""

    def __init__(self, link: StoreLink, state: Callable[[], CounterState]) -> None:
        super().__init__()
        self._link, self._state = link, state
        self._seen: Seen | None = None
        self._reading = False

    @Slot()
    def toggle(self) -> None:
        """Show the day in the queue's place, or the queue again."""
        state = self._state()
        if state.day_shown:
            self.moved.emit(lambda state: replace(state, day_shown=False))
        elif state.page is Page.CONSOLE and state.cover is None and not state.pending:
            self.moved.emit(lambda state: replace(state, day_shown=True, asking=None, said=None))

    @Slot(CounterState)
    def follow(self, state: CounterState) -> None:
        """Read the day where it is shown and not the one that is known."""
        desk = state.desk
        if not state.day_shown or desk is None:
            self._seen = None
            return
        current = desk.current
        seen = (desk.figures, None if current is None else current.leg.id)
        if seen == self._seen or self._reading or state.lost_since is not None:
            return
        self._seen, self._reading = seen, True
        counter = desk.seat.counter.code
        self._link.ask(lambda store: store.my_day(counter), self._take, self._miss)

    def _take(self, day: MyDay | None) -> None:
        self._reading = False
        self.moved.emit(lambda state: replace(state, my_day=day))

    def _miss(self, _error: Refused | Unavailable) -> None:
        """Keep what is known; the loss itself is told by the console's own reading."""
        self._reading, self._seen = False, None
