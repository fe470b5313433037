from pathlib import Path

import pytest
from floor_forms import Change, Write, catalogue_form, floor_form, written


@pytest.fixture
def catalogue_file(tmp_path: Path) -> Write:
    def write(change: Change) -> Path:
        form = catalogue_form()
        change(form)
        return written(tmp_path / "catalogue.json", form)

    return write


@pytest.fixture
def floor_file(tmp_path: Path) -> Write:
    def write(change: Change) -> Path:
        form = floor_form()
        change(form)
        return written(tmp_path / "floor.json", form)

    return write
