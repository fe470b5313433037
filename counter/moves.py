"""What follows a key, a button or an answer: a use case, or the next question."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from common.domain.board import Call
from common.domain.errors import Reason, Refused
from common.domain.found_slip import FoundSlip
from common.domain.ids import CounterCode, LegId, RequestId
from common.domain.ticket import LegState, Move
from common.domain.views import Desk
from common.ports import Store
from common.usecases import calling, pausing, serving
from common.usecases.found_slip import find_slip
from counter.acts import Act
from counter.asking import MARK, SHOWS_SLIP, Ask, Asking, DeedName, Wishes
from counter.deeds import AT_CONSOLE, DEEDS, OF_ANYBODY, OF_VISITOR, may_do, next_ask
from counter.found import COPIED, OF_RECEPTION
from counter.offers import deed_of, offers, resumable
from counter.rooms import Room
from counter.saying import Saying
from counter.state import CounterState

PLAIN: dict[Move, Callable[[Store, CounterCode], Call | None]] = {
    Move.RECALL: calling.recall,
    Move.START: serving.start,
    Move.FINISH: serving.finish,
    Move.NO_SHOW: calling.no_show,
}

GIVES_WAY = (DeedName.MORE, DeedName.FOUND)
"""What nothing was answered to yet: a slip that is scanned takes its place."""


class Moves(QObject):
    """Says what an operator's wish leads to; `moved` carries a step of the state."""

    moved = Signal(object)
    """A `Callable[[CounterState], CounterState]`."""
    asked = Signal(object)
    """A use case of the counter: a `Callable[[Store, CounterCode], object]`."""
    own_pin_wanted = Signal()
    in_danger = Signal()
    unheard = Signal(object)
    """Why a slip that was scanned is not looked for: a `Saying`."""

    def __init__(self, state: Callable[[], CounterState]) -> None:
        super().__init__()
        self._state = state
        self._wishes = Wishes()

    def answered(self) -> None:
        """Take that the store has answered."""
        self._wishes.answered()

    def not_seen(self) -> None:
        """Take that the store does not know of what was asked last."""
        self._wishes.not_seen()

    def forget(self) -> None:
        """Forget what whoever was here has asked."""
        self._wishes = Wishes()

    @property
    def lost_ticket(self) -> RequestId | None:
        """Return which ticket was asked for without an answer; None where none was."""
        return self._wishes.ticket

    @Slot(Move)
    def do(self, move: Move) -> None:
        """Do what a key or a button says, if it is lawful now."""
        desk = self._state().desk
        if desk is None or self._state().cover or not offers(self._state())[move].alive:
            return
        if self._leads_home():
            return
        deed = deed_of(move, self._state(), desk)
        if deed is not None:
            self._toggle(Asking(deed))
        else:
            self.asked.emit(meant_for(desk, self._plain(move, desk)))

    def _plain(self, move: Move, desk: Desk) -> Act:
        if move is Move.RESUME:
            leg = resumable(desk)[0].leg.id
            return lambda store, counter: serving.resume(store, counter, leg)
        if move is Move.CALL and desk.seat.paused is not None:
            return pausing.go_on_working
        if move is Move.CALL:
            serves = desk.current is not None and desk.current.leg.state is LegState.SERVING
            call = calling.finish_and_call_next if serves else calling.call_next
            promised = desk.next is not None and not desk.seat.closing
            return _as_promised(call) if promised else call
        if move is Move.FINISH and self._state().auto_call:
            return calling.finish_and_call_next
        return PLAIN[move]

    @Slot()
    def show_more(self) -> None:
        """Open the list of what else may be done at the counter, or close it."""
        if not self._leads_home():
            self._toggle(Asking(DeedName.MORE))

    @Slot(DeedName)
    def do_at_once(self, name: DeedName) -> None:
        """Do something that asks nothing, in whatever room one is."""
        desk = self._state().desk
        if name is DeedName.PANIC:
            self.in_danger.emit()
        elif desk is not None and may_do(self._state(), Asking(name)):
            self._go_on(Asking(name), desk)

    @Slot(int)
    def choose_visit(self, leg: int) -> None:
        """Open the list of what may be done with one of the queue."""
        self._toggle(Asking(DeedName.MORE, LegId(leg)))

    @Slot(str)
    def answer(self, given: str) -> None:
        """Take an answer; after the last one the deed is done."""
        asking, desk = self._state().asking, self._state().desk
        if asking is None or desk is None:
            return
        if asking.deed in SHOWS_SLIP:
            self._go_on(of_found(asking, given, desk), desk)
        elif next_ask(asking) is Ask.WORDS and not given.partition(MARK)[2]:
            return
        elif asking.deed is not DeedName.MORE:
            self._go_on(asking.with_answer(given), desk)
        elif (chosen := DeedName(given.partition(MARK)[2])) is DeedName.OWN_PIN:
            self.own_pin_wanted.emit()
        elif chosen in AT_CONSOLE:
            change = AT_CONSOLE[chosen]
            self.moved.emit(lambda state: change(replace(state, asking=None, said=None)))
        else:
            self._go_on(Asking(chosen, asking.about), desk)

    @Slot(str)
    def keep_typed(self, words: str) -> None:
        """Keep what was typed so far: the page that shows it may go before it is given."""
        asking = self._state().asking
        if asking is not None:
            kept = replace(asking, typed=words)
            self.moved.emit(lambda state: replace(state, asking=kept))

    @Slot(str)
    def scan(self, scanned: str) -> None:
        """Look for the visit of a slip whose code was scanned, where nothing else is open."""
        state = self._state()
        if state.desk is None or state.cover is not None:
            return
        if state.room is Room.CONSOLE and (state.asking is None or state.asking.deed in GIVES_WAY):
            self.asked.emit(lambda store, counter: find_slip(store, counter, scanned))
        else:
            self.unheard.emit(Saying("counter.scan_unheard"))

    def show_found(self, found: FoundSlip) -> None:
        """Show where the visit of a scanned slip stands, and what may be done with it."""
        self._show(Asking(DeedName.FOUND, found.leg.id, found=found))

    def show_untold(self, request: RequestId, found: FoundSlip) -> bool:
        """Show a number that was given here and told to nobody; say whether there was room."""
        state = self._state()
        free = state.desk is not None and state.asking is None and state.cover is None
        if free:
            self._wishes.told(request)
            self._show(Asking(DeedName.UNTOLD, found.leg.id, found=found))
        return free

    @Slot()
    def leave_panel(self) -> None:
        """Take the last answer back; close the panel where nothing was answered yet."""
        asking = self._state().asking
        self._show(None if asking is None else asking.one_back())

    def _toggle(self, asking: Asking) -> None:
        closed = self._state().asking == asking
        if closed or may_do(self._state(), asking):
            self._show(None if closed else asking)

    def _leads_home(self) -> bool:
        """Go to the console where a key was pressed in a room that does not show what it does."""
        state = self._state()
        hidden = state.room is not Room.CONSOLE and not state.narrow
        if hidden and Room.CONSOLE in state.rooms:
            self.moved.emit(lambda shown: replace(shown, room=Room.CONSOLE, asking=None))
        return hidden

    def _go_on(self, asking: Asking, desk: Desk) -> None:
        if asking.deed is DeedName.PANIC:
            self._show(None)
            self.in_danger.emit()
        elif next_ask(asking) is not None:
            self._show(asking)
        elif may_do(self._state(), asking):
            named = self._wishes.name(asking)

            def act(store: Store, counter: CounterCode) -> object:
                # Made on the lane, so that one who is gone meanwhile is refused like any other.
                return DEEDS[named.deed].act(named, desk)(store, counter)

            self.asked.emit(act if named.deed in OF_ANYBODY else meant_for(desk, act, named.deed))

    def _show(self, asking: Asking | None) -> None:
        self.moved.emit(lambda state: replace(state, asking=asking, said=None))


