"""The danger alarm: it waits for nothing, and is not forgotten where the store is away."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.asks import Ask
from common.domain.errors import Refused, Unavailable
from common.domain.ids import CounterCode
from common.ports import Clock
from common.ui.store_link import StoreLink
from common.usecases.asking import panic

OWED_SECONDS = 300.0
"""So long an alarm that did not reach the store is tried again: later nobody needs it any more."""


class DangerAlarm(QObject):
    """Tells those who see the floor, beside whatever else is under way."""

    told = Signal()
    missed = Signal(object)
    """Refused, or Unavailable: then it is told as soon as the store is back."""

    def __init__(
        self,
        link: StoreLink,
        clock: Clock,
        counter: Callable[[], CounterCode | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._clock, self._counter = link, clock, counter
        self._pressed: float | None = None

    @Slot()
    def press(self) -> None:
        """Tell it now."""
        self._pressed = self._clock.monotonic()
        self._tell()

    def store_is_back(self) -> None:
        """Tell what could not be told, unless that is long ago."""
        if self._pressed is not None:
            self._tell()

    def _tell(self) -> None:
        counter, pressed = self._counter(), self._pressed
        old = pressed is None or self._clock.monotonic() - pressed > OWED_SECONDS
        self._pressed = None
        if counter is not None and not old:
            self._link.ask(
                lambda store: panic(store, counter),
                self._end,
                lambda error: self._miss(error, pressed),
            )

    def _end(self, _ask: Ask) -> None:
        self.told.emit()

    def _miss(self, error: Refused | Unavailable, pressed: float | None) -> None:
        if isinstance(error, Unavailable):
            self._pressed = pressed
        self.missed.emit(error)
