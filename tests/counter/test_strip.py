"""The narrow strip has the same moves as the window, and says the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from counter_stage import CARD, CENTRE, PASSPORT, PIN, Stage, supervised
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from common.domain.slip import qr_text
from common.domain.words import Language
from common.i18n import texts
from counter.main import wire_strip
from counter.pieces import Elided
from counter.strip.button import StripButton
from counter.strip.place import SIZES, KeptPlace, Shape, StripPlace, fitting
from counter.strip.window import StripWindow

BESIDE = QPoint(1300, 40)
"""On a screen that is wide enough for the line."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    kept = KeptPlace(tmp_path / "strip.ini")
    kept.keep(StripPlace(Shape.LINE, tuple((shape, BESIDE) for shape in Shape)))
    return tmp_path / "strip.ini"


@pytest.fixture
def strip(stage: Stage, file: Path) -> Iterator[StripWindow]:
    """Return the strip of a console, before it is shown."""
    made = StripWindow(texts(), KeptPlace(file))
    wire_strip(made, stage.window, stage.presenter)
    yield made
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def seen(strip: QWidget, name: str) -> QWidget | None:
    return next((one for one in strip.findChildren(QWidget, name) if one.isVisible()), None)


def words(strip: QWidget, name: str) -> str:
    found = seen(strip, name)
    return "" if found is None else found.accessibleName()


def alive(strip: QWidget) -> set[str]:
    found = (one for one in strip.findChildren(StripButton) if one.isVisible() and one.isEnabled())
    return {one.objectName().removeprefix("strip:") for one in found}


def cut(strip: QWidget) -> list[str]:
    """Return what has no room on the strip."""
    found = []
    for one in strip.findChildren(QWidget):
        if not one.isVisible():
            continue
        inside = one.parentWidget().rect().contains(one.geometry())
        if not inside or one.property("cut"):
            found.append(f"{type(one).__name__} {one.objectName()} {one.accessibleName()}")
        if isinstance(one, QLabel) and not isinstance(one, Elided) and one.text():
            wide = 0 if one.hasHeightForWidth() else one.minimumSizeHint().width()
            if wide > one.width():
                found.append(f"{one.text()} is cut")
    return found


def test_a_slip_that_is_scanned_at_the_strip_opens_the_window_on_it(
    console: Stage, strip: StripWindow
) -> None:
    ticket = console.issue(CARD).ticket
    switch(console, console.window)
    console.until(strip.isActiveWindow)

    for letter in qr_text(CENTRE, ticket.day, ticket.token):
        QTest.keyClicks(QApplication.focusWidget(), letter)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    console.until(lambda: console.state.asking is not None)

    assert console.window.isVisible()
    assert strip.isHidden()


def switch(console: Stage, window: QWidget) -> None:
    console.until(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)


def press(console: Stage, strip: StripWindow, key: Qt.Key) -> None:
    console.until(strip.isActiveWindow)
    QTest.keyClick(strip, key)
    console.until(lambda: not console.state.pending)


