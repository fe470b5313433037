"""How a device finds its host in the local network, and how the host tells where it is."""

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

import ifaddr
from zeroconf import (
    Error,
    IPVersion,
    ServiceBrowser,
    ServiceInfo,
    ServiceStateChange,
    Zeroconf,
)

from common.domain.errors import Unavailable
from common.hosting.host import DEFAULT_PORT, Host

SERVICE = "_asan-novbe._tcp.local."
FIND_WITHIN = 6.0
LOOK_EVERY = 20.0
"""Seconds after which a host looks whether its addresses have changed."""
_PORTS = 2**16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a host answers."""

    address: str
    port: int


class Finder(Protocol):
    """Finds hosts in the local network."""

    def find(self, fingerprint: bytes) -> Place | None:
        """Return where the host with this authority is; None where none says so in time."""


class LocalNetwork:
    """Finds hosts by multicast DNS."""

    def find(self, fingerprint: bytes) -> Place | None:
        """Return where the host with this authority is; None where none says so in time."""
        found: list[Place] = []
        there = threading.Event()

        def look(
            zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
        ) -> None:
            if state_change is ServiceStateChange.Removed:
                return
            told = zeroconf.get_service_info(service_type, name)
            if told and told.properties.get(b"authority") == fingerprint.hex().encode():
                addresses = told.parsed_addresses(IPVersion.V4Only)
                found.extend(Place(one, told.port or DEFAULT_PORT) for one in addresses)
                there.set()

        with _network() as network:
            ServiceBrowser(network, SERVICE, handlers=[look])
            there.wait(FIND_WITHIN)
        return found[0] if found else None


def typed_place(text: str) -> list[Place]:
    """Return the places of "ADDRESS", "ADDRESS:PORT", or several with commas between them.

    A name is looked up. Raises Unavailable.
    """
    return [_typed(one.strip()) for one in text.split(",")]


def announce(host: Host, stopping: threading.Event) -> None:
    """Tell the local network where a host is until it is to stop. Raises Unavailable."""
    with _network() as network:
        told: ServiceInfo | None = None
        while True:
            now = _service(host)
            # Neither a standby nor a host that was retired is where devices are to go.
            if host.retired.exists():
                break
            if told is None and not host.following.exists():
                network.register_service(now, allow_name_change=True)
                told = now
            elif told is not None and told.addresses != now.addresses:
                network.update_service(now)
                told = now
            if stopping.wait(LOOK_EVERY):
                break
        if told is not None:
            network.unregister_service(told)


def _service(host: Host) -> ServiceInfo:
    facts = host.facts
    return ServiceInfo(
        SERVICE,
        f"{facts.centre}.{SERVICE}",
        port=facts.port,
        properties={"authority": host.fingerprint().hex(), "name": facts.name},
        server=f"{facts.name.partition('.')[0]}.local.",
        parsed_addresses=own_addresses(),
    )


def own_addresses() -> list[str]:
    """Return this computer's addresses (IPv4) but those that only it can reach."""
    known = [str(one.ip) for card in ifaddr.get_adapters() for one in card.ips if one.is_IPv4]
    return sorted(one for one in known if not ipaddress.ip_address(one).is_loopback)


@contextmanager
def _network() -> Iterator[Zeroconf]:
    try:
        with Zeroconf(ip_version=IPVersion.V4Only) as network:
            yield network
    except (OSError, Error) as error:
        raise Unavailable(
            f"the local network cannot be asked or told ({error}): name the host with --host"
        ) from error


def _typed(text: str) -> Place:
    address, sign, port = text.strip().rpartition(":")
    if not sign or text.endswith("]") or (text.count(":") > 1 and "]" not in text):
        address, port = text, str(DEFAULT_PORT)
    if not (port.isascii() and port.isdigit() and 0 < int(port) < _PORTS) or not address:
        raise Unavailable(f'"{text}" is no address; write one like 192.168.1.10:{DEFAULT_PORT}')
    try:
        found = socket.getaddrinfo(address.strip("[]"), int(port), type=socket.SOCK_STREAM)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(f"{address} is not known in this network ({reason})") from error
    return Place(str(found[0][4][0]), int(port))
