"""Who was served while the store was away, as the console shows it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.outage import ByHand, Reconciled, ServedByHand
from counter.state import CounterState
from counter.ticked_off import TickedOff, served_now


class HandTicks(QObject):
    """Follows what is ticked off and what the store made of it; `moved` carries a step of state."""

    moved = Signal(object)
    """A `Callable[[CounterState], CounterState]`."""
    reconciled = Signal()
    """The queue stands without those who were marked as done."""

    def __init__(
        self,
        disk: TickedOff,
        state: Callable[[], CounterState],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._disk, self._state, self._now = disk, state, now
        disk.changed.connect(self._take)
        disk.reconciled.connect(self._report)

    @Slot(str)
    def tick_off(self, label: str) -> None:
        """Write down, while the store is away, that a visitor was served; or that he was not."""
        desk = self._state().desk
        if desk is not None and self._state().lost_since is not None:
            self._disk.tick(served_now(desk, label, self._now()))

    @Slot(object)
    def _take(self, ticks: tuple[ServedByHand, ...]) -> None:
        ready = self._disk.ready
        self.moved.emit(lambda state: replace(state, ticks=ticks, can_tick=ready))

    @Slot(object)
    def _report(self, outcomes: tuple[Reconciled, ...]) -> None:
        """Name those whom the store did not mark as done, and see the queue without the others."""
        undone = tuple(one for one in outcomes if one.outcome is not ByHand.DONE)
        self.moved.emit(lambda state: replace(state, report=undone))
        self.reconciled.emit()
