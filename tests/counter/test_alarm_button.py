"""The supervisor's key that empties the building."""

from counter_stage import Stage, supervised

from counter.alarm_button import AlarmButton


def press(console: Stage) -> None:
    button = console.window.findChild(AlarmButton, "alarm")
    assert button is not None
    button.click()


def press_again(console: Stage) -> None:
    """Press once the question could be read."""
    button = console.window.findChild(AlarmButton, "alarm")
    assert button is not None
    console.until(button.can_be_confirmed)
    button.click()


def evacuated(console: Stage) -> bool:
    return console.store.board(None).evacuated_since is not None


def test_two_presses_empty_the_building_and_two_let_it_go_on(stage: Stage) -> None:
    console = supervised(stage)
    assert console.words("alarm") == "Təxliyə"
    press(console)
    assert console.words("alarm") == "Təsdiq edin: təxliyə"
    assert not evacuated(console)
    press_again(console)
    console.until(lambda: console.seen("evacuation") is not None)
    assert evacuated(console)
    assert "Binanı tərk edin" in console.words("evacuation")
    assert console.words("alarm") == "Təxliyəni bitir"

    press(console)
    press_again(console)
    console.until(lambda: console.seen("evacuation") is None)
    assert not evacuated(console)


def test_a_double_click_only_asks(stage: Stage) -> None:
    console = supervised(stage)
    asked: list[bool] = []
    button = console.window.findChild(AlarmButton, "alarm")
    assert button is not None
    button.confirmed.connect(asked.append)
    press(console)
    press(console)
    assert asked == []
    assert console.words("alarm") == "Təsdiq edin: təxliyə"


def test_a_single_press_is_forgotten(stage: Stage) -> None:
    console = supervised(stage)
    press(console)
    button = console.window.findChild(AlarmButton, "alarm")
    assert button is not None
    button.forget()
    assert console.words("alarm") == "Təxliyə"
    press(console)
    assert not evacuated(console)


def test_an_operator_has_no_such_key(console: Stage) -> None:
    assert console.seen("alarm") is None
