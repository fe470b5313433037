import ast
import os
import re
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = ("kiosk", "display", "counter", "common", "installer")
LONGEST_MODULE = 400
LONGEST_FUNCTION = 30
EMPTY_WORDS = ("Manager", "Helper", "Handler", "Utils", "Data", "Info", "Base", "Impl")

MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(work|root|home/\w+)/")
REGISTRIES = re.compile(r"registry[.]\w+|index[-]url|\w/simple[/]|//pypi[.]|_auth[T]oken")


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def files_of_the_project() -> list[Path]:
    git = ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"]
    names = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True, timeout=30)
    paths = [ROOT / name for name in names.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def text_lines() -> list[tuple[str, str]]:
    return list(lines_of_text_files())


def lines_of_text_files() -> Iterator[tuple[str, str]]:
    for path in files_of_the_project():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def modules() -> list[Path]:
    return [path for room in CODE for path in sorted((ROOT / room).rglob("*.py"))]


def test_a_signal_can_be_emitted_5000_times() -> None:
    # PySide6 6.12.0 drops a reference at each emit and aborts Python 3.11 after some hundreds.
    done = run_python("""
        from PySide6.QtCore import QObject, Signal

        class Bell(QObject):
            rung = Signal(bool)

        heard = []
        bell = Bell()
        bell.rung.connect(heard.append)
        for _ in range(5000):
            bell.rung.emit(True)
        print(len(heard))
    """)

    assert (done.returncode, done.stdout.strip()) == (0, "5000"), done.stderr


def test_every_module_can_be_imported() -> None:
    done = run_python("""
        import importlib, pkgutil, traceback

        names = []
        for room in ("kiosk", "display", "counter", "common", "assets"):
            package = importlib.import_module(room)
            names += [room] + [
                module.name
                for module in pkgutil.walk_packages(package.__path__, room + ".")
                if ".migrations." not in module.name  # Alembic runs these, nobody imports them
            ]
        for name in names:
            try:
                importlib.import_module(name)
            except BaseException:
                print(name)
                traceback.print_exc()
        assert len(names) > 20
    """)

    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_no_file_names_a_path_of_one_machine(text_lines: list[tuple[str, str]]) -> None:
    found = [where for where, line in text_lines if MACHINE_PATHS.search(line)]

    assert found == []


def test_no_file_names_a_package_registry(text_lines: list[tuple[str, str]]) -> None:
    found = [where for where, line in text_lines if REGISTRIES.search(line)]

    assert found == []


def test_no_module_is_longer_than_400_lines() -> None:
    paths = [*modules(), *(ROOT / "tests").rglob("*.py")]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@pytest.fixture(scope="module")
def definitions() -> list[tuple[str, Definition]]:
    """Return every function and class, each with where it stands."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, Definition)
    ]


def test_no_function_is_longer_than_30_lines(definitions: list[tuple[str, Definition]]) -> None:
    too_long = [
        f"{where} has {lines} lines"
        for where, node in definitions
        if not isinstance(node, ast.ClassDef) and (lines := body_lines(node)) > LONGEST_FUNCTION
    ]

    assert too_long == []


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    statements = function.body
    if ast.get_docstring(function) is not None:
        statements = statements[1:]
    if not statements:
        return 0
    return (function.end_lineno or function.lineno) - statements[0].lineno + 1


def test_no_class_has_a_name_that_says_nothing(definitions: list[tuple[str, Definition]]) -> None:
    names = [
        where
        for where, node in definitions
        if isinstance(node, ast.ClassDef) and node.name.endswith(EMPTY_WORDS)
    ]

    assert names == []


def test_package_files_are_empty() -> None:
    full = [path for path in modules() if path.name == "__init__.py" and path.stat().st_size]

    assert full == []


LEAKS = """
import logging, subprocess, threading
import pytest

stop = threading.Event()

def test_thread():
    threading.Thread(target=stop.wait, args=(30,), name="forgotten").start()

def test_process(request):
    process = subprocess.Popen(["sleep", "30"])
    request.config.add_cleanup(process.wait)
    request.config.add_cleanup(process.kill)

def test_window(qapp, request):
    from PySide6.QtWidgets import QWidget
    request.config.forgotten = QWidget()
    request.config.forgotten.show()

def test_warning():
    logging.getLogger("printer").warning("no paper")

def test_expected_warning(caplog):
    logging.getLogger("printer").warning("no paper")
    assert "no paper" in caplog.text
    caplog.clear()

def test_clean(qtbot):
    from PySide6.QtWidgets import QWidget
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

def test_end():
    stop.set()
"""


@pytest.fixture
def leaking(tmp_path: Path) -> list[str]:
    for name in ("conftest.py", "screens.json"):
        (tmp_path / name).write_bytes((ROOT / "tests" / name).read_bytes())
    (tmp_path / "test_leaks.py").write_text(LEAKS)
    pytest_here = [sys.executable, "-m", "pytest", "-q", "-rA", "--rootdir", str(tmp_path)]
    done = subprocess.run(
        [*pytest_here, "-c", "/dev/null", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return [line for line in done.stdout.splitlines() if "ERROR" in line and "test_leaks" in line]


def test_a_test_that_leaves_something_behind_fails(leaking: list[str]) -> None:
    kinds = [re.search(r"left behind: (\w+)", line) for line in leaking]

    assert [kind and kind[1] for kind in kinds] == ["thread", "process", "window", "log"]


def test_no_two_test_files_have_one_name() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("*.py"))

    twice = {name for name, times in names.items() if times > 1}

    # pytest takes files without packages for modules of their names.
    assert twice - {"__init__.py", "__main__.py", "conftest.py"} == set()
