"""Makes this computer the host of a centre's store, and lets devices into it."""

import argparse
import os
import re
from datetime import timedelta
from pathlib import Path

from common.centre.people import Mistyped
from common.centre.saying import say
from common.centre.set_up import import_floor
from common.clock import SystemClock
from common.domain.errors import Unavailable
from common.domain.floor import Floor
from common.hosting.accounts import account_for
from common.hosting.codes import MINUTES, new_code
from common.hosting.finding import own_addresses
from common.hosting.host import (
    DEFAULT_PORT,
    Facts,
    Host,
    is_host,
    read_certificate,
    read_host,
    usual_folder,
)
from common.hosting.making import bring_up, make_host
from common.hosting.programs import find_programs
from common.hosting.service import how_to_install, install_services
from common.settings import FILE_NAMED_BY, Settings, StoreSettings, settings_file
from common.store.hosting.devices import Device, Offer, devices, offer_code, revoke
from common.store.hosting.server import OWNER
from common.store.migrating import migrate
from common.store.opening import open_store

KINDS = ("kiosk", "display", "counter")
STANDBY = "standby"
_LONG_AGO = timedelta(seconds=30)

_Asked = argparse.Namespace


def keep_host(settings: Settings, asked: _Asked) -> int:
    """Make this computer the host of the centre's store, or start and show the one it is."""
    folder = asked.folder or usual_folder()
    if is_host(folder):
        host = read_host(folder)
        if asked.retire:
            return _retire(host)
        _refuse_other_wishes(host, asked)
        bring_up(host, SystemClock().now(), say)
    elif asked.retire:
        raise Unavailable(f"there is no host in {folder} to retire: name --folder")
    else:
        host = make_host(
            folder,
            _facts(settings, asked),
            SystemClock().now(),
            lambda making: _fill(making, settings, asked.set_up),
            say,
        )
    if asked.install_service:
        install_services(host)
    _tell(host, installed=asked.install_service)
    return 0


def give_code(_settings: Settings, asked: _Asked) -> int:
    """Print a join code for one device of the floor."""
    host = read_host(asked.folder or usual_folder())
    code = STANDBY if asked.kind == STANDBY else asked.device
    if not code:
        raise Mistyped(f"name the {asked.kind} of the floor with --device CODE")
    if asked.kind != STANDBY:
        _check_on_floor(host, asked.kind, code)
    _tell_code(host, asked.kind, code)
    return 0


def list_devices(_settings: Settings, asked: _Asked) -> int:
    """Print the logins of the hall's devices, or take one away at once."""
    host = read_host(asked.folder or usual_folder())
    if asked.revoke is not None:
        if not revoke(host.url(), asked.revoke):
            raise Mistyped(f"no device has the login {asked.revoke}; see asan-centre devices")
        say(f"{asked.revoke} was revoked; its connections were ended")
        return 0
    rows = [_row(one) for one in devices(host.url())]
    if not rows:
        say("no device has joined yet; make a code with asan-centre code")
        return 0
    head = ("kind", "code", "login", "made", "last seen", "skew", "state")
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(head))]
    for row in [head, *rows]:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        say("  ".join(cells).rstrip())
    return 0


def settings_of_this_host() -> Path | None:
    """Return the settings that `host` wrote, where none are named and they may be read."""
    folder = usual_folder()
    if os.environ.get(FILE_NAMED_BY) or settings_file(None).is_file() or not is_host(folder):
        return None
    host = read_host(folder)
    return host.settings if os.access(host.passwords(OWNER), os.R_OK) else None


