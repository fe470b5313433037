"""Signs whoever practises in by itself, and lets his visitors come."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from common.domain.ids import CounterCode, OperatorCode
from counter.state import CounterState, Page
from counter.training.visitors import Visitors

SignIn = Callable[[str, str, str], None]


class PracticeDesk(QObject):
    """Does once each: signs in at the first sign-in page, lets visitors come at the console."""

    def __init__(
        self,
        who: tuple[OperatorCode, str],
        counter: CounterCode,
        sign_in: SignIn,
        visitors: Visitors,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._who, self._counter = who, counter
        self._sign_in, self._visitors = sign_in, visitors
        self._came = self._begun = False

    @Slot(CounterState)
    def follow(self, state: CounterState) -> None:
        """Take what is shown."""
        if state.page is Page.SIGN_IN and not self._came and not state.pending:
            self._came = True
            operator, pin = self._who
            self._sign_in(operator, pin, self._counter)
        elif state.page is Page.CONSOLE and not self._begun:
            self._begun = True
            self._visitors.start()
