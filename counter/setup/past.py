"""What is read and written beside the forms: earlier versions, and floor files. Off the GUI."""

from dataclasses import replace
from pathlib import Path

from common.domain.errors import Reason, Refused, Unavailable
from common.domain.floor import Floor
from common.floorfile.faults import Fault
from common.floorfile.floor import floor_of
from common.floorfile.part import BadFile, load_text, parse_json
from common.floorfile.writing import write_floor
from common.i18n import Text
from common.ports import Store
from counter.setup.differences import differences
from counter.setup.file_faults import FaultLine, told
from counter.setup.state import Proposal

ENDING = ".json"


def version_before(store: Store, version: int, text: Text) -> Proposal:
    """Return what a version changed, with the set-up it would bring back."""
    held = store.floor()
    known = sorted(one.version for one in store.setup_versions())
    after = _kept(store, version, held, text)
    earlier = [one for one in known if one < version]
    lines = (
        differences(_kept(store, earlier[-1], held, text), after, text) if earlier and after else ()
    )
    kept = next(one for one in store.setup_versions() if one.version == version)
    target = None if version == held.version else after
    return Proposal(version=kept, lines=lines, target=target)


def file_read(held: Floor, path: str, text: Text) -> Proposal:
    """Return what a floor file would change; Refused(SETUP_UNSOUND) with a line for each fault."""
    file = _file(path, text)
    if file.exists() and not file.is_file():
        # A pipe would keep the reader waiting for ever.
        raise _refused([FaultLine(text("setup.file_none"))])
    value: object = None
    try:
        value = parse_json(load_text(file), file.name)
        floor = floor_of(value, file.name, held.catalogue)
    except BadFile as bad:
        raise _refused(told(bad.found, value, text)) from None
    faults = told(_unusable(floor), value, text)
    if floor.centre != held.centre:
        here = {"centre": floor.centre, "here": held.centre}
        faults.append(
            FaultLine(text("setup.file_of_another", **here), text("setup.kind.centre"), "centre")
        )
    if faults:
        raise _refused(faults)
    same = replace(floor, version=held.version) == held
    return Proposal(
        file=file.name,
        lines=() if same else differences(held, floor, text),
        target=None if same else floor,
    )


def file_written(held: Floor, path: str, text: Text) -> str:
    """Write the set-up as a floor file beside those there are; return its name."""
    from common.centre.saying import write_whole  # noqa: PLC0415 - needed once in a while

    file = _file(path, text)
    if file.exists():
        raise _refused([FaultLine(text("setup.file_there", name=file.name))])
    try:
        write_whole(file, write_floor(held))
    except (OSError, Unavailable):
        raise _refused([FaultLine(text("setup.file_unwritten", name=str(file)))]) from None
    return str(file)


def _refused(faults: list[FaultLine]) -> Refused:
    return Refused(Reason.SETUP_UNSOUND, faults=faults)


def _file(path: str, text: Text) -> Path:
    try:
        file = Path(path.strip()).expanduser()
    except (RuntimeError, ValueError):
        raise _refused([FaultLine(text("setup.file_none"))]) from None
    if file.suffix != ENDING or "\x00" in path:
        raise _refused([FaultLine(text("setup.file_ending", ending=ENDING))])
    return file


def _kept(store: Store, version: int, held: Floor, text: Text) -> Floor:
    kept = store.setup_version(version)
    if kept is None:
        raise _refused([FaultLine(text("setup.version_gone", n=version))])
    value: object = None
    try:
        value = parse_json(kept, f"{version}")
        return replace(floor_of(value, f"{version}", held.catalogue), version=version)
    except BadFile as bad:
        raise _refused(told(bad.found, value, text)) from None


def _unusable(floor: Floor) -> list[Fault]:
    from common.centre.printers import unusable  # noqa: PLC0415 - slow to import

    return list(unusable(floor))
