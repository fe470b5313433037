"""Puts the console together."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QObject

from common.clock import SystemClock
from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode
from common.domain.words import Language
from common.i18n import Text, texts
from common.journals import CounterJournal
from common.settings import Settings
from common.store.connecting import check_address, connection
from common.ui.launch import Composed, Launched
from common.ui.store_link import StoreLink
from common.ui.theme import dress
from common.ui.tokens import LIGHT
from counter.audit.door import audit_door
from counter.audit.presenter import AuditPresenter
from counter.day.door import day_door
from counter.day.presenter import DayPresenter
from counter.doors import Doors
from counter.entrance import Entrance
from counter.everywhere.keys import GlobalKeys, grip_here
from counter.everywhere.presses import EVERYWHERE, Presses
from counter.floor.door import floor_door
from counter.floor.presenter import FloorPresenter
from counter.place import Place
from counter.presenter import Presenter
from counter.scans import Scans
from counter.setup.door import setup_door
from counter.setup.presenter import SetupPresenter
from counter.strip.place import KeptPlace
from counter.strip.switch import Switch
from counter.strip.window import StripWindow
from counter.ticked_off import TickedOff
from counter.training.practice import Trainer, who_practises
from counter.training.practice_desk import PracticeDesk
from counter.training.visitors import Visitors
from counter.window import CounterWindow

PAUSE_MS = 250


def compose(launched: Launched) -> Composed:
    """Return the console, ready to start; raises Unavailable for a hopeless store address."""
    check_address(launched.settings.store.url)
    dress(launched.application, LIGHT)
    link = link_of(launched)
    by_hand = TickedOff(lambda: journal_of(launched.settings), link, parent=launched.application)
    said = texts()
    doors = doors_of(link, SystemClock(), said, launched.application)
    window = CounterWindow(said, doors)
    place = place_of(launched.settings, doors)
    presenter = Presenter(link, by_hand, SystemClock(), place, parent=launched.application)
    wire(window, presenter)
    presenter.changed.connect(doors.follow)
    wire_strip(StripWindow(said, strip_place(launched.settings)), window, presenter)
    training = train(launched, link, presenter)
    keys = GlobalKeys(EVERYWHERE if launched.settings.counter.global_keys else (), grip_here)
    wire_keys(keys, window, presenter)

    def start() -> None:
        presenter.start()
        keys.start()

    def stop() -> None:
        for each in (training, keys.stop, presenter.stop, doors.leave, link.stop, by_hand.stop):
            each()

    return Composed(window, start, stop)


def link_of(launched: Launched) -> StoreLink:
    """Return the way to the store of the settings."""
    store = launched.settings.store
    return StoreLink(
        connection(store.url, store.centre, store.timeout_seconds),
        pause_ms=PAUSE_MS,
        parent=launched.application,
    )


def train(launched: Launched, link: StoreLink, presenter: Presenter) -> Callable[[], None]:
    """Let people practise from this console, or on it; return what ends that. Unavailable."""
    settings, parent = launched.settings, launched.application
    if not settings.counter.practice:
        trainer = Trainer(settings.device.folder, make_practice_store, parent=parent)
        presenter.practice_wanted.connect(trainer.begin)
        trainer.failed.connect(presenter.tell_trouble)
        return trainer.stop
    who, counter = who_practises(settings), CounterCode(settings.device.code)
    visitors = Visitors(link, counter, who[0], parent)
    desk = PracticeDesk(who, counter, presenter.sign_in, visitors, parent)
    presenter.changed.connect(desk.follow)
    return visitors.stop


def make_practice_store(file: Path, floor: Floor, operator: OperatorCode, pin: str) -> None:
    """Make a practice store; called off the GUI thread. Unavailable."""
    from common.store.practice import make_practice_store as make  # noqa: PLC0415 - slow to import

    make(file, floor, operator, pin)


def place_of(settings: Settings, doors: Doors) -> Place:
    """Return how this console begins."""
    code = settings.device.code
    return Place(
        settings.screen.language,
        CounterCode(code) if code else None,
        doors.rooms,
        timedelta(minutes=settings.counter.lock_minutes),
        settings.screen.text_percent,
        settings.counter.practice,
    )


def journal_of(settings: Settings) -> CounterJournal:
    """Return this console's journal; called off the GUI thread. Unavailable."""
    from common.store.counter_journal import SqliteCounterJournal  # noqa: PLC0415 - slow to import

    name = f"counter-{settings.store.centre}-{settings.device.code or 'any'}.db"
    return SqliteCounterJournal(settings.device.folder / name)


