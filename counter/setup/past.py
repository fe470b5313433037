"""What is read and written beside the forms: earlier versions, and floor files. Off the GUI."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from common.domain.errors import Reason, Refused, Unavailable
from common.domain.floor import Floor
from common.floorfile.faults import Fault
from common.floorfile.floor import floor_of
from common.floorfile.part import BadFile, load_text, parse_json
from common.floorfile.writing import write_floor
from common.ports import Store
from counter.setup.file_faults import OfFile
from counter.setup.state import Proposal

ENDING = ".json"


def version_before(store: Store, version: int) -> Proposal:
    """Return what a version changed, with the set-up it would bring back."""
    held = store.floor()
    known = sorted(one.version for one in store.setup_versions())
    after = _kept(store, version, held)
    earlier = [one for one in known if one < version]
    before = _kept(store, earlier[-1], held) if earlier else None
    kept = next(one for one in store.setup_versions() if one.version == version)
    target = None if version == held.version else after
    return Proposal(version=kept, before=before, after=after, target=target)


def file_read(held: Floor, path: str) -> Proposal:
    """Return what a floor file would change; Refused(SETUP_UNSOUND) with a line for each fault."""
    file = _file(path)
    if _is_no_file(file):
        raise _refused([OfFile("setup.file_none")])
    value: object = None
    try:
        value = parse_json(load_text(file), file.name)
        floor = floor_of(value, file.name, held.catalogue)
    except BadFile as bad:
        raise _refused(bad.found, value) from None
    faults: list[Fault | OfFile] = [*_unusable(floor)]
    if floor.centre != held.centre:
        here = {"centre": floor.centre, "here": held.centre}
        faults.append(
            OfFile("setup.file_of_another", here, about="setup.kind.centre", path="centre")
        )
    if faults:
        raise _refused(faults, value)
    same = replace(floor, version=held.version) == held
    return Proposal(
        file=file.name,
        before=None if same else held,
        after=None if same else floor,
        target=None if same else floor,
    )


def file_written(held: Floor, path: str) -> str:
    """Write the set-up as a floor file beside those there are; return its name."""
    from common.centre.saying import write_whole  # noqa: PLC0415 - needed once in a while

    file = _file(path)
    try:
        there = file.exists()
        if not there:
            write_whole(file, write_floor(held))
    except (OSError, Unavailable):
        raise _refused([OfFile("setup.file_unwritten", {"name": str(file)})]) from None
    if there:
        raise _refused([OfFile("setup.file_there", {"name": file.name})])
    return str(file)


def _is_no_file(path: Path) -> bool:
    """Say whether something else stands there: a pipe would keep the reader waiting for ever."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        # The name is too long, or the folder is closed to us.
        return True


def _refused(faults: Sequence[Fault | OfFile | str], file: object = None) -> Refused:
    return Refused(Reason.SETUP_UNSOUND, faults=list(faults), file=file)


def _file(path: str) -> Path:
    try:
        file = Path(path.strip()).expanduser()
    except (RuntimeError, ValueError):
        raise _refused([OfFile("setup.file_none")]) from None
    if file.suffix != ENDING or "\x00" in path:
        raise _refused([OfFile("setup.file_ending", {"ending": ENDING})])
    return file


def _kept(store: Store, version: int, held: Floor) -> Floor:
    kept = store.setup_version(version)
    if kept is None:
        raise _refused([OfFile("setup.version_gone", {"n": version})])
    value: object = None
    try:
        value = parse_json(kept, f"{version}")
        return replace(floor_of(value, f"{version}", held.catalogue), version=version)
    except BadFile as bad:
        raise _refused(bad.found, value) from None


def _unusable(floor: Floor) -> list[Fault]:
    from common.centre.printers import unusable  # noqa: PLC0415 - slow to import

    return list(unusable(floor))
