"""A standby repeats what the store does, and takes its place only when the old one is off."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fixtures.hosts import (
    Ask,
    Offered,
    OneHost,
    facts_of_a_host,
    free_port,
    ignore,
    put_floor,
    url_in,
)
from fixtures.stores import take
from floors import CENTRE

from common.domain.errors import Unavailable
from common.hosting.codes import MINUTES, JoinCode, new_code
from common.hosting.finding import Place
from common.hosting.host import Host
from common.hosting.joining import find_again, join
from common.hosting.making import make_host
from common.hosting.programs import Programs, find_programs
from common.hosting.standby import Wish, following_of, make_standby, promote, url_of_standby
from common.store.hosting.devices import Offer, offer_code
from common.store.hosting.state import server_state
from common.store.opening import open_store

NOW = datetime.now(UTC)


def code_of(host: Host, kind: str, device: str) -> JoinCode:
    code = new_code(host.fingerprint())
    offer_code(host.url(), code.login, code.password, Offer(CENTRE, kind, device), MINUTES)
    return code


def programs(major: int) -> Programs:
    return find_programs(major=major)


@pytest.fixture
def first(short: Path) -> Iterator[Host]:
    """Run a host of its own: it will be switched off."""
    made = make_host(
        short / f"first-{secrets.token_hex(2)}", facts_of_a_host(), NOW, put_floor, ignore
    )
    yield made
    made.cluster.stop("immediate")


@pytest.fixture
def second(first: Host, short: Path) -> Iterator[Host]:
    """Run a standby of the first host."""
    wish = Wish(programs, first.facts.user, free_port(), "127.0.0.1")
    place = Place("127.0.0.1", first.facts.port)
    code = str(code_of(first, "standby", "standby"))
    made = make_standby(short / f"{first.folder.name}-second", place, code, wish, NOW, ignore)
    yield made
    made.cluster.stop("immediate")


def test_a_standby_takes_the_place_of_a_store_that_is_off(
    first: Host, second: Host, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    both = f"127.0.0.1:{first.facts.port},127.0.0.1:{second.facts.port}"
    join("kiosk", str(code_of(first, "kiosk", "K1")), both, settings, OneHost(None), NOW)
    device, owner = open_store(url_in(settings), CENTRE), open_store(first.url(), CENTRE)
    label = take(owner).ticket.label
    device.now()
    owner.close()
    with pytest.raises(Unavailable, match="still answers"):
        promote(second, old_is_off=True)
    # A fast stop ends only when the standby has all of the log.
    first.cluster.stop()
    with pytest.raises(Unavailable, match="a cut cable looks the same"):
        promote(second, old_is_off=False)

    promote(second, old_is_off=True)

    owner = open_store(second.url(), CENTRE)
    assert owner.find(label) is not None
    assert take(owner).ticket.label > label
    assert device.floor().centre == CENTRE
    assert following_of(second) is None
    device.close()
    owner.close()


@pytest.mark.long
def test_a_standby_says_whom_it_follows_and_takes_no_device(
    first: Host, second: Host, tmp_path: Path
) -> None:
    following = following_of(second)
    assert following is not None
    settings = tmp_path / "settings.toml"
    code = str(code_of(first, "kiosk", "K1"))

    state = server_state(url_of_standby(second, following))

    assert state.follows
    assert state.source is not None
    assert f"port {first.facts.port}" in state.source
    assert [one.state for one in server_state(first.superuser_url).standbys] == ["streaming"]
    with pytest.raises(Unavailable):
        join("kiosk", code, f"127.0.0.1:{second.facts.port}", settings, OneHost(None), NOW)


@pytest.mark.long
def test_a_device_learns_of_the_standby_later(first: Host, second: Host, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    network = OneHost(Place("127.0.0.1", first.facts.port))
    join("kiosk", str(code_of(first, "kiosk", "K1")), None, settings, network, NOW)

    find_again(
        f"127.0.0.1:{first.facts.port},127.0.0.1:{second.facts.port}", settings, network, NOW
    )
    first.cluster.stop()
    promote(second, old_is_off=True)

    device = open_store(url_in(settings), CENTRE)
    assert device.floor().centre == CENTRE
    device.close()


@pytest.mark.parametrize(("kind", "said"), [("kiosk", "is for kiosk K1"), ("standby", "none of")])
def test_a_standby_needs_a_code_of_its_own(
    host: Host, offer: Offered, short: Path, kind: str, said: str
) -> None:
    code = offer() if kind == "kiosk" else new_code(host.fingerprint())
    wish = Wish(programs, host.facts.user, free_port(), "127.0.0.1")
    place = Place("127.0.0.1", host.facts.port)

    with pytest.raises(Unavailable, match=said):
        make_standby(short / "no-standby", place, str(code), wish, NOW, ignore)

    assert not list(short.glob("no-standby*"))


def test_another_postgres_does_not_use_the_code_up(host: Host, offer: Offered, short: Path) -> None:
    def none(major: int) -> Programs:
        raise Unavailable(f"there is no Postgres {major}")

    code, place = str(offer("standby", "standby")), Place("127.0.0.1", host.facts.port)
    for _ in range(2):
        wish = Wish(none, host.facts.user, free_port(), "127.0.0.1")
        with pytest.raises(Unavailable, match="there is no Postgres"):
            make_standby(short / "no-standby", place, code, wish, NOW, ignore)


def test_a_host_that_follows_nobody_is_not_promoted(
    ask: Ask, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("promote", "--folder", host.folder) == 2
    assert "follows nobody" in capsys.readouterr().err
