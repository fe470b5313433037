"""A PIN of one's own, and the lock that lies over the console while nobody is there."""

import sqlite3
from contextlib import closing

from counter_stage import (
    CARD,
    LOCK_AFTER,
    OPERATOR,
    OTHER,
    PASSPORT,
    PIN,
    WINDOW,
    Stage,
    supervised,
)
from fixtures.stores import QUICK
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from common.domain.events import EventKind
from common.domain.ticket import LegState
from common.usecases import shifts
from counter.rooms import Room
from counter.state import Cover, Page

OWN = "min bir gun"


def fill(stage: Stage, **typed: str) -> None:
    """Type into the open form from its first field on, with Enter after each."""
    for name, words in typed.items():
        cover = stage.state.cover
        assert cover is not None
        field = stage.seen(f"{cover.value}:{name}")
        assert isinstance(field, QLineEdit)
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Return)


def locked(stage: Stage) -> None:
    QTest.keyClick(stage.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert stage.state.cover is Cover.LOCK


def in_words(stage: Stage) -> str:
    """Return all that can be read in the window."""
    shown = [one for one in stage.window.findChildren(QWidget) if one.isVisible()]
    words = [f"{one.accessibleName()} {one.toolTip()}" for one in shown]
    return " ".join(words + [one.text() for one in shown if isinstance(one, QLabel)])


def test_a_first_pin_leads_to_the_choice_of_ones_own_and_then_to_the_window(stage: Stage) -> None:
    shifts.set_pin(stage.store, OPERATOR, PIN, must_change=True, cost=QUICK)
    stage.open()
    stage.presenter.sign_in(OPERATOR, PIN, "W12")
    stage.until(lambda: stage.state.cover is Cover.OWN_PIN)
    assert stage.seen("own_pin:old") is None

    for new, again, words in (
        ("123", "123", "ən azı 4"),
        ("1234", "1234", "ardıcıl"),
        (PIN, PIN, "köhnəsindən fərqli"),
        (OWN, "min iki gun", "İki dəfə eyni PIN yazılmayıb."),
    ):
        fill(stage, new=new, again=again)
        stage.until(lambda said=words: said in stage.words("message"))
    fill(stage, new=OWN, again=OWN)
    stage.until(lambda: stage.state.page is Page.CONSOLE)

    assert stage.state.cover is None
    assert stage.seen("page:console") is not None
    assert shifts.sign_in(stage.store, stage.desk.seat.counter.code, OPERATOR, OWN)


def test_who_does_not_choose_stays_outside(stage: Stage) -> None:
    shifts.set_pin(stage.store, OPERATOR, PIN, must_change=True, cost=QUICK)
    stage.open()
    stage.presenter.sign_in(OPERATOR, PIN, "W12")
    stage.until(lambda: stage.state.cover is Cover.OWN_PIN)

    stage.window.cover_left.emit()

    assert stage.seen("page:signin") is not None
    assert stage.store.desk(WINDOW) is None


def test_ones_pin_is_changed_from_the_list_of_rarer_things_and_given_again_after_a_lost_answer(
    console: Stage,
) -> None:
    console.press(Qt.Key.Key_F12)
    console.presenter.moves.answer("deed:own_pin")
    assert console.seen("page:own_pin") is not None

    fill(console, old="0000", new=OWN, again=OWN)
    console.until(lambda: "PIN yanlışdır" in console.words("message"))
    console.cable.cut_behind = "change_pin"
    fill(console, old=PIN, new=OWN, again=OWN)
    console.until(lambda: console.state.lost_since is not None)
    console.cable.cut = False
    console.second()
    console.until(lambda: console.state.lost_since is None and not console.state.pending)
    fill(console, old=PIN, new=OWN, again=OWN)
    console.until(lambda: console.state.cover is None)

    assert console.seen("page:console") is not None


def test_a_locked_console_shows_no_visitor_and_does_nothing(console: Stage) -> None:
    console.queue(CARD, PASSPORT)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    label = console.desk.queue[0].ticket.label
    current = console.desk.current
    assert current is not None
    assert current.ticket.label in in_words(console)

    locked(console)

    words = in_words(console)
    assert label not in words
    assert current.ticket.label not in words
    assert console.desk.seat.operator.name in words
    assert "12" in words
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F9, Qt.Key.Key_F12):
        QTest.keyClick(console.window, key)
    console.presenter.sign_out()
    assert not console.state.pending
    assert console.state.asking is None
    after = console.store.desk(WINDOW)
    assert after is not None
    assert after.current is not None
    assert after.current.leg.state is LegState.SERVING

    fill(console, pin=PIN)
    console.until(lambda: console.state.cover is None)
    assert console.desk.current is not None