def _facts(settings: Settings, asked: _Asked) -> Facts:
    centre = settings.store.centre
    plain = re.sub(r"[^a-z0-9]+", "-", centre.lower()).strip("-") or "centre"
    name = asked.name or f"{plain}.centre.internal"
    if not re.fullmatch(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+", name):
        raise Mistyped(f'"{name}" is no name for a centre; write one like {plain}.centre.internal')
    account = account_for(asked.user)
    programs = find_programs(asked.postgres)
    return Facts(
        centre=centre,
        name=name,
        port=asked.port or DEFAULT_PORT,
        listen=asked.listen or "*",
        postgres=str(programs.folder),
        major=programs.major,
        user=account.name if account else None,
    )


def _refuse_other_wishes(host: Host, asked: _Asked) -> None:
    """Refuse what a made host cannot become by asking again."""
    facts = host.facts
    for option, wanted, there in (
        ("--name", asked.name, facts.name),
        ("--port", asked.port, facts.port),
        ("--listen", asked.listen, facts.listen),
    ):
        if wanted not in (None, there):
            raise Mistyped(f"the host in {host.folder} has {option} {there}; leave {option} out")
    if asked.set_up is not None:
        raise Mistyped(
            f"the host in {host.folder} is made already; change its set-up with"
            f" asan-centre --settings {host.settings} import-floor FILE"
        )


def _fill(host: Host, settings: Settings, set_up: Path | None) -> None:
    migrate(host.url())
    if set_up is not None:
        import_floor(_settings_of(host, settings), set_up, None)


def _settings_of(host: Host, settings: Settings) -> Settings:
    store = StoreSettings(url=host.url(), centre=host.facts.centre)
    return Settings(store=store, logs=settings.logs)


def _retire(host: Host) -> int:
    host.retired.write_text("another host keeps the store now\n", encoding="utf-8")
    host.cluster.stop()
    say(f"the store in {host.folder} is stopped and will not start again")
    return 0


def _tell(host: Host, *, installed: bool) -> None:
    facts = host.facts
    ends = read_certificate(host.folder / "data" / "server.crt").not_valid_after_utc
    say(f"the store of {facts.centre} runs as {facts.name}, port {facts.port}, in {host.folder}")
    say(f"its certificate is good until {ends:%Y-%m-%d}; the administrator's settings are in")
    say(f"  {host.settings}")
    if not installed:
        say(f"to start it with the computer: {how_to_install(host)}")
    floor = _floor(host)
    if floor is None:
        say(f"next: asan-centre --settings {host.settings} import-floor FILE")
        return
    joined = {(one.kind, one.code) for one in devices(host.url()) if one.revoked_at is None}
    missing = [(kind, code) for kind, code in _on_floor(floor) if (kind, code) not in joined]
    if missing:
        _tell_code(host, *missing[0])
    if missing[1:]:
        say(f"{len(missing) - 1} devices more have no login; the next is made one with")
        kind, code = missing[1]
        say(f"  asan-centre code --folder {host.folder} --kind {kind} --device {code}")


def _tell_code(host: Host, kind: str, code: str) -> None:
    made = new_code(host.fingerprint())
    offer = Offer(host.facts.centre, kind, code)
    offer_code(host.url(), made.login, made.password, offer, MINUTES)
    say(f"join code of {kind} {code}, good once and for {MINUTES} minutes:")
    say(f"  {made}")
    place = _place(host)
    if kind == STANDBY:
        say(f"on that computer: asan-centre standby --of {place} --code {made}")
        return
    say(f"on that computer: asan-{kind} --join {made}")
    say(f"where it does not find this host by itself: add --host {place}")


def _place(host: Host) -> str:
    """Return where others reach this host, as they type it."""
    address = next(iter(own_addresses()), "ADDRESS")
    port = host.facts.port
    return address if port == DEFAULT_PORT else f"{address}:{port}"


def _floor(host: Host) -> Floor | None:
    """Return the set-up; None where there is none yet."""
    store = open_store(host.url(), host.facts.centre)
    try:
        return store.floor()
    except Unavailable:
        store.now()
        return None
    finally:
        store.close()


def _on_floor(floor: Floor) -> list[tuple[str, str]]:
    return [
        *(("kiosk", one.code) for one in floor.kiosks),
        *(("display", one.code) for one in floor.displays),
        *(("counter", one.code) for one in floor.counters),
    ]


def _check_on_floor(host: Host, kind: str, code: str) -> None:
    floor = _floor(host)
    if floor is None:
        raise Mistyped("the store has no set-up yet: run asan-centre import-floor FILE")
    known = [one for of, one in _on_floor(floor) if of == kind]
    if code not in known:
        raise Mistyped(f"the set-up has no {kind} {code}; known are: {', '.join(known)}")


def _row(device: Device) -> tuple[str, ...]:
    seen = "never" if device.seen_at is None else f"{device.seen_at:%Y-%m-%d %H:%M:%S}"
    skew = "unknown" if device.skew_ms is None else f"{device.skew_ms / 1000:.1f} s"
    if device.revoked_at is not None:
        state = f"revoked {device.revoked_at:%Y-%m-%d %H:%M}"
    else:
        state = f"{device.connections} connections" if device.connections else "away"
    made = f"{device.made_at:%Y-%m-%d %H:%M}"
    return (device.kind, device.code, device.login, made, seen, skew, state)
