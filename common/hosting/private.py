"""Files that are written whole or not at all, some for their owner's eyes only."""

import getpass
import os
import secrets
import subprocess
import sys
from pathlib import Path

from common.domain.errors import Unavailable
from common.hosting.accounts import Account

PRIVATE, PUBLIC = 0o600, 0o644
_RIGHTS_WITHIN = 20


class Draft:
    """Files that come to their places all together, once it is sure that they may."""

    def __init__(self) -> None:
        self._parts: list[tuple[Path, Path]] = []

    def write(self, path: Path, content: bytes, mode: int) -> Path:
        """Write a file beside its place and return where; Unavailable where that cannot be."""
        part = _written(path, content, mode, None)
        self._parts.append((part, path))
        return part

    def keep(self) -> None:
        """Put every file into its place."""
        for part, path in self._parts:
            part.replace(path)
        self._parts.clear()

    def drop(self) -> None:
        """Forget what was not kept."""
        for part, _ in self._parts:
            part.unlink(missing_ok=True)


def write_private(path: Path, content: bytes, account: Account | None = None) -> None:
    """Write a whole file that only its owner can read, or leave what was there.

    The owner is the account, else whoever runs this. Unavailable where it cannot be written.
    """
    _written(path, content, PRIVATE, account).replace(path)


def _written(path: Path, content: bytes, mode: int, account: Account | None) -> Path:
    """Write a file beside its place; what fails leaves nothing."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with os.fdopen(handle, "wb") as file:
                if mode == PRIVATE:
                    _keep_others_out(part)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if account is not None:
                account.own(part)
        except BaseException:
            part.unlink()
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"{path} cannot be written ({reason}): check the folder") from error
    return part


def _keep_others_out(path: Path) -> None:
    """Do on Windows what the file's mode does elsewhere."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603 - the system's own program
            ["icacls", str(path), "/inheritance:r", "/grant:r", f"{getpass.getuser()}:F"],  # noqa: S607
            check=True,
            capture_output=True,
            timeout=_RIGHTS_WITHIN,
        )
