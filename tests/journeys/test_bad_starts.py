"""Applications that cannot start, as a person meets them: one line, exit code 2, no window."""

import os
import shutil
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from common.store.migrating import migrate


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'centre.db'}"
    migrate(url)
    return url


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """Return a copy of the program's assets that stands before its own."""
    with as_file(files("assets")) as source:
        return Path(shutil.copytree(source, tmp_path / "assets"))


def start(
    module: str, folder: Path, *arguments: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def settings(store: str, folder: Path) -> list[str]:
    return ["--set", f"store.url={store}", "--set", f"logs.folder={folder / 'log'}"]


def check_one_line(ended: "subprocess.CompletedProcess[str]", said: str) -> None:
    assert ended.returncode == 2, ended.stderr
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert said in ended.stderr


@pytest.mark.parametrize(
    ("module", "missing"),
    [("kiosk", "fonts"), ("display", "icons"), ("counter", "locale"), ("common.demo", "fonts")],
)
def test_missing_assets_are_named(
    module: str, missing: str, store: str, assets: Path, tmp_path: Path
) -> None:
    shutil.rmtree(assets / missing)
    asked = [] if module == "common.demo" else settings(store, tmp_path)

    ended = start(module, tmp_path, *asked)

    check_one_line(ended, f"assets/{missing}")
    assert "install the program again" in ended.stderr


def test_a_demonstration_without_its_catalogue_names_the_file(assets: Path, tmp_path: Path) -> None:
    shutil.rmtree(assets / "catalogue")

    ended = start("common.demo", tmp_path, "--headless", "--out", str(tmp_path / "out"))

    check_one_line(ended, "catalogue.json: there is no such file")


def test_a_display_that_cannot_be_opened_is_one_line(store: str, tmp_path: Path) -> None:
    ended = start("kiosk", tmp_path, *settings(store, tmp_path), QT_QPA_PLATFORM="nothing")

    check_one_line(ended, "no window can be opened here")


def test_a_kiosk_without_a_code_is_one_line(store: str, tmp_path: Path) -> None:
    check_one_line(start("kiosk", tmp_path, *settings(store, tmp_path)), "device.code is empty")


def test_a_wrong_option_is_one_line(tmp_path: Path) -> None:
    check_one_line(start("counter", tmp_path, "--ful-screen"), "--ful-screen; see asan-counter")
