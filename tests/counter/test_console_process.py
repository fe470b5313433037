"""The console as a process of its own, over a store that others use too."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from counter_stage import CARD, CENTRE, OPERATOR, PIN

from common.demo.driven import Driven
from common.domain.ids import RequestId
from common.domain.words import Language
from common.store.opening import open_store
from common.usecases.tickets import issue_ticket


@pytest.fixture
def settings(centre_file: Path, tmp_path: Path) -> Path:
    """Return the settings of a console at window 12 where one visitor waits."""
    url = f"sqlite:///{shutil.copy(centre_file, tmp_path / 'own.db')}"
    store = open_store(url, CENTRE)
    request = RequestId(str(uuid4()))
    issue_ticket(store, service=CARD, language=Language.RU, request=request)
    store.close()
    file = tmp_path / "settings.toml"
    file.write_text(
        f'[store]\nurl = "{url}"\n[device]\ncode = "W12"\n[logs]\nfolder = "{tmp_path}"\n'
    )
    return file


@pytest.fixture
def console(settings: Path, tmp_path: Path) -> Iterator[Driven]:
    """Return a running console."""
    made = Driven("counter", settings, tmp_path / "console.log", os.environ)
    yield made
    made.stop()


def sign_in(console: Driven) -> None:
    console.wait(lambda seen: seen.can("sign_in"), "the sign-in page", 20)
    console.touch("operator")
    console.type(OPERATOR)
    console.key("Return")
    console.type(PIN)
    console.key("Return")
    console.wait(lambda seen: seen.can("move:next") or seen.can("move:finish"), "the console")


def test_a_visitor_is_called_and_served_by_touch_and_key(console: Driven) -> None:
    sign_in(console)

    console.touch("move:next")
    console.wait(lambda seen: seen.words["number"] == "A001", "the called number")
    console.key("F4")
    console.wait(lambda seen: seen.can("move:finish"), "the visitor being served")
    console.key("F5")

    console.wait(lambda seen: seen.words["number"] == "", "an empty window")


def test_a_console_killed_while_serving_gives_the_visitor_back(
    console: Driven, settings: Path, tmp_path: Path
) -> None:
    sign_in(console)
    console.key("F2")
    console.wait(lambda seen: seen.can("move:start"), "the called number")
    console.key("F4")
    console.wait(lambda seen: seen.can("move:finish"), "the visitor being served")

    os.kill(console.pid, 9)
    again = Driven("counter", settings, tmp_path / "again.log", os.environ)
    try:
        sign_in(again)
        seen = again.wait(lambda seen: bool(seen.words["number"]), "the visitor")
    finally:
        again.stop()

    assert seen.words["number"] == "A001"
    assert seen.can("move:finish")


def test_a_store_that_is_not_there_is_one_line_and_no_window(tmp_path: Path) -> None:
    url = f"store.url=sqlite:///{tmp_path / 'nowhere.db'}"

    ended = subprocess.run(
        [sys.executable, "-m", "counter", "--set", url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert "nowhere.db" in ended.stderr
