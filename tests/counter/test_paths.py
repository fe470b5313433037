"""Which floor files are offered, and how a path that is being typed may go on."""

import os
import sys
from pathlib import Path

import pytest

from counter.setup.paths import paths_for


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home of somebody with two floor files among others."""
    monkeypatch.setenv("HOME", str(tmp_path))
    documents = tmp_path / "Documents"
    (documents / "Köhnə").mkdir(parents=True)
    (documents / ".gizli").mkdir()
    for name, holds, at in (
        ("mərkəz.json", '{"schema": 1, "centre": "ASAN-01"}', 1),
        ("Mart.json", '{"schema": 1, "centre": "ASAN-01"}', 2),
        ("başqa.json", "{}", 3),
        ("qeyd.txt", "", 4),
    ):
        (documents / name).write_text(holds, "utf-8")
        os.utime(documents / name, (at, at))
    return tmp_path


def test_a_path_goes_on_with_folders_and_files_that_begin_so(home: Path) -> None:
    there = f"{home}/Documents/"

    assert paths_for(there) == tuple(
        f"{there}{name}" for name in (f"Köhnə{os.sep}", "başqa.json", "Mart.json", "mərkəz.json")
    )
    assert paths_for(f"{there}MƏ") == (f"{there}mərkəz.json",)
    assert paths_for("~/doc") == (f"~/Documents{os.sep}",)
    assert paths_for(f"{there}.g") == (f"{there}.gizli{os.sep}",)


@pytest.mark.parametrize("typed", ["/nowhere/at/all/x", "~nobody-of-that-name/x", "/x\x00/y"])
def test_where_there_is_nothing_nothing_is_offered(typed: str) -> None:
    assert paths_for(typed) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not look at HOME")
def test_without_a_path_the_floor_files_of_the_usual_folders_are_offered(home: Path) -> None:
    found = [Path(path) for path in paths_for("") if path.startswith(str(home))]

    assert [path.name for path in found] == ["Mart.json", "mərkəz.json"]
