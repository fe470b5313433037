"""What `run.py` can be asked for."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from installer.checkout.checks import run_checks
from installer.checkout.environment import Checkout, make_ready
from installer.checkout.needs import Purpose
from installer.checkout.stages import Trouble, complain

ROOT = Path(__file__).resolve().parents[2]
INTERRUPTED = 130
WRONG = 2


def start(arguments: list[str]) -> int:
    """Do what the arguments ask and return the exit code."""
    # A shell that starts us in the background would have us, and all we start, ignore Ctrl-C.
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    try:
        return _start(arguments)
    except Trouble as trouble:
        complain(str(trouble))
        return WRONG
    except KeyboardInterrupt:
        complain("\nStopped")
        return INTERRUPTED


def _start(arguments: list[str]) -> int:
    if sys.platform not in {"linux", "win32"}:
        raise Trouble("This runs on Linux and Windows only")
    checkout = Checkout(ROOT)
    if arguments[:1] == ["test"]:
        make_ready(checkout, Purpose.TESTS)
        return run_checks(checkout, arguments[1:])
    if arguments[:1] == ["bench"]:
        make_ready(checkout, Purpose.TESTS)
        os.environ["PYTHONPATH"] = str(ROOT)  # the tests are not installed, and measure with these
        return _hand_over(checkout, "tests.bench", arguments[1:])
    make_ready(checkout, purpose_of(arguments, os.environ, sys.platform))
    return _hand_over(checkout, "common.demo", arguments)


def purpose_of(arguments: list[str], environ: Mapping[str, str], platform: str) -> Purpose:
    """Say what the demonstration needs; raise Trouble when its windows have no screen."""
    if "--headless" in arguments or {"-h", "--help"} & set(arguments):
        return Purpose.HEADLESS
    if platform == "linux" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        raise Trouble("There is no display here; use: python3 run.py --headless --out DIR")
    return Purpose.WINDOWS


def _hand_over(checkout: Checkout, module: str, arguments: list[str]) -> int:
    command = [str(checkout.program("python")), "-P", "-m", module, *arguments]
    # -P: the project is found where it is installed, whatever lies in the folder one stands in.
    if sys.platform == "win32":
        return _wait_for(command)
    return _become(command)


def _become(command: list[str]) -> int:
    """Go on as the demonstration: signals, exit code and terminal are its own."""
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def _wait_for(command: list[str]) -> int:
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # The terminal sent Ctrl-C to the demonstration as well; it ends by itself.
                continue


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
