"""Makes the store's tables and carries the set-up in and out of it."""

from importlib.resources import as_file, files
from pathlib import Path

from common.centre.in_use import why_in_use
from common.centre.people import Mistyped
from common.centre.printers import unusable
from common.centre.records import SQLITE, opened
from common.centre.saying import say, write_whole
from common.domain.catalogue import Catalogue
from common.domain.errors import Refused, Unavailable
from common.domain.events import EventKind
from common.domain.floor import Floor
from common.domain.setups import LONGEST_WHAT
from common.floorfile.catalogue import read_catalogue
from common.floorfile.floor import read_floor
from common.floorfile.part import BadFile
from common.floorfile.references import check_catalogue
from common.floorfile.writing import write_floor
from common.ports import Store
from common.settings import Settings
from common.store.migrating import migrate
from common.usecases.setup import replace_floor


def make_tables(settings: Settings) -> int:
    """Make the store's tables, or bring them up to this program's; all or nothing."""
    url = settings.store.url
    if url.startswith(SQLITE):
        _make_folder(Path(url.removeprefix(SQLITE)).parent)
    migrate(url)
    with opened(settings) as store:
        floor = _floor_if_any(store)
    if floor is None:
        say("the store is ready; next: asan-centre import-floor FILE")
    else:
        say(f"the store is ready; it has set-up version {floor.version} of {floor.centre}")
    return 0


def import_catalogue(settings: Settings, file: Path) -> int:
    """Replace the catalogue; BadFile where it lacks what the floor uses."""
    catalogue = read_catalogue(file)
    with opened(settings) as store, store.records() as records:
        faults: list[str] = []
        # The one that it is put into, which another may be about to change.
        records.floor_to_replace()
        check_catalogue(records.floor(), catalogue, faults)
        if faults:
            raise BadFile(f"{file}: {fault}" for fault in faults)
        version = records.put_catalogue(catalogue)
        records.log(EventKind.FLOOR_CHANGED, facts={"version": version})
    _tell_catalogue(catalogue, version)
    return 0


def import_floor(settings: Settings, file: Path, catalogue: Path | None) -> int:
    """Replace the whole set-up by that of a file, or nothing of it."""
    with opened(settings) as store:
        known = _floor_if_any(store)
        if catalogue is not None:
            base = read_catalogue(catalogue)
        else:
            base = installed_catalogue() if known is None else known.catalogue
        floor = read_floor(file, base)
        if floor.centre != settings.store.centre:
            words = (
                f"{file}: centre: is {floor.centre}, but the settings say {settings.store.centre};"
                f" use the centre's own file, or --set store.centre={floor.centre}"
            )
            raise BadFile([words])
        if faults := list(unusable(floor)):
            raise BadFile(f"{file}: {fault}; put it right" for fault in faults)
        version = _replaced(store, floor, file)
    counts = f"{len(floor.counters)} counters, {len(floor.services)} services"
    say(f"set-up version {version} of {floor.centre} holds now: {counts}")
    return 0


def export_floor(settings: Settings, file: Path | None, version: int | None) -> int:
    """Write the set-up, or an earlier version of it, as a floor file: whole or not at all."""
    with opened(settings) as store:
        text = write_floor(store.floor()) if version is None else store.setup_version(version)
    if text is None:
        raise Mistyped(f"version {version} was not kept; asan-centre floor-versions names those")
    if file is None:
        say(text, end="")
        return 0
    write_whole(file, text)
    say(f"the set-up is in {file}")
    return 0


def list_versions(settings: Settings) -> int:
    """Print the versions of the set-up, the newest first: when, through whom, what."""
    with opened(settings) as store:
        versions, zone = store.setup_versions(), store.floor().zone_info
    for one in versions:
        at = one.at.astimezone(zone)
        who = " ".join(filter(None, (one.operator, one.login))) or "-"
        say(f"{one.version}  {at:%Y-%m-%d %H:%M}  {who}  {one.what}".rstrip())
    return 0


def installed_catalogue() -> Catalogue:
    """Return the catalogue that came with the program."""
    with as_file(files("assets").joinpath("catalogue", "catalogue.json")) as path:
        return read_catalogue(path)


def _replaced(store: Store, floor: Floor, file: Path) -> int:
    try:
        return replace_floor(store, floor, _named(file))
    except Refused as refused:
        held = _floor_if_any(store)
        why = None if held is None else why_in_use(refused, held)
        if why is None:
            raise
        raise BadFile([f"{file}: {why}; nothing was changed"]) from None


def _named(file: Path) -> str:
    """Return what is kept of where a set-up came from."""
    return "".join(sign for sign in file.name if sign.isprintable())[:LONGEST_WHAT]


def _floor_if_any(store: Store) -> Floor | None:
    """Return the set-up; None where the store answers but has none yet."""
    try:
        return store.floor()
    except Unavailable:
        store.now()
        return None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        words = f"the store's folder {folder} cannot be made ({reason}); set store.url elsewhere"
        raise Unavailable(words) from error


def _tell_catalogue(catalogue: Catalogue, version: int) -> None:
    on = [
        service
        for entity in catalogue.entities
        for service in entity.services
        if entity.enabled and service.enabled
    ]
    say(
        f"catalogue of set-up version {version}: {len(catalogue.entities)} entities,"
        f" {len(catalogue.services())} services, {len(on)} of them switched on"
    )
