"""What these commands say on standard output."""

import os
import sys

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


def _let_go() -> None:
    """Let what was not written be lost: nothing may be tried again at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
