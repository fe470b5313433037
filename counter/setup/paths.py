"""Which floor files there are, and how a path that is being typed may go on. Off the GUI."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo

ENDING = ".json"
MOST = 40
"""Paths that are offered."""
_LOOKED_AT = 2000
"""Entries of one folder that are looked at: somebody waits for them."""
_HEAD = 4096
"""So far into a floor file its centre is told."""
_MOUNTS = (Path("/media"), Path("/run/media"))


def paths_for(typed: str) -> tuple[str, ...]:
    """Return the floor files of the usual folders, or what begins as the path that was typed."""
    begun = typed.lstrip()
    end = max(begun.rfind(sign) for sign in {"/", os.sep}) + 1
    if not end:
        return tuple(map(str, _floor_files()))
    folder, name = begun[:end], begun[end:]
    try:
        entries = list(islice(os.scandir(Path(folder).expanduser()), _LOOKED_AT))
        found = sorted(_offered(entries, name), key=lambda one: (not one[1], one[0].casefold()))
    except (OSError, RuntimeError, ValueError):
        return ()
    return tuple(f"{folder}{one}{os.sep if inside else ''}" for one, inside in found[:MOST])


def _offered(entries: list[os.DirEntry[str]], name: str) -> Iterator[tuple[str, bool]]:
    """Yield the names that begin so, each with whether it is a folder."""
    for entry in entries:
        fits = entry.name.casefold().startswith(name.casefold())
        hidden = entry.name.startswith(".") and not name.startswith(".")
        if fits and not hidden and entry.name.isprintable():
            inside = entry.is_dir()
            if inside or entry.name.endswith(ENDING):
                yield entry.name, inside


def _floor_files() -> list[Path]:
    """Return the floor files of the usual folders, the newest first."""
    dated: list[tuple[float, Path]] = []
    for folder in dict.fromkeys(_folders()):
        # A stick was just pulled out, a folder is somebody else's.
        with suppress(OSError):
            dated += [
                (entry.stat().st_mtime, Path(entry.path))
                for entry in islice(os.scandir(folder), _LOOKED_AT)
                if entry.name.endswith(ENDING) and entry.is_file() and _is_floor(entry.path)
            ]
    return [path for _, path in sorted(dated, reverse=True)[:MOST]]


def _is_floor(path: str) -> bool:
    with open(path, "rb") as file:  # noqa: PTH123 - a path as the folder gave it
        return b'"centre"' in file.read(_HEAD)


def _folders() -> Iterator[Path]:
    """Yield where somebody keeps files, and the roots of what is plugged in."""
    kinds = QStandardPaths.StandardLocation
    for kind in (kinds.DocumentsLocation, kinds.DownloadLocation, kinds.DesktopLocation):
        yield from map(Path, QStandardPaths.standardLocations(kind))
    yield Path.home()
    if sys.platform == "win32":
        yield from (Path(one.rootPath()) for one in QStorageInfo.mountedVolumes() if one.isReady())
        return
    for mounts in _MOUNTS:
        for depth in ("*", "*/*"):
            yield from islice(mounts.glob(depth), MOST)
