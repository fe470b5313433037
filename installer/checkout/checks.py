"""Every check and test of the project, one heading each."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from installer.checkout.environment import Checkout
from installer.checkout.guard import ask_for_stacks, guarded
from installer.checkout.stages import Trouble, complain, say, write_whole

STATIC_LIMIT = 600.0
"""Seconds for one static check."""
TESTS_LIMIT = 20 * 60.0
LONG_TESTS_LIMIT = 4 * 60 * 60.0


@dataclass(frozen=True, slots=True)
class Check:
    """A program that must end with zero."""

    name: str
    command: tuple[str, ...]
    folder: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a check ended."""

    check: Check
    passed: bool
    output: str
    seconds: float


def run_checks(checkout: Checkout, arguments: list[str]) -> int:
    """Run everything, also after a failure; return 0 only when all of it passed."""
    types = Check("mypy", (str(checkout.program("mypy")),), checkout.root)
    with _beside(types) as types_outcome:
        failed = [one.check.name for one in _run_static(checkout) if not one.passed]
        code = _run_tests(checkout, arguments)
        if code != 0:
            failed.append("pytest")
        # Begun first and told last: it takes as long as the others together.
        outcome = types_outcome()
    _tell(outcome)
    if not outcome.passed:
        failed.append(outcome.check.name)
    if failed:
        complain(f"FAILED: {', '.join(failed)}")
    return code if failed == ["pytest"] else int(bool(failed))


def _run_static(checkout: Checkout) -> Iterator[Outcome]:
    """Run the static checks two at a time and tell of each in its turn."""
    with ThreadPoolExecutor(max_workers=2) as lanes:
        for outcome in lanes.map(_run_check, _static_checks(checkout)):
            _tell(outcome)
            yield outcome


def _tell(outcome: Outcome) -> None:
    verdict = "ok" if outcome.passed else "FAILED"
    say(f"== {outcome.check.name}: {verdict}, {outcome.seconds:.1f} s")
    if not outcome.passed:
        say(outcome.output.rstrip())


@contextmanager
def _beside(check: Check) -> Iterator[Callable[[], Outcome]]:
    """Begin a check and yield what waits for its end; it is ended with the block at the latest."""
    started = time.monotonic()
    with tempfile.TemporaryFile() as written:
        process = subprocess.Popen(
            check.command,
            cwd=check.folder,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
        )

        def outcome() -> Outcome:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=STATIC_LIMIT)
            written.seek(0)
            said = written.read().decode(errors="replace")
            return Outcome(check, process.poll() == 0, said, time.monotonic() - started)

        try:
            yield outcome
        finally:
            process.kill()
            process.wait()


def _static_checks(checkout: Checkout) -> list[Check]:
    ruff, root = str(checkout.program("ruff")), checkout.root
    checks = [
        Check("ruff check", (ruff, "check", "."), root),
        Check("ruff format", (ruff, "format", "--check", "."), root),
        Check("lint-imports", (str(checkout.program("lint-imports")),), root),
    ]
    slip_reader = root / "tests" / "printing" / "npos"
    if (slip_reader / "package-lock.json").exists() and not _has_modules(slip_reader):
        npm = shutil.which("npm") or "npm"
        command = (npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        checks.insert(0, Check("npm ci", command, slip_reader))
    return checks


def _run_check(check: Check) -> Outcome:
    started = time.monotonic()
    try:
        done = subprocess.run(
            check.command,
            cwd=check.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=STATIC_LIMIT,
            check=False,
        )
        passed, output = done.returncode == 0, done.stdout.decode(errors="replace")
    except (OSError, subprocess.TimeoutExpired) as error:
        passed, output = False, str(error)
    if passed and check.name == "npm ci":
        write_whole(_modules_mark(check.folder), _lock_mark(check.folder))
    return Outcome(check, passed, output, time.monotonic() - started)


def _has_modules(folder: Path) -> bool:
    mark = _modules_mark(folder)
    return mark.exists() and mark.read_text(encoding="utf-8") == _lock_mark(folder)


def _modules_mark(folder: Path) -> Path:
    return folder / "node_modules" / "made-for.txt"


def _lock_mark(folder: Path) -> str:
    return hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()


NOTHING_BESIDE, BESIDE = "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"
"""Variables by which Python compiles again each time, or keeps the result elsewhere."""
PROCESSES = "4"
"""Tests wait for processes a good part of their time; two cores are what CI has."""
FOLDER_OF_TESTS = "PYTEST_DEBUG_TEMPROOT"
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it, closed to others
ROOM_OF_TESTS = 4 * 1024**3
"""Bytes: the files of the tests at their most, some Postgres clusters among them, several times."""


def pytest_arguments(arguments: list[str]) -> list[str]:
    """Return what pytest is given: the short tests, quietly, unless asked otherwise."""
    rest = [argument for argument in arguments if argument != "--long"]
    # Twice quiet would hide the closing line.
    quiet = [] if any(argument[:2] in {"-q", "-v"} for argument in rest) else ["-q"]
    short = [] if "--long" in arguments else ["-m", "not long"]
    # A file stays with one process: its module's servers and applications are started once.
    # xdist would begin with the files of most tests; tests/conftest.py has the order.
    alone = any(argument.startswith(("-n", "--pdb")) for argument in rest)
    together = [] if alone else ["-n", PROCESSES, "--dist", "loadfile", "--no-loadscope-reorder"]
    return [*quiet, *together, *short, *rest]


def environment_of_tests(
    given: Mapping[str, str], root: Path, memory: Path = IN_MEMORY
) -> dict[str, str]:
    """Return the environment of the tests, in which Python keeps what it has compiled.

    They start hundreds of processes, and each would compile the whole program again. Who wants
    no such files beside the sources gets them inside the environment. Where memory serves as a
    disk, the files of the tests lie there: a disk that stands still for seconds, as shared ones
    do, would make them fail, and says nothing of the program.
    """
    made = dict(given)
    if _has_room(memory):
        made.setdefault(FOLDER_OF_TESTS, str(memory))
    if made.pop(NOTHING_BESIDE, ""):
        made.setdefault(BESIDE, str(root / ".venv" / "compiled"))
    return made


def _has_room(memory: Path) -> bool:
    """Say whether there is a disk of memory with room for the tests."""
    return os.access(memory, os.W_OK) and shutil.disk_usage(memory).free >= ROOM_OF_TESTS


def _run_tests(checkout: Checkout, arguments: list[str]) -> int:
    say("== pytest")
    command = [str(checkout.program("python")), "-m", "pytest", *pytest_arguments(arguments)]
    limit = LONG_TESTS_LIMIT if "--long" in arguments else TESTS_LIMIT
    environment = environment_of_tests(os.environ, checkout.root)
    with guarded(command, checkout.root, environment) as process:
        try:
            return process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            ask_for_stacks(process)
            raise Trouble(f"The tests took more than {limit / 60:.0f} minutes") from None
