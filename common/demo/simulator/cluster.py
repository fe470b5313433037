"""A Postgres of the simulator's own: made for one day, killed as often as wanted, then removed."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from common.demo.simulator.freezing import kill, runs
from common.domain.errors import Unavailable

START_WITHIN = 60.0
ENDED_WITHIN = 10.0
TRY_AGAIN_AFTER = 0.1
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "max_connections": "400",
}
VERSIONS = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server in a folder of its own; whatever it has answered is on the disk."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Return the address of its one database."""
        return self.through(self.port)

    def through(self, port: int) -> str:
        """Return the address of its database over another port, as a relay's."""
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def start(self) -> None:
        """Start it; after a kill, as soon as nothing of the old one is left."""
        until = time.monotonic() + START_WITHIN
        while not _runs("pg_ctl", "start", "-w", "-D", self._data, "-l", str(self.folder / "log")):
            if time.monotonic() > until:
                raise Unavailable(f"Postgres does not start; its log is {self.folder / 'log'}")
            time.sleep(TRY_AGAIN_AFTER)

    def stop(self) -> None:
        """Stop it at once."""
        _runs("pg_ctl", "stop", "-m", "immediate", "-w", "-D", self._data)

    def kill(self) -> None:
        """Kill the postmaster and with it all its processes.

        Left alone, those that wait for a lock of one that was killed would never end.
        """
        postmaster = self._postmaster()
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children")
        there = children.read_text(encoding="ascii").split() if children.exists() else []
        killed = (postmaster, *map(int, there))
        for pid in killed:
            kill(pid)
        if there:
            self._unlock(killed)

    def _unlock(self, killed: Sequence[int]) -> None:
        """Take the lock of a postmaster away that has ended with all its processes.

        It would hold as long as nobody asks after the dead, and in a container nobody may.
        """
        until = time.monotonic() + ENDED_WITHIN
        while any(map(runs, killed)) and time.monotonic() < until:
            time.sleep(TRY_AGAIN_AFTER)
        if not any(map(runs, killed)):
            self._lock.unlink(missing_ok=True)

    @property
    def _lock(self) -> Path:
        return self.folder / "data" / "postmaster.pid"

    def _postmaster(self) -> int:
        return int(self._lock.read_text(encoding="utf-8").splitlines()[0])

    @property
    def _data(self) -> str:
        return str(self.folder / "data")


@contextmanager
def private_cluster(folder: Path) -> Iterator[Cluster]:
    """Make and start a server in a folder, and end it; Unavailable where there is no Postgres."""
    folder.mkdir(parents=True)
    _hand_over(folder)
    cluster = Cluster(folder, _free_port())
    made = _runs(
        "initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8",
        "--locale=C", "--no-sync",
    )  # fmt: skip
    if not made:
        raise Unavailable(f"Postgres cannot be set up in {folder}")
    lines = [f"{name} = '{value}'" for name, value in SETTINGS.items()]
    lines.append(f"port = {cluster.port}")
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write("\n".join(lines) + "\n")
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def _runs(program: str, *arguments: str) -> bool:
    """Run one of Postgres' programs, as somebody it is ready to run for."""
    user, group = _somebody() or (None, None)
    # What these start keeps their output open, and whoever read it would wait for ever.
    done = subprocess.run(  # noqa: S603 - Postgres' own program
        [_program(program), *arguments],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=START_WITHIN + 30,
        cwd="/",
        user=user,
        group=group,
        extra_groups=None if user is None else [],
    )
    return done.returncode == 0


def _somebody() -> tuple[int, int] | None:
    """Return the user and group to become: Postgres refuses to run as root."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - there is none on Windows

    user = pwd.getpwnam("postgres")
    return user.pw_uid, user.pw_gid


def _hand_over(folder: Path) -> None:
    who = _somebody()
    if who is not None:
        # The one above, too, is made for its owner only; Postgres must be able to pass through.
        folder.parent.chmod(0o711)
        os.chown(folder, *who)


def _program(name: str) -> str:
    versions = sorted(VERSIONS.glob(f"*/bin/{name}"), key=lambda path: path.parts[-3].zfill(3))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise Unavailable(f"{name} is missing: install Postgres, or take SQLite")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
