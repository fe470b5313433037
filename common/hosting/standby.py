"""A second host that repeats what the store does, and takes its place when a person says so."""

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from common.domain.errors import Unavailable
from common.domain.ids import CentreCode
from common.hosting.cluster import SUPERUSER, Cluster, check_free
from common.hosting.codes import read_code
from common.hosting.finding import Place
from common.hosting.greeting import greet
from common.hosting.host import Facts, Host
from common.hosting.making import equip, finish, growing, start_or_remove
from common.hosting.private import write_private
from common.hosting.programs import Programs
from common.store.hosting.joining import AdmittedStandby, Door, standby_admission
from common.store.hosting.passwords import password_statements
from common.store.hosting.server import OWNER

_COPY_WITHIN = 4 * 3600.0
_PROMOTE_WITHIN = 60.0

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """How the second host is to be on its computer."""

    programs: Callable[[int], Programs]
    """Finds the programs of one major version of Postgres."""
    account: str | None
    port: int
    listen: str


@dataclass(frozen=True, slots=True)
class Following:
    """Whom a standby follows, and by which login."""

    address: str
    port: int
    login: str


def make_standby(
    folder: Path, place: Place, typed: str, wish: Wish, now: datetime, say: Say
) -> Host:
    """Copy a host and start to follow it; all or nothing here. Raises Unavailable."""
    code = read_code(typed)
    greeting = greet(place.address, place.port)
    authority = greeting.authority(code.fingerprint, now)
    name = greeting.name(authority)
    with growing(folder) as part:
        check_free(wish.port, wish.listen)
        proof = part / "authority.pem"
        proof.write_bytes(authority.public_bytes(Encoding.PEM))
        door = Door(place.address, place.port, name, str(proof))
        own = secrets.token_hex(24)
        with standby_admission(door, code.login, code.password, own) as admitted:
            host = Host(part, _facts(admitted, name, wish))
        host.keep_facts()
        following = Following(place.address, place.port, admitted.login)
        _copy(host, following, own, say)
        _follow(host, following, folder)
        finish(host, folder)
    made = replace(host, folder=folder)
    start_or_remove(made)
    return made


def following_of(host: Host) -> Following | None:
    """Return whom a host follows; None where it is the store itself."""
    try:
        return Following(**json.loads(host.following.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def promote(host: Host, *, old_is_off: bool) -> None:
    """Make a standby the store, when the old store is off for sure. Raises Unavailable."""
    following = following_of(host)
    if following is None:
        raise Unavailable(f"the host in {host.folder} follows nobody: it is the store already")
    _refuse_two_stores(following, old_is_off=old_is_off)
    cluster = host.cluster
    if not cluster.runs():
        cluster.start()
    # The passwords of the old host stayed there. New ones are set while nobody can connect.
    passwords = {login: secrets.token_hex(24) for login in (SUPERUSER, OWNER)}
    statements = password_statements(url_of_standby(host, following), passwords)
    cluster.promote()
    cluster.stop()
    try:
        cluster.alone(statements)
    finally:
        cluster.start()
    for login, password in passwords.items():
        host.keep_password(login, password)
    host.following.unlink()
    equip(host)


def url_of_standby(host: Host, following: Following) -> str:
    """Return the address by which a standby can be asked how it is."""
    return host.url(following.login, "postgres")


def _refuse_two_stores(following: Following, *, old_is_off: bool) -> None:
    place = f"{following.address} port {following.port}"
    try:
        greet(following.address, following.port)
    except Unavailable:
        if old_is_off:
            return
        raise Unavailable(
            f"the old store at {place} does not answer, but a cut cable looks the same: switch"
            " that computer off or run asan-centre host --retire there, then add --old-is-off"
        ) from None
    raise Unavailable(
        f"the old store at {place} still answers: run asan-centre host --retire there or switch it"
        " off; two stores give one number twice"
    )


def _facts(admitted: AdmittedStandby, name: str, wish: Wish) -> Facts:
    programs = wish.programs(admitted.major)
    return Facts(
        centre=CentreCode(admitted.centre),
        name=name,
        port=wish.port,
        listen=wish.listen,
        postgres=str(programs.folder),
        major=programs.major,
        user=wish.account,
    )


def _copy(host: Host, following: Following, password: str, say: Say) -> None:
    say(f"copying the store of {following.address}")
    cluster = host.cluster
    cluster.make_folder()
    line = f"*:*:*:{following.login}:{password}\n"
    write_private(host.passwords(following.login), line.encode(), cluster.account)
    # From here on whoever runs the server follows; he must be able to read his own password.
    cluster.run(
        "pg_basebackup", "-D", cluster.data, "--checkpoint=fast", "--wal-method=stream",
        "-d", _way(host, host.folder, following), within=_COPY_WITHIN,
    )  # fmt: skip


def _follow(host: Host, following: Following, folder: Path) -> None:
    cluster: Cluster = host.cluster
    cluster.add_settings(
        {
            "port": str(host.facts.port),
            "listen_addresses": host.facts.listen,
            "primary_conninfo": _way(host, folder, following).replace("'", "''"),
            "recovery_target_timeline": "latest",
        }
    )
    write_private(cluster.data / "standby.signal", b"", cluster.account)
    host.following.write_text(json.dumps(asdict(following)), encoding="utf-8")


def _way(host: Host, folder: Path, following: Following) -> str:
    """Return how the server that is followed is reached, with the password in its own file."""
    final = replace(host, folder=folder)
    told = {
        "host": host.facts.name,
        "hostaddr": following.address,
        "port": str(following.port),
        "user": following.login,
        "sslmode": "verify-full",
        "sslrootcert": final.authority_file.as_posix(),
        "passfile": final.passwords(following.login).as_posix(),
        "application_name": following.login,
        "connect_timeout": "5",
        "keepalives_idle": "5",
        "keepalives_interval": "2",
        "keepalives_count": "3",
    }
    return " ".join(f"{name}='{_quoted(value)}'" for name, value in told.items())


def _quoted(value: str) -> str:
    return value.replace("\\", r"\\").replace("'", r"\'")
