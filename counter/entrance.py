"""Who comes in at a console and how: first PINs, the lock, and the PIN while the store is away."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from hmac import compare_digest
from math import ceil

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.errors import Reason, Refused, Unavailable
from common.domain.ids import CounterCode, OperatorCode
from common.domain.pins import PinFault
from common.domain.views import Seat
from common.ports import Clock, Store
from common.ui.tasks import Expected
from common.usecases import shifts
from common.usecases.first_run import make_first_administrator
from common.usecases.pins import KeptPin, new_salt
from counter.lost_answer import read_again
from counter.rooms import Room
from counter.saying import Saying
from counter.state import CounterState, Cover, Evidence, Page

MISSES_ALLOWED = 5
LOCKED_SECONDS = 60.0
NOT_TAKEN = (Reason.PIN_UNFIT, Reason.WRONG_PIN, Reason.LOCKED_OUT)
"""After these one tries again on the same page."""


@dataclass(frozen=True, slots=True)
class Comer:
    """Who stands at the door, and the PIN that he showed there."""

    counter: CounterCode
    operator: OperatorCode
    pin: str


@dataclass(frozen=True, slots=True)
class OwnPin:
    """The PIN that somebody chose, until it is known that the store has taken it."""

    operator: OperatorCode
    pin: str
    salt: str
    """What it is stretched with, and known by when it is given once more."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A seat, and what its operator's PIN is known by while the store is away."""

    seat: Seat
    kept: KeptPin


class Entrance(QObject):
    """Says what follows at the door and under the lock; `moved` carries a step of the state."""

    moved = Signal(object)
    """A `Callable[[CounterState], CounterState]`."""
    asked = Signal(object, object)
    """What to ask the store, and what is done with the answer."""
    refused = Signal(object)
    seated = Signal(object)
    """The `Seat` of whoever has come in."""

    def __init__(
        self, state: Callable[[], CounterState], clock: Clock, lock_after: timedelta
    ) -> None:
        super().__init__()
        self._state, self._clock = state, clock
        self._lock_after = lock_after.total_seconds()
        self._comer: Comer | None = None
        self._kept: KeptPin | None = None
        self._own: OwnPin | None = None
        self._touched = self._missed = 0.0
        self._misses = 0

    @Slot()
    def touch(self) -> None:
        """Note that somebody used a key or the mouse."""
        self._touched = self._clock.monotonic()

    def tick(self) -> None:
        """Lock where nobody has been here for too long."""
        if 0 < self._lock_after <= self._clock.monotonic() - self._touched:
            self.lock()

    @Slot(str, str, str)
    def sign_in(self, operator: str, pin: str, window: str) -> None:
        """Open a counter."""
        counter, who = CounterCode(window), OperatorCode(operator)
        self._comer = Comer(counter, who, pin)
        self.moved.emit(lambda state: replace(state, window=counter))
        self.asked.emit(lambda store: _enter(store, counter, who, pin), self._let_in)

    @Slot()
    def choose_pin(self) -> None:
        """Let who is signed in choose another PIN."""
        self.moved.emit(lambda state: replace(state, cover=Cover.OWN_PIN, asking=None, said=None))

    @Slot(str, str, str)
    def change_pin(self, old: str, new: str, again: str) -> None:
        """Take another PIN of who is signed in, or of who has just shown a first one."""
        state, comer = self._state(), self._comer
        if state.desk is not None:
            seat = state.desk.seat
            comer = Comer(seat.counter.code, seat.operator.code, old)
        if comer is None or state.pending:
            return
        if new != again:
            self.refused.emit(Refused(Reason.PIN_UNFIT, fault=PinFault.TWICE.value))
            return
        who = comer
        if self._own is None or (self._own.operator, self._own.pin) != (who.operator, new):
            self._own = OwnPin(who.operator, new, new_salt())
        salt = self._own.salt

        def question(store: Store) -> Entered:
            shifts.change_pin(store, who.counter, who.operator, who.pin, new, salt=salt)
            return _enter(store, who.counter, who.operator, new)

        self.asked.emit(question, self._take_pin)

    @Slot(str, str, str, str)
    def make_first(self, code: str, name: str, pin: str, again: str) -> None:
        """Make the first administrator of the centre; he then signs in as everybody does."""
        state, who = self._state(), OperatorCode(code)
        if state.cover is not Cover.FIRST_RUN or state.pending:
            return
        if pin != again:
            self.refused.emit(Refused(Reason.PIN_UNFIT, fault=PinFault.TWICE.value))
            return

        def begin(state: CounterState) -> CounterState:
            return replace(state, cover=None, begun=True, pending=False)

        self.asked.emit(
            lambda store: make_first_administrator(store, state.window, who, name, pin),
            lambda _: self.moved.emit(begin),
        )

    @Slot()
    def leave(self) -> None:
        """Choose no other PIN."""
        state = self._state()
        if state.cover is Cover.OWN_PIN and not state.pending:
            self.moved.emit(lambda state: replace(state, cover=None, said=None))

    @Slot()
    def lock(self) -> None:
        """Cover everything until the operator shows his PIN; the visitor stays where he is."""
        state = self._state()
        if state.desk is not None and state.cover is not Cover.LOCK:
            self.moved.emit(lambda state: replace(state, cover=Cover.LOCK, said=None))

    @Slot(str, str)
    def unlock(self, operator: str, pin: str) -> None:
        """Uncover everything for who works here; while the store is away, by what is remembered."""
        state, who, now = self._state(), OperatorCode(operator), self._clock.monotonic()
        if state.desk is None or state.pending:
            return
        seat = state.desk.seat
        if state.lost_since is None:
            self.asked.emit(lambda store: _enter(store, seat.counter.code, who, pin), self._let_in)
        else:
            self.asked.emit(lambda _: self._know(seat, who, pin, now), lambda _: self._uncover())

    def forget(self) -> None:
        """Forget who was here."""
        self._comer = self._kept = self._own = None
        self._misses = 0

    def _let_in(self, entered: Entered) -> None:
        self._comer, self._own, self._kept, self._misses = None, None, entered.kept, 0
        self.touch()
        self.moved.emit(lambda state: replace(state, cover=None))
        self.seated.emit(entered.seat)

    def _take_pin(self, entered: Entered) -> None:
        # Locked meanwhile, it stays so.
        locked = self._state().cover is Cover.LOCK
        self._let_in(entered)
        if locked:
            self.moved.emit(lambda state: replace(state, cover=Cover.LOCK))

    def _uncover(self) -> None:
        self.touch()
        self.moved.emit(lambda state: replace(state, cover=None, pending=False))

    def _know(self, seat: Seat, operator: OperatorCode, pin: str, now: float) -> None:
        """Judge a PIN by what is remembered of it; not for the thread of a window."""
        left = LOCKED_SECONDS - (now - self._missed)
        if self._misses >= MISSES_ALLOWED and left > 0:
            raise Refused(Reason.LOCKED_OUT, seconds=ceil(left))
        if operator != seat.operator.code:
            raise Refused(Reason.COUNTER_TAKEN, counter=seat.counter.code)
        if self._kept is None or not compare_digest(
            self._kept.verifier, self._kept.verifier_for(pin)
        ):
            self._misses = 1 if self._misses >= MISSES_ALLOWED else self._misses + 1
            self._missed = now
            raise Refused(Reason.WRONG_PIN)
        self._misses = 0


