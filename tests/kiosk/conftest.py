"""A kiosk on a stage."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kiosk_stage import KIOSK, NO_HURRY, Centre, Stage, make_centre
from pytestqt.qtbot import QtBot

from common.domain.ids import DeviceCode
from common.ui.fonts import load_fonts
from kiosk.idle import Patience


@pytest.fixture(scope="session")
def centre_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make what each test's store is made from."""
    return make_centre(tmp_path_factory.mktemp("kiosk"))


@pytest.fixture(scope="session")
def centre(centre_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Return a store that all tests use in turn."""
    made = Centre(centre_file, tmp_path_factory.mktemp("kept"))
    yield made
    made.close()


@pytest.fixture
def kiosk_of(centre: Centre, tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., Stage]]:
    """Make a kiosk that is as patient as the test wants."""
    load_fonts()
    centre.put_back()
    stages: list[Stage] = []

    def make(
        patience: Patience = NO_HURRY, device: DeviceCode = KIOSK, *, double_ms: int = 0
    ) -> Stage:
        wait = qtbot.waitUntil
        stages.append(Stage(centre, tmp_path, wait, patience, device, double_ms=double_ms))
        return stages[-1]

    yield make
    for stage in stages:
        stage.close()


@pytest.fixture
def kiosk(kiosk_of: Callable[..., Stage]) -> Stage:
    """Make a kiosk that shows its first page."""
    stage = kiosk_of()
    stage.open()
    return stage
