import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from common.centre.commands import run
from common.floorfile.part import load_json

Ask = Callable[..., int]
Capture = pytest.CaptureFixture[str]
ASSETS = Path(__file__).resolve().parents[2] / "assets"
DEMO = ASSETS / "floors" / "demo.json"


@pytest.fixture
def demo() -> Path:
    return DEMO


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


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make an empty store, and one with the demonstration's floor, by the commands themselves."""
    folder = tmp_path_factory.mktemp("made")
    empty, filled = folder / "empty.db", folder / "filled.db"
    assert run(["--set", f"store.url=sqlite:///{empty}", "init"]) == 0
    shutil.copy(empty, filled)
    assert run(["--set", f"store.url=sqlite:///{filled}", "import-floor", str(DEMO)]) == 0
    return empty, filled


@pytest.fixture
def place_of_store(tmp_path: Path) -> Path:
    """Return where `ask` looks for its store."""
    (tmp_path / "deep").mkdir()
    return tmp_path / "deep" / "centre.db"


@pytest.fixture
def begun(made_once: tuple[Path, Path], place_of_store: Path, capsys: Capture) -> None:
    """Have an empty store, as `init` makes it."""
    shutil.copy(made_once[0], place_of_store)
    capsys.readouterr()


@pytest.fixture
def set_up(made_once: tuple[Path, Path], place_of_store: Path, capsys: Capture) -> None:
    """Have a store with the demonstration's floor, as `init` and `import-floor` make it."""
    shutil.copy(made_once[1], place_of_store)
    capsys.readouterr()