def meant_for(desk: Desk, act: Act, deed: DeedName | None = None) -> Act:
    """Let a move hold for the operator and the visitor that the screen showed, and for no others.

    A second console of the same counter may have gone on. What is not done to the visitor at the
    window does not mind who that is.
    """
    about = deed is None or deed in OF_VISITOR
    leg = desk.current.leg.id if about and desk.current is not None else None
    seen = desk.seat.as_seen(leg)
    return lambda store, counter: act(store.as_seen(seen), counter)


def _as_promised(
    call: Callable[[Store, CounterCode], Call | None],
) -> Callable[[Store, CounterCode], Call]:
    """Call whom the screen had named, or say that by now he is somebody else's."""

    def act(store: Store, counter: CounterCode) -> Call:
        called = call(store, counter)
        if called is None:
            raise Refused(Reason.TICKET_GONE)
        return called

    return act


def of_found(asking: Asking, given: str, desk: Desk) -> Asking:
    """Return what follows what was chosen for the visit of a scanned slip."""
    chosen = given.partition(MARK)[2]
    if chosen == COPIED:
        return replace(asking, deed=DeedName.COPY)
    if chosen == Move.CALL.value:
        in_turn = desk.next is not None and desk.next.leg == asking.about
        return Asking(DeedName.CALL_NOW if in_turn else DeedName.CALL_THIS, asking.about)
    if chosen in OF_RECEPTION:
        return Asking(DeedName(chosen), asking.about, found=asking.found)
    return asking.with_answer(given)
