"""All that the window shows, drawn at one size: head, tabs, a room or a page, the status line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from common.i18n import Text
from common.ui.theme import PADDED
from counter.asking import DeedName
from counter.asks_view import AsksView
from counter.console_view import ConsoleView
from counter.entry_card import EntryPage
from counter.fields import PAD
from counter.first_run_view import FirstRunView
from counter.head_view import HeadView
from counter.lock_view import LockView
from counter.notice import PAGE_EDGE, Notice, Tone, words_of
from counter.own_pin_view import OwnPinView
from counter.pieces import Look, column_of
from counter.rooms import Room, Searched
from counter.rows import Names
from counter.signin_view import SignInView
from counter.state import CounterState, Cover, Page, uncovered
from counter.status_view import StatusView
from counter.tabs_view import TabsView
from counter.waiting_view import WaitingView

if TYPE_CHECKING:
    from counter.window import CounterWindow


class Body(QWidget):
    """Draws a state; what is reported goes out by the window's signals."""

    def __init__(
        self, look: Look, window: "CounterWindow", build: Callable[[Room], QWidget]
    ) -> None:
        super().__init__()
        # Its buttons' words stand off their edges as far as is right for the window.
        self.setProperty(PADDED, look.px(PAD))
        self._waiting, self._signin = WaitingView(look), SignInView(look)
        self._console = ConsoleView(look)
        self._build = build
        self._rooms: dict[Room, QWidget] = {Room.CONSOLE: self._console}
        """Those that were shown; most people never enter any but the console."""
        self._head, self._tabs = HeadView(look), TabsView(look)
        self._evacuation = Notice(look, "evacuation", Tone.DANGER, PAGE_EDGE)
        self._said = Notice(look, "room:message", edge=PAGE_EDGE)
        self._asks = AsksView(look)
        self._practice = Notice(look, "practice_band", Tone.PRACTICE, PAGE_EDGE)
        self._status = StatusView(look)
        self._pages = QStackedWidget()
        self._own_pin, self._lock, self._first = (
            OwnPinView(look),
            LockView(look),
            FirstRunView(look),
        )
        self._covers: dict[Cover, OwnPinView | LockView | FirstRunView] = {
            Cover.OWN_PIN: self._own_pin,
            Cover.LOCK: self._lock,
            Cover.FIRST_RUN: self._first,
        }
        for page in (self._waiting, self._signin, *self._covers.values(), self._console):
            self._pages.addWidget(page)
        self._shown: QWidget | None = None
        self._connect(window)
        self._arrange()

    def _arrange(self) -> None:
        column = column_of()
        for band in (
            self._practice,
            self._head,
            self._tabs,
            self._evacuation,
            self._said,
            self._asks,
        ):
            column.addWidget(band)
        column.addWidget(self._pages, 1)
        column.addWidget(self._status)
        self.setLayout(column)

    def _connect(self, window: "CounterWindow") -> None:
        self._signin.credentials_given.connect(window.credentials_given)
        self._signin.language_chosen.connect(window.language_chosen)
        for page in self._covers.values():
            page.language_chosen.connect(window.language_chosen)
        self._own_pin.own_pin_given.connect(window.own_pin_given)
        self._own_pin.left.connect(window.cover_left)
        self._first.administrator_given.connect(window.administrator_given)
        self._lock.unlocking.connect(window.unlocking)
        self._head.lock_chosen.connect(window.lock_chosen)
        self._head.narrow_chosen.connect(window.narrow_chosen)
        self._head.own_pin_chosen.connect(window.own_pin_chosen)
        self._head.practice_chosen.connect(window.practice_chosen)
        self._console.move_chosen.connect(window.move_chosen)
        self._console.more_chosen.connect(window.more_chosen)
        self._console.day_left.connect(window.day_chosen)
        self._console.visit_chosen.connect(window.visit_chosen)
        self._console.answered.connect(window.answered)
        self._console.typed.connect(window.typed)
        window.scanned.connect(self._console.stop_looking)
        self._console.panel_left.connect(window.panel_left)
        self._console.ticked.connect(window.ticked)
        self._head.sign_out_chosen.connect(window.sign_out_chosen)
        self._head.alarm_confirmed.connect(window.alarm_confirmed)
        self._tabs.room_chosen.connect(window.room_chosen)
        self._asks.seen.connect(lambda: window.deed_chosen.emit(DeedName.SEEN))
        self._asks.helped.connect(lambda: window.deed_chosen.emit(DeedName.HELPED))

    def look_for(self) -> None:
        """Let the operator type what he looks for, where the room that is shown has a search."""
        shown: object = self._shown
        if isinstance(shown, Searched):
            shown.look_for()

    def draw(self, state: CounterState, names: Names | None, text: Text) -> None:
        """Take the state."""
        self._practice.tell(text("practice.band") if state.practice else "")
        self._status.draw(uncovered(state), names, text)
        inside = state.page is Page.CONSOLE and names is not None
        open_inside = inside and state.cover is None
        self._head.setVisible(open_inside)
        # Once for each picture: shown and hidden again it would make all below it jump.
        self._tabs.setVisible(open_inside and len(state.rooms) > 1)
        if state.page is Page.WAITING or names is None:
            self._hide_bands()
            self._waiting.draw(text, no_set_up=state.no_set_up)
            self._turn(self._waiting)
            return
        if inside:
            self._draw_inside(state, names, text)
        else:
            self._hide_bands()
            self._signin.draw(state, names, text)
        if state.cover is not None:
            # What is said to whoever stands there, and what could be pressed, is for nobody now.
            for band in (self._head, self._tabs, self._said, self._asks):
                band.hide()
            self._covers[state.cover].draw(state, text)
            self._turn(self._covers[state.cover])
        else:
            self._turn(self._room(state.room) if inside else self._signin)

    def _draw_inside(self, state: CounterState, names: Names, text: Text) -> None:
        desk = state.desk
        if desk is None:
            return
        self._head.draw(state, desk, names, text)
        self._tabs.draw(state, desk, text)
        left = desk.evacuated_since
        said = "" if left is None else text("counter.evacuated", time=names.clock(left))
        self._evacuation.tell(said)
        self._asks.draw(desk, names, text, alive=not state.pending and state.lost_since is None)
        inside = state.room is Room.CONSOLE
        # The console has its own place for it.
        self._said.tell("" if inside else words_of(state.said, text))
        if inside:
            self._console.draw(state, names, text)

    def _room(self, room: Room) -> QWidget:
        if room not in self._rooms:
            self._rooms[room] = self._build(room)
            self._pages.addWidget(self._rooms[room])
        return self._rooms[room]

    def _hide_bands(self) -> None:
        self._evacuation.tell("")
        self._said.tell("")
        self._asks.hide()

    def _turn(self, view: QWidget) -> None:
        if view is self._shown:
            return
        self._shown = view
        # Built anew with a question open, the page has given its field the keys already.
        reads = view.focusWidget()
        self._pages.setCurrentWidget(view)
        if isinstance(view, SignInView | EntryPage):
            view.begin()
        else:
            (reads if reads is not None and reads.isVisibleTo(view) else view).setFocus()