def test_a_visitor_is_served_from_the_strip_by_keys(console: Stage, strip: StripWindow) -> None:
    console.queue(CARD, PASSPORT)

    switch(console, console.window)
    assert (strip.isVisible(), console.window.isVisible()) == (True, False)
    assert strip.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert alive(strip) == {"next", "more"}

    press(console, strip, Qt.Key.Key_F2)
    assert words(strip, "number") == "A001"
    assert alive(strip) == {"start"}
    console.second(4)
    assert "A001" in words(strip, "strip:message").replace("\u2009", ""), "no board has shown it"
    press(console, strip, Qt.Key.Key_F4)
    assert alive(strip) == {"finish", "transfer", "hold"}
    press(console, strip, Qt.Key.Key_F5)
    assert console.desk.current is None

    QTest.keyClick(strip, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    console.until(lambda: "Təhlükə siqnalı göndərildi" in words(strip, "strip:message"))
    switch(console, strip)
    assert (strip.isVisible(), console.window.isVisible()) == (False, True)


def test_a_question_is_put_in_the_whole_window_and_the_strip_comes_back(
    console: Stage, strip: StripWindow
) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    console.press(Qt.Key.Key_F4)
    console.presenter.narrow()

    press(console, strip, Qt.Key.Key_F7)
    assert (strip.isVisible(), console.window.isVisible()) == (False, True)
    console.until(console.window.isActiveWindow)
    console.press(Qt.Key.Key_Escape)
    assert strip.isVisible(), "who changes his mind works on in the strip"

    press(console, strip, Qt.Key.Key_F7)
    console.until(console.window.isActiveWindow)
    console.pick(f"service:{PASSPORT}")
    console.until(lambda: console.desk.current is None)
    assert (strip.isVisible(), console.window.isVisible()) == (True, False)


def test_the_strip_says_why_not_and_covers_the_visitor_when_locked(
    console: Stage, strip: StripWindow
) -> None:
    console.queue(CARD)
    console.presenter.narrow()
    console.cable.cut = True
    press(console, strip, Qt.Key.Key_F2)
    console.until(lambda: console.state.lost_since is not None)
    assert words(strip, "strip:message")
    assert alive(strip) == set()

    console.cable.cut = False
    console.presenter.tick()
    console.until(lambda: console.state.lost_since is None)
    press(console, strip, Qt.Key.Key_F2)
    QTest.keyClick(strip, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert words(strip, "number") == ""
    said = [one.text() for one in strip.findChildren(QLabel) if one.isVisible()]
    assert not any("001" in one for one in said), "a passer-by reads no number"

    unlock = seen(strip, "strip:unlock")
    assert unlock is not None
    QTest.mouseClick(unlock, Qt.MouseButton.LeftButton)
    assert console.window.isVisible()
    console.presenter.entrance.unlock(console.desk.seat.operator.code, PIN)
    console.until(strip.isVisible)
    assert words(strip, "number") == "A001"


def test_nothing_on_the_strip_is_cut_in_any_language_and_state(
    stage: Stage, strip: StripWindow
) -> None:
    supervised(stage)
    stage.queue(CARD, PASSPORT)
    stage.presenter.narrow()

    def fits() -> None:
        for language in Language:
            stage.presenter.speak(language)
            for _ in Shape:
                reshape = seen(strip, "strip:reshape")
                assert reshape is not None
                QTest.mouseClick(reshape, Qt.MouseButton.LeftButton)
                for _ in range(4):
                    QApplication.processEvents()
                strip.grab()
                assert cut(strip) == []

    fits()
    press(stage, strip, Qt.Key.Key_F2)
    stage.presenter.sound_alarm(True)  # noqa: FBT003 - a signal's value has no name
    stage.until(lambda: seen(strip, "strip:evacuation") is not None)
    stage.second(5)
    fits()
    press(stage, strip, Qt.Key.Key_F4)
    stage.second(4000)
    fits()
    stage.presenter.entrance.lock()
    fits()
    assert words(strip, "strip:evacuation"), "also a locked computer says that all have to leave"


def test_the_strip_stays_where_it_was_put_by_hand(
    console: Stage, strip: StripWindow, file: Path
) -> None:
    console.presenter.narrow()
    assert strip.size() == SIZES[Shape.LINE]
    grip = QPoint(15, 5)

    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=grip)
    QTest.mouseMove(strip, grip + QPoint(120, 300))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=grip)

    moved = strip.pos()
    assert moved != BESIDE
    kept = KeptPlace(file).read()
    assert (kept.spot(Shape.LINE), kept.spot(Shape.SHEET)) == (moved, BESIDE)
    console.presenter.narrow()
    console.presenter.narrow()
    assert strip.pos() == moved


def test_who_closes_the_strip_closes_the_console(console: Stage, strip: StripWindow) -> None:
    console.presenter.narrow()

    strip.close()

    assert not console.window.isVisible()
    assert not strip.isVisible()


@pytest.mark.parametrize(
    ("spot", "stands"),
    [
        (None, QPoint(320, 0)),
        (QPoint(100, 500), QPoint(100, 500)),
        (QPoint(-50, 1070), QPoint(0, 1016)),
        (QPoint(5000, -400), QPoint(640, 0)),
    ],
)
def test_a_strip_is_never_off_the_screen(spot: QPoint | None, stands: QPoint) -> None:
    assert fitting(spot, QSize(1280, 64), QRect(0, 0, 1920, 1080)) == stands


def test_a_broken_file_puts_the_strip_where_it_first_was(tmp_path: Path) -> None:
    (tmp_path / "strip.ini").write_text("[General]\nshape=round\nline=@Point(x)\nsheet=7\n")

    assert KeptPlace(tmp_path / "strip.ini").read().shape is Shape.LINE