def test_nothing_of_the_frame_stands_round_the_lock(stage: Stage) -> None:
    supervised(stage)
    assert Room.FLOOR in stage.state.rooms
    assert stage.seen("room:floor") is not None

    locked(stage)

    assert stage.seen("room:floor") is None
    assert stage.seen("sign_out") is None


def test_only_who_works_there_opens_the_lock(console: Stage) -> None:
    locked(console)

    fill(console, pin="0000")
    console.until(lambda: "PIN yanlışdır" in console.words("message"))
    fill(console, operator=OTHER, pin=PIN)
    console.until(lambda: "başqa operator" in console.words("message"))

    assert console.state.cover is Cover.LOCK


def test_nobody_there_for_long_locks_and_a_hand_keeps_open(console: Stage) -> None:
    console.second(LOCK_AFTER.total_seconds() - 1)
    console.window.used.emit()
    console.second(2)
    assert console.state.cover is None

    console.second(LOCK_AFTER.total_seconds())

    assert console.state.cover is Cover.LOCK


def test_a_key_is_noticed_wherever_in_the_window_it_goes(console: Stage) -> None:
    told: list[bool] = []
    console.window.used.connect(lambda: told.append(True))
    QCoreApplication.processEvents()

    QTest.keyClick(console.window.windowHandle(), Qt.Key.Key_Shift)

    console.until(lambda: bool(told))


def test_while_the_store_is_away_the_pin_is_known_by_what_is_remembered(console: Stage) -> None:
    locked(console)
    console.cable.cut = True
    console.second(11)
    console.until(lambda: console.state.lost_since is not None)

    for _ in range(5):
        fill(console, pin="0000")
        console.until(lambda: not console.state.pending)
    fill(console, pin=PIN)
    console.until(lambda: "60 saniyədən sonra" in console.words("message"))
    console.second(61)
    fill(console, operator=OTHER, pin=PIN)
    console.until(lambda: "başqa operator" in console.words("message"))
    fill(console, operator=OPERATOR, pin=PIN)
    console.until(lambda: console.state.cover is None)


def test_who_is_sent_home_while_locked_finds_the_door(console: Stage) -> None:
    locked(console)
    shifts.sign_out(console.store, WINDOW)

    console.wake(lambda: console.state.page is Page.SIGN_IN)

    assert console.state.cover is None
    assert console.seen("page:signin") is not None
    kinds = [event.kind for event in console.store.events(console.clock.now().date())]
    assert EventKind.SIGNED_OUT in kinds


def empty(stage: Stage, deleting: str) -> None:
    with closing(sqlite3.connect(stage.url.removeprefix("sqlite:///"))) as connection:
        connection.execute(deleting)
        connection.commit()


def test_a_centre_without_pins_makes_its_first_administrator_and_lets_him_in(stage: Stage) -> None:
    empty(stage, "DELETE FROM pins")
    stage.window.show()
    stage.link.start()
    stage.until(lambda: stage.state.cover is Cover.FIRST_RUN)

    fill(stage, name="Nargiz Rzayeva", code="N R", pin=OWN, again=OWN)
    stage.until(lambda: "a.mammadova" in stage.words("message"))
    fill(stage, code="n.rzayeva", pin="1111", again="1111")
    stage.until(lambda: "ardıcıl" in stage.words("message"))
    fill(stage, pin=OWN, again="1111")
    stage.until(lambda: "İki dəfə" in stage.words("message"))
    fill(stage, pin=OWN, again=OWN)
    stage.until(lambda: stage.seen("page:signin") is not None)
    stage.presenter.sign_in("n.rzayeva", OWN, "W12")

    stage.until(lambda: stage.state.page is Page.CONSOLE)
    assert Room.FLOOR in stage.state.rooms


def test_where_another_computer_was_quicker_that_is_said_at_the_door(stage: Stage) -> None:
    empty(stage, "DELETE FROM pins")
    stage.window.show()
    stage.link.start()
    stage.until(lambda: stage.state.cover is Cover.FIRST_RUN)
    shifts.set_pin(stage.store, OPERATOR, PIN, cost=QUICK)

    stage.presenter.entrance.make_first("n.rzayeva", "Nargiz", OWN, OWN)

    stage.until(lambda: "artıq PIN-i olan" in stage.words("message"))
    assert stage.seen("page:signin") is not None


def test_a_store_without_a_set_up_says_what_to_do(stage: Stage) -> None:
    empty(stage, "DELETE FROM centres")
    stage.window.show()
    stage.link.start()

    stage.until(lambda: stage.state.no_set_up)

    assert "asan-centre import-floor" in in_words(stage)
