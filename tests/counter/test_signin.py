"""How an operator comes to a window."""

from dataclasses import replace

import pytest
from counter_stage import ELSEWHERE, OPERATOR, OTHER, PIN, WINDOW, Stage
from lost_answers import NOT_SEEN, mend
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from common.domain.ids import CounterCode
from common.domain.words import Language
from common.usecases import shifts
from common.usecases.setup import replace_floor
from counter.state import Page


def enter(stage: Stage, operator: str, pin: str) -> None:
    """Type into the form as a person does, from its first field on."""
    field = stage.window.findChild(QLineEdit, "operator")
    assert field is not None
    field.clear()
    field.setFocus()
    stage.type(operator)
    stage.press(Qt.Key.Key_Return)
    stage.type(pin)
    stage.press(Qt.Key.Key_Return)


def window_field(stage: Stage) -> QComboBox:
    field = stage.window.findChild(QComboBox, "window")
    assert field is not None
    return field


def test_the_form_begins_with_the_operator_and_knows_its_window(stage: Stage) -> None:
    stage.open()

    focus = QApplication.focusWidget()

    assert focus is not None
    assert focus.objectName() == "operator"
    assert window_field(stage).currentData() == WINDOW
    assert stage.words("window").endswith(" 12")


def test_a_window_that_the_set_up_does_not_know_is_named(stage: Stage) -> None:
    others = tuple(one for one in stage.floor.counters if one.code != WINDOW)
    replace_floor(stage.store, replace(stage.floor, counters=others))
    stage.open()

    assert WINDOW in stage.words("message")

    enter(stage, OPERATOR, PIN)
    stage.until(lambda: "Belə pəncərə yoxdur" in stage.words("message"))


def test_signing_in_needs_no_mouse(stage: Stage) -> None:
    stage.open()

    enter(stage, OPERATOR, PIN)

    stage.until(lambda: stage.state.page is Page.CONSOLE)
    assert stage.seen("page:console") is not None


def test_another_window_is_chosen_with_the_keyboard_and_stays_with_what_was_typed(
    stage: Stage,
) -> None:
    stage.open()
    window_field(stage).setFocus()
    stage.press(Qt.Key.Key_Up)
    field = stage.window.findChild(QLineEdit, "operator")
    assert field is not None
    field.setFocus()
    stage.type(OPERATOR[:-3])

    stage.presenter.speak(Language.EN)
    stage.window.resize(1920, 1080)

    stage.type(OPERATOR[-3:])
    stage.press(Qt.Key.Key_Return)
    stage.type(PIN)
    stage.press(Qt.Key.Key_Return)

    stage.until(lambda: stage.state.page is Page.CONSOLE)
    assert stage.desk.seat.counter.code == ELSEWHERE


def test_an_empty_pin_asks_nothing(stage: Stage) -> None:
    stage.open()

    enter(stage, OPERATOR, "")

    assert not stage.state.pending
    assert stage.state.said is None


def test_who_signs_in_while_the_answer_is_lost_is_told_to_try_again(stage: Stage) -> None:
    stage.open()
    stage.cable.cut_behind_next = True
    enter(stage, OPERATOR, PIN)
    stage.until(lambda: stage.state.lost_since is not None)

    mend(stage)

    assert stage.words("message") == NOT_SEEN
    again = stage.seen("sign_in")
    assert again is not None
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    stage.until(lambda: stage.state.page is Page.CONSOLE)


def test_a_wrong_pin_is_said_under_the_field_and_is_typed_anew(stage: Stage) -> None:
    stage.open()

    enter(stage, OPERATOR, "0000")

    stage.until(lambda: stage.words("message") == "İstifadəçi adı və ya PIN yanlışdır.")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert (field.objectName(), field.text()) == ("pin", "")


def test_a_stranger_learns_no_more_than_that(stage: Stage) -> None:
    stage.open()

    enter(stage, "nobody", PIN)

    stage.until(lambda: stage.words("message") == "İstifadəçi adı və ya PIN yanlışdır.")


def test_five_misses_lock_the_operator_out(stage: Stage) -> None:
    stage.open()
    for _ in range(6):
        enter(stage, OPERATOR, "0000")

    stage.until(lambda: "Çox sayda yanlış cəhd" in stage.words("message"))


def test_a_window_taken_by_another_is_said_under_the_window(stage: Stage) -> None:
    shifts.sign_in(stage.store, WINDOW, OTHER, PIN)
    stage.open()

    enter(stage, OPERATOR, PIN)

    stage.until(lambda: "başqa operator" in stage.words("message"))
    assert window_field(stage).hasFocus()


def test_an_operator_who_sits_elsewhere_is_told_so(stage: Stage) -> None:
    shifts.sign_in(stage.store, ELSEWHERE, OPERATOR, PIN)
    stage.open()

    enter(stage, OPERATOR, PIN)

    stage.until(lambda: "başqa pəncərədə" in stage.words("message"))


def test_a_window_that_gives_none_of_his_services_is_said_so(stage: Stage) -> None:
    stage.open()
    field = window_field(stage)
    field.setCurrentIndex(field.findData(CounterCode("W2")))

    enter(stage, OPERATOR, PIN)

    stage.until(lambda: "xidmətləriniz" in stage.words("message"))


def test_the_pin_is_forgotten_when_the_operator_leaves(console: Stage) -> None:
    console.presenter.sign_out()
    console.until(lambda: console.state.page is Page.SIGN_IN)

    pin = console.window.findChild(QLineEdit, "pin")

    assert pin is not None
    assert pin.text() == ""


@pytest.mark.parametrize(
    ("language", "word"),
    [
        (Language.AZ, "İstifadəçi adı"),
        (Language.EN, "User name"),
        (Language.RU, "Имя пользователя"),
    ],
)
def test_the_form_speaks_three_languages(stage: Stage, language: Language, word: str) -> None:
    stage.open()

    stage.presenter.speak(language)

    assert stage.words("operator") == word


def test_a_refusal_follows_the_language(stage: Stage) -> None:
    stage.open()
    enter(stage, OPERATOR, "0000")
    stage.until(lambda: bool(stage.words("message")))

    stage.presenter.speak(Language.EN)

    assert stage.words("message") == "The user name or the PIN is wrong."
