"""Backs a host's store up into one file, and makes a host from such a file."""

import json
import re
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from common.domain.errors import Unavailable
from common.hosting.authority import Authority, read_authority
from common.hosting.boxes import AUTHORITY, DUMP, KEY, box_beside, damaged, pack, unpack
from common.hosting.cluster import SUPERUSER, check_free
from common.hosting.host import Facts, Host, is_host, read_host
from common.hosting.making import equip, finish, growing, make_cluster, running, start_or_remove
from common.hosting.progress import Progress
from common.store.hosting.logins import forget_codes, logins_of_devices, make_logins
from common.store.hosting.server import OWNER, make_database, make_roles
from common.store.hosting.state import sizes

LAST = "last-backup.json"
_DUMP_WITHIN = 3600.0
# What any login may make and no store of ours has. It belongs to that login, which is not there
# yet, or was revoked: the whole restore would end with it.
_NOT_OURS = re.compile(r"\d+; \d+ \d+ (DEFAULT ACL|BLOBS?|BLOB METADATA|LARGE OBJECTS?) ")

Say = Callable[[str], None]


def back_up(host: Host, file: Path, now: datetime, say: Say) -> None:
    """Write a host's whole store, its logins and its authority into a file.

    It holds secrets: only its owner can read it. Raises Unavailable.
    """
    try:
        _check_folder_of(file)
        with box_beside(file) as box:
            _fill_box(host, box, file, now, say)
        kept = {"made_at": now.isoformat(), "file": str(file)}
        (host.folder / LAST).write_text(json.dumps(kept), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"{file} cannot be written ({reason}); name another file") from error


def restore(
    file: Path, folder: Path, wished: Callable[[Facts], Facts], now: datetime, say: Say
) -> Host:
    """Make a host from a backup and start it; the one that is there is put aside at the end.

    `wished` says what differs on this computer. Raises Unavailable, and then nothing was changed.
    """
    with box_beside(folder) as box:
        told = unpack(file, box)
        say(f"the backup of {told['made_at'][:16].replace('T', ' ')} UTC is whole")
        try:
            facts = wished(Facts(**told["facts"]))
            authority = read_authority((box / AUTHORITY).read_bytes(), (box / KEY).read_bytes())
        except (TypeError, ValueError) as error:
            raise damaged(file, str(error)) from error
        earlier = read_host(folder) if is_host(folder) else None
        if earlier is None or earlier.facts.port != facts.port:
            check_free(facts.port, facts.listen)
        with growing(folder, beside=earlier is not None) as part:
            # Another port: the store that is there goes on until this one is whole.
            host = Host(part, replace(facts, port=_free_port()))
            _fill(host, authority, box / DUMP, told, now, say)
            host.cluster.add_settings({"port": str(facts.port)})
            finish(replace(host, facts=facts), folder)
            aside = _put_aside(earlier, now, say)
    made = Host(folder, facts)
    try:
        start_or_remove(made)
    except BaseException:
        if earlier is not None and aside is not None:
            aside.rename(folder)
            earlier.cluster.start()
        raise
    return made


def last_backup(host: Host) -> tuple[datetime, str] | None:
    """Return when and where the last backup was made; None where none is known."""
    try:
        kept = json.loads((host.folder / LAST).read_text(encoding="utf-8"))
        return datetime.fromisoformat(kept["made_at"]), kept["file"]
    except (OSError, ValueError, KeyError):
        return None


def _fill_box(host: Host, box: Path, file: Path, now: datetime, say: Say) -> None:
    programs = host.cluster.programs
    # Counted before: what is issued meanwhile makes the copy larger, never smaller.
    tickets, events = sizes(host.superuser_url)
    told = {
        "made_at": now.isoformat(),
        "facts": asdict(host.facts),
        "logins": logins_of_devices(host.superuser_url),
        "tickets": tickets,
        "events": events,
    }
    say(f"copying {tickets} tickets and {events} events")
    wanted = ("--format=custom", "--file", box / DUMP, "--dbname", host.superuser_url)
    programs.run("pg_dump", *wanted, within=_DUMP_WITHIN)
    programs.run("pg_restore", "--list", box / DUMP)
    authority = host.authority()
    (box / AUTHORITY).write_bytes(authority.certificate_pem)
    (box / KEY).write_bytes(authority.key_pem)
    pack(box, told, file)


def _fill(
    host: Host, authority: Authority, dump: Path, told: dict[str, Any], now: datetime, say: Say
) -> None:
    """Make a server and put the copy into it; Unavailable where it is not all there."""
    host.keep_facts()
    owner = make_cluster(host, now, authority)
    programs = host.cluster.programs
    with running(host.cluster, host.facts.port):
        everywhere = host.url(SUPERUSER, "postgres")
        make_roles(everywhere, {OWNER: owner})
        make_database(everywhere)
        listed = programs.run("pg_restore", "--list", dump).splitlines()
        ours = [line for line in listed if not _NOT_OURS.match(line)]
        chosen = dump.with_suffix(".list")
        chosen.write_text("\n".join(ours) + "\n", encoding="utf-8")
        progress = Progress(sum(not line.startswith(";") for line in ours), say)
        wanted = ("--use-list", chosen, "--exit-on-error", "--verbose", dump)
        programs.watch(
            "pg_restore", "--dbname", host.superuser_url, *wanted,
            heard=progress.hear, within=_DUMP_WITHIN,
        )  # fmt: skip
        make_logins(host.superuser_url, [(one[0], one[1], one[2]) for one in told["logins"]])
        equip(host)
        forget_codes(host.superuser_url)
        tickets, events = sizes(host.superuser_url)
    if tickets < told["tickets"] or events < told["events"]:
        raise Unavailable(
            f"only {tickets} of {told['tickets']} tickets and {events} of {told['events']} events"
            " came back: this backup is not whole; nothing was changed"
        )
    say(f"{tickets} tickets and {events} events are back")


def _put_aside(earlier: Host | None, now: datetime, say: Say) -> Path | None:
    if earlier is None:
        return None
    earlier.cluster.stop()
    aside = earlier.folder.with_name(f"{earlier.folder.name}.before-{now:%Y%m%d-%H%M%S}")
    earlier.folder.rename(aside)
    say(f"the store that was there is kept in {aside}")
    return aside


def _check_folder_of(file: Path) -> None:
    folder = file.absolute().parent
    if not folder.is_dir():
        raise Unavailable(f"there is no folder {folder} for the backup")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
