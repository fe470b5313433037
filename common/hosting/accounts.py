"""Whom Postgres runs as: never the administrator of the computer himself."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from common.domain.errors import Unavailable

USUAL = "postgres"


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged account of this computer."""

    name: str
    user: int
    group: int
    home: str

    def own(self, path: Path) -> None:
        """Give a file or folder to the account."""
        if sys.platform != "win32":
            os.chown(path, self.user, self.group)


def account_for(name: str | None) -> Account | None:
    """Return whom to become; None where Postgres runs as whoever asks. Raises Unavailable."""
    if sys.platform == "win32" or os.geteuid() != 0:
        if name is not None:
            raise Unavailable("only root can run the store as another user: leave --user out")
        return None
    import pwd  # noqa: PLC0415 - Windows has none

    try:
        found = pwd.getpwnam(name or USUAL)
    except KeyError:
        raise Unavailable(
            f"Postgres does not run as root and there is no user {name or USUAL} here:"
            " name another with --user"
        ) from None
    if found.pw_uid == 0:
        raise Unavailable("Postgres does not run as root: name another user with --user")
    return Account(found.pw_name, found.pw_uid, found.pw_gid, found.pw_dir)