def signed_out(state: CounterState, why: Refused | None) -> CounterState:
    """Return the sign-in page, with nothing of whoever was here."""
    return replace(
        state,
        page=Page.SIGN_IN,
        desk=None,
        pending=False,
        asking=None,
        cover=None,
        said=why,
        told=None,
        news=None,
        # It is the store that said so.
        lost_since=None,
        board=Evidence(),
        voice=Evidence(),
        room=Room.CONSOLE,
        rooms=(Room.CONSOLE,),
    )


def at_door(state: CounterState) -> CounterState:
    """Return what is shown where nobody is signed in: the first time, who shall be the first."""
    if isinstance(state.said, Unavailable):
        # The store is back: whoever was not let in tries again.
        state = replace(state, said=read_again(state.said))
    if not state.begun:
        return replace(state, cover=Cover.FIRST_RUN)
    return replace(state, cover=None) if state.cover is Cover.FIRST_RUN else state


def after_refusal(state: CounterState, error: Expected | Saying) -> CounterState:
    """Return what is shown once the store said no: a first PIN leads to the choice of another."""
    if not isinstance(error, Refused):
        return state
    if error.reason is Reason.PIN_MUST_CHANGE:
        return replace(state, cover=Cover.OWN_PIN, said=None)
    if error.reason is Reason.HAS_ADMINISTRATOR:
        return replace(state, cover=None, begun=True)
    outside = state.cover is Cover.OWN_PIN and state.page is not Page.CONSOLE
    if outside and error.reason not in NOT_TAKEN:
        return replace(state, cover=None)
    return state


def _enter(store: Store, counter: CounterCode, operator: OperatorCode, pin: str) -> Entered:
    seat = shifts.sign_in(store, counter, operator, pin)
    return Entered(seat, shifts.keep_pin(store, counter, operator, pin))
