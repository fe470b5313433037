import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.domain.errors import Unavailable
from common.voice.worker import Worker

FAKE = (sys.executable, str(Path(__file__).with_name("fake_synthesiser.py")))


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(FAKE)
    yield worker
    worker.stop()


def test_one_process_answers_every_question(worker: Worker) -> None:
    first = worker.ask({"text": "one"}, 10)["pid"]
    second = worker.ask({"text": "two"}, 10)["pid"]
    assert first == second == worker.pid


def test_a_process_killed_between_two_questions_is_replaced(worker: Worker) -> None:
    first = worker.ask({}, 10)["pid"]
    os.kill(int(str(first)), signal.SIGKILL)
    assert worker.ask({}, 10)["pid"] != first


def test_a_process_that_hangs_is_killed_and_replaced(worker: Worker) -> None:
    first = int(str(worker.ask({}, 10)["pid"]))

    with pytest.raises(Unavailable, match=r"did not answer in 0\.2 s"):
        worker.ask({"text": "hang"}, 0.2)

    assert not Path(f"/proc/{first}").exists()
    assert worker.ask({}, 10)["pid"] != first


def test_a_process_that_always_dies_is_given_up_after_the_second_try(worker: Worker) -> None:
    with pytest.raises(Unavailable, match="ends whenever it is asked"):
        worker.ask({"text": "die"}, 10)


def test_what_went_wrong_in_the_process_is_said(worker: Worker) -> None:
    with pytest.raises(Unavailable, match="no such voice"):
        worker.ask({"text": "refuse"}, 10)


def test_a_program_that_is_not_there_is_said() -> None:
    with pytest.raises(Unavailable, match="cannot be started"):
        Worker(["/nowhere/speaks"]).ask({}, 1)


def test_stopping_ends_a_process_that_hangs_while_it_is_asked(worker: Worker) -> None:
    pid = int(str(worker.ask({}, 10)["pid"]))
    said: list[str] = []

    def ask() -> None:
        try:
            worker.ask({"text": "hang"}, 60)
        except Unavailable as trouble:
            said.append(str(trouble))

    asking = threading.Thread(target=ask)
    asking.start()
    worker.stop()
    asking.join(timeout=10)

    assert len(said) == 1
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("module", ["speaking", "sounding"])
def test_a_worker_ends_when_its_parent_is_killed(module: str) -> None:
    code = f"""
import sys, threading
from common.voice.worker import Worker, command_of
worker = Worker(command_of("common.voice.{module}"))
worker.ask({{"voices": True, "device": ""}}, 20)
print(worker.pid, flush=True)
threading.Event().wait()
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout:
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait(timeout=10)
    until = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < until:
        threading.Event().wait(0.02)
    assert not is_running(pid)


@pytest.mark.parametrize("module", ["speaking", "sounding"])
def test_a_worker_loads_neither_qt_nor_the_store(module: str) -> None:
    code = f"import sys, common.voice.{module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"PySide6", "sqlalchemy", "psycopg", "escpos", "num2words"}


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(") ")[2]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return not state.startswith("Z")


def test_an_interrupted_question_fails_at_once_and_the_next_one_is_answered(worker: Worker) -> None:
    first = int(str(worker.ask({}, 10)["pid"]))
    timer = threading.Timer(0.1, worker.interrupt)
    timer.start()

    with pytest.raises(Unavailable, match="was stopped"):
        worker.ask({"text": "hang"}, 10)
    with pytest.raises(Unavailable, match="was stopped"):
        worker.ask({}, 10)

    timer.join()
    worker.go_on()
    assert worker.ask({}, 10)["pid"] != first
