"""The commands of whoever runs a hall: their names and what may be typed after them."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from common.centre.hall import KINDS, STANDBY, give_code, keep_host, list_devices
from common.centre.safety import make_backup, put_backup_back, tell_status
from common.centre.second_host import announce_host, keep_standby, put_in_place
from common.settings import Settings

PORTS = 2**16

HALL_HELP: Mapping[str, str] = {
    "host": "make this computer the host of the centre's store, or start and show the one it is",
    "code": "print a join code for one kiosk, display or counter",
    "devices": "list the logins of the hall's devices, or take one away at once",
    "announce": "tell the local network where the host is, until stopped",
    "status": "say how the host is: server, certificate, connections, backup, standby",
    "backup": "write the whole store into a file while it is used",
    "restore": "make the store be as it was at a backup",
    "standby": "make this computer a standby of the host",
    "promote": "make this standby the store, once the old one is off",
}
HALL_COMMANDS: Mapping[str, Callable[[Settings, argparse.Namespace], int]] = {
    "host": keep_host,
    "code": give_code,
    "devices": list_devices,
    "announce": announce_host,
    "status": tell_status,
    "backup": make_backup,
    "restore": put_backup_back,
    "standby": keep_standby,
    "promote": put_in_place,
}


def add_hall_arguments(made: Mapping[str, argparse.ArgumentParser]) -> None:
    """Say what may be typed after each of these commands."""
    for name in HALL_HELP:
        made[name].add_argument(
            "--folder", type=_folder, metavar="DIR", help="the host's folder (else the usual one)"
        )
    for name in ("host", "restore", "standby"):
        one = made[name]
        one.add_argument("--port", type=_port, metavar="N", help="the port of the store")
        one.add_argument("--user", metavar="NAME", help="whom the server runs as, started by root")
        one.add_argument("--postgres", type=Path, metavar="DIR", help="the folder of its programs")
    for name in ("host", "standby"):
        made[name].add_argument("--listen", metavar="ADDRESSES", help='where (else "*")')
    host = made["host"]
    host.add_argument("--name", help="the centre's name in certificates")
    host.add_argument("--set-up", type=Path, metavar="FLOORFILE", help="a floor to begin with")
    host.add_argument("--install-service", action="store_true", help="start with the computer")
    host.add_argument(
        "--retire", action="store_true", help="stop for good: another host has taken over"
    )
    _add_lesser(made)


def _add_lesser(made: Mapping[str, argparse.ArgumentParser]) -> None:
    made["code"].add_argument("--kind", choices=[*KINDS, STANDBY], required=True)
    made["code"].add_argument("--device", metavar="CODE", help="which one of the floor")
    made["devices"].add_argument("--revoke", metavar="LOGIN", help="take this login away")
    made["backup"].add_argument("file", type=Path, metavar="FILE")
    made["restore"].add_argument("file", type=Path, metavar="FILE")
    made["restore"].add_argument(
        "--replace", action="store_true", help="put the store that is there aside"
    )
    made["standby"].add_argument("--of", required=True, metavar="ADDRESS", help="the host")
    made["standby"].add_argument(
        "--code", required=True, help="from asan-centre code --kind standby on the host"
    )
    made["promote"].add_argument(
        "--old-is-off", action="store_true", help="you have seen that the old host is off"
    )


def _folder(text: str) -> Path:
    return Path(text).absolute()


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < PORTS:
        raise argparse.ArgumentTypeError(f'"{text}" is no port from 1 to 65535')
    return int(text)
