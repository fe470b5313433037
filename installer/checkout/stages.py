"""Work that takes a while, told to the person at the terminal in one line each."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

HEARTBEAT = 5.0
"""Seconds between the dots of a long stage."""
LAST_LINES = 40
"""How much of a failed program's own output is repeated."""


class Trouble(Exception):
    """Something that a person has to put right; the text is the whole message."""


def say(text: str, end: str = "\n") -> None:
    """Print at once, so that a log shows it when it happens."""
    print(text, end=end, flush=True)


def complain(text: str) -> None:
    """Print one line where errors go."""
    print(text, file=sys.stderr, flush=True)


def do_stage(title: str, command: Sequence[str], env: Mapping[str, str] | None = None) -> None:
    """Run a program quietly under one line with a dot every few seconds.

    Raises Trouble, after repeating the program's last lines, when it fails.
    """
    started = time.monotonic()
    say(f"{title} ", end="")
    with tempfile.TemporaryFile() as output:
        try:
            code = _wait(command, env, output)
        except OSError as error:
            say("")
            raise Trouble(f"{title} failed: {error}") from error
        if code != 0:
            say("")
            complain(_last_lines(output))
            raise Trouble(f"{title} failed (exit {code}); its last words are above")
    say(f" {time.monotonic() - started:.0f} s")


def _wait(command: Sequence[str], env: Mapping[str, str] | None, output: IO[bytes]) -> int:
    process = subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
    )
    try:
        while True:
            try:
                return process.wait(timeout=HEARTBEAT)
            except subprocess.TimeoutExpired:
                say(".", end="")
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=HEARTBEAT)


def _last_lines(output: IO[bytes]) -> str:
    output.seek(0)
    text = output.read().decode(errors="replace")
    return "\n".join(text.splitlines()[-LAST_LINES:])


def wait_for(ready: Callable[[], bool], title: str, limit: float) -> None:
    """Ask every half second; raise Trouble after `limit` seconds."""
    if ready():
        return
    say(f"{title} ...")
    until = time.monotonic() + limit
    while not ready():
        if time.monotonic() > until:
            raise Trouble(f"{title} took more than {limit:.0f} s")
        time.sleep(0.5)


def write_whole(path: Path, text: str) -> None:
    """Replace a file in one step, so that a reader finds the old text or the new."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
