"""The texts by which systemd starts a host with the computer."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from common.domain.errors import Unavailable
from common.hosting.host import Host

STORE = "asan-novbe-store.service"
ANNOUNCE = "asan-novbe-announce.service"
KEEP = "asan-novbe-keep.service"
UNITS = Path("/etc/systemd/system")
_WITHIN = 120


def write_services(place: Path, host: Host) -> None:
    """Write the units of a host into a folder."""
    for name, text in _units(host).items():
        (place / name).write_text(text, encoding="utf-8")


def _units(host: Host) -> Mapping[str, str]:
    return {STORE: store_unit(host), ANNOUNCE: announce_unit(host), KEEP: keep_unit(host)}


def store_unit(host: Host) -> str:
    """Return the unit that runs the server."""
    control = f'"{host.cluster.programs.path("pg_ctl")}"'
    data = f'-D "{host.cluster.data}"'
    user = f"User={host.facts.user}\n" if host.facts.user else ""
    return f"""\
[Unit]
Description=ASAN Növbə: the store of {host.facts.centre}
After=network-online.target
Wants=network-online.target
ConditionPathExists=!{host.retired}

[Service]
Type=forking
{user}ExecStart={control} start {data} -w -t 60 -l "{host.cluster.data / "start.log"}"
ExecReload={control} reload {data}
ExecStop={control} stop {data} -m fast -w -t 60
PIDFile={host.cluster.data / "postmaster.pid"}
Restart=on-failure
RestartSec=2
TimeoutSec=120

[Install]
WantedBy=multi-user.target
"""


def announce_unit(host: Host) -> str:
    """Return the unit that tells the local network where the store is."""
    return f"""\
[Unit]
Description=ASAN Növbə: tells the local network where the store of {host.facts.centre} is
After={STORE}
BindsTo={STORE}

[Service]
ExecStart="{sys.executable}" -m common.centre announce --folder "{host.folder}"
Restart=on-failure
RestartSec=5

[Install]
WantedBy={STORE}
"""


def keep_unit(host: Host) -> str:
    """Return the unit that seals the log and closes days, with the keeper's own login."""
    return f"""\
[Unit]
Description=ASAN Növbə: seals the log of {host.facts.centre} and closes its days
After={STORE}
BindsTo={STORE}

[Service]
ExecStart="{sys.executable}" -m common.centre --settings "{host.keeper_settings}" keep
Restart=on-failure
RestartSec=5
TimeoutStopSec=30

[Install]
WantedBy={STORE}
"""


def how_to_install(host: Host) -> str:
    """Return the one line that makes the store start with the computer."""
    files = " ".join(str(host.folder / name) for name in _units(host))
    return f"systemctl enable --now {files}"


def install_services(host: Host) -> None:
    """Make the store start with the computer; Unavailable where systemd does not do it."""
    if not Path("/run/systemd/system").is_dir():
        raise Unavailable("systemd does not run here: start the store with asan-centre host")
    host.cluster.stop()
    try:
        for name, text in _units(host).items():
            (UNITS / name).write_text(text, encoding="utf-8")
        for words in (["daemon-reload"], ["enable", "--now", *_units(host)]):
            subprocess.run(  # noqa: S603 - the system's own program
                ["systemctl", *words],  # noqa: S607
                check=True,
                capture_output=True,
                timeout=_WITHIN,
            )
    except (OSError, subprocess.SubprocessError) as error:
        host.cluster.start()
        raise Unavailable(
            f"the service cannot be installed ({error}): as root, run {how_to_install(host)}"
        ) from error
