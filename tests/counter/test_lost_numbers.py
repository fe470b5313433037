"""Numbers that were given at a window and whose answer came late, or never."""

from counter_stage import CARD, CENTRE, WINDOW, Stage, waiting
from lost_answers import NOT_SEEN, mend
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from common.domain.ids import RequestId
from common.domain.slip import qr_text
from common.domain.words import Language
from common.usecases import walk_ins
from common.usecases.found_slip import find_slip


def give_number(stage: Stage) -> None:
    """Give a number on no paper to somebody who stands at the window."""
    stage.press(Qt.Key.Key_F12)
    stage.pick("deed:walk_in")
    stage.pick(f"service:{CARD}")
    stage.take_first()
    stage.pick("printer:")


def titles(stage: Stage) -> list[QLabel]:
    return [one for one in stage.window.findChildren(QLabel) if one.isVisible()]


def code_of(stage: Stage, label: str) -> str:
    visit = stage.store.find(label)
    assert visit is not None
    return qr_text(CENTRE, visit.ticket.day, visit.ticket.token)


def test_a_number_whose_answer_was_lost_is_told_and_the_next_visitor_gets_his_own(
    console: Stage,
) -> None:
    def walk_in() -> None:
        give_number(console)

    console.cable.cut_behind_next = True
    walk_in()
    console.until(lambda: console.state.lost_since is not None)
    mend(console)
    console.until(lambda: "A\u2009001" in console.words("done"))

    walk_in()
    console.until(lambda: "A\u2009002" in console.words("done"))
    console.until(lambda: waiting(console) == ["A001", "A002"])

    console.cable.cut = True
    walk_in()
    console.until(lambda: console.state.lost_since is not None)
    mend(console)
    console.until(lambda: console.words("message") == NOT_SEEN)
    walk_in()
    console.until(lambda: "A\u2009003" in console.words("done"))


def test_a_number_that_was_slow_on_its_way_is_given_once_and_told(console: Stage) -> None:
    left: list[tuple[RequestId, ...]] = []

    def on_disk() -> bool:
        console.by_hand.write(lambda journal: journal.begun(WINDOW), left.append, lambda: None)
        return bool(left and left[-1])

    def arrives() -> None:
        console.until(on_disk)
        given = {"service": CARD, "language": Language.AZ, "request": left[-1][0]}
        walk_ins.walk_in(console.store, WINDOW, **given)

    def is_lost() -> None:
        console.cable.cut = True
        give_number(console)
        console.until(lambda: console.state.lost_since is not None)
        mend(console)
        console.until(lambda: console.words("message") == NOT_SEEN)

    is_lost()
    arrives()
    console.presenter.moves.show_more()
    console.presenter.moves.leave_panel()
    give_number(console)
    console.until(lambda: "A\u2009001" in console.words("done"))
    console.until(lambda: waiting(console) == ["A001"])

    is_lost()
    left.clear()
    arrives()
    console.wake(lambda: console.state.asking is not None)
    assert [one.text() for one in titles(console) if "A\u2009002" in one.text()]
    console.press(Qt.Key.Key_Escape)
    give_number(console)
    console.until(lambda: "A\u2009003" in console.words("done"))


def test_a_number_that_was_given_before_the_program_died_is_told_and_its_slip_printed(
    console: Stage,
) -> None:
    give_number(console)
    console.until(lambda: "A\u2009001" in console.words("done"))
    console.cable.cut_behind_next = True
    give_number(console)
    console.until(lambda: console.state.lost_since is not None)

    console.restart()

    console.until(lambda: console.state.asking is not None)
    assert [one.text() for one in titles(console) if "A\u2009002" in one.text()]
    console.pick("found:copy")
    console.pick("printer:P1")
    console.until(lambda: "A\u2009002" in console.words("done"))
    found = find_slip(console.store, WINDOW, code_of(console, "A002"))
    console.presenter.moves.show_found(found)
    console.pick("found:copy")
    console.pick("printer:P1")
    console.until(lambda: "10:42:00" in console.words("done"))
    console.restart()
    console.until(lambda: waiting(console) == ["A001", "A002"])
    console.second()
    assert console.state.asking is None, "what was told once is not told again"


def test_of_two_such_numbers_the_second_is_told_after_the_first(console: Stage) -> None:
    for request in map(RequestId, ("r1", "r2")):
        given = {"service": CARD, "language": Language.AZ, "request": request}
        walk_ins.walk_in(console.store, WINDOW, **given)
        console.by_hand.write(
            lambda journal, one=request: journal.begin(one, WINDOW), lambda _: None, lambda: None
        )
    console.restart()
    told = []
    for _ in range(2):
        console.until(lambda: console.state.asking is not None)
        assert console.state.asking is not None
        assert console.state.asking.found is not None
        told.append(console.state.asking.found.ticket.label)
        console.press(Qt.Key.Key_Escape)
        console.feed.wake()

    assert told == ["A001", "A002"]
    console.restart()
    console.until(lambda: waiting(console) == ["A001", "A002"])
    console.second()
    assert console.state.asking is None


def test_of_a_number_of_another_day_nobody_is_told_and_nothing_is_kept(console: Stage) -> None:
    given = {"service": CARD, "language": Language.AZ, "request": RequestId("r1")}
    walk_ins.walk_in(console.store, WINDOW, **given)
    console.by_hand.write(
        lambda journal: journal.begin(RequestId("r1"), WINDOW), lambda _: None, lambda: None
    )
    console.clock.move(days=1)
    console.restart()

    left: list[tuple[RequestId, ...]] = []

    def forgotten() -> bool:
        console.by_hand.write(lambda journal: journal.begun(WINDOW), left.append, lambda: None)
        return bool(left) and left[-1] == ()

    console.until(forgotten)
    assert console.state.asking is None
