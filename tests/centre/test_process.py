"""`asan-centre` as a person meets it: a process, its exit code and its single lines."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from common.centre.commands import run

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "common.centre", *arguments]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with nothing in it, where the store is going to be."""
    monkeypatch.setenv("ASAN_NOVBE_STORE", f"sqlite:///{tmp_path / 'centre.db'}")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def filled(made_once: tuple[Path, Path], here: Path) -> None:
    """Have a store with the demonstration's floor, as `init` and `import-floor` make it."""
    shutil.copy(made_once[1], here / "centre.db")


@pytest.fixture
def centre() -> Run:
    def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command(*arguments),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return start


def test_a_centre_is_set_up_from_nothing(centre: Run, demo: Path, here: Path) -> None:
    assert centre("init").returncode == 0
    imported = centre("import-floor", str(demo))
    exported = centre("export-floor", str(here / "out.json"))

    assert imported.returncode == 0, imported.stderr
    assert exported.returncode == 0, exported.stderr
    assert (here / "out.json").stat().st_size > 0
    assert imported.stderr == exported.stderr == ""


def test_a_process_of_bad_input_says_one_line_and_ends_with_2(centre: Run) -> None:
    done = centre("export-floor")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("asan-centre: ")
    assert done.stderr.count("\n") == 1
    assert "make one with asan-centre init" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export-floor", "--set", "store.ulr=x"], "did you mean store.url?"),
        (["export-floor", "--settings", "nowhere.toml"], "there is no such settings file"),
        (["init", "--set", "store.url=postgresql://asan@127.0.0.1:1/x"], "cannot be reached"),
        (["init", "--set", "store.url=postgresql://asan@[x"], "store.url is no store"),
        (["export-floor", "--set", "store.url=sqlite:///junk.db"], "file is not a database"),
        (["import-floor", "nowhere.json"], "there is no"),
        (["import-floor"], "the following arguments are required: FILE"),
        (["audit", "verify", "--against", "nowhere"], "the heads in nowhere cannot be read"),
        (["report", "--from", "today", "--to", "today"], '"today" is no date like 2026-11-24'),
        (["inport-floor"], "invalid choice: 'inport-floor'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    here: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    (here / "junk.db").write_bytes(b"no database at all" * 100)
    before = sorted(here.iterdir())

    code = ended_with(arguments)

    told = capfd.readouterr()
    assert code == 2
    assert told.out == ""
    assert told.err.startswith("asan-centre: ")
    assert told.err.count("\n") == 1
    assert said in told.err
    assert sorted(here.iterdir()) == before


def ended_with(arguments: list[str]) -> object:
    """Return the exit code of a command in this process: a process each would take ten times it."""
    try:
        return run(arguments)
    except SystemExit as end:
        return end.code


@pytest.mark.usefixtures("filled")
def test_an_output_that_cannot_be_written_is_one_line() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no file that is always full")
    with full.open("w") as output:
        done = subprocess.run(
            command("export-floor"),
            stdout=output,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "the output cannot be written" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="names are always text there")
@pytest.mark.usefixtures("filled")
def test_a_name_that_is_no_text_is_told_in_one_line(centre: Run) -> None:
    done = centre("set-pin", os.fsdecode(b"\xff"), "--random")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "has no operator" in done.stderr


@pytest.mark.usefixtures("filled")
def test_the_reader_of_an_export_may_stop_reading() -> None:
    with subprocess.Popen(
        command("export-floor"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()

    assert first == "{\n"
    assert told == ""
