"""Backs the store up, puts it back, and says how the host is."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import disk_usage

from common.centre.records import kept
from common.centre.saying import say
from common.centre.sealing import NOBODY_SEALS, ask_sealing
from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.hosting.accounts import account_for
from common.hosting.backups import back_up, last_backup, restore
from common.hosting.finding import own_addresses
from common.hosting.host import Facts, Host, is_host, read_certificate, read_host, usual_folder
from common.hosting.programs import find_programs
from common.hosting.standby import following_of, url_of_standby
from common.settings import Settings, StoreSettings
from common.store.copies import copy_store, is_copy, put_back, store_file
from common.store.hosting.state import ServerState, server_state
from common.store.migrating import migrate

OLD_BACKUP = timedelta(days=2)
LITTLE_ROOM = 5_000_000_000
"""Bytes."""
_TENTH = 10

_Asked = argparse.Namespace


def make_backup(settings: Settings, asked: _Asked) -> int:
    """Write the whole store into a file: that of a host, else the file of the settings."""
    file: Path = asked.file
    local = store_file(settings.store.url)
    if asked.folder is None and local is not None and local.is_file():
        if not file.absolute().parent.is_dir():
            raise Unavailable(f"there is no folder {file.absolute().parent} for the backup")
        tickets, events = copy_store(settings.store.url, file, _tenths("copied"))
        say(f"{file} holds {tickets} tickets and {events} events of {local}")
        return 0
    host = read_host(asked.folder or usual_folder())
    back_up(host, file.absolute(), SystemClock().now(), say)
    say(f"{file} holds the whole store, and its secrets: keep it where only you can read it")
    return 0


def put_backup_back(settings: Settings, asked: _Asked) -> int:
    """Make the store be as it was at a backup; what is there now is kept beside it."""
    file: Path = asked.file
    if is_copy(file):
        return _put_file_back(settings, file, replacing=asked.replace)
    folder = asked.folder or usual_folder()
    if is_host(folder) and not asked.replace:
        raise Unavailable(
            f"there is a store in {folder}: add --replace to put it aside, or name --folder"
        )
    there = read_host(folder).facts if is_host(folder) else None
    host = restore(file, folder, _wished(asked, there), SystemClock().now(), say)
    say(f"the store of {host.facts.centre} runs again, port {host.facts.port}, in {folder}")
    return 0


def tell_status(_settings: Settings, asked: _Asked) -> int:
    """Say how the host is; 0 only when its server runs."""
    host = read_host(asked.folder or usual_folder())
    now, facts = SystemClock().now(), host.facts
    say(f"host      {facts.centre} as {facts.name} in {host.folder}")
    addresses = ", ".join(f"{one}:{facts.port}" for one in own_addresses()) or "none"
    say(f"addresses {addresses} (listens on {facts.listen})")
    _tell_certificate(host, now)
    _tell_backup(host, now)
    _tell_disk(host)
    if host.retired.exists():
        say("server    retired: another host keeps the store now")
        return 1
    if not host.cluster.runs():
        say("server    stopped; start it with asan-centre host")
        return 1
    following = following_of(host)
    url = host.superuser_url if following is None else url_of_standby(host, following)
    _tell_server(server_state(url))
    if following is None:
        _tell_seals(host)
    return 0


def _put_file_back(settings: Settings, file: Path, *, replacing: bool) -> int:
    url = settings.store.url
    target = store_file(url)
    if target is None:
        raise Unavailable(f"{file} is a store in SQLite: set store.url to sqlite:///PATH")
    if target.exists():
        if not replacing:
            raise Unavailable(f"there is a store at {target}: add --replace to put it aside")
        aside = target.with_name(f"{target.name}.before-{SystemClock().now():%Y%m%d-%H%M%S}")
        copy_store(url, aside, _tenths("put aside"))
        say(f"the store that is there is kept in {aside}")
    tickets, events = put_back(file, url, _tenths("restored"))
    migrate(url)
    say(f"{tickets} tickets and {events} events are back in {target}")
    return 0


def _wished(asked: _Asked, there: Facts | None) -> Callable[[Facts], Facts]:
    """Return what makes a host of a backup one of this computer, where the one there was."""

    def here(facts: Facts) -> Facts:
        account = account_for(asked.user)
        programs = find_programs(asked.postgres)
        if programs.major < facts.major:
            raise Unavailable(
                f"the backup is of Postgres {facts.major}, here is {programs.major} only:"
                f" install {facts.major} or newer"
            )
        place = there or facts
        return replace(
            facts,
            port=asked.port or place.port,
            listen=place.listen,
            postgres=str(programs.folder),
            major=programs.major,
            user=account.name if account else None,
        )

    return here


def _tenths(done: str) -> Callable[[int, int], None]:
    """Return what tells of each tenth of the pages once."""
    told = 0

    def tell(remaining: int, total: int) -> None:
        nonlocal told
        tenths = (total - remaining) * _TENTH // max(1, total)
        if tenths > told:
            told = tenths
            say(f"{tenths * 10} % {done}")

    return tell


def _tell_certificate(host: Host, now: datetime) -> None:
    ends = read_certificate(host.authority_file).not_valid_after_utc
    say(f"authority good until {ends:%Y-%m-%d}, fingerprint {host.fingerprint().hex()}")
    try:
        ends = read_certificate(host.folder / "data" / "server.crt").not_valid_after_utc
    except Unavailable as error:
        say(f"TLS       unknown: {error}")
        return
    over = " (OVER: run asan-centre host)" if ends < now else ""
    say(f"TLS       certificate good until {ends:%Y-%m-%d}{over}")


def _tell_backup(host: Host, now: datetime) -> None:
    last = last_backup(host)
    if last is None:
        say("backup    none known; run asan-centre backup FILE")
        return
    made_at, file = last
    old = " (long ago; run asan-centre backup FILE)" if now - made_at > OLD_BACKUP else ""
    say(f"backup    {made_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC in {file}{old}")


def _tell_disk(host: Host) -> None:
    free = disk_usage(host.folder).free
    little = " (LITTLE: free some, or the store stops)" if free < LITTLE_ROOM else ""
    say(f"disk      {free / 1e9:.1f} GB free{little}")


def _tell_server(state: ServerState) -> None:
    say(f"server    PostgreSQL {state.version}, runs since {state.since:%Y-%m-%d %H:%M} UTC")
    if state.follows:
        behind = state.behind_seconds
        lag = "unknown" if behind is None else f"{behind:.0f} s ago"
        source = state.source or "NOTHING is received"
        say(f"standby   {source}; last change repeated {lag}")
        return
    say(
        f"users     {state.connections} of {state.most_connections} connections,"
        f" {state.devices} devices"
    )
    for held in state.holding:
        say(
            f"held up   by {held.login} for {held.seconds} s: look at that device, or end it with"
            f" asan-centre devices --revoke {held.login}"
        )
    for one in state.standbys:
        behind_bytes = "unknown" if one.behind is None else f"{one.behind} bytes"
        say(f"standby   {one.login} at {one.address}: {one.state}, {behind_bytes} behind")
    if not state.standbys:
        say("standby   none")


def _tell_seals(host: Host) -> None:
    store = StoreSettings(url=host.url(), centre=host.facts.centre)
    try:
        with kept(Settings(store=store)) as keeper:
            found = ask_sealing(keeper)
    except Unavailable as error:
        say(f"seals     unknown: {error}")
        return
    say(f"seals     {found.words}{'' if found.goes_on else f' ({NOBODY_SEALS})'}")
