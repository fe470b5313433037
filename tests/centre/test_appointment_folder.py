"""The folder into which another program puts appointments, by a clock of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.stores import ShiftedClock, today
from floors import CENTRE

from common.centre.appointment_folder import EVERY, QUIET, Watcher
from common.domain.errors import Unavailable
from common.domain.events import EventKind
from common.ports import Store
from common.store.opening import open_store

Capture = pytest.CaptureFixture[str]
HEADER = "code,service,at,language,state\n"
GOOD = f"{HEADER}AB12,DIN-01,2026-11-28 12:00,,\n"


class Away:
    """A store that is out of reach while the test says so."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.away = False

    def __getattr__(self, name: str) -> object:
        if self.away:
            raise Unavailable("nobody answers")
        return getattr(self._store, name)


class Folder:
    """The folder, who watches it, and the time between."""

    def __init__(self, path: Path, store: Store) -> None:
        self.path, self.clock = path, ShiftedClock()
        self.store = Away(store)
        self.watcher = Watcher(self.store, path, self.clock)  # type: ignore[arg-type] # as it answers

    def put(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, "utf-8")

    def look(self, after: float = QUIET) -> float:
        self.clock.forward(seconds=after)
        return self.watcher.look()

    def names(self, place: str = ".") -> list[str]:
        here = self.path / place
        return sorted(each.name for each in here.iterdir()) if here.is_dir() else []

    def imported(self) -> int:
        opened = self.store.away
        self.store.away = False
        events = self.store.events(today(self.store))  # type: ignore[operator,arg-type] # a store's
        self.store.away = opened
        return sum(event.kind is EventKind.APPOINTMENTS_IMPORTED for event in events)


@pytest.fixture
def folder(tmp_path: Path, sqlite_url: str) -> Iterator[Folder]:
    store = open_store(sqlite_url, CENTRE)
    path = tmp_path / "incoming"
    path.mkdir()
    yield Folder(path, store)
    store.close()


def test_a_file_that_has_stopped_growing_is_taken_over_and_moved(
    folder: Folder, capsys: Capture
) -> None:
    folder.put("a.csv", GOOD)

    assert folder.look() == QUIET
    assert folder.names() == ["a.csv"]
    assert folder.look() == EVERY

    assert folder.names() == ["done"]
    assert folder.names("done") == ["a.csv"]
    assert capsys.readouterr().out == (
        "a.csv: appointments: 1 new, 0 changed, 0 cancelled, 0 the same, 0 kept\n"
    )


def test_a_file_that_grows_is_left_until_it_is_whole(folder: Folder) -> None:
    folder.put("a.csv", HEADER)
    folder.look()
    folder.put("a.csv", GOOD)
    folder.look()
    assert folder.names() == ["a.csv"]

    folder.look()

    assert folder.names("done") == ["a.csv"]


def test_a_bad_file_is_moved_with_all_its_reasons_and_nothing_of_it_is_loaded(
    folder: Folder, capsys: Capture
) -> None:
    folder.put("a.csv", f"{GOOD}CD34,DIN-01,noon,,\nEF56,XXX-1,2026-11-28 12:00,,\n")
    folder.put("b.json", "{}")
    folder.look()
    folder.look()

    assert folder.names("bad") == ["a.csv", "a.csv.reason.txt", "b.json", "b.json.reason.txt"]
    reasons = (folder.path / "bad" / "a.csv.reason.txt").read_text("utf-8").splitlines()
    assert [line.split(": ")[1] for line in reasons] == ["line 3", "line 4"]
    assert "a.csv was refused: a.csv: line 3" in capsys.readouterr().out
    assert folder.imported() == 0


def test_a_name_that_was_there_before_is_not_written_over(folder: Folder) -> None:
    for _ in range(2):
        folder.put("a.csv", GOOD)
        folder.look()
        folder.look()

    assert folder.names("done") == ["a-2.csv", "a.csv"]


def test_a_store_that_is_away_is_waited_for_and_told_of_once(
    folder: Folder, capsys: Capture
) -> None:
    folder.store.away = True
    folder.put("a.csv", GOOD)
    for _ in range(4):
        assert folder.look() == QUIET
    assert folder.names() == ["a.csv"]
    assert capsys.readouterr().out == "warning: nobody answers; waiting for the store\n"

    folder.store.away = False
    folder.look()

    assert folder.names("done") == ["a.csv"]
    assert folder.imported() == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith("are there again")


def test_other_files_are_left_alone(folder: Folder) -> None:
    for name in ("a.csv.part", ".b.csv", "~c.csv", "notes.txt"):
        folder.put(name, GOOD)
    (folder.path / "d.csv").mkdir()

    assert folder.look() == EVERY
    folder.look()

    assert folder.names() == [".b.csv", "a.csv.part", "d.csv", "notes.txt", "~c.csv"]


def test_a_file_that_cannot_be_moved_is_taken_over_once_and_told_of(
    folder: Folder, capsys: Capture
) -> None:
    (folder.path / "done").write_text("in the way", "utf-8")
    folder.put("a.csv", GOOD)
    folder.look()
    folder.look()
    assert "cannot be moved to done/" in capsys.readouterr().out

    assert folder.look() == EVERY

    assert capsys.readouterr().out == ""
    assert folder.imported() == 1


def test_a_folder_that_is_gone_is_waited_for(folder: Folder, capsys: Capture) -> None:
    folder.path.rmdir()
    folder.look()
    folder.look()
    assert capsys.readouterr().out.count("cannot be read") == 1

    folder.path.mkdir()
    folder.put("a.csv", GOOD)
    folder.look()
    folder.look()

    assert folder.names("done") == ["a.csv"]


class Quicker:
    """Another watcher, which takes the file while this one asks for the set-up."""

    def __init__(self, store: Away, file: Path) -> None:
        self._store, self._file = store, file

    def __getattr__(self, name: str) -> object:
        if name == "floor":
            self._file.unlink(missing_ok=True)
        return getattr(self._store, name)


def test_a_file_that_somebody_else_was_quicker_to_take_is_no_bad_one(
    folder: Folder, capsys: Capture
) -> None:
    folder.put("a.csv", GOOD)
    other = Quicker(folder.store, folder.path / "a.csv")
    folder.watcher = Watcher(other, folder.path, folder.clock)  # type: ignore[arg-type] # as it answers
    folder.look()

    folder.look()

    assert folder.names() == []
    assert capsys.readouterr().out == ""
