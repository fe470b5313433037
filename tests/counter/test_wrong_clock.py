"""A console whose own clock is wrong goes by the store's, and says that somebody should look."""

from datetime import timedelta

import pytest
from counter_stage import CARD, MORNING, Stage
from PySide6.QtCore import Qt

from counter.state import Page


@pytest.mark.parametrize("ahead", [timedelta(days=3650), timedelta(days=-4000)])
def test_a_console_years_off_works_by_the_stores_clock(
    stage: Stage, caplog: pytest.LogCaptureFixture, ahead: timedelta
) -> None:
    stage.computer.ahead = ahead
    stage.sign_in()
    stage.queue(CARD)

    stage.press(Qt.Key.Key_F2)
    stage.until(lambda: stage.desk.call is not None)
    assert "recall" not in stage.alive()
    stage.second(31)

    stage.until(lambda: "recall" in stage.alive())
    assert stage.state.now == MORNING + timedelta(seconds=31)
    assert stage.words("status:clock") == "Kompüterin saatı səhvdir"
    assert sum("differs from the store's" in line for line in caplog.messages) == 1
    caplog.clear()


def test_a_clock_that_is_right_is_not_mentioned(console: Stage) -> None:
    assert console.state.page is Page.CONSOLE
    assert console.seen("status:clock") is None


def test_the_sign_goes_when_the_clock_was_set(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.computer.ahead = timedelta(seconds=5)
    stage.sign_in()
    assert stage.seen("status:clock") is not None
    caplog.clear()

    stage.computer.ahead = timedelta()
    stage.second(11)

    stage.until(lambda: stage.seen("status:clock") is None)
