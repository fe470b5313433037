"""A hall whose presenter runs, and a window to draw on."""

from collections.abc import Callable, Iterator

import pytest
from hall_fakes import Hall
from pytestqt.qtbot import QtBot

from common.i18n import texts
from common.ui.fonts import load_fonts
from display.window import BoardWindow


@pytest.fixture
def closed_hall(qtbot: QtBot) -> Iterator[Hall]:
    """Return a hall whose presenter was not started."""

    def wait(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=30_000)

    hall = Hall(wait)
    yield hall
    hall.close()


@pytest.fixture
def hall(closed_hall: Hall) -> Hall:
    """Return a hall whose board has been read once, empty."""
    closed_hall.open()
    return closed_hall


@pytest.fixture
def window(qtbot: QtBot) -> BoardWindow:
    """Return a board's window, not yet on the screen."""
    load_fonts()
    made = BoardWindow(texts())
    qtbot.addWidget(made)
    return made
