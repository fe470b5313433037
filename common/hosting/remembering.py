"""What a joined device keeps: its settings, the centre's authority, a password of its own."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from common.domain.errors import Unavailable
from common.hosting.finding import Place
from common.store.hosting.server import DATABASE

_Tables = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Keepsakes:
    """The files of one joined application, all beside its settings."""

    settings: Path

    @property
    def authority(self) -> Path:
        """The certificate of the centre's authority."""
        return self.settings.with_suffix(".authority.pem")

    @property
    def password(self) -> Path:
        """The login's password as libpq reads it, for its owner alone."""
        return self.settings.with_suffix(".pass")

    def make_folder(self) -> None:
        """Make the folder of the settings; Unavailable where that cannot be."""
        try:
            self.settings.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            words = f"{self.settings.parent} cannot be made ({reason}); name another --settings"
            raise Unavailable(words) from error

    def address(self, login: str, name: str, places: list[Place]) -> str:
        """Return the store's address without its password."""
        query = {
            "hostaddr": ",".join(one.address for one in places),
            "sslmode": "verify-full",
            "sslrootcert": str(self.authority.absolute()),
            "passfile": str(self.password.absolute()),
        }
        if len(places) > 1:
            query["target_session_attrs"] = "read-write"
        hosts = ",".join(f"{name}:{one.port}" for one in places)
        options = urlencode(query, quote_via=quote, safe=",")
        return f"postgresql://{login}@{hosts}/{DATABASE}?{options}"

    def remembered(self) -> tuple[str, str]:
        """Return login and centre's name of a device that joined before; raises Unavailable."""
        try:
            url = tomllib.loads(self.settings.read_text(encoding="utf-8-sig"))["store"]["url"]
        except (OSError, ValueError, KeyError) as error:
            raise Unavailable(f"{self.settings} has no store yet: join with --join CODE") from error
        parts = urlsplit(url)
        if "sslrootcert" not in parse_qs(parts.query) or not self.authority.is_file():
            raise Unavailable(f"{self.settings} was not made by --join: join with --join CODE")
        login, _, hosts = parts.netloc.rpartition("@")
        return login, hosts.partition(":")[0]

    def changed_settings(self, wanted: _Tables) -> bytes:
        """Return the settings file with some values set and the others as they are."""
        try:
            there = self.settings.read_text(encoding="utf-8-sig") if self.settings.exists() else ""
            tables = tomllib.loads(there)
        except (OSError, ValueError) as error:
            raise Unavailable(f"{self.settings} cannot be read ({error}); put it right") from error
        text = there
        for section, values in wanted.items():
            tables[section] = {**tables.get(section, {}), **values}
            for key, value in values.items():
                text = _with(text, section, key, value)
        if not _reads_as(text, tables):
            raise Unavailable(
                f"{self.settings} is written in a way that cannot be changed here:"
                " write its sections as [store] and [device], a line for each value"
            )
        return text.encode()


def _with(text: str, section: str, key: str, value: str) -> str:
    """Return a TOML text with one value set in its section."""
    line = f"{key} = {json.dumps(value)}"
    lines = text.splitlines()
    heads = [at for at, one in enumerate(lines) if one.split("#")[0].strip() == f"[{section}]"]
    if not heads:
        return "\n".join([*lines, *([""] if lines else []), f"[{section}]", line]) + "\n"
    for at in range(heads[0] + 1, len(lines)):
        if lines[at].lstrip().startswith("["):
            break
        if lines[at].partition("=")[0].strip() == key:
            lines[at] = line
            return "\n".join(lines) + "\n"
    lines.insert(heads[0] + 1, line)
    return "\n".join(lines) + "\n"


def _reads_as(text: str, tables: Mapping[str, object]) -> bool:
    try:
        return tomllib.loads(text) == tables
    except tomllib.TOMLDecodeError:
        return False
