"""One application, watched: started, killed when it stands still, started again."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from common.watching.beat import PULSE_NAMED_BY, WATCHER_NAMED_BY
from common.watching.judging import Patience, Stillness, after_end

WINDOWS = sys.platform == "win32"


class Watcher:
    """Runs a command until it ends on purpose; tells each happening in one line on stderr."""

    def __init__(self, name: str, command: Sequence[str], patience: Patience | None = None) -> None:
        self._name, self._command = name, tuple(command)
        self._patience = patience or Patience()
        self._over = threading.Event()

    def end(self) -> None:
        """Let the application end, and do not start it again."""
        self._over.set()

    def run(self) -> int:
        """Watch until the application ends on purpose or `end` is called; return 0."""
        falls = 0
        with tempfile.TemporaryDirectory(prefix="asan-watch-") as folder:
            pulse = Path(folder) / "pulse"
            while not self._over.is_set():
                began = time.monotonic()
                code = self._watch(pulse)
                ran = time.monotonic() - began
                again = after_end(code, ran, falls, self._patience)
                falls = again.falls
                if again.pause is None or self._over.is_set():
                    break
                words = f"ended with {_words(code)} after {ran:.0f} s"
                self._say(f"{words}; it is started again in {again.pause:.0f} s")
                self._over.wait(again.pause)
        self._say("ended on purpose" if not self._over.is_set() else "was asked to end, and ended")
        return 0

    def _watch(self, pulse: Path) -> int:
        """Start the application and wait for its end; return its code, below 0 when killed."""
        pulse.write_bytes(b"")
        os.utime(pulse, (0, 0))
        environment = os.environ | {PULSE_NAMED_BY: str(pulse), WATCHER_NAMED_BY: str(os.getpid())}
        process = subprocess.Popen(  # noqa: S603 - an application of ours
            self._command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=not WINDOWS,
        )
        try:
            return self._until_end(process, pulse)
        finally:
            _kill(process)
            process.wait()

    def _until_end(self, process: subprocess.Popen[bytes], pulse: Path) -> int:
        stillness = Stillness(self._patience, time.monotonic(), pulse.stat().st_mtime_ns)
        while True:
            if self._over.wait(self._patience.look):
                return self._ask_to_end(process)
            code = process.poll()
            if code is not None:
                return code
            if stillness.look(time.monotonic(), pulse.stat().st_mtime_ns):
                self._say(f"stood still for {stillness.still:.0f} s and is killed")
                _kill(process)
                return process.wait()

    def _ask_to_end(self, process: subprocess.Popen[bytes]) -> int:
        process.terminate()
        try:
            return process.wait(self._patience.ends)
        except subprocess.TimeoutExpired:
            self._say(f"did not end within {self._patience.ends:.0f} s and is killed")
            _kill(process)
            return process.wait()

    def _say(self, words: str) -> None:
        sys.stderr.write(f"asan-watch: {self._name} {words}\n")
        sys.stderr.flush()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill an application and all it started."""
    if WINDOWS:
        task = ("taskkill", "/T", "/F", "/PID", str(process.pid))
        subprocess.run(  # noqa: S603 - a program of the system
            task, check=False, capture_output=True, timeout=10
        )
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _words(code: int) -> str:
    return f"code {code}" if code >= 0 else signal.Signals(-code).name