def strip_place(settings: Settings) -> KeptPlace:
    """Return where this console's strip was put on the screen."""
    return KeptPlace(settings.device.folder / f"strip-{settings.device.code or 'any'}.ini")


def doors_of(
    link: StoreLink, clock: SystemClock, said: Mapping[Language, Text], parent: QObject
) -> Doors:
    """Return the doors to all rooms that stand beside the console."""
    return Doors(
        (
            floor_door(FloorPresenter(link, clock, parent), said),
            audit_door(AuditPresenter(link, clock, said, parent), said),
            day_door(DayPresenter(link, clock, parent), said),
            setup_door(SetupPresenter(link, said, parent)),
        )
    )


def wire(window: CounterWindow, presenter: Presenter) -> None:
    """Let the window draw what the presenter decides, and the presenter hear what was chosen."""
    presenter.changed.connect(window.show_state)
    window.credentials_given.connect(presenter.sign_in)
    _wire_entrance(window, presenter.entrance)
    window.language_chosen.connect(presenter.speak)
    window.move_chosen.connect(presenter.moves.do)
    window.more_chosen.connect(presenter.moves.show_more)
    window.visit_chosen.connect(presenter.moves.choose_visit)
    window.answered.connect(presenter.moves.answer)
    window.typed.connect(presenter.moves.keep_typed)
    window.scanned.connect(presenter.moves.scan)
    window.deed_chosen.connect(presenter.moves.do_at_once)
    window.day_chosen.connect(presenter.day.toggle)
    window.narrow_chosen.connect(presenter.narrow)
    window.practice_chosen.connect(presenter.practise)
    window.room_chosen.connect(presenter.enter)
    window.enlarged.connect(presenter.enlarge)
    window.panel_left.connect(presenter.moves.leave_panel)
    window.sign_out_chosen.connect(presenter.sign_out)
    window.alarm_confirmed.connect(presenter.sound_alarm)
    window.ticked.connect(presenter.ticks.tick_off)
    presenter.tell()


def _wire_entrance(window: CounterWindow, entrance: Entrance) -> None:
    window.own_pin_chosen.connect(entrance.choose_pin)
    window.own_pin_given.connect(entrance.change_pin)
    window.administrator_given.connect(entrance.make_first)
    window.cover_left.connect(entrance.leave)
    window.lock_chosen.connect(entrance.lock)
    window.unlocking.connect(entrance.unlock)
    window.used.connect(entrance.touch)


def wire_keys(keys: GlobalKeys, window: CounterWindow, presenter: Presenter) -> None:
    """Let the keys of the whole computer do what the window's own do."""
    keys.pressed.connect(Presses(window, presenter).press)
    keys.refused.connect(presenter.miss_keys)


def wire_strip(strip: StripWindow, window: CounterWindow, presenter: Presenter) -> None:
    """Let the strip stand in the window's place, with the same moves, while the state says so."""
    presenter.changed.connect(strip.show_state)
    presenter.changed.connect(Switch(window, strip).follow)
    strip.move_chosen.connect(presenter.moves.do)
    strip.more_chosen.connect(presenter.moves.show_more)
    strip.day_chosen.connect(presenter.day.toggle)
    strip.widened.connect(presenter.narrow)
    strip.lock_chosen.connect(presenter.entrance.lock)
    strip.danger_chosen.connect(presenter.moves.in_danger)
    strip.used.connect(presenter.entrance.touch)
    Scans(strip).read.connect(presenter.moves.scan)
