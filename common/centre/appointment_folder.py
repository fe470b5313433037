"""Watches a folder into which another program puts files of appointments."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from common.centre.appointment_file import Found
from common.centre.appointments import take_over, told
from common.centre.people import Mistyped
from common.centre.records import opened
from common.centre.saying import say, write_whole
from common.centre.stopping import Stopping
from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.floorfile.part import BadFile
from common.ports import Clock, Store
from common.settings import Settings

EVERY = 60.0
QUIET = 10.0
"""Seconds in which a file must not have grown, so that it is not read while it is written."""
DONE, BAD = "done", "bad"
SUFFIXES = (".csv", ".json")


def watch(settings: Settings, folder: Path) -> int:
    """Take over whatever comes into a folder, until stopped. Raises Mistyped."""
    if not folder.is_dir():
        raise Mistyped(f"{folder} is no folder; make it, or name another")
    with opened(settings) as store, Stopping() as stopping:
        watcher = Watcher(store, folder, SystemClock())
        say(f"watching {folder} for appointments; stop with Ctrl-C")
        while not stopping.wait(watcher.look()):
            pass
    say("stopped")
    return 0


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was when it was seen to change last."""

    size: int
    changed: int
    since: float


class Watcher:
    """Takes each file that stopped growing, once; says what became of it."""

    def __init__(self, store: Store, folder: Path, clock: Clock) -> None:
        self._store, self._folder, self._clock = store, folder, clock
        self._seen: dict[Path, _Seen] = {}
        self._left: dict[Path, _Seen] = {}
        """Files that were taken and could not be moved away."""
        self._trouble = ""

    def look(self) -> float:
        """Take over what is ready; return in how many seconds to look again."""
        try:
            for file in self._ready():
                self._take(file)
        except Unavailable as error:
            self._say_trouble(f"warning: {error}; waiting for the store")
        except OSError as error:
            reason = error.strerror or str(error)
            self._say_trouble(f"warning: {self._folder} cannot be read ({reason}); trying again")
        else:
            if self._trouble:
                say("the store and the folder are there again")
            self._trouble = ""
        return QUIET if self._seen else EVERY

    def _ready(self) -> list[Path]:
        now = self._clock.monotonic()
        found = {}
        for file in filter(_is_wanted, sorted(self._folder.iterdir())):
            with suppress(FileNotFoundError):  # whoever writes may have given it another name
                found[file] = self._see(file, now)
        self._left = {file: seen for file, seen in self._left.items() if found.get(file) == seen}
        self._seen = {file: seen for file, seen in found.items() if file not in self._left}
        return [file for file, seen in self._seen.items() if now - seen.since >= QUIET]

    def _see(self, file: Path, now: float) -> _Seen:
        stat = file.stat()
        before = self._seen.get(file) or self._left.get(file)
        if before is not None and (before.size, before.changed) == (stat.st_size, stat.st_mtime_ns):
            return before
        return _Seen(stat.st_size, stat.st_mtime_ns, now)

    def _take(self, file: Path) -> None:
        try:
            taken = take_over(self._store, file)
        except BadFile as error:
            if file.exists():
                self._refuse(file, list(error.faults))
            else:
                # Somebody was quicker: another watcher, or whoever put it there.
                self._seen.pop(file)
            return
        if isinstance(taken, Found):
            self._refuse(file, taken.faults(file.name))
        else:
            say(f"{file.name}: {told(taken)}")
            self._put(file, DONE)

    def _refuse(self, file: Path, faults: list[str]) -> None:
        say(f"{file.name} was refused: {faults[0]}" + ("" if len(faults) == 1 else ", and more"))
        moved = self._put(file, BAD)
        if moved is None:
            return
        try:
            write_whole(moved.with_name(f"{moved.name}.reason.txt"), "\n".join(faults) + "\n")
        except Unavailable as error:
            say(f"warning: {error}")

    def _put(self, file: Path, place: str) -> Path | None:
        """Move a file out of the way; where that fails leave it, and do not take it again."""
        seen = self._seen.pop(file)
        try:
            folder = self._folder / place
            folder.mkdir(exist_ok=True)
            return file.rename(_free(folder, file))
        except FileNotFoundError:
            return None
        except OSError as error:
            self._left[file] = seen
            reason = error.strerror or str(error)
            say(f"warning: {file.name} cannot be moved to {place}/ ({reason}); move it by hand")
            return None

    def _say_trouble(self, words: str) -> None:
        if words != self._trouble:
            say(words)
        self._trouble = words


def _is_wanted(file: Path) -> bool:
    hidden = file.name.startswith((".", "~"))
    return not hidden and file.suffix.lower() in SUFFIXES and file.is_file()


def _free(folder: Path, file: Path) -> Path:
    """Return a name that no file in a folder has yet."""
    names = (f"{file.stem}{'' if at == 1 else f'-{at}'}{file.suffix}" for at in range(1, 100_000))
    return next(folder / name for name in names if not (folder / name).exists())
