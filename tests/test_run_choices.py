from pathlib import Path

import pytest

from installer.checkout.checks import environment_of_tests, pytest_arguments
from installer.checkout.environment import program_in
from installer.checkout.needs import Purpose
from installer.checkout.start import purpose_of


def test_programs_of_an_environment_are_where_each_system_keeps_them() -> None:
    here = Path("clone") / ".venv"

    assert program_in(here, "python", windows=True) == here / "Scripts" / "python.exe"
    assert program_in(here, "python", windows=False) == here / "bin" / "python"


def test_windows_has_a_display_of_its_own() -> None:
    assert purpose_of([], {}, "win32") is Purpose.WINDOWS


def test_wayland_is_a_display() -> None:
    assert purpose_of([], {"WAYLAND_DISPLAY": "wayland-0"}, "linux") is Purpose.WINDOWS


TOGETHER = ["-n", "4", "--dist", "loadfile", "--no-loadscope-reorder"]


@pytest.mark.parametrize(
    ("given", "passed_on"),
    [
        ([], ["-q", *TOGETHER, "-m", "not long"]),
        (["--long"], ["-q", *TOGETHER]),
        (["-q", "tests"], [*TOGETHER, "-m", "not long", "-q", "tests"]),
        (["-vv", "--long"], [*TOGETHER, "-vv"]),
        (["-n0", "--long"], ["-q", "-n0"]),
    ],
)
def test_pytest_is_told_how_much_to_run(given: list[str], passed_on: list[str]) -> None:
    assert pytest_arguments(given) == passed_on


def test_the_tests_keep_what_python_compiled_where_nobody_minds(tmp_path: Path) -> None:
    root, no_memory = Path("clone"), tmp_path / "missing"
    unwanted = {"HOME": "here", "PYTHONDONTWRITEBYTECODE": "1"}

    assert environment_of_tests({"HOME": "here"}, root, no_memory) == {"HOME": "here"}
    assert environment_of_tests(unwanted, root, no_memory) == {
        "HOME": "here",
        "PYTHONPYCACHEPREFIX": str(root / ".venv" / "compiled"),
    }


@pytest.mark.parametrize(("room", "used"), [(0, True), (1 << 62, False)])
def test_the_files_of_the_tests_lie_in_memory_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int, *, used: bool
) -> None:
    monkeypatch.setattr("installer.checkout.checks.ROOM_OF_TESTS", room)

    made = environment_of_tests({}, Path("clone"), tmp_path)

    assert made == ({"PYTEST_DEBUG_TEMPROOT": str(tmp_path)} if used else {})
