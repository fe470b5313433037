from collections.abc import Callable
from pathlib import Path

import pytest

from common.centre.commands import run
from common.floorfile.part import load_json

Ask = Callable[..., int]
ASSETS = Path(__file__).resolve().parents[2] / "assets"


@pytest.fixture
def demo() -> Path:
    return ASSETS / "floors" / "demo.json"


@pytest.fixture
def catalogue() -> Path:
    return ASSETS / "catalogue" / "catalogue.json"


@pytest.fixture
def catalogue_form(catalogue: Path) -> dict[str, object]:
    form = load_json(catalogue)
    assert isinstance(form, dict)
    return form


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Run one command on a store of the test's own, in this process."""
    url = f"store.url=sqlite:///{tmp_path / 'deep' / 'centre.db'}"
    logs = f"logs.folder={tmp_path / 'logs'}"

    def one(*arguments: str) -> int:
        return run(["--set", url, "--set", logs, *arguments])

    return one
