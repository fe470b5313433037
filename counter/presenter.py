"""Decides what the console shows; the only one that changes its state."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from common.clock import StoreTime, SystemClock, Told
from common.domain.board import Call
from common.domain.errors import NoSetUp, Reason, Refused, Unavailable
from common.domain.found_slip import FoundSlip
from common.domain.ids import CounterCode
from common.domain.views import Desk, Issued, Seat
from common.domain.words import Language
from common.ports import Store
from common.ui.one_at_a_time import OneAtATime
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from common.usecases import alarm, shifts
from common.usecases.walk_ins import given_at
from counter.acts import told_of
from counter.attention import concern
from counter.danger import DangerAlarm
from counter.entrance import Entrance, after_refusal, at_door, signed_out
from counter.evidence import after_call, awaits_hall
from counter.hand_ticks import HandTicks
from counter.lost_answer import found
from counter.moves import Moves
from counter.my_day import DayReader
from counter.narrowing import switched
from counter.place import Place
from counter.reading import Reading, after_reading, at_desk, at_window, parting_of, read
from counter.rooms import Room
from counter.saying import Saying
from counter.settling import settled
from counter.state import CounterState, Page, awaiting
from counter.ticked_off import TickedOff
from counter.training.begun import practice_of
from counter.untold import Untold

T = TypeVar("T")

TEXT_STEP, LARGEST_TEXT = 10, 150.0
TICK_MS = 1_000
SAID_SECONDS = 12.0
"""How long a refusal stays on the console."""
READ_AT_LEAST_SECONDS = 10.0
"""A console that no wake-up reaches is still never older than this."""


class Presenter(QObject):
    """Turns what the operator does into questions to the store, and the answers into a state."""

    changed = Signal(CounterState)
    practice_wanted = Signal(object)
    """Who wants to practise: a `Practice`."""

    def __init__(
        self,
        link: StoreLink,
        by_hand: TickedOff,
        clock: SystemClock,
        place: Place,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link, self._by_hand = link, by_hand
        self._clock, self._built = clock, place.rooms
        self._time = StoreTime(clock)
        self._seat: Seat | None = None
        self._state = place.begins(clock.now())
        self._readings = OneAtATime(self._begin_reading)
        self._asking = self._moving = False
        self._unsure: Desk | None = None
        """The desk before a move whose answer was lost, until it is read again."""
        self._said_at = 0.0
        self._read_at = clock.monotonic()
        self._heard = True
        self.entrance = self._enter_by(Entrance(lambda: self._state, clock, place.lock_after))
        self.moves = self._move_by(Moves(lambda: self._state))
        self._untold = Untold(link, by_hand, self.moves.show_untold, self)
        danger = DangerAlarm(link, clock, lambda: self._seat, practice=place.practice, parent=self)
        self.danger = self._alarm_by(danger)
        self.day = DayReader(link, lambda: self._state)
        self.day.moved.connect(lambda step: self._put(step(self._state)))
        self.changed.connect(self.day.follow)
        self._ticks = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self.tick)
        link.follow(lambda change: concern(change, self._state))
        link.woken.connect(self._read)
        link.heard.connect(self._hear)
        self.ticks = self._tick_by(HandTicks(by_hand, lambda: self._state, self._time.now, self))

    def _move_by(self, moves: Moves) -> Moves:
        moves.moved.connect(lambda step: self._put(step(self._state)))
        moves.asked.connect(self._ask)
        moves.unheard.connect(self._say)
        moves.own_pin_wanted.connect(self.entrance.choose_pin)
        return moves

    def _tick_by(self, ticks: HandTicks) -> HandTicks:
        ticks.moved.connect(lambda step: self._put(step(self._state)))
        ticks.reconciled.connect(self._read)
        return ticks

    def _alarm_by(self, danger: DangerAlarm) -> DangerAlarm:
        self.moves.in_danger.connect(danger.press)
        danger.told.connect(self._read)
        danger.missed.connect(self._miss_alarm)
        return danger

    def _miss_alarm(self, error: Expected) -> None:
        self._say(error)
        if isinstance(error, Unavailable):
            self._lose()

    def _counter(self) -> CounterCode | None:
        return None if self._seat is None else self._seat.counter.code

    def _enter_by(self, entrance: Entrance) -> Entrance:
        entrance.moved.connect(lambda step: self._put(step(self._state)))
        entrance.asked.connect(self._begin)
        entrance.refused.connect(self._say)
        entrance.seated.connect(self._take_seat)
        return entrance

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
        if (
            old
            or not self._heard
            or state.lost_since is not None
            or awaits_hall(state.desk, state.now)
        ):
            self._read()
        if state.page is Page.CONSOLE and self._clock.monotonic() - self._said_at > SAID_SECONDS:
            state = replace(state, said=None, told=None)
        self._put(state)
        self.entrance.tick()

    @Slot(str, str, str)
    def sign_in(self, operator: str, pin: str, window: str) -> None:
        """Open a counter."""
        if not self._state.pending:
            self._put(replace(self._state, parting=()))
            self.entrance.sign_in(operator, pin, window)

    @Slot()
    def sign_out(self) -> None:
        """Close the counter."""
        if self._seat is None or self._state.pending or self._state.cover is not None:
            return
        counter, seen, said = self._seat.counter.code, self._seat.as_seen(), self._state.said
        # Who presses again while the warning stands has read it.
        warned = isinstance(said, Refused) and said.reason is Reason.VISITORS_HELD
        self._begin(
            lambda store: shifts.sign_out(store.as_seen(seen), counter, leaves_held=warned),
            lambda _: self._leave(None),
        )

    @Slot(Language)
    def speak(self, language: Language) -> None:
        """Go on in another language."""
        self._put(replace(self._state, language=language))

    @Slot()
    def practise(self) -> None:
        """Open a practice console beside this one, for who may."""
        practice = practice_of(self._state)
        if practice is not None:
            self.practice_wanted.emit(practice)

    @Slot(object)
    def tell_trouble(self, error: Expected) -> None:
        """Say why something beside the store did not work."""
        self._say(error)

    @Slot(int)
    def enlarge(self, steps: int) -> None:
        """Make text and buttons larger, or smaller, within what the settings allow too."""
        percent = self._state.text_percent + steps * TEXT_STEP
        self._put(replace(self._state, text_percent=max(100.0, min(percent, LARGEST_TEXT))))

    @Slot(Room)
    def enter(self, room: Room) -> None:
        """Go to another room that is open to who is signed in."""
        if room in self._state.rooms and self._state.cover is None:
            self._put(replace(self._state, room=room, asking=None, said=None))

    @Slot(tuple)
    def miss_keys(self, keys: tuple[str, ...]) -> None:
        """Say which keys do not work in other programs."""
        self._put(replace(self._state, keys_refused=keys))

    @Slot()
    def narrow(self) -> None:
        """Change between the whole window and the narrow strip."""
        self._put(switched(self._state))

    @Slot(bool)
    def sound_alarm(self, on: bool) -> None:  # noqa: FBT001 - a signal's value has no name
        """Tell the whole hall to leave the building, or let it go on."""
        say = alarm.evacuate if on else alarm.lift_evacuation
        self._ask(lambda store, counter: say(store, counter=counter))

    def _ask(self, usecase: Callable[[Store, CounterCode], object]) -> None:
        if self._seat is None or self._state.pending or self._state.lost_since is not None:
            return
        counter = self._seat.counter.code
        self._begin(lambda store: usecase(store, counter), self._take_answer, move=True)

    def _begin(
        self, usecase: Callable[[Store], T], done: Callable[[T], None], *, move: bool = False
    ) -> None:
        """Put a question that changes something; until it is answered everything is dead."""
        self._asking, self._moving = True, move
        self._put(awaiting(self._state, move=move))

        def end(answer: T) -> None:
            self._answered()
            done(answer)

        ask = partial(self._link.ask, usecase, end, self._refuse)
        self._untold.begin(self.moves.lost_ticket if move else None, self._counter(), ask)

    def _answered(self) -> None:
        self._asking = False
        if self._moving:
            self._know()

    def _know(self) -> None:
        """Take that it is known what became of the last wish."""
        self.moves.answered()
        self._untold.told()

    def _take_answer(self, answer: object) -> None:
        desk = self._state.desk
        if isinstance(answer, Call) and desk is not None:
            called = after_call(desk, answer)
            if called is not None:
                self._put(replace(self._state, desk=called, pending=False))
        elif isinstance(answer, FoundSlip):
            self._put(replace(self._state, pending=False))
            self.moves.show_found(answer)
        elif isinstance(answer, Saying):
            self._said_at = self._clock.monotonic()
            self._put(replace(self._state, told=answer))
        self._read()

    def _take_seat(self, seat: Seat) -> None:
        self._seat = seat
        self._read()

    def _refuse(self, error: Refused | Unavailable) -> None:
        self._asking = False
        # A move that was refused went by an old desk: no more moves until it is read again.
        moved = self._state.desk is not None and self._state.cover is None
        self._say(error, pending=moved and isinstance(error, Refused))
        if isinstance(error, Unavailable):
            self._unsure = self._state.desk
            self._lose()
        elif error.reason is not Reason.NOT_SIGNED_IN:
            self._answered()
        self._read()

    def _say(self, error: Expected | Saying, *, pending: bool | None = None) -> None:
        self._said_at = self._clock.monotonic()
        pending = self._state.pending if pending is None else pending
        self._put(after_refusal(replace(self._state, said=error, pending=pending), error))

    @Slot(bool)
    def _hear(self, heard: bool) -> None:  # noqa: FBT001 - the signal's value
        self._heard = heard
        if heard:
            self._read()
        else:
            self._lose()

    def _lose(self) -> None:
        since = self._state.lost_since or self._state.now
        self._put(replace(self._state, lost_since=since))

    @Slot()
    def _read(self) -> None:
        """Read the whole state; wake-ups that come meanwhile make one more reading."""
        self._readings.want()

    def _begin_reading(self) -> bool:
        counter = self._counter()
        known, services, begun = self._state.floor, self._state.services, self._state.begun
        there = at_window(self._state)

        def job(store: Store) -> Reading:
            return read(store, counter, known, services, begun=begun, at_window=there)

        self._link.ask(self._time.timed(job), self._learn, self._miss)
        return True

    def _miss(self, error: Refused | Unavailable) -> None:
        no_set_up = isinstance(error, NoSetUp)
        self._put(replace(self._state, pending=self._asking, no_set_up=no_set_up))
        self._lose()
        self._readings.ended()

    def _learn(self, told: Told[Reading]) -> None:
        reading = told.answer
        self._time.learn(reading.at, told)
        self._read_at = self._clock.monotonic()
        state = replace(after_reading(self._state, reading), clock_off=self._time.wrong)
        desk, seat = reading.desk, self._seat
        if seat is None:
            self._put(at_door(replace(state, page=Page.SIGN_IN, desk=None)))
        elif desk is not None and desk.seat.operator.code == seat.operator.code:
            self.danger.store_is_back()
            state = at_desk(state, desk, reading, self._built)
            self._put(replace(self._sure(state, desk), pending=self._asking))
            self._find_ticket(seat.counter.code)
            self._by_hand.reconcile(seat.counter.code, reading.at)
            if not self._asking and self._state.asking is None and self._state.cover is None:
                self._untold.look(seat.counter.code)
        elif not self._readings.again:
            parting = parting_of(reading.left, reading.floor)
            self._leave(None if parting else Refused(Reason.NOT_SIGNED_IN))
            self._put(replace(self._state, parting=parting))
        self._readings.ended()

    def _sure(self, state: CounterState, desk: Desk) -> CounterState:
        """Say what became of a move whose answer was lost."""
        if self._unsure is None or self.moves.lost_ticket is not None:
            return state
        said, self._unsure = found(self._unsure, desk), None
        self._said_at = self._clock.monotonic()
        return replace(state, said=said)

    def _find_ticket(self, counter: CounterCode) -> None:
        """Ask for a number whose answer was lost: its visitor stands there and waits for it."""
        before, request = self._unsure, self.moves.lost_ticket
        if before is None or request is None or self._asking or self._state.cover is not None:
            return
        self._unsure = None
        self._begin(
            lambda store: given_at(store, counter, request),
            lambda found: self._hand(found, before),
        )

    def _hand(self, issued: Issued | None, before: Desk) -> None:
        desk = self._state.desk
        if issued is not None:
            self._know()
            self._take_answer(told_of(issued))
        elif desk is not None:
            self.moves.not_seen()
            self._untold.go_on_looking()
            self._say(found(before, desk), pending=False)

    def _leave(self, why: Refused | None) -> None:
        self._seat = self._unsure = None
        self.moves.forget()
        self._untold.leave()
        self.entrance.forget()
        self._put(signed_out(self._state, why))

    def _put(self, state: CounterState) -> None:
        self._state = settled(state, self._time.now())
        self.changed.emit(self._state)
