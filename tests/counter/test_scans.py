"""A slip that is scanned while something else has the keys."""

from counter_stage import CARD, CENTRE, Stage, waiting
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from common.domain.slip import qr_text


def scan(stage: Stage, code: str) -> None:
    """Type as a scanner does, wherever the focus of the console is."""
    for letter in code:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Shift)
        QTest.keyClicks(QApplication.focusWidget(), letter)
    stage.press(Qt.Key.Key_Return)


def test_neither_a_scan_nor_a_stray_enter_answers_what_is_asked(console: Stage) -> None:
    console.queue(CARD, CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    ticket = console.desk.queue[0].ticket
    code = qr_text(CENTRE, ticket.day, ticket.token)
    console.presenter.moves.choose_visit(console.desk.queue[0].leg.id)
    console.pick("deed:cancel")
    reasons = console.state.asking

    console.press(Qt.Key.Key_Return)
    scan(console, code)
    assert console.state.asking == reasons
    assert console.words("message").startswith("Talon oxundu, amma axtarılmadı")
    console.presenter.moves.leave_panel()
    console.press(Qt.Key.Key_F8)
    scan(console, code)
    console.press(Qt.Key.Key_Escape)
    console.press(Qt.Key.Key_F12)
    console.pick("deed:note")
    console.type("anasi ")
    scan(console, code)
    console.type("ile")
    console.press(Qt.Key.Key_Return)

    console.until(lambda: bool(console.desk.notes))
    assert console.desk.notes[0].words == "anasi ile"
    assert console.desk.current is not None
    assert waiting(console) == ["A002"]
