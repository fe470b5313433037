"""Nothing is cut off and nothing is grey, at every size and in every language."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from counter_stage import CARD, DUTY, OPERATOR, PASSPORT, PIN, WINDOW, Stage, supervised
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from common.domain.errors import Reason, Refused
from common.domain.first_run import PersonFault
from common.domain.pins import PinFault
from common.domain.words import Language
from common.usecases import alarm
from common.usecases.calling import call_next
from counter.floor.presenter import FloorPresenter
from counter.move_button import MoveButton
from counter.pieces import Elided
from counter.state import Cover, Page

pytestmark = pytest.mark.usefixtures("dressed")

ROUNDS = 20
"""Of laying out, at most, until nothing moves any more."""
WHITE = 255
STILL = 4
"""Rounds in which nothing moved: one alone may come before what it answers is laid out."""
SIZES = ((1280, 720), (1920, 1080))
EVERY_SIZE = (*SIZES, pytest.param((1280, 800), marks=pytest.mark.long))
"""Between the smallest and the largest there is nothing that neither of them shows."""


def cut(window: QWidget) -> Iterator[str]:
    """Yield what does not fit its place or stands over the edge of what it is in."""
    for one in window.findChildren(QWidget):
        if not one.isVisible() or one.window() is not window:
            continue
        parent = one.parentWidget()
        if parent.objectName() != "qt_scrollarea_viewport" and not parent.rect().contains(
            one.geometry()
        ):
            yield f"{type(one).__name__} {one.objectName()} {_text(one)!r} over the edge"
        if isinstance(one, QLabel | QPushButton) and not isinstance(one, Elided) and _text(one):
            needed = one.heightForWidth(one.width()) if one.hasHeightForWidth() else 0
            wide = 0 if needed else one.minimumSizeHint().width()
            if wide > one.width() or max(needed, one.minimumSizeHint().height()) > one.height():
                yield f"{one.objectName()} {_text(one)!r} is cut"
        if isinstance(one, MoveButton) and one.toolTip():
            yield f"{one.objectName()} {_text(one)!r} is cut"


def _text(one: QWidget) -> str:
    text = getattr(one, "text", None)
    return str(text()) if callable(text) else ""


def settle(stage: Stage, size: tuple[int, int], language: Language) -> None:
    stage.presenter.speak(language)
    settle_shown(stage, size)


def settle_shown(stage: Stage, size: tuple[int, int]) -> None:
    # Each round would draw most of the window: it is drawn once, when all stands.
    stage.window.setUpdatesEnabled(False)
    stage.window.resize(*size)
    # Words that are broken into lines ask for their height in rounds; a reading may come between.
    seen: list[list[QRect]] = []
    while len(seen) < ROUNDS and (
        len(seen) < STILL or any(seen[-1] != one for one in seen[-STILL:])
    ):
        QApplication.processEvents()
        seen.append([one.geometry() for one in stage.window.findChildren(QWidget)])
    stage.window.grab()


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_the_sign_in_page_fits(stage: Stage, size: tuple[int, int]) -> None:
    stage.open()
    stage.presenter.sign_in(OPERATOR, "0000", "W12")
    stage.until(lambda: bool(stage.words("message")))

    for language in Language:
        settle(stage, size, language)
        assert list(cut(stage.window)) == []


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_a_reason_of_two_lines_covers_no_field(stage: Stage, size: tuple[int, int]) -> None:
    stage.open()
    for _ in range(6):
        stage.presenter.sign_in(OPERATOR, "0000", "W12")
        stage.until(lambda: not stage.state.pending)
    settle(stage, size, Language.AZ)
    pin, reason = stage.seen("pin"), stage.seen("message")
    assert pin is not None
    assert reason is not None

    under = pin.mapTo(stage.window, pin.rect().bottomLeft()).y()

    assert pin.height() == pin.minimumHeight()
    assert reason.mapTo(stage.window, reason.rect().topLeft()).y() > under


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_the_console_fits_in_every_state(console: Stage, size: tuple[int, int]) -> None:
    console.issue(CARD, more=(DUTY, PASSPORT))
    for service in (PASSPORT, CARD):
        console.issue(service)
    console.wake(lambda: len(console.desk.queue) == 3)
    console.second(900)

    def fits() -> None:
        for language in Language:
            settle(console, size, language)
            assert list(cut(console.window)) == []

    fits()
    console.press(Qt.Key.Key_F2)
    console.second(1)
    fits()
    console.press(Qt.Key.Key_F4)
    console.second(3601)
    console.presenter.sign_out()
    console.until(lambda: bool(console.words("message")))
    fits()
    console.press(Qt.Key.Key_F9)
    fits()
    console.press(Qt.Key.Key_Escape)
    console.press(Qt.Key.Key_F8)
    console.take_first()
    console.until(lambda: "resume" in console.alive())
    fits()


def test_moves_and_counts_stand_clear_under_tabs_and_bands(stage: Stage) -> None:
    supervised(stage)
    for _ in range(20):
        stage.issue(CARD)
        stage.clock.move(seconds=70)
    stage.wake(lambda: len(stage.desk.queue) == 20)
    alarm.evacuate(stage.store, counter=WINDOW)
    stage.wake(lambda: stage.seen("evacuation") is not None)

    for language in Language:
        stage.window.show_state(replace(stage.state, practice=True, language=language))
        settle_shown(stage, SIZES[0])
        moves = [one for one in stage.window.findChildren(MoveButton) if one.isVisible()]
        assert all(above.y() + above.height() < below.y() for above, below in pairwise(moves))
        assert list(cut(stage.window)) == []


@pytest.mark.parametrize("number", ["A1000", "AB047", "AB1047"])
def test_a_long_number_fits(console: Stage, number: str) -> None:
    console.queue(CARD)
    console.press(Qt.Key.Key_F2)
    desk = console.desk
    assert desk.current is not None
    ticket = replace(desk.current.ticket, label=number)
    longer = replace(desk, current=replace(desk.current, ticket=ticket))

    console.window.show_state(replace(console.state, desk=longer))

    assert console.words("number") == number
    assert list(cut(console.window)) == []


@pytest.mark.parametrize("page", [Page.SIGN_IN, Page.CONSOLE])
def test_nothing_is_grey(stage: Stage, page: Page) -> None:
    stage.open()
    if page is Page.CONSOLE:
        stage.presenter.sign_in(OPERATOR, PIN, "W12")
        stage.until(lambda: stage.state.page is Page.CONSOLE and not stage.state.pending)
        stage.queue(CARD)

    assert grey_part(stage.window.grab().toImage()) < 0.001


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_list_of_windows_is_not_grey(stage: Stage) -> None:
    stage.open()
    field = stage.window.findChild(QComboBox, "window")
    assert field is not None
    field.showPopup()

    popup = field.view().window().grab().toImage()
    field.hidePopup()

    assert grey_part(popup) < 0.001


def grey_part(picture: QImage) -> float:
    """Return which part of a picture has no colour at all, white and black apart."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1, 4)
    blue, green, red = (rows[:, : plain.width(), part] for part in range(3))
    grey = (red == green) & (green == blue) & (red > 0) & (red < WHITE)
    return float(grey.mean())


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_what_lies_over_the_console_fits(console: Stage, size: tuple[int, int]) -> None:
    def fits(said: Refused | None) -> None:
        if said is not None:
            console.presenter.entrance.refused.emit(said)
        for language in Language:
            settle(console, size, language)
            assert list(cut(console.window)) == []

    console.presenter.entrance.lock()
    fits(None)
    fits(Refused(Reason.LOCKED_OUT, seconds=60))
    console.presenter.entrance.choose_pin()
    fits(None)
    for fault in PinFault:
        fits(Refused(Reason.PIN_UNFIT, fault=fault.value))
    console.presenter.entrance.moved.emit(lambda state: replace(state, cover=Cover.FIRST_RUN))
    fits(None)
    for unfit in PersonFault:
        fits(Refused(Reason.PERSON_UNFIT, fault=unfit.value))


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_the_floor_page_fits(stage: Stage, size: tuple[int, int]) -> None:
    supervised(stage)
    page = stage.link.findChild(FloorPresenter)
    assert page is not None
    stage.issue(CARD, more=(DUTY, PASSPORT))
    call_next(stage.store, WINDOW)
    QTest.keyClick(stage.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: page.state.hall is not None and page.state.hall.figures().waiting == 0)

    def fits() -> None:
        for language in Language:
            settle(stage, size, language)
            assert list(cut(stage.window)) == []

    fits()
    assert grey_part(stage.window.grab().toImage()) < 0.001
    page.open("entity:DIN")
    fits()
    page.open_counter(WINDOW)
    fits()
    page.begin("add")
    fits()


def test_text_grows_as_far_as_there_is_room(console: Stage) -> None:
    settle(console, (1920, 1080), Language.RU)
    number = console.seen("number")
    usual = 0 if number is None else number.font().pixelSize()

    for _ in range(9):
        console.presenter.enlarge(1)
    settle(console, (1920, 1080), Language.RU)

    number = console.seen("number")
    assert console.state.text_percent == 150
    assert number is not None
    assert number.font().pixelSize() > usual
    assert list(cut(console.window)) == []
