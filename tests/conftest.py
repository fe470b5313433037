"""What holds for every test: a screen that is always the same, and nothing left behind."""

import contextlib
import faulthandler
import gc
import logging
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["fixtures.stores"]
"""Here, and not imported in each folder: each import would make servers of its own."""

HERE = Path(__file__).resolve().parent
LIMIT = 20 * 60
"""Seconds after which a run writes where each of its threads is."""
GRACE = 2.0
"""Seconds that something which is ending gets to end."""
LONGEST_FIRST = (
    "test_scripted_day.py",
    "test_days.py",
    "test_player.py",
    "test_fit.py",
    "test_outage_journey.py",
    "test_family_faults.py",
)
"""Files that wait or compute long: begun last, one of them would keep a whole run waiting."""

# Before the first import of PySide6: without a platform it ends the whole process.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={HERE / 'screens.json'}"
for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(name, None)

# Python collects garbage on whichever thread allocates. A window of an earlier test, collected
# on the thread of a lane, would end the process: here the main thread does it, between tests.
gc.disable()

settings.register_profile("long", derandomize=True, deadline=None, database=None)
settings.register_profile("usual", settings.get_profile("long"), max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    """Draw fewer examples where only the short tests run; write all stacks when a run is stuck.

    SIGUSR1 asks for the stacks too.
    """
    short = config.getoption("markexpr") == "not long"
    settings.load_profile("usual" if short else "long")
    # A run in the background would pass on to all it starts that Ctrl-C is to be ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    stderr = os.fdopen(os.dup(2), "w")
    config.add_cleanup(stderr.close)
    faulthandler.dump_traceback_later(LIMIT, file=stderr)
    config.add_cleanup(faulthandler.cancel_dump_traceback_later)
    if sys.platform != "win32":
        faulthandler.register(signal.SIGUSR1, file=stderr)
        config.add_cleanup(lambda: faulthandler.unregister(signal.SIGUSR1))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; those of small ones fill the gaps at the end."""
    ranks = {name: rank for rank, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(ranks)))


def pytest_collection_finish() -> None:
    """Look no more at what the imports made: it lives on, and is most of what there is."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write what tests have to tell whether they passed or not; they may run elsewhere."""
    reports = [
        each for result in ("passed", "failed") for each in terminalreporter.stats.get(result, ())
    ]
    for report in reports:
        for name, line in getattr(report, "user_properties", ()):
            if name == "told":
                terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def _own_home() -> Iterator[None]:
    """Keep the settings, records and sockets of the person at this computer out of the tests."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
        for name in names:
            folder = Path(home) / name.lower()
            folder.mkdir(mode=0o700)
            patch.setenv(name, str(folder))
        yield


@pytest.fixture(autouse=True)
def _nothing_left(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that leaves threads, processes, windows or unexpected warnings behind.

    A test that expects a warning asserts it in `caplog` and then calls `caplog.clear()`.
    """
    # Now, for the fixtures of the test before held until its very end what they had made.
    _collect()
    threads, children, windows = set(threading.enumerate()), _children(), _windows()
    yield
    left = [
        *_threads_left(threads),
        *_children_left(children),
        *_windows_left(windows),
        *_warnings_left(caplog),
    ]
    if left:
        pytest.fail("left behind: " + "; ".join(left), pytrace=False)


def _collect() -> None:
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return


def _threads_left(before: set[threading.Thread]) -> list[str]:
    new = [each for each in threading.enumerate() if each not in before and not each.daemon]
    for thread in new:
        thread.join(timeout=GRACE)
    return [f"thread {thread.name}" for thread in new if thread.is_alive()]


def _children() -> set[int]:
    """Return the running child processes; those of Linux only."""
    found: set[int] = set()
    for task in Path("/proc/self/task").glob("*/children"):
        # A thread may end while its list is read.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found.update(int(child) for child in task.read_text().split())
    return {child for child in found if not _does_not_count(child)}


def _does_not_count(child: int) -> bool:
    """Say whether a child has ended, or serves Python's multiprocessing to the end of the run."""
    try:
        state = Path(f"/proc/{child}/stat").read_bytes().rpartition(b")")[2].split()[0]
        # Empty for a moment after the start, so it cannot tell whether the child has ended.
        command = Path(f"/proc/{child}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return True
    serving = (b"multiprocessing.resource_tracker", b"multiprocessing.forkserver")
    return state == b"Z" or any(server in command for server in serving)


def _children_left(before: set[int]) -> list[str]:
    until = time.monotonic() + GRACE
    while (new := _children() - before) and time.monotonic() < until:
        time.sleep(0.02)
    return [f"process {child} {_command(child)}" for child in sorted(new)]


def _command(child: int) -> str:
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()[:120]
    return ""


def _windows() -> dict[int, str]:
    """Return the names of the top-level widgets by their addresses in Qt."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    from shiboken6 import Shiboken  # noqa: PLC0415 - not every test has Qt

    windows = widgets.QApplication.topLevelWidgets()
    return {Shiboken.getCppPointer(each)[0]: type(each).__name__ for each in windows}


def _windows_left(before: dict[int, str]) -> list[str]:
    # To look at all there is takes longer than most tests: only when nothing less helps.
    for prepare in (lambda: None, _delete_what_is_due, gc.collect, _delete_what_is_due):
        prepare()
        if _windows().keys() <= before.keys():
            return []
    return [f"window {name}" for window, name in _windows().items() if window not in before]


def _delete_what_is_due() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - not every test has Qt

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _warnings_left(caplog: pytest.LogCaptureFixture) -> list[str]:
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    return [
        f"log {record.levelname} {record.name}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING
    ]
