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


TOGETHER = ["-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]


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


def test_the_tests_keep_what_python_compiled_where_nobody_minds() -> None:
    root = Path("clone")
    unwanted = {"HOME": "here", "PYTHONDONTWRITEBYTECODE": "1"}

    assert environment_of_tests({"HOME": "here"}, root) == {"HOME": "here"}
    assert environment_of_tests(unwanted, root) == {
        "HOME": "here",
        "PYTHONPYCACHEPREFIX": str(root / ".venv" / "compiled"),
    }
