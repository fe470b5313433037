"""Practising: a console in a process of its own, which knows no store but the practice one."""

import json
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from common.domain.errors import Unavailable
from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode
from common.domain.words import Language
from common.settings import Settings
from common.ui.tasks import Expected, TaskLane

STORE, WHO = "practice.db", "practice.json"
NOTHING = "practice.toml"
"""An empty file of settings: those of the computer lead to the real store."""
SQLITE = "sqlite:///"
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Practice:
    """Who practises, where, on which set-up."""

    floor: Floor
    counter: CounterCode
    operator: OperatorCode
    language: Language


Make = Callable[[Path, Floor, OperatorCode, str], None]
"""Makes a store in a file with a set-up, an operator and his PIN there; may raise Unavailable."""


class Trainer(QObject):
    """Makes a practice store off the GUI thread, then opens a console of its own over it."""

    failed = Signal(object)
    _made = Signal(object)

    def __init__(
        self,
        folder: Path,
        make: Make,
        start: Callable[[list[str]], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._make = folder / "practice", make
        self._start = start or start_console
        self._lane = TaskLane("practice", self)

    @Slot(object)
    def begin(self, practice: Practice) -> None:
        """Open the practice console; what is wrong is told by `failed`."""
        self._lane.run(lambda: self._prepare(practice), self._start, self._tell)

    def stop(self) -> None:
        """End; a practice console that is open stays open by itself."""
        self._lane.stop()

    def _prepare(self, practice: Practice) -> list[str]:
        pin, own = secrets.token_hex(8), self._folder / secrets.token_hex(4)
        try:
            self._forget_old()
            own.mkdir(parents=True)
            self._make(own / STORE, practice.floor, practice.operator, pin)
            (own / NOTHING).write_text("", encoding="utf-8")
            who = {"operator": practice.operator, "pin": pin}
            (own / WHO).write_text(json.dumps(who), encoding="utf-8")
        except OSError as error:
            words = f"the practice store cannot be written to {self._folder}: {error.strerror}"
            raise Unavailable(words) from error
        return arguments_of(practice, own)

    def _forget_old(self) -> None:
        """Remove what was practised on before; one that may still be open keeps its store."""
        for each in self._folder.glob("*/"):
            if time.time() - each.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(each, ignore_errors=True)

    def _tell(self, error: Expected) -> None:
        self.failed.emit(error)


def start_console(arguments: list[str]) -> None:
    """Start another console as a process of its own, which outlives this one."""
    QProcess.startDetached(sys.executable, ["-m", "counter", *arguments])


def arguments_of(practice: Practice, folder: Path) -> list[str]:
    """Return how the practice console is started: nothing leads to the real store."""
    told = {
        "store.url": f"{SQLITE}{folder / STORE}",
        "store.centre": practice.floor.centre,
        "device.code": practice.counter,
        "device.folder": str(folder),
        "counter.practice": "true",
        "screen.language": practice.language.value,
    }
    nothing = ["--settings", str(folder / NOTHING)]
    for key, value in told.items():
        nothing += ["--set", f"{key}={value}"]
    return nothing


def who_practises(settings: Settings) -> tuple[OperatorCode, str]:
    """Return who practises and his PIN there.

    Unavailable where the store is any but the practice store of this folder: nobody practises
    on real visitors.
    """
    folder = settings.device.folder
    if settings.store.url != f"{SQLITE}{folder / STORE}":
        words = "practice is only for a practice store: leave counter.practice out"
        raise Unavailable(words)
    try:
        who = json.loads((folder / WHO).read_text(encoding="utf-8"))
        return OperatorCode(who["operator"]), str(who["pin"])
    except (OSError, ValueError, KeyError) as error:
        words = f"there is nobody to practise in {folder}: begin it from a console"
        raise Unavailable(words) from error
