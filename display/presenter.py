"""Decides what a board shows, when it flashes and what is spoken."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from common.clock import StoreTime, Told
from common.domain.board import Board, Call, what_is_new
from common.domain.change import Change, Concern
from common.domain.events import EventKind
from common.domain.floor import Display, Floor
from common.domain.ids import CallId, DeviceCode
from common.ports import Announcement, Clock, Voice
from common.ui.store_link import StoreLink
from common.ui.tasks import Expected
from display.acknowledging import Acknowledgements
from display.chosen import Place
from display.composing import (
    compose_choices,
    compose_rows,
    compose_sign,
    compose_waits,
    count_pages,
    cut_page,
)
from display.expecting import Expecting
from display.hall_voice import HallVoice
from display.reading import Reading, display_of, read_hall
from display.state import BoardState, Link, Room

log = logging.getLogger(__name__)

TICK_MS = 250
FLASH_SECONDS = 4.0
PAGE_SECONDS = 6.0
TURN_SECONDS = 12.0
RETRY_SECONDS = 1.0
READ_AT_LEAST_SECONDS = 10.0
"""A board that no wake-up reaches is still never older than this."""

ASKS_SECONDS = 60.0
"""A screen that nobody places shows the whole hall after that."""

HOME = ZoneInfo("Asia/Baku")
"""Where the clock stands until the set-up was read."""


class Presenter(QObject):
    """The only one who changes what the board shows; screen and voice from one difference.

    While the store is out of reach the last board stays, marked as such, and nothing flashes
    or is spoken; what became stale meanwhile never is.
    """

    changed = Signal(object)

    def __init__(
        self,
        link: StoreLink,
        voice: Voice,
        clock: Clock,
        place: Place,
        *,
        calm: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._clock = clock
        self._place = place
        self._calm = calm
        self._time = StoreTime(clock)
        self._voice = HallVoice(voice, self)
        self._expecting = Expecting(link, self)
        self._acknowledgements = Acknowledgements(link, place.code, clock, self)
        self._room = Room()
        self._floor: Floor | None = None
        self._board: Board | None = None
        self._heard = False
        self._state_of_link = Link.STARTING
        self._since: datetime | None = None
        self._silent = False
        self._reading = False
        self._read_due = False
        self._next_read = clock.monotonic() + READ_AT_LEAST_SECONDS
        self._paged_at = self._began = clock.monotonic()
        self._flashes: dict[tuple[CallId, int], float | None] = {}
        """When a flash ends; None until the screen has drawn it."""
        self._cut: frozenset[CallId] = frozenset()
        """Announced, but silenced by a loss of the store before they were spoken."""
        self._state: BoardState | None = None
        self._ticks = QTimer(self, interval=TICK_MS)
        self._connect()

    def _connect(self) -> None:
        self._ticks.timeout.connect(self.tick)
        self._link.follow(self.concern)
        self._link.woken.connect(self.read)
        self._link.heard.connect(self.hear)
        self._expecting.changed.connect(self._refresh)
        self._voice.spoken.connect(self._note_spoken)
        self._voice.troubled.connect(self._note_trouble)

    def concern(self, change: Change) -> Concern:
        """Say what a change is to this display: to a board calls and queues, to a sign its counter.

        Called from the feed's thread.
        """
        display = self._display
        if display is not None and display.sign is not None:
            seen = display.sign in change.counters or change.everything
        else:
            seen = change.calls or bool(change.services) or change.everything
        return Concern.AT_ONCE if seen else Concern.NONE

    @property
    def _display(self) -> Display | None:
        floor = self._floor
        return None if floor is None else display_of(floor, self._place.code)

    @property
    def state(self) -> BoardState:
        """Return what the board shows now."""
        return self._compose()

    @Slot()
    def start(self) -> None:
        """Begin: show what there is, look for the store, wake the voice."""
        self._refresh()
        self._ticks.start()
        self._voice.start()
        self._link.start()

    @Slot()
    def stop(self) -> None:
        """Let go of store and voice."""
        self._ticks.stop()
        self._acknowledgements.send()
        self._link.stop()
        self._voice.stop()

    @Slot(object)
    def lay_out(self, room: Room) -> None:
        """Take over how many rows the screen has room for."""
        self._room = room
        self._refresh()

    @Slot(str)
    def choose(self, code: str) -> None:
        """Be this display of the set-up from now on, also after a restart."""
        self._place.choose(DeviceCode(code))
        self._acknowledgements.report_as(self._place.code)
        self.read()
        self._refresh()

    @Slot(int, int, object)
    def note_painted(self, call: int, times: int, _when: object) -> None:
        """Take down that the screen has drawn a call for the first time."""
        key = (CallId(call), times)
        if key in self._flashes and self._flashes[key] is None:
            self._flashes[key] = self._clock.monotonic() + FLASH_SECONDS
        self._acknowledgements.note(EventKind.SHOWN, *key, self._time.now())

    @Slot()
    def tick(self) -> None:
        """Let time pass: clock, pages, the end of a flash, rows that have been long enough."""
        now = self._clock.monotonic()
        self._flashes = {
            key: ends for key, ends in self._flashes.items() if ends is None or ends > now
        }
        if self._heard and now >= self._next_read:
            self.read()
        if self._heard and self._room.minutes:
            self._expecting.ask_when_due(now)
        self._refresh()

    @Slot()
    def read(self) -> None:
        """Read the whole board; wake-ups during a reading make one more reading."""
        if self._reading:
            self._read_due = True
            return
        self._reading = True
        self._read_due = False
        device, known = self._place.code, self._floor
        question = self._time.timed(lambda store: read_hall(store, device, known))
        self._link.ask(question, self._read, self._not_read)

    @Slot(bool)
    def hear(self, heard: bool) -> None:  # noqa: FBT001 - a signal's value has no name
        """Take over whether the store can be heard; only a reading makes the board live again."""
        self._heard = heard
        if heard:
            self.read()
        else:
            self._lose()

    def _read(self, told: Told[Reading]) -> None:
        reading = told.answer
        self._read_over(READ_AT_LEAST_SECONDS)
        if not self._heard:
            return
        self._floor = reading.floor
        self._time.learn(reading.board.at, told)
        self._voice.learn(reading.floor, reading.board)
        news = what_is_new(self._spoken_for(), reading.board) if self._placed() else ()
        self._board = reading.board
        self._cut = frozenset()
        if self._state_of_link is Link.LOST:
            self._acknowledgements.send()
        self._state_of_link, self._since = Link.HEARD, None
        there = {(call.id, call.times) for call in reading.board.calls}
        self._flashes = {key: ends for key, ends in self._flashes.items() if key in there}
        if news:
            self._paged_at = self._clock.monotonic()
            self._flashes.update(dict.fromkeys((call.id, call.times) for call in news))
        self._refresh()
        # The picture first: the voice can never hold it up.
        self._voice.learn_evacuation(reading.board.evacuated_since)
        self._speak(() if reading.board.evacuated_since is not None else news)

    def _speak(self, news: tuple[Call, ...]) -> None:
        calls = () if self._board is None else self._board.calls
        self._voice.keep_only(call.id for call in calls if call.open)
        self._voice.announce(news)

    def _spoken_for(self) -> Board | None:
        """Return the previous board without the calls that a loss of the store silenced."""
        if self._board is None:
            return None
        return replace(
            self._board,
            calls=tuple(call for call in self._board.calls if call.id not in self._cut),
        )

    def _not_read(self, error: Expected) -> None:
        log.info("the board was not read: %s", error)
        self._read_over(RETRY_SECONDS)
        self._lose()

    def _read_over(self, next_in: float) -> None:
        self._reading = False
        self._next_read = self._clock.monotonic() + next_in
        if self._read_due:
            self.read()

    def _lose(self) -> None:
        if self._state_of_link is Link.HEARD:
            self._state_of_link, self._since = Link.LOST, self._time.now()
            self._flashes.clear()
            self._cut = self._voice.fall_silent()
        self._refresh()

    @Slot(object, object)
    def _note_spoken(self, announcement: Announcement, at: datetime) -> None:
        skew = self._time.now() - self._clock.now()
        self._acknowledgements.note(
            EventKind.SPOKEN, announcement.call, announcement.times, at + skew
        )

    @Slot(bool)
    def _note_trouble(self, silent: bool) -> None:  # noqa: FBT001 - a signal's value has no name
        self._silent = silent
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        state = self._compose()
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    def _compose(self) -> BoardState:
        bare = BoardState(
            now=self._local(self._time.now()).replace(second=0, microsecond=0),
            link=self._state_of_link,
            since=None if self._since is None else self._local(self._since),
            turn=int((self._clock.monotonic() - self._began) / TURN_SECONDS),
            silent=self._silent,
            clock_off=self._time.wrong,
            calm=self._calm,
        )
        if self._board is None or self._floor is None:
            return bare
        display = self._display
        if display is not None:
            bare = replace(bare, theme=display.theme)
        bare = replace(bare, messages=self._board.messages)
        if self._board.evacuated_since is not None:
            return replace(bare, evacuated=True)
        if self._place.asks and self._clock.monotonic() - self._began < ASKS_SECONDS:
            return replace(bare, choices=compose_choices(self._floor))
        if not self._placed():
            return replace(bare, unknown=self._place.code)
        if self._board.window is not None:
            return replace(bare, sign=compose_sign(self._board.window, self._floor))
        return self._with_waits(
            self._with_calls(bare, self._board, self._floor.rules.shown_at_least),
            self._board,
            self._floor,
        )

    def _with_calls(self, bare: BoardState, board: Board, shown_at_least: timedelta) -> BoardState:
        # While the store is lost the board stands still, as at the moment of the loss.
        now = self._since or self._time.now()
        still = self._state_of_link is Link.LOST
        rows = compose_rows(board, now, shown_at_least, self._flashes.keys(), still=still)
        full = len(rows) > self._room.beside
        room = self._room.full if full else self._room.beside
        pages = count_pages(rows, room)
        since = self._clock.monotonic() - self._paged_at
        page = 1 + int(since / PAGE_SECONDS) % pages
        return replace(bare, rows=cut_page(rows, room, page), full=full, page=page, pages=pages)

    def _with_waits(self, bare: BoardState, board: Board, floor: Floor) -> BoardState:
        waits = compose_waits(board, floor, self._room.waits, self._expecting.waits)
        pages = count_pages(waits, self._room.waits)
        page = 1 + bare.turn % pages
        return replace(
            bare,
            waits=cut_page(waits, self._room.waits, page),
            minutes=self._room.minutes,
            waits_page=page,
            waits_pages=pages,
        )

    def _placed(self) -> bool:
        """Say whether the set-up has this display; one without a code shows the whole hall."""
        if self._floor is None or not self._place.code:
            return True
        return self._display is not None

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(HOME if self._floor is None else self._floor.zone_info)
