"""What is read and written beside the forms: earlier versions, and floor files. Off the GUI."""

from dataclasses import replace
from pathlib import Path

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.floorfile.faults import Fault
from common.floorfile.floor import parse_floor
from common.floorfile.part import BadFile, load_text
from common.floorfile.writing import write_floor
from common.i18n import Text
from common.ports import Store
from counter.setup.differences import differences
from counter.setup.state import Proposal

ENDING = ".json"


def version_before(store: Store, version: int, text: Text) -> Proposal:
    """Return what a version changed, with the set-up it would bring back."""
    held = store.floor()
    known = sorted(one.version for one in store.setup_versions())
    after = _kept(store, version, held)
    earlier = [one for one in known if one < version]
    lines = differences(_kept(store, earlier[-1], held), after, text) if earlier and after else ()
    told = next(one for one in store.setup_versions() if one.version == version)
    target = None if version == held.version else after
    return Proposal(version=told, lines=lines, target=target)


def file_read(store: Store, path: str, text: Text) -> Proposal:
    """Return what a floor file would change; Refused(SETUP_UNSOUND) with a line for each fault."""
    file, held = _file(path), store.floor()
    try:
        floor = parse_floor(load_text(file), file.name, held.catalogue)
    except BadFile as bad:
        raise Refused(Reason.SETUP_UNSOUND, faults=list(bad.faults)) from None
    faults = _unusable(floor)
    if floor.centre != held.centre:
        faults.append(f"{file.name}: centre: is {floor.centre}, but this one is {held.centre}")
    if faults:
        raise Refused(Reason.SETUP_UNSOUND, faults=faults)
    same = replace(floor, version=held.version) == held
    return Proposal(
        file=file.name,
        lines=() if same else differences(held, floor, text),
        target=None if same else floor,
    )


def file_written(store: Store, path: str) -> str:
    """Write the set-up as a floor file beside those there are; return its name."""
    from common.centre.saying import write_whole  # noqa: PLC0415 - needed once in a while

    file = _file(path)
    if file.exists():
        raise Refused(Reason.SETUP_UNSOUND, faults=[f"{file}: is there already"])
    write_whole(file, write_floor(store.floor()))
    return str(file)


def _file(path: str) -> Path:
    try:
        file = Path(path.strip()).expanduser()
    except (RuntimeError, ValueError):
        raise Refused(Reason.SETUP_UNSOUND, faults=[f"{path[:80]}: is no file"]) from None
    if file.suffix != ENDING or "\x00" in path:
        raise Refused(
            Reason.SETUP_UNSOUND, faults=[f"{path[:80]}: name a file that ends with {ENDING}"]
        )
    return file


def _kept(store: Store, version: int, held: Floor) -> Floor:
    kept = store.setup_version(version)
    if kept is None:
        raise Refused(Reason.SETUP_UNSOUND, faults=[f"version {version} was not kept"])
    try:
        return replace(parse_floor(kept, f"{version}", held.catalogue), version=version)
    except BadFile as bad:
        raise Refused(Reason.SETUP_UNSOUND, faults=list(bad.faults)) from None


def _unusable(floor: Floor) -> list[Fault | str]:
    from common.centre.printers import unusable  # noqa: PLC0415 - slow to import

    return list(unusable(floor))
