"""What a console shows while something is out of reach or nobody knows how it is."""

from counter_stage import CARD, PASSPORT, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from counter.state import Page, Sight


def test_a_console_without_a_store_waits_and_goes_on_by_itself(stage: Stage) -> None:
    stage.there = False
    stage.window.show()
    stage.link.start()
    assert stage.seen("page:waiting") is not None

    stage.there = True

    stage.until(lambda: stage.seen("page:signin") is not None)


def test_a_lost_store_leaves_the_queue_readable_and_the_moves_dead(console: Stage) -> None:
    console.queue(CARD, PASSPORT)

    console.lose_store()

    assert [one.ticket.label for one in console.desk.queue] == ["A001", "A002"]
    assert console.seen("queue") is not None
    assert console.alive() == set()
    assert console.words("status:store") == "Serverlə əlaqə yoxdur · son məlumat 10:42"


def test_a_key_pressed_while_the_store_is_lost_does_nothing(console: Stage) -> None:
    console.queue(CARD)
    console.lose_store()

    QTest.keyClick(console.window, Qt.Key.Key_F2)

    assert not console.state.pending
    assert console.desk.current is None


def test_the_queue_of_then_does_not_grow_older(console: Stage) -> None:
    console.queue(CARD)
    console.lose_store()

    console.second(600)

    assert console.state.lost_since is not None
    assert console.words("status:store").endswith("10:42")


def test_a_store_that_is_back_is_noticed_without_a_touch(console: Stage) -> None:
    console.queue(CARD)
    console.lose_store()

    console.cable.cut = False
    console.second()

    console.until(lambda: console.alive() == {"next"})
    assert console.words("status:store") == "Server: əlaqə var"


def test_a_move_without_an_answer_says_so_and_looks_again(console: Stage) -> None:
    console.queue(CARD)
    console.cable.cut = True

    QTest.keyClick(console.window, Qt.Key.Key_F2)

    console.until(lambda: "Server cavab vermədi" in console.words("message"))
    assert console.alive() == set()
    console.cable.cut = False
    console.second()
    console.until(lambda: console.alive() == {"next"})


def test_what_nobody_knows_is_not_called_fine(console: Stage) -> None:
    assert console.state.board.sight is Sight.UNKNOWN
    assert console.words("status:board") == "Tablo: məlum deyil"
    assert console.words("status:voice") == "Səs: məlum deyil"


def test_a_call_the_board_does_not_show_in_time_is_told(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.second(2)
    assert console.words("status:board") == "Tablo: məlum deyil"

    console.second(2)

    assert console.words("status:board") == "Tablo: A\u2009001 göstərilmədi"


def test_a_call_that_was_shown_and_spoken_is_told_with_its_times(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    assert (console.words("shown"), console.words("spoken")) == ("", "")

    console.clock.move(seconds=2)
    console.hall_reports(spoken=True)
    console.presenter.tick()

    console.until(lambda: console.words("shown") == "Tabloda göstərildi 10:42:02")
    assert console.words("spoken") == "Səsləndirildi 10:42:02"
    assert console.words("status:board") == "Tablo · 10:42"


def test_a_recall_has_to_be_shown_anew(console: Stage) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.hall_reports(spoken=True)
    console.second(31)
    console.until(lambda: console.words("shown") != "")

    console.press(Qt.Key.Key_F3)

    console.until(lambda: console.words("shown") == "")


def test_a_board_that_was_seen_and_then_is_silent_is_told(console: Stage) -> None:
    console.queue(CARD, PASSPORT)
    console.press(Qt.Key.Key_F2)
    console.hall_reports(spoken=False)
    console.presenter.tick()
    console.until(lambda: console.state.board.sight is Sight.SEEN)
    console.press(Qt.Key.Key_F4)
    console.press(Qt.Key.Key_F2)
    console.until(lambda: console.desk.call is not None and console.desk.call.label == "A002")

    console.second(4)

    assert console.state.board.sight is Sight.MISSING
    assert console.state.page is Page.CONSOLE
