"""One application as a process of its own, touched and typed into through its hand."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

LOOK_EVERY = 0.05
ANSWER_WITHIN = 8.0


class Stuck(Exception):
    """Something that a person would have seen did not happen in time."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is visible in a window: object names, their words, and whether they react."""

    words: Mapping[str, str]
    alive: frozenset[str]

    def has(self, name: str) -> bool:
        """Say whether something is on the screen."""
        return name in self.words

    def can(self, name: str) -> bool:
        """Say whether something is on the screen and reacts to touch."""
        return name in self.alive


class Driven:
    """A running application; every wait ends in an answer or in Stuck."""

    def __init__(
        self, module: str, settings: Path, log: Path, environment: Mapping[str, str]
    ) -> None:
        self.name = module
        self.facts: list[dict[str, object]] = []
        """What it told without being asked, oldest first."""
        self._answers: queue.SimpleQueue[dict[str, object]] = queue.SimpleQueue()
        self._number = 0
        self._log = log.open("wb")
        self._process = start_process(
            [sys.executable, "-m", module, "--settings", str(settings), "--hand"],
            environment,
            errors=self._log.fileno(),
        )
        threading.Thread(target=self._listen, name=f"{module}-answers", daemon=True).start()

    @property
    def running(self) -> bool:
        """Say whether the process is alive."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Return the process's number."""
        return self._process.pid

    def touch(self, name: str) -> datetime:
        """Touch the middle of a visible thing that is alive; return when that was."""
        return datetime.fromisoformat(str(self.tell("touch", name=name)["at"]))

    def key(self, sequence: str) -> None:
        """Press a key, as "F2" or "Return"."""
        self.tell("key", key=sequence)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.tell("type", text=text)

    def grab(self, file: Path) -> None:
        """Write a picture of the window."""
        self.tell("grab", file=str(file))

    def look(self) -> Seen:
        """Return what is visible now."""
        seen = self.tell("look")["seen"]
        if not isinstance(seen, dict):
            words = f"{self.name} gave no answer to a look"
            raise Stuck(words)
        words_of = {name: str(thing["words"]) for name, thing in seen.items()}
        return Seen(words_of, frozenset(name for name, thing in seen.items() if thing["alive"]))

    def wait(self, so: Callable[[Seen], bool], what: str, seconds: float = 5.0) -> Seen:
        """Look until something is so; raises Stuck with what was waited for."""
        until = time.monotonic() + seconds
        while True:
            seen = self.look()
            if so(seen):
                return seen
            if time.monotonic() > until:
                words = (
                    f"{self.name}: waited {seconds:.0f} s for {what}; on the screen: {_short(seen)}"
                )
                raise Stuck(words)
            time.sleep(LOOK_EVERY)

    def wait_and_touch(self, name: str, seconds: float = 5.0) -> None:
        """Touch a thing as soon as it is there and alive."""
        self.wait(lambda seen: seen.can(name), name, seconds)
        self.touch(name)

    def tell(self, do: str, **values: object) -> dict[str, object]:
        """Give the hand a command and return its answer; raises Stuck."""
        self._number += 1
        line = json.dumps({"id": self._number, "do": do, **values}) + "\n"
        try:
            write_line(self._process, line)
            return self._answer(do)
        except (BrokenPipeError, queue.Empty) as error:
            words = f"{self.name} does not answer ({do}); its log is {self._log.name}"
            raise Stuck(words) from error

    def ready(self, seconds: float = 20.0) -> None:
        """Wait until its window is on the screen."""
        until = time.monotonic() + seconds
        while not any("ready" in fact for fact in self.facts):
            if not self.running or time.monotonic() > until:
                words = f"{self.name} did not start; its log is {self._log.name}"
                raise Stuck(words)
            time.sleep(LOOK_EVERY)

    def stop(self) -> None:
        """End the process, kindly first."""
        end_process(self._process)
        self._log.close()

    def _answer(self, do: str) -> dict[str, object]:
        while True:
            answer = self._answers.get(timeout=ANSWER_WITHIN)
            if answer.get("id") == self._number:
                if not answer["ok"]:
                    words = f"{self.name} cannot {do}: {answer.get('why')}"
                    raise Stuck(words)
                return answer

    def _listen(self) -> None:
        if self._process.stdout is None:
            return
        for line in self._process.stdout:
            told = json.loads(line)
            if "id" in told:
                self._answers.put(told)
            else:
                self.facts.append(told)


def start_process(
    command: Sequence[str], environment: Mapping[str, str], errors: int | None = None
) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that it can be ended whole."""
    return subprocess.Popen(  # noqa: S603 - our own modules under our own interpreter
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, **environment},
        start_new_session=True,
    )


def write_line(process: subprocess.Popen[bytes], line: str) -> None:
    """Write a line to a process; raises BrokenPipeError when it no longer listens."""
    if process.stdin is None:
        raise BrokenPipeError
    process.stdin.write(line.encode())
    process.stdin.flush()


def end_process(process: subprocess.Popen[bytes], seconds: float = 5.0) -> None:
    """End a process and all it started: close its input, then ask, then kill."""
    if process.stdin is not None:
        with suppress(BrokenPipeError):  # it ended before it read all that was written
            process.stdin.close()
    if not _ended(process, seconds):
        process.terminate()
        if not _ended(process, 1.0):
            process.kill()
            process.wait(seconds)
    if process.stdout is not None:
        process.stdout.close()
    _end_group(process.pid)


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end_group(pid: int) -> None:
    if sys.platform == "win32":
        return
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _short(seen: Seen) -> str:
    return ", ".join(sorted(seen.words))[:400]
