"""A test run that takes everything it started with it when it ends."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from installer.checkout.stages import complain

LAST_WORDS = 15.0
"""Seconds a run that is stopped gets to put its things away."""
STACKS = 2.0
"""Seconds it gets to write its stacks."""
REAP_EVERY = 0.1
ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of Linux's prctl."""


@contextlib.contextmanager
def guarded(
    command: list[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program in a group of its own and end all that came of it when the block is left.

    Who puts himself into another group, or loses his parent, is found as well (on Linux).
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    over = threading.Event()
    mourner = threading.Thread(target=_reap_orphans, args=(process.pid, over), daemon=True)
    mourner.start()
    try:
        yield process
    finally:
        over.set()
        mourner.join()
        _end(process)


def ask_for_stacks(process: subprocess.Popen[bytes]) -> None:
    """Let the test run write where each of its threads is; tests/conftest.py listens."""
    if sys.platform != "win32":
        process.send_signal(signal.SIGUSR1)
        time.sleep(STACKS)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the test run, kindly first, and then everything it started."""
    if sys.platform == "win32":
        process.kill()
        return
    stopped = process.poll() is None
    if stopped:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=LAST_WORDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=LAST_WORDS)
    orphans = _end_orphans()
    if orphans and not stopped:
        complain(f"Ended what the tests left running: {', '.join(orphans)}")


def _end_orphans() -> list[str]:
    """End the processes that came to us when their parents went; name those that had to be."""
    names: dict[int, str] = {}
    until = time.monotonic() + LAST_WORDS
    kindly_until = time.monotonic() + STACKS
    while (children := _children()) and time.monotonic() < until:
        if time.monotonic() > kindly_until:
            for child in children:
                names[child] = _name(child)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
        time.sleep(0.05)
        for child in children:
            _reap(child)
    return sorted(set(names.values()))


def _reap_orphans(own: int, over: threading.Event) -> None:
    """Ask after the adopted who have ended: unasked they keep their numbers, and seem to run."""
    while not over.wait(REAP_EVERY):
        for child in _children():
            if child != own:
                _reap(child)


def _reap(child: int) -> None:
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, os.WNOHANG)


def _children() -> list[int]:
    """Return what is left of test runs; nothing where the system does not list it.

    Whoever is of our own session is not theirs, and somebody else waits for his end.
    """
    lists = Path("/proc/self/task").glob("*/children")
    found = [int(child) for each in lists for child in each.read_text().split()]
    return [child for child in found if _session(child) != os.getsid(0)]


def _session(child: int) -> int:
    with contextlib.suppress(ProcessLookupError):
        return os.getsid(child)
    return 0


def _name(child: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{child}/comm").read_text(encoding="utf-8").strip()
    return str(child)
