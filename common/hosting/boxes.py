"""The file of a host's backup: a tar with a list of what is in it and how it was."""

import errno
import glob
import hashlib
import json
import secrets
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from common.domain.errors import Unavailable
from common.hosting.private import PRIVATE

LIST, LIST_DIGEST = "backup.json", "backup.sha256"
DUMP = "store.dump"
AUTHORITY, KEY = "authority.pem", "authority.key"
PARTS = (DUMP, AUTHORITY, KEY)
_CHUNK = 1 << 20
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def box_beside(path: Path) -> Iterator[Path]:
    """Lend a private folder beside a file or folder; what a killed work left of one is gone.

    Raises Unavailable.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f"{glob.escape(path.name)}.box-*"):
            shutil.rmtree(left)
        lent = tempfile.TemporaryDirectory(prefix=f"{path.name}.box-", dir=path.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"{path} cannot be made ({reason}): name another") from error
    with lent as name:
        yield Path(name)


def pack(folder: Path, told: Mapping[str, Any], file: Path) -> None:
    """Put the parts of a backup into one file that only its owner reads, whole or not at all."""
    digests = {name: digest(folder / name) for name in PARTS}
    (folder / LIST).write_text(json.dumps({**told, "sha256": digests}, indent=1), encoding="utf-8")
    (folder / LIST_DIGEST).write_text(digest(folder / LIST), encoding="utf-8")
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        part.touch(PRIVATE, exist_ok=False)
        with tarfile.open(part, "w") as tar:
            for name in (LIST, LIST_DIGEST, *PARTS):
                tar.add(folder / name, name)
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise Unavailable(f"{file} cannot be written ({reason}): name another file") from error


def unpack(file: Path, folder: Path) -> dict[str, Any]:
    """Take a backup apart into a folder and return its list.

    Unavailable where any of it is not as it was when the backup was made.
    """
    try:
        with tarfile.open(file, "r:") as tar:
            for name in (LIST, LIST_DIGEST, *PARTS):
                _take(tar, name, folder / name)
        if (folder / LIST_DIGEST).read_text(encoding="utf-8") != digest(folder / LIST):
            raise damaged(file, f"{LIST} is not as it was")
        told: dict[str, Any] = json.loads((folder / LIST).read_text(encoding="utf-8"))
        wrong = [name for name in PARTS if told["sha256"][name] != digest(folder / name)]
        datetime.fromisoformat(told["made_at"])
    except FileNotFoundError as error:
        raise Unavailable(f"there is no backup {file}") from error
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise Unavailable(f"{folder.parent} has no room for what is in {file}") from error
        raise damaged(file, str(error)) from error
    except (tarfile.TarError, ValueError, KeyError, TypeError, EOFError) as error:
        raise damaged(file, str(error)) from error
    if wrong:
        raise damaged(file, f"{wrong[0]} is not as it was")
    return told


def damaged(file: Path, why: str) -> Unavailable:
    """Return what to say of a backup that cannot be trusted."""
    return Unavailable(f"{file} is damaged or no backup ({why}); nothing was changed")


def digest(path: Path) -> str:
    """Return a file's SHA-256."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            whole.update(chunk)
    return whole.hexdigest()


def _take(tar: tarfile.TarFile, name: str, path: Path) -> None:
    inside = tar.extractfile(name)
    if inside is None:
        raise ValueError(f"{name} is no file")
    path.touch(PRIVATE)
    with inside, path.open("wb") as file:
        while chunk := inside.read(_CHUNK):
            file.write(chunk)
