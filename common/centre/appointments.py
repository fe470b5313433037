"""Takes appointments over from files: one that is named, or whatever comes into a folder."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from common.centre.appointment_file import Found, read_appointments
from common.centre.people import Mistyped
from common.centre.records import opened
from common.centre.saying import say, write_whole
from common.domain.appointments import Import
from common.domain.ids import AppointmentCode
from common.floorfile.part import BadFile
from common.ports import Store
from common.settings import Settings
from common.usecases.appointments import import_appointments

_WORDS = {
    Import.NEW: "new",
    Import.CHANGED: "changed",
    Import.CANCELLED: "cancelled",
    Import.SAME: "the same",
    Import.KEPT: "kept",
}
MOST_KEPT = 10
"""So many that were not altered are named."""


def import_file(settings: Settings, file: Path, bad_file: Path | None) -> int:
    """Take over the appointments of a file: all, or without its bad rows where those are kept.

    Raises BadFile with a line for each bad row, Mistyped, Unavailable.
    """
    if bad_file is not None and bad_file.absolute() == file.absolute():
        raise Mistyped("the bad rows would be written over FILE; name another BADFILE")
    if bad_file is not None and bad_file.exists():
        raise Mistyped(f"{bad_file} is there already; name another BADFILE, or remove it")
    with opened(settings) as store:
        found = read_appointments(file, store.floor())
        if found.bad and bad_file is None:
            raise BadFile(found.faults(str(file)))
        if found.bad and bad_file is not None:
            write_whole(bad_file, found.bad_rows())
        done = import_appointments(store, found.good)
    say(told(done))
    for line in _kept(done):
        say(line)
    if found.bad:
        say(f"{len(found.bad)} bad rows were left out; they are in {bad_file}, with the reasons")
    return 0


def take_over(store: Store, file: Path) -> Found | Mapping[AppointmentCode, Import]:
    """Take over a file whole; return what became of it, or what was found where rows are bad.

    Raises BadFile, Unavailable.
    """
    found = read_appointments(file, store.floor())
    return found if found.bad else import_appointments(store, found.good)


def told(done: Mapping[AppointmentCode, Import]) -> str:
    """Return in one line what became of the appointments of a file."""
    counts = Counter(done.values())
    return "appointments: " + ", ".join(f"{counts[one]} {_WORDS[one]}" for one in Import)


def _kept(done: Mapping[AppointmentCode, Import]) -> list[str]:
    kept = [code for code, outcome in done.items() if outcome is Import.KEPT]
    lines = [f"{code} was kept as it is: its visitor is checked in" for code in kept[:MOST_KEPT]]
    more = len(kept) - len(lines)
    return [*lines, f"and {more} more were kept"] if more else lines
