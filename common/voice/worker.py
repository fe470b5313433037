"""A process that answers one question at a time and may be killed at any moment."""

import io
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from common.domain.errors import Unavailable

Answer = Mapping[str, object]


def command_of(module: str) -> tuple[str, ...]:
    """Return the command that runs one of this project's modules with this interpreter."""
    return (sys.executable, "-m", module)


class Worker:
    """Keeps a process that answers, and replaces it when it dies or does not answer in time."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._asking = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str | None] = queue.Queue()
        self._reader: threading.Thread | None = None
        self._stopped = False
        self._interrupted = False

    @property
    def pid(self) -> int | None:
        """The process that answers now, if there is one."""
        return None if self._process is None else self._process.pid

    def ask(self, question: Answer, timeout: float) -> Answer:
        """Return the answer to a question.

        Raises Unavailable with what the process said was wrong, and when it did not answer
        within `timeout` seconds; a process that died is replaced and asked once more.
        """
        with self._asking:
            line = self._exchange(question, timeout) or self._exchange(question, timeout)
            if line is None:
                raise Unavailable(f"{self._name} ends whenever it is asked")
        answer: Answer = json.loads(line)
        if "error" in answer:
            raise Unavailable(f"{self._name}: {answer['error']}")
        return answer

    def rest(self) -> None:
        """End the process; the next question starts a new one."""
        with self._asking:
            self._end()

    def interrupt(self) -> None:
        """End the process at once, also while it is being asked; questions fail until `go_on`."""
        self._interrupted = True
        process = self._process
        if process is not None:
            process.kill()

    def go_on(self) -> None:
        """Answer questions again after an interruption."""
        self._interrupted = False

    def stop(self) -> None:
        """End the process for good, also while it is being asked."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()
        with self._asking:
            self._end()

    @property
    def _name(self) -> str:
        return self._command[-1]

    def _exchange(self, question: Answer, timeout: float) -> str | None:
        """Ask once; None when the process died."""
        process = None if self._interrupted else self._running()
        if process is None or self._stopped or self._interrupted:
            self._end()
            raise Unavailable(f"{self._name} was stopped")
        try:
            if process.stdin is not None:
                process.stdin.write(json.dumps(question) + "\n")
                process.stdin.flush()
            line = self._answers.get(timeout=timeout)
        except queue.Empty:
            self._end()
            raise Unavailable(f"{self._name} did not answer in {timeout:g} s") from None
        except OSError:
            line = None
        if line is None:
            self._end()
        return line

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        try:
            self._process = process = subprocess.Popen(  # noqa: S603 - our own command
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                # From here `-m` finds the project also where it is not installed.
                cwd=Path(__file__).parents[2],
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise Unavailable(f"{self._name} cannot be started: {error}") from error
        self._answers = queue.Queue()
        self._reader = threading.Thread(
            target=_read, args=(process.stdout, self._answers), name=self._name, daemon=True
        )
        self._reader.start()
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait(timeout=2)
        if self._reader is not None:
            self._reader.join(timeout=2)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)


def _read(lines: IO[str], into: "queue.Queue[str | None]") -> None:
    for line in lines:
        into.put(line)
    into.put(None)


def _close(pipe: IO[str]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        # What was not yet written to a dead process is lost, as it should be.
        return


def serve(answer: Callable[[Answer], Answer]) -> None:
    """Answer questions of the parent process line by line until it goes away."""
    # Ctrl-C in a terminal reaches the whole group; the parent decides when this process ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = sys.stdout
    questions: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(questions,), daemon=True).start()
    while True:
        question = json.loads(questions.get())
        # Libraries print as they work; the answers keep the pipe to themselves.
        sys.stdout = io.StringIO()
        try:
            said = answer(question)
        except Exception as error:  # noqa: BLE001 - the parent hears of it and decides
            said = {"error": f"{type(error).__name__}: {error}"}
        out.write(json.dumps(said) + "\n")
        out.flush()


def _listen(questions: "queue.Queue[str]") -> None:
    for line in sys.stdin:
        questions.put(line)
    # The parent is gone; the main thread may hang inside a library.
    os._exit(0)
