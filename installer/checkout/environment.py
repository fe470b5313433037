"""The checkout's own Python environment, made once and known again by its stamp."""

import contextlib
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from installer.checkout.needs import NEEDS, Purpose, bring
from installer.checkout.stages import Trouble, do_stage, say, wait_for, write_whole

OTHER_SETUP_LIMIT = 1800.0
"""Seconds to wait while another start of the same checkout sets it up."""


def program_in(environment: Path, name: str, *, windows: bool) -> Path:
    """Return where an environment keeps a program."""
    if windows:
        return environment / "Scripts" / f"{name}.exe"
    return environment / "bin" / name


def digest(*parts: bytes) -> str:
    """Return a hash that differs when any part does."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class Checkout:
    """One clone of the project and the environment inside it."""

    root: Path

    @property
    def environment(self) -> Path:
        """The folder of the Python environment."""
        return self.root / ".venv"

    @property
    def stamp(self) -> Path:
        """The file that says what the environment was finished for; absent while it is made."""
        return self.environment / "made-for.json"

    def program(self, name: str) -> Path:
        """Return a program of the environment."""
        return program_in(self.environment, name, windows=sys.platform == "win32")

    def interpreter_mark(self) -> str:
        """Return what must be equal for the environment to be usable at all."""
        version = f"{sys.version_info.major}.{sys.version_info.minor} {sys.platform}"
        return digest(version.encode(), os.fsencode(self.root))

    def packages_mark(self) -> str:
        """Return what must be equal for the installed packages to be the right ones."""
        try:
            files = [self.root / "requirements.lock", self.root / "pyproject.toml"]
            return digest(*(file.read_bytes() for file in files))
        except OSError as error:
            raise Trouble(f"This checkout is broken ({error}); clone it again") from error


def make_ready(checkout: Checkout, purpose: Purpose) -> None:
    """Bring the system packages and the environment to what the purpose needs.

    Does nothing but read the stamp when they are so already.
    """
    if _fits(checkout, purpose):
        return
    try:
        with _alone(checkout.root):
            if not _fits(checkout, purpose):
                _set_up(checkout, purpose)
    except OSError as error:
        raise Trouble(f"The checkout cannot be set up: {error}") from error


def _set_up(checkout: Checkout, purpose: Purpose) -> None:
    if not os.access(checkout.root, os.W_OK):
        raise Trouble(f"The checkout cannot be set up: no right to write in {checkout.root}")
    bring(purpose)
    stamp = _read_stamp(checkout)
    if not _is_whole(checkout, stamp):
        _make_environment(checkout)
        stamp = {}
    if stamp.get("packages") != checkout.packages_mark():
        _install_packages(checkout)
    system = {**_system_of(stamp), purpose.value: _system_mark(purpose)}
    made_for = {
        "interpreter": checkout.interpreter_mark(),
        "packages": checkout.packages_mark(),
        "system": system,
    }
    write_whole(checkout.stamp, json.dumps(made_for, indent=1))


def _fits(checkout: Checkout, purpose: Purpose) -> bool:
    stamp = _read_stamp(checkout)
    return (
        _is_whole(checkout, stamp)
        and stamp.get("packages") == checkout.packages_mark()
        and _system_of(stamp).get(purpose.value) == _system_mark(purpose)
    )


def _is_whole(checkout: Checkout, stamp: dict[str, object]) -> bool:
    made_here = stamp.get("interpreter") == checkout.interpreter_mark()
    return made_here and checkout.program("python").exists()


def _system_of(stamp: dict[str, object]) -> dict[str, object]:
    system = stamp.get("system")
    return system if isinstance(system, dict) else {}


def _system_mark(purpose: Purpose) -> str:
    return digest(*(f"{need.package} {need.sign}".encode() for need in NEEDS[purpose]))


def _read_stamp(checkout: Checkout) -> dict[str, object]:
    """Return the stamp; an absent or spoilt one says nothing, and all is made anew."""
    try:
        stamp = json.loads(checkout.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _make_environment(checkout: Checkout) -> None:
    if Path(sys.prefix).resolve() == checkout.environment.resolve():
        raise Trouble("The environment must be made anew; start run.py with the system's Python")
    if checkout.environment.exists():
        say("The Python environment is unfinished or of another place; making it anew")
        shutil.rmtree(checkout.environment)
    command = [sys.executable, "-m", "venv", str(checkout.environment)]
    do_stage("Making the Python environment", command)


def _install_packages(checkout: Checkout) -> None:
    # Without its stamp an environment counts as unfinished, whatever stops us here.
    checkout.stamp.unlink(missing_ok=True)
    pip = [str(checkout.program("python")), "-m", "pip", "install", "--disable-pip-version-check"]
    lock = str(checkout.root / "requirements.lock")
    do_stage("Installing the Python packages", [*pip, "--require-hashes", "-r", lock])
    itself = ["--no-deps", "--no-build-isolation", "-e", str(checkout.root)]
    do_stage("Installing the project itself", [*pip, *itself])


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the checkout so that two first starts do not write into one environment."""
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - Windows has none

    folder = os.open(root, os.O_RDONLY)

    def take() -> bool:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    try:
        wait_for(take, "Another start is setting this checkout up; waiting", OTHER_SETUP_LIMIT)
        yield
    finally:
        os.close(folder)
