"""The danger alarm: it waits for nothing, and is not forgotten where the store is away."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.asks import Ask
from common.domain.errors import Reason, Refused, Unavailable
from common.domain.ids import CounterCode, OperatorCode
from common.domain.views import Seat
from common.ports import Clock
from common.ui.store_link import StoreLink
from common.usecases.asking import panic

PANIC_KEY = "Shift+F12"
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
        seat: Callable[[], Seat | None],
        *,
        practice: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._clock, self._seat = link, clock, seat
        self._practice = practice
        self._owed: tuple[Seat, float] | None = None
        """Who pressed, and when: nobody else is told to be in danger."""

    @Slot()
    def press(self) -> None:
        """Tell it now; in practice say that nobody hears it."""
        if self._practice:
            self.missed.emit(Refused(Reason.ONLY_PRACTICE))
            return
        seat = self._seat()
        if seat is not None:
            self._tell(seat, self._clock.monotonic())

    def store_is_back(self) -> None:
        """Tell what could not be told, unless that is long ago."""
        owed, self._owed, seat = self._owed, None, self._seat()
        if owed is None or seat is None or _who(seat) != _who(owed[0]):
            return
        if self._clock.monotonic() - owed[1] <= OWED_SECONDS:
            self._tell(*owed)

    def _tell(self, seat: Seat, pressed: float) -> None:
        counter = seat.counter.code
        self._link.ask(
            lambda store: panic(store, counter),
            self._end,
            lambda error: self._miss(error, seat, pressed),
        )

    def _end(self, _ask: Ask) -> None:
        self.told.emit()

    def _miss(self, error: Refused | Unavailable, seat: Seat, pressed: float) -> None:
        if isinstance(error, Unavailable):
            self._owed = (seat, pressed)
        self.missed.emit(error)


def _who(seat: Seat) -> tuple[CounterCode, OperatorCode]:
    return seat.counter.code, seat.operator.code
