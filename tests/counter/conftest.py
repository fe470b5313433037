"""A console of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from counter_stage import Centre, Stage, make_centre
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from setup_stage import SetupStage

from common.ui.fonts import load_fonts
from common.ui.theme import dress
from common.ui.tokens import LIGHT


@pytest.fixture(scope="session")
def centre_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store to copy: setting one up takes longer than a test."""
    return make_centre(tmp_path_factory.mktemp("centre"))


@pytest.fixture(scope="session")
def centre(centre_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Return a store that all tests use in turn."""
    made = Centre(centre_file, tmp_path_factory.mktemp("kept"))
    yield made
    made.close()


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """Let windows look as they do at work, for tests of what fits: they cost twice their time."""
    qapp.setStyle("Fusion")
    dress(qapp, LIGHT)
    yield
    qapp.setStyleSheet("")


@pytest.fixture
def stage(
    request: pytest.FixtureRequest, qtbot: QtBot, centre: Centre, tmp_path: Path
) -> Iterator[Stage]:
    """Return a centre whose console has not been started; it is drawn only where it is dressed."""
    load_fonts()
    made = Stage(centre, tmp_path, qtbot.waitUntil)
    made.window.setUpdatesEnabled("dressed" in request.fixturenames)
    yield made
    made.close()


@pytest.fixture
def console(stage: Stage) -> Stage:
    """Return a centre with an operator signed in at a window where nobody waits."""
    stage.sign_in()
    return stage


@pytest.fixture
def setup(qtbot: QtBot, centre: Centre, tmp_path: Path) -> Iterator[SetupStage]:
    """Return a centre whose set-up is changed at a console that has not been started."""
    load_fonts()
    made = SetupStage(centre, tmp_path, qtbot.waitUntil)
    yield made
    made.close()
