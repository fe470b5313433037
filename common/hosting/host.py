"""A computer that keeps a centre's store: its folder, and what lies where in it."""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from cryptography import x509
from platformdirs import user_data_path

from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.hosting.accounts import account_for
from common.hosting.authority import Authority, fingerprint, read_authority
from common.hosting.cluster import SUPERUSER, Cluster
from common.hosting.private import write_private
from common.hosting.programs import Programs
from common.settings import PROGRAM
from common.store.hosting.server import DATABASE, OWNER

DEFAULT_PORT = 5440
KEEPER = "keeper_host"
"""The login of who seals the log and closes days; it may do no more than that."""
_SYSTEM_FOLDER = Path("/var/lib/asan-novbe/host")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a host is told once and keeps."""

    centre: CentreCode
    name: str
    """The name of the centre in certificates, like asan-01.centre.internal."""
    port: int
    listen: str
    postgres: str
    """The folder of the programs of Postgres."""
    major: int
    user: str | None
    """Whom the server runs as; None for whoever starts it."""


@dataclass(frozen=True, slots=True)
class Host:
    """One folder with a centre's store in it."""

    folder: Path
    facts: Facts

    @property
    def cluster(self) -> Cluster:
        """The server; Unavailable where nobody here may run it."""
        programs = Programs(Path(self.facts.postgres), self.facts.major)
        return Cluster(programs, self.folder / "data", account_for(self.facts.user))

    @property
    def settings(self) -> Path:
        """The settings file of the administrator's commands."""
        return self.folder / "settings.toml"

    @property
    def keeper_settings(self) -> Path:
        """The settings file of who seals the log and closes days."""
        return self.folder / "keeper.toml"

    @property
    def authority_file(self) -> Path:
        """The certificate of the authority."""
        return self.folder / "authority.pem"

    @property
    def retired(self) -> Path:
        """The file that forbids the store to start: another host has taken over."""
        return self.folder / "retired"

    @property
    def following(self) -> Path:
        """The file that says whom a standby follows; absent where this host is the store."""
        return self.folder / "following.json"

    def passwords(self, login: str) -> Path:
        """Return the file with a login's password, as libpq reads it."""
        return self.folder / f"{login}.pass"

    def url(self, login: str = OWNER, database: str = DATABASE) -> str:
        """Return the address for a login of this computer; it has no password in it."""
        query = {
            "hostaddr": "127.0.0.1",
            "sslmode": "verify-full",
            "sslrootcert": str(self.authority_file),
            "passfile": str(self.passwords(login)),
        }
        place = f"{login}@{self.facts.name}:{self.facts.port}/{database}"
        return f"postgresql://{place}?{urlencode(query, quote_via=quote)}"

    @property
    def superuser_url(self) -> str:
        """The address for the superuser in the hall's database."""
        return self.url(SUPERUSER)

    def authority(self) -> Authority:
        """Return the authority with its key; Unavailable where it is not kept here."""
        try:
            key = (self.folder / "authority.key").read_bytes()
            return read_authority(self.authority_file.read_bytes(), key)
        except OSError as error:
            raise Unavailable(
                f"the authority's key is not in {self.folder} ({error.strerror or error}):"
                " put it there from the old host or a backup"
            ) from error

    def fingerprint(self) -> bytes:
        """Return the start of the authority's fingerprint, as join codes carry it."""
        return fingerprint(read_certificate(self.authority_file))

    def keep_authority(self, authority: Authority) -> None:
        """Write the authority down; its key for the owner of the folder alone."""
        write_private(self.folder / "authority.key", authority.key_pem)
        self.authority_file.write_bytes(authority.certificate_pem)
        self.authority_file.chmod(0o644)

    def keep_password(self, login: str, password: str) -> None:
        """Write a login's password into a file that only its owner can read."""
        write_private(self.passwords(login), f"*:*:*:{login}:{password}\n".encode())

    def keep_facts(self) -> None:
        """Write down what this host is."""
        text = json.dumps(asdict(self.facts), indent=1) + "\n"
        (self.folder / "host.json").write_text(text, encoding="utf-8")


def usual_folder() -> Path:
    """Return where a host lies when nobody says otherwise."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return _SYSTEM_FOLDER
    return user_data_path(PROGRAM, appauthor=False) / "host"


def is_host(folder: Path) -> bool:
    """Say whether a folder holds a store's host."""
    return (folder / "host.json").is_file()


def read_host(folder: Path) -> Host:
    """Return the host in a folder; Unavailable where there is none."""
    try:
        form = json.loads((folder / "host.json").read_text(encoding="utf-8"))
        return Host(folder, Facts(**form))
    except FileNotFoundError:
        raise Unavailable(
            f"there is no host in {folder}: make one with asan-centre host, or name --folder"
        ) from None
    except (OSError, ValueError, TypeError) as error:
        raise Unavailable(f"{folder / 'host.json'} cannot be read: {error}") from error


def read_certificate(file: Path) -> x509.Certificate:
    """Return the first certificate of a file; Unavailable where there is none."""
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError) as error:
        raise Unavailable(f"{file} is no certificate: {error}") from error
