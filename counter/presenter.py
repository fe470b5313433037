"""Decides what the console shows; the only one that changes its state."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from common.clock import StoreTime, SystemClock, Told
from common.domain.board import Call
from common.domain.errors import Reason, Refused, Unavailable
from common.domain.floor import Floor
from common.domain.ids import CounterCode, LegId, OperatorCode, ServiceCode
from common.domain.outage import ByHand, Reconciled, ServedByHand
from common.domain.printers import HallPaper
from common.domain.search import Index
from common.domain.ticket import LegState, Move
from common.domain.views import Desk, Seat
from common.domain.words import Language
from common.ports import Store
from common.ui.store_link import StoreLink
from common.usecases import alarm, calling, moving, serving, shifts
from counter.attention import concern
from counter.evidence import after_call, awaits_hall, board_after, voice_after
from counter.offers import offers, panel_of, resumable
from counter.paper_watch import read_paper
from counter.state import CounterState, Evidence, Page, Panel
from counter.ticked_off import TickedOff

T = TypeVar("T")

TICK_MS = 1_000
SAID_SECONDS = 12.0
"""How long a refusal stays on the console."""
READ_AT_LEAST_SECONDS = 10.0
"""A console that no wake-up reaches is still never older than this."""

PLAIN: dict[Move, Callable[[Store, CounterCode], Call | None]] = {
    Move.RECALL: calling.recall,
    Move.START: serving.start,
    Move.FINISH: serving.finish,
    Move.NO_SHOW: calling.no_show,
    Move.HOLD: serving.hold,
}
TO_SERVICE = {Panel.TRANSFER: moving.transfer, Panel.SEND: moving.send_and_return}


@dataclass(frozen=True, slots=True)
class _Reading:
    at: datetime
    floor: Floor
    desk: Desk | None
    services: Index
    paper: HallPaper | None


class Presenter(QObject):
    """Turns what the operator does into questions to the store, and the answers into a state."""

    changed = Signal(CounterState)

    def __init__(
        self,
        link: StoreLink,
        by_hand: TickedOff,
        clock: SystemClock,
        *,
        language: Language,
        window: CounterCode | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._by_hand = link, by_hand
        self._clock = clock
        self._time = StoreTime(clock)
        self._seat: Seat | None = None
        self._state = CounterState(Page.WAITING, language, clock.now(), window=window)
        self._reading = self._again = False
        self._asking = False
        self._said_at = 0.0
        self._read_at = clock.monotonic()
        self._heard = True
        self._ticks = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self.tick)
        link.follow(lambda change: concern(change, self._state))
        link.woken.connect(self._read)
        link.heard.connect(self._hear)
        by_hand.changed.connect(self._take_ticks)
        by_hand.reconciled.connect(self._report)

    @property
    def state(self) -> CounterState:
        """Return what is shown now."""
        return self._state

    def start(self) -> None:
        """Begin to look for the store."""
        self._ticks.start()
        self._by_hand.start()
        self._link.start()

    def stop(self) -> None:
        """End all that goes on by itself."""
        self._ticks.stop()

    def tell(self) -> None:
        """Say the state once more, for a window that comes late."""
        self.changed.emit(self._state)

    @Slot()
    def tick(self) -> None:
        """Let a second pass."""
        state = self._state
        old = self._clock.monotonic() - self._read_at > READ_AT_LEAST_SECONDS
        if old or not self._heard or state.lost_since is not None or _awaits_hall(state):
            self._read()
        if state.page is Page.CONSOLE and self._clock.monotonic() - self._said_at > SAID_SECONDS:
            state = replace(state, said=None)
        self._put(state)

    @Slot(str, str, str)
    def sign_in(self, operator: str, pin: str, window: str) -> None:
        """Open a counter."""
        if self._state.pending:
            return
        counter = CounterCode(window)
        self._put(replace(self._state, window=counter))
        self._begin(
            lambda store: shifts.sign_in(store, counter, OperatorCode(operator), pin),
            self._take_seat,
        )

    @Slot()
    def sign_out(self) -> None:
        """Close the counter."""
        if self._seat is None or self._state.pending:
            return
        counter, said = self._seat.counter.code, self._state.said
        # Who presses again while the warning stands has read it.
        warned = isinstance(said, Refused) and said.reason is Reason.VISITORS_HELD
        self._begin(
            lambda store: shifts.sign_out(store, counter, leaves_held=warned),
            lambda _: self._leave(None),
        )

    @Slot(Language)
    def speak(self, language: Language) -> None:
        """Go on in another language."""
        self._put(replace(self._state, language=language))

    @Slot(Move)
    def do(self, move: Move) -> None:
        """Do what a key or a button says, if it is lawful now."""
        desk = self._state.desk
        if desk is None or not offers(self._state)[move].alive:
            return
        panel = panel_of(move, desk)
        if panel is not None:
            closed = self._state.panel is panel
            self._put(replace(self._state, panel=None if closed else panel, said=None))
        elif move is Move.RESUME:
            self.resume(resumable(desk)[0].leg.id)
        elif move is Move.CALL:
            serves = desk.current is not None and desk.current.leg.state is LegState.SERVING
            self._ask(calling.finish_and_call_next if serves else calling.call_next)
        else:
            self._ask(PLAIN[move])

    @Slot(int)
    def resume(self, leg: int) -> None:
        """Call a visitor who was put aside here."""
        self._ask(lambda store, counter: serving.resume(store, counter, LegId(leg)))

    @Slot(str)
    def choose_service(self, service: str) -> None:
        """Pass the visitor on to the service chosen in the panel."""
        go_on = TO_SERVICE.get(self._state.panel) if self._state.panel is not None else None
        if go_on is not None:
            self._ask(lambda store, counter: go_on(store, counter, ServiceCode(service)))

    @Slot()
    def leave_panel(self) -> None:
        """Close the panel without a choice."""
        self._put(replace(self._state, panel=None))

    @Slot(str)
    def tick_off(self, label: str) -> None:
        """Write down, while the store is away, that a visitor was served; or that he was not."""
        desk = self._state.desk
        if desk is None or self._state.lost_since is None:
            return
        at_window = () if desk.current is None else (desk.current,)
        here = (*at_window, *desk.queue, *desk.held)
        leg = next((visit.leg for visit in here if visit.ticket.label == label), None)
        now = self._time.now()
        served = (
            ServedByHand(label, now)
            if leg is None
            else ServedByHand(label, now, leg.id, leg.version)
        )
        self._by_hand.tick(served)

    @Slot(object)
    def _take_ticks(self, ticks: tuple[ServedByHand, ...]) -> None:
        self._put(replace(self._state, ticks=ticks, can_tick=self._by_hand.ready))

    @Slot(object)
    def _report(self, outcomes: tuple[Reconciled, ...]) -> None:
        """Name those whom the store did not mark as done, and see the queue without the others."""
        undone = tuple(one for one in outcomes if one.outcome is not ByHand.DONE)
        self._put(replace(self._state, report=undone))
        self._read()

    @Slot(bool)
    def sound_alarm(self, on: bool) -> None:  # noqa: FBT001 - a signal's value has no name
        """Tell the whole hall to leave the building, or let it go on."""
        say = alarm.evacuate if on else alarm.lift_evacuation
        self._ask(lambda store, counter: say(store, counter=counter))

    def _ask(self, usecase: Callable[[Store, CounterCode], object]) -> None:
        if self._seat is None or self._state.pending or self._state.lost_since is not None:
            return
        counter = self._seat.counter.code
        self._begin(lambda store: usecase(store, counter), self._take_answer)

    def _begin(self, usecase: Callable[[Store], T], done: Callable[[T], None]) -> None:
        """Put a question that changes something; until it is answered everything is dead."""
        self._asking = True
        self._put(replace(self._state, pending=True, said=None, report=(), panel=None))

        def end(answer: T) -> None:
            self._asking = False
            done(answer)

        self._link.ask(usecase, end, self._refuse)

    def _take_answer(self, answer: object) -> None:
        desk = self._state.desk
        if isinstance(answer, Call) and desk is not None:
            self._put(replace(self._state, desk=after_call(desk, answer), pending=False))
        self._read()

    def _take_seat(self, seat: Seat) -> None:
        self._seat = seat
        self._read()

    def _refuse(self, error: Refused | Unavailable) -> None:
        self._asking = False
        self._say(error)
        if isinstance(error, Unavailable):
            self._lose()
        self._read()

    def _say(self, error: Refused | Unavailable) -> None:
        self._said_at = self._clock.monotonic()
        self._put(replace(self._state, said=error, pending=False))

    @Slot(bool)
    def _hear(self, heard: bool) -> None:  # noqa: FBT001 - the signal's value
        self._heard = heard
        if heard:
            self._read()
        else:
            self._lose()

    def _lose(self) -> None:
        since = self._state.lost_since or self._state.now
        self._put(replace(self._state, lost_since=since, panel=None))

    @Slot()
    def _read(self) -> None:
        """Read the whole state; wake-ups that come meanwhile make one more reading."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        counter = None if self._seat is None else self._seat.counter.code
        known, services = self._state.floor, self._state.services

        def read(store: Store) -> _Reading:
            desk = None if counter is None else store.desk(counter)
            at, floor = store.now() if desk is None else desk.at, store.floor()
            if known is not None and services is not None and known.version == floor.version:
                return _Reading(at, known, desk, services, read_paper(store, desk, known))
            # Takes too long for the thread of the window.
            fresh = Index(floor.catalogue, floor.services.keys())
            return _Reading(at, floor, desk, fresh, read_paper(store, desk, floor))

        self._link.ask(self._time.timed(read), self._learn, self._miss)

    def _read_again(self) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self._read()

    def _miss(self, _error: Refused | Unavailable) -> None:
        self._put(replace(self._state, pending=self._asking))
        self._lose()
        self._read_again()

    def _learn(self, told: Told[_Reading]) -> None:
        reading = told.answer
        self._time.learn(reading.at, told)
        self._read_at = self._clock.monotonic()
        state = replace(
            self._state,
            floor=reading.floor,
            services=reading.services,
            paper=reading.paper,
            lost_since=None,
            clock_off=self._time.wrong,
        )
        desk, seat = reading.desk, self._seat
        if seat is None:
            self._put(replace(state, page=Page.SIGN_IN, desk=None))
        elif desk is not None and desk.seat.operator.code == seat.operator.code:
            self._put(replace(state, page=Page.CONSOLE, desk=desk, pending=self._asking))
            self._by_hand.reconcile(seat.counter.code, reading.at)
        elif not self._again:
            self._leave(Refused(Reason.NOT_SIGNED_IN))
        self._read_again()

    def _leave(self, why: Refused | None) -> None:
        self._seat = None
        self._put(
            replace(
                self._state,
                page=Page.SIGN_IN,
                desk=None,
                pending=False,
                panel=None,
                said=why,
                board=Evidence(),
                voice=Evidence(),
            )
        )

    def _put(self, state: CounterState) -> None:
        now = self._time.now()
        if state.desk is not None:
            state = replace(
                state,
                board=board_after(state.board, state.desk, now),
                voice=voice_after(state.voice, state.desk, now),
            )
        state = replace(state, now=now)
        if state.panel is not None and not _may_choose(state):
            state = replace(state, panel=None)
        self._state = state
        self.changed.emit(state)


def _awaits_hall(state: CounterState) -> bool:
    return state.desk is not None and awaits_hall(state.desk, state.now)


def _may_choose(state: CounterState) -> bool:
    """Say whether the move that the open panel belongs to is still lawful."""
    now = offers(state)
    move = {Panel.TRANSFER: Move.TRANSFER, Panel.SEND: Move.SEND, Panel.HELD: Move.RESUME}
    return state.panel is not None and now[move[state.panel]].alive
