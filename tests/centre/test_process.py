"""`asan-centre` as a person meets it: a process, its exit code and its single lines."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "common.centre", *arguments]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    store = f"sqlite:///{tmp_path / 'centre.db'}"
    return os.environ | {"ASAN_NOVBE_STORE": store, "PYTHONWARNINGS": "error"}


@pytest.fixture
def centre(tmp_path: Path, environment: dict[str, str]) -> Run:
    def start(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command(*arguments),
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return start


def test_a_centre_is_set_up_from_nothing(centre: Run, demo: Path, tmp_path: Path) -> None:
    assert centre("init").returncode == 0
    imported = centre("import-floor", str(demo))
    exported = centre("export-floor", str(tmp_path / "out.json"))

    assert imported.returncode == 0, imported.stderr
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "out.json").stat().st_size > 0
    assert imported.stderr == exported.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export-floor"], "make one with asan-centre init"),
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
    centre: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "junk.db").write_bytes(b"no database at all" * 100)
    before = sorted(tmp_path.iterdir())

    done = centre(*arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("asan-centre: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_an_output_that_cannot_be_written_is_one_line(
    centre: Run, environment: dict[str, str], demo: Path
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no file that is always full")
    centre("init")
    centre("import-floor", str(demo))

    with full.open("w") as output:
        done = subprocess.run(
            command("export-floor"),
            env=environment,
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
def test_a_name_that_is_no_text_is_told_in_one_line(centre: Run, demo: Path) -> None:
    centre("init")
    centre("import-floor", str(demo))

    done = centre("set-pin", os.fsdecode(b"\xff"), "--random")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "has no operator" in done.stderr


def test_the_reader_of_an_export_may_stop_reading(
    centre: Run, environment: dict[str, str], demo: Path
) -> None:
    centre("init")
    centre("import-floor", str(demo))

    with subprocess.Popen(
        command("export-floor"),
        env=environment,
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
