"""What these commands say on standard output, and write into files."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from common.domain.errors import Unavailable


def say(words: str, end: str = "\n") -> None:
    """Print at once; Unavailable where nobody can write it down, BrokenPipeError after a reader."""
    try:
        print(words, end=end, flush=True)
    except BrokenPipeError:
        _let_go()
        raise
    except OSError as error:
        _let_go()
        reason = error.strerror or str(error)
        raise Unavailable(f"the output cannot be written ({reason}); send it elsewhere") from error


def write_whole(file: Path, text: str) -> None:
    """Write a file whole or leave it as it was; Unavailable where it cannot be written."""
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(file)
    except OSError as error:
        with suppress(OSError):  # where nothing can be written there may be nothing to remove
            part.unlink()
        reason = error.strerror or str(error)
        raise Unavailable(f"{file} cannot be written ({reason}); name another file") from error


def _let_go() -> None:
    """Let what was not written be lost: nothing may be tried again at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
