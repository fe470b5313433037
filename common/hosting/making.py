"""Makes a host all at once or not at all, and brings a made one up to this program."""

import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from common.domain.errors import Unavailable
from common.hosting.authority import RENEW_BEFORE, Authority, make_authority, sign_server
from common.hosting.cluster import SUPERUSER, Cluster, check_free
from common.hosting.host import KEEPER, Facts, Host, is_host, read_certificate, read_host
from common.hosting.service import write_services
from common.store.hosting.logins import make_keeper
from common.store.hosting.server import OWNER, let_devices_join, make_database, make_roles
from common.store.migrating import migrate

_KEEPING = """
[keeping]
# A file on another disk, which whoever owns the store cannot change: see docs/audit.md.
# head = "/mnt/other-disk/asan-novbe.heads"
person_days = 90
"""
_SWEEP_WITHIN, _SWEEP_AGAIN = 10.0, 0.1
"""Seconds."""


def make_host(
    folder: Path,
    facts: Facts,
    now: datetime,
    fill: Callable[[Host], None],
    say: Callable[[str], None],
) -> Host:
    """Make a host in a folder that has none and start it; all or nothing. Raises Unavailable.

    `fill` puts tables into the fresh database, and whatever they are to hold at first.
    """
    with growing(folder) as part:
        check_free(facts.port, facts.listen)
        host = Host(part, facts)
        host.keep_facts()
        say(f"making the store with Postgres {facts.major} of {facts.postgres}")
        owner = make_cluster(host, now, make_authority(facts.name, now))
        with running(host.cluster, facts.port):
            make_roles(host.url(SUPERUSER, "postgres"), {OWNER: owner})
            make_database(host.url(SUPERUSER, "postgres"))
            fill(host)
            equip(host)
        finish(host, folder)
    made = replace(host, folder=folder)
    start_or_remove(made)
    return made


def bring_up(host: Host, now: datetime, say: Callable[[str], None]) -> None:
    """Start a made host where it is down, and bring it up to this program. Raises Unavailable."""
    if host.retired.exists():
        raise Unavailable(
            f"this host was retired ({host.retired}): another keeps the store now; make this one"
            " its standby with asan-centre standby, in another folder"
        )
    cluster = host.cluster
    if not cluster.runs():
        check_free(host.facts.port, host.facts.listen)
        cluster.start()
        say("the store's server was started")
    if _renew_certificate(host, now):
        cluster.reload()
        say("the server's certificate was made anew")
    equip(host)
    _write_services(host, host)


def start_or_remove(made: Host) -> None:
    """Start a host that was just made; where it cannot run, nothing stays of it."""
    try:
        made.cluster.start()
    except BaseException:
        made.cluster.stop("immediate")
        shutil.rmtree(made.folder)
        raise


def equip(host: Host) -> None:
    """Give a running server the roles, tables and functions of this program."""
    make_roles(host.url(SUPERUSER, "postgres"), {})
    migrate(host.url())
    let_devices_join(host.superuser_url)
    if not host.passwords(KEEPER).exists():
        password = secrets.token_hex(24)
        make_keeper(host.superuser_url, KEEPER, host.facts.centre, password)
        host.keep_password(KEEPER, password)


def finish(host: Host, folder: Path) -> None:
    """Write what a whole host has and what names its final folder."""
    final = replace(host, folder=folder)
    host.settings.write_text(_settings_text(final, OWNER), encoding="utf-8")
    _write_services(host, final)
    host.keep_facts()


def _settings_text(final: Host, login: str) -> str:
    return f'[store]\nurl = "{final.url(login)}"\ncentre = "{final.facts.centre}"\n'


def _write_services(host: Host, final: Host) -> None:
    """Write how systemd starts a host, and what its keeper is told where nobody told it yet."""
    if not host.keeper_settings.exists():
        text = f"{_settings_text(final, KEEPER)}{_KEEPING}"
        host.keeper_settings.write_text(text, encoding="utf-8")
    write_services(host.folder, final)


@contextmanager
def growing(folder: Path, *, beside: bool = False) -> Iterator[Path]:
    """Lend a folder that takes its final name at the end, or is gone after an error.

    `beside` lets it grow beside a host of that name, which is to be away by the end.
    """
    if not beside and folder.exists() and any(folder.iterdir()):
        raise Unavailable(f"{folder} is not empty: name another with --folder")
    part = folder.with_name(f"{folder.name}.making")
    try:
        _sweep(part)
        folder.parent.mkdir(parents=True, exist_ok=True)
        part.mkdir(mode=0o755)
        part.chmod(0o755)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"{part} cannot be made ({reason}): name another --folder") from error
    try:
        yield part
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        _sweep(part)
        reason = error.strerror or str(error)
        raise Unavailable(f"{folder} cannot be made ({reason}); nothing is left of it") from error
    except BaseException:
        _sweep(part)
        raise


def _sweep(part: Path) -> None:
    """Remove what a making that was cut off has left, a running server included."""
    if is_host(part):
        read_host(part).cluster.stop("immediate")
    until = time.monotonic() + _SWEEP_WITHIN
    while part.exists():
        try:
            shutil.rmtree(part)
        except OSError:
            # An initdb whose starter was killed writes on until it misses its folder.
            if time.monotonic() > until:
                raise
            time.sleep(_SWEEP_AGAIN)


def make_cluster(host: Host, now: datetime, authority: Authority) -> str:
    """Make a server with its certificate; return the password of the tables' owner."""
    cluster, facts = host.cluster, host.facts
    passwords = {login: secrets.token_hex(24) for login in (SUPERUSER, OWNER)}
    for login, password in passwords.items():
        host.keep_password(login, password)
    cluster.make(passwords[SUPERUSER])
    cluster.configure(facts.port, facts.listen)
    host.keep_authority(authority)
    cluster.certify(sign_server(authority, facts.name, now))
    return passwords[OWNER]


@contextmanager
def running(cluster: Cluster, port: int) -> Iterator[None]:
    """Run a server that nobody beyond this computer reaches, while it is being made."""
    try:
        cluster.start(("-c listen_addresses=127.0.0.1", f"-c port={port}"))
        yield
    finally:
        cluster.stop()


def _renew_certificate(host: Host, now: datetime) -> bool:
    ends = read_certificate(host.folder / "data" / "server.crt").not_valid_after_utc
    if ends - now > RENEW_BEFORE:
        return False
    host.cluster.certify(sign_server(host.authority(), host.facts.name, now))
    return True
