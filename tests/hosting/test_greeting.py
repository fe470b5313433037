"""A server is looked at before anything is told to it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from common.domain.errors import Unavailable
from common.hosting.authority import fingerprint, make_authority, sign_server
from common.hosting.finding import Place, typed_place
from common.hosting.greeting import Greeting, greet
from common.hosting.host import DEFAULT_PORT, Host

NOW = datetime.now(UTC)
NAME = "asan-01.centre.internal"


@contextmanager
def stranger(answer: bytes | None) -> Iterator[int]:
    """Run something that answers this and hangs up, or stays silent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def serve() -> None:
            line, _ = server.accept()
            with line:
                line.recv(8)
                if answer is None:
                    done.wait(20)
                else:
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        done.set()
        thread.join(20)


@pytest.mark.parametrize("answer", [b"N", b"", b"HTTP/1.1 400 Bad Request", b"SSSS"])
def test_what_is_no_host_of_a_store_is_told_so(answer: bytes) -> None:
    with stranger(answer) as port, pytest.raises(Unavailable, match="is no host"):
        greet("127.0.0.1", port)


def test_a_silent_server_is_given_up() -> None:
    with stranger(None) as port, pytest.raises(Unavailable, match="no host answers"):
        greet("127.0.0.1", port, within=0.2)


def test_a_host_shows_its_authority_and_its_name(host: Host) -> None:
    greeting = greet("127.0.0.1", host.facts.port)

    authority = greeting.authority(host.fingerprint(), NOW)

    assert fingerprint(authority) == host.fingerprint()
    assert greeting.name(authority) == host.facts.name


def chain_of(pem: bytes) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(pem))


def test_a_server_that_only_shows_anothers_authority_is_not_believed() -> None:
    ours, theirs = make_authority(NAME, NOW), make_authority(NAME, NOW)
    (server, _) = chain_of(sign_server(theirs, NAME, NOW).chain_pem)
    greeting = Greeting((server, ours.certificate))
    authority = greeting.authority(fingerprint(ours.certificate), NOW)

    with pytest.raises(Unavailable, match="do not trust it"):
        greeting.name(authority)


def test_a_clock_that_is_years_behind_is_blamed_and_not_the_host() -> None:
    authority = make_authority(NAME, NOW)
    greeting = Greeting(chain_of(sign_server(authority, NAME, NOW).chain_pem))

    with pytest.raises(Unavailable, match="clock is wrong"):
        greeting.authority(fingerprint(authority.certificate), NOW - timedelta(days=4000))


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("127.0.0.1", [Place("127.0.0.1", DEFAULT_PORT)]),
        (" 127.0.0.1:5555 ", [Place("127.0.0.1", 5555)]),
        ("127.0.0.1, 127.0.0.2:7", [Place("127.0.0.1", DEFAULT_PORT), Place("127.0.0.2", 7)]),
        ("::1", [Place("::1", DEFAULT_PORT)]),
        ("[::1]:7", [Place("::1", 7)]),
    ],
)
def test_an_address_is_typed_as_people_type_it(typed: str, places: list[Place]) -> None:
    assert typed_place(typed) == places


@pytest.mark.parametrize("typed", ["", ",", "a b:c", "127.0.0.1:", "no-such-host.invalid"])
def test_what_is_no_address_is_one_line(typed: str) -> None:
    with pytest.raises(Unavailable) as caught:
        typed_place(typed)

    assert "\n" not in str(caught.value)
