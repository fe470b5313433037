"""Decides what the floor page shows; the only one that changes its state."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from common.clock import StoreTime, SystemClock, Told
from common.domain.change import Change, Concern
from common.domain.errors import Refused, Unavailable
from common.domain.floor import Floor
from common.domain.hall import HallNow
from common.domain.hall_alarms import alarms
from common.domain.ids import CounterCode, EntityCode, ServiceCode
from common.domain.messages import Message
from common.domain.printers import MissingSlip
from common.domain.views import Seat
from common.domain.words import Language
from common.ui.one_at_a_time import OneAtATime
from common.ui.store_link import StoreLink
from counter.floor.acts import asking_for, deed, follow_up, lawful
from counter.floor.asking import WRITTEN, ActName, Asking
from counter.floor.state import FloorState, Side
from counter.lost_answer import read_again

MARK = ":"
"""Between what a choice is and which one it is."""
PAUSE_MS = 1_000
"""The hall is read at most so often: a picture of the floor need not be quicker."""
TICK_MS = 1_000
READ_AT_LEAST_SECONDS = 5.0
"""Beats of computers and states of printers wake nobody."""


class FloorPresenter(QObject):
    """Reads the hall while somebody looks at it, and keeps what he has chosen."""

    changed = Signal(FloorState)

    def __init__(self, link: StoreLink, clock: SystemClock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._clock = link, clock
        self._time = StoreTime(clock)
        self._state = FloorState(Language.AZ, clock.now())
        self._readings = OneAtATime(self._begin_reading)
        self._read_at = clock.monotonic()
        self._watch = link.watch(self._concern, PAUSE_MS)
        self._watch.woken.connect(self.read)
        self._ticks = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self.tick)

    @property
    def state(self) -> FloorState:
        """Return what is shown now."""
        return self._state

    def enter(self, seat: Seat, floor: Floor, language: Language) -> None:
        """Begin to show the hall to who sits at the counter."""
        state = self._state
        if state.seat is None or state.seat.operator.code != seat.operator.code:
            state = FloorState(language, state.now)
        self._put(replace(state, seat=seat, floor=floor, language=language))
        self._ticks.start()
        self.read()

    def leave(self) -> None:
        """Show nothing any more, and keep nothing of it."""
        self._ticks.stop()
        self._put(FloorState(self._state.language, self._clock.now()))

    @Slot()
    def tick(self) -> None:
        """Let a second pass."""
        if self._clock.monotonic() - self._read_at > READ_AT_LEAST_SECONDS:
            self.read()
        self._put(self._state)

    @Slot()
    def read(self) -> None:
        """Read the hall, or once more after the reading that is under way."""
        self._readings.want()

    def _begin_reading(self) -> bool:
        seat = self._state.seat
        if seat is None:
            return False
        self._read_at = self._clock.monotonic()
        code = seat.counter.code
        seen = self._time.timed(lambda store: (store.hall(code), store.missing_slips(code)))
        self._link.ask(seen, self._take, self._fail)
        return True

    @Slot(str)
    def mark(self, counter: str) -> None:
        """Put the mark on a counter's tile; a panel of a counter follows it."""
        self._put(replace(self._state, marked=CounterCode(counter)))

    @Slot(str)
    def open_counter(self, counter: str) -> None:
        """Show a counter beside the tiles."""
        self._put(replace(self._state, marked=CounterCode(counter), side=Side.COUNTER))

    @Slot(str)
    def open(self, place: str) -> None:
        """Show beside the tiles what a row of a list named: a counter, an entity or a service."""
        kind, _, code = place.partition(MARK)
        if kind == "counter":
            self.open_counter(code)
        elif kind == "entity":
            self._put(replace(self._state, entity=EntityCode(code), side=Side.ENTITY))
        elif kind == "service" and self._state.floor is not None:
            found = self._state.floor.catalogue.find(ServiceCode(code))
            if found is not None:
                self._put(replace(self._state, entity=found[0].code, side=Side.ENTITY))

    @Slot()
    def close_side(self) -> None:
        """Leave what is asked; where nothing is, show the whole hall beside the tiles again."""
        if self._state.asking is not None:
            self._put(replace(self._state, asking=None))
        else:
            self._put(replace(self._state, side=Side.OVERVIEW, entity=None))

    @Slot(str)
    def begin(self, act: str) -> None:
        """Ask what has to be known for an act; nothing where it makes no sense now."""
        state, name = self._state, ActName(act)
        if state.asking is not None or not lawful(state, name):
            return
        self._put(replace(state, asking=asking_for(state, name), said=None, messages=()))
        if name is ActName.MESSAGE:
            self._link.ask(lambda store: store.messages(), self._take_messages, self._refuse)

    @Slot(str)
    def choose_service(self, place: str) -> None:
        """Ask whether a service that was chosen is to be stopped, or started again."""
        if lawful(self._state, ActName.SERVICE):
            asking = Asking(ActName.SERVICE, given=(place.partition(MARK)[2],))
            self._put(replace(self._state, asking=follow_up(self._state, asking), said=None))

    @Slot(str)
    def answer(self, answer: str) -> None:
        """Take an answer; after the last one the act is done."""
        state = self._state
        if state.asking is None or state.pending or state.seat is None or state.floor is None:
            return
        given = answer.partition(MARK)[2]
        if state.asking.ask in WRITTEN and not given:
            return
        asking = state.asking.answered(given)
        if asking.ask is not None:
            self._put(replace(state, asking=asking))
            return
        onward = follow_up(state, asking)
        if onward is not None:
            self._put(replace(state, asking=onward))
            return
        self._put(replace(state, asking=None, pending=True))
        done = deed(asking, state.seat.counter.code, state.floor, state.now)
        seen = state.seat.as_seen()
        self._link.ask(lambda store: done(store.as_seen(seen)), self._did, self._refuse)

    def _did(self, _answer: object) -> None:
        self._put(replace(self._state, pending=False, said=None))
        self.read()

    def _refuse(self, error: Refused | Unavailable) -> None:
        self._put(replace(self._state, pending=False, asking=None, said=error))
        self.read()

    def _take_messages(self, messages: tuple[Message, ...]) -> None:
        self._put(replace(self._state, messages=messages))

    def _concern(self, _change: Change) -> Concern:
        return Concern.NONE if self._state.seat is None else Concern.SOON

    def _take(self, told: Told[tuple[HallNow, tuple[MissingSlip, ...]]]) -> None:
        if self._state.seat is not None:
            hall, missing = told.answer
            self._time.learn(hall.at, told)
            said = read_again(self._state.said)
            self._put(replace(self._state, hall=hall, missing=missing, lost_since=None, said=said))
        self._readings.ended()

    def _fail(self, error: Refused | Unavailable) -> None:
        if self._state.seat is not None and isinstance(error, Unavailable):
            lost = self._state.lost_since or self._state.now
            self._put(replace(self._state, lost_since=lost))
        elif self._state.seat is not None:
            self._put(replace(self._state, said=error))
        self._readings.ended()

    def _put(self, state: FloorState) -> None:
        now = self._time.now()
        found = () if state.hall is None else alarms(state.hall, now)
        if state.side is Side.COUNTER and state.counter() is None:
            # Somebody of another entity sits there now, or always did.
            state = replace(state, side=Side.OVERVIEW, marked=None)
        self._state = replace(state, now=now, alarms=found)
        self.changed.emit(self._state)
