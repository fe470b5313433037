"""Asks a server of Postgres who it is, before anything is told to it."""

import socket
import ssl
import struct
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from common.domain.errors import Unavailable
from common.hosting.authority import fingerprint, name_in

_SSL_REQUEST = struct.pack("!ii", 8, 80877103)
_YES = b"S"
GREET_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a server shows of itself, in the order it shows it: itself first."""

    chain: tuple[x509.Certificate, ...]

    def authority(self, wanted: bytes, now: datetime) -> x509.Certificate:
        """Return the authority of this fingerprint; Unavailable where the server is not its own."""
        for one in self.chain[1:]:
            if fingerprint(one) == wanted:
                self._check_time(now)
                return one
        raise Unavailable(
            "the host that answers is not the one of this code: its authority has another"
            " fingerprint; take the right code, or name the right host with --host"
        )

    def name(self, authority: x509.Certificate) -> str:
        """Return the centre's name in the server's certificate."""
        return name_in(self.chain[0], authority)

    def _check_time(self, now: datetime) -> None:
        server = self.chain[0]
        if server.not_valid_after_utc < now:
            raise Unavailable(
                f"the host's certificate ended on {server.not_valid_after_utc:%Y-%m-%d}:"
                " run asan-centre host there to renew it, and look at this computer's clock"
            )
        if server.not_valid_before_utc > now:
            raise Unavailable(
                f"the host's certificate begins on {server.not_valid_before_utc:%Y-%m-%d}:"
                " this computer's clock is wrong; set it"
            )


def greet(address: str, port: int, within: float = GREET_WITHIN) -> Greeting:
    """Return what a server shows of itself; Unavailable where none answers, or without TLS."""
    place = f"{address} port {port}"
    try:
        with closing(socket.create_connection((address, port), within)) as line:
            line.sendall(_SSL_REQUEST)
            if line.recv(1) != _YES:
                raise Unavailable(f"what answers at {place} is no host of a centre's store")
            with _looking().wrap_socket(line) as tls:
                chain = _chain_of(tls)
    except (ssl.SSLError, ConnectionResetError) as error:
        raise Unavailable(f"what answers at {place} is no host of a centre's store") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(
            f"no host answers at {place} ({reason}); asan-centre status there says its addresses"
            " and port"
        ) from error
    return Greeting(tuple(x509.load_der_x509_certificate(one) for one in chain))


def _looking() -> ssl.SSLContext:
    """Return a context that takes any certificate: what it shows is examined here."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _chain_of(tls: ssl.SSLSocket) -> list[bytes]:
    if hasattr(tls, "get_unverified_chain"):  # from Python 3.13 on
        return list(tls.get_unverified_chain())
    below = tls._sslobj  # type: ignore[attr-defined]  # noqa: SLF001 - its only door before 3.13
    pem = [one.public_bytes() for one in below.get_unverified_chain()]
    found = x509.load_pem_x509_certificates("".join(pem).encode())
    return [one.public_bytes(Encoding.DER) for one in found]
