"""A device joins its centre: with a good code once, with any other not at all."""

import stat
import threading
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from fixtures.hosts import Offered, OneHost, url_in
from floors import CENTRE

from common.domain.errors import Unavailable
from common.hosting.authority import sign_server
from common.hosting.codes import new_code
from common.hosting.finding import Place
from common.hosting.host import Host
from common.hosting.joining import find_again, join
from common.store.hosting.devices import devices, revoke
from common.store.opening import open_store

NOW = datetime.now(UTC)


def test_a_device_joins_and_its_store_answers(
    offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    settings = tmp_path / "kiosk" / "settings.toml"

    said = join("kiosk", str(offer()), None, settings, network, NOW)

    assert "kiosk K1 of T1 has joined" in said
    store = open_store(url_in(settings), CENTRE)
    assert abs(store.now() - datetime.now(UTC)) < timedelta(minutes=1)
    store.close()


def test_a_password_stands_in_no_file_that_others_read(
    offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"

    join("kiosk", str(offer()), None, settings, network, NOW)

    secret = (tmp_path / "settings.pass").read_text().strip().rpartition(":")[2]
    assert stat.S_IMODE((tmp_path / "settings.pass").stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert len(secret) >= 40
    others = [path for path in tmp_path.rglob("*") if path.name != "settings.pass"]
    assert not [path for path in others if secret in path.read_text()]


def test_no_password_reaches_the_log_of_the_server(
    host: Host, offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    with psycopg.connect(host.superuser_url, autocommit=True) as server:
        server.execute("ALTER SYSTEM SET log_statement = 'all'")
        server.execute("SELECT pg_reload_conf()")
        code = offer()
        join("kiosk", str(code), None, tmp_path / "settings.toml", network, NOW)
        server.execute("ALTER SYSTEM RESET log_statement")
        server.execute("SELECT pg_reload_conf()")

    secret = (tmp_path / "settings.pass").read_text().strip().rpartition(":")[2]
    logs = [path.read_text() for path in (host.folder / "data" / "log").iterdir()]
    assert any("join_centre" in text for text in logs)
    assert not any(secret in text or code.password in text for text in logs)


def test_other_settings_stay_as_they_are(offer: Offered, network: OneHost, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('# ours\n[device]\ncode = "K7"  # old\n[screen]\ncalm = true\n')

    join("kiosk", str(offer()), None, settings, network, NOW)

    text = settings.read_text()
    assert text.startswith("# ours\n")
    tables = tomllib.loads(text)
    assert (tables["device"]["code"], tables["screen"]["calm"]) == ("K1", True)


def test_a_code_works_once(offer: Offered, network: OneHost, tmp_path: Path) -> None:
    code = str(offer())
    join("kiosk", code, None, tmp_path / "one.toml", network, NOW)

    with pytest.raises(Unavailable, match="used already"):
        join("kiosk", code, None, tmp_path / "two.toml", network, NOW)

    assert not list(tmp_path.glob("two.*"))


def test_of_two_who_use_one_code_at_once_one_joins(
    offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    code, said = str(offer()), []

    def try_to(name: str) -> None:
        try:
            said.append(join("kiosk", code, None, tmp_path / name, network, NOW))
        except Unavailable as error:
            said.append(str(error))

    both = [threading.Thread(target=try_to, args=(f"{number}.toml",)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)

    assert sorted("has joined" in words for words in said) == [False, True]
    assert len(list(tmp_path.glob("*.toml"))) == 1


def test_a_stale_code_is_refused(offer: Offered, network: OneHost, tmp_path: Path) -> None:
    code = str(offer(minutes=-1))

    with pytest.raises(Unavailable, match="too old"):
        join("kiosk", code, None, tmp_path / "settings.toml", network, NOW)

    assert list(tmp_path.iterdir()) == []


def test_a_code_that_the_host_never_gave_is_refused(
    host: Host, network: OneHost, tmp_path: Path
) -> None:
    code = str(new_code(host.fingerprint()))

    with pytest.raises(Unavailable, match="none of this host's"):
        join("kiosk", code, None, tmp_path / "settings.toml", network, NOW)


def test_a_host_with_another_authority_is_told_nothing(network: OneHost, tmp_path: Path) -> None:
    code = str(new_code(bytes(10)))

    with pytest.raises(Unavailable, match="another fingerprint"):
        join("kiosk", code, None, tmp_path / "settings.toml", network, NOW)


def test_a_code_of_another_device_says_whose_it_is_and_stays_good(
    offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    code = str(offer("display", "D1"))
    with pytest.raises(Unavailable, match="for display D1"):
        join("kiosk", code, None, tmp_path / "kiosk.toml", network, NOW)

    assert "joined" in join("display", code, None, tmp_path / "board.toml", network, NOW)


def test_a_code_is_not_used_up_by_a_device_that_cannot_keep_its_login(
    offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    code = str(offer())
    settings = tmp_path / "settings.toml"
    settings.write_text('store = { centre = "T1" }\n')
    with pytest.raises(Unavailable, match="cannot be changed here"):
        join("kiosk", code, None, settings, network, NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]

    settings.unlink()

    assert "joined" in join("kiosk", code, None, settings, network, NOW)


def test_a_host_that_is_not_found_or_does_not_answer_is_one_line(
    offer: Offered, tmp_path: Path
) -> None:
    code, settings = str(offer()), tmp_path / "settings.toml"
    nobody = OneHost(None)

    with pytest.raises(Unavailable, match="no host of this centre was found"):
        join("kiosk", code, None, settings, nobody, NOW)
    with pytest.raises(Unavailable, match="no host answers at 127"):
        join("kiosk", code, "127.0.0.1:1", settings, nobody, NOW)


@pytest.mark.parametrize("typed", ["127.0.0.1:port", "127.0.0.1:0", ":5440", "127.0.0.1:99999"])
def test_a_malformed_address_says_how_to_write_one(
    offer: Offered, network: OneHost, tmp_path: Path, typed: str
) -> None:
    with pytest.raises(Unavailable, match="write one like"):
        join("kiosk", str(offer()), typed, tmp_path / "settings.toml", network, NOW)


def test_a_device_that_joins_anew_loses_its_earlier_login(
    host: Host, offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    join("kiosk", str(offer()), None, tmp_path / "old.toml", network, NOW)
    old = open_store(url_in(tmp_path / "old.toml"), CENTRE)
    old.now()

    join("kiosk", str(offer()), None, tmp_path / "new.toml", network, NOW)

    with pytest.raises(Unavailable):
        old.now()
    old.close()
    assert len([one for one in devices(host.url()) if one.revoked_at is None]) >= 1


def test_a_revoked_device_is_put_out_at_once(
    host: Host, offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    join("counter", str(offer("counter", "W1")), None, settings, network, NOW)
    login = url_in(settings).partition("//")[2].partition("@")[0]
    store = open_store(url_in(settings), CENTRE)
    store.now()

    assert revoke(host.url(), login)

    with pytest.raises(Unavailable, match="this device was revoked"):
        store.now()
    store.close()
    assert not revoke(host.url(), login)


def test_a_join_login_is_good_for_nothing_else(host: Host, offer: Offered) -> None:
    code = offer()
    url = host.url(code.login).partition("?")[0] + "?hostaddr=127.0.0.1"

    with psycopg.connect(url, password=code.password, autocommit=True) as stranger:
        for statement in (
            "SELECT * FROM hosting.join_codes",
            "SELECT * FROM tickets",
            "SELECT * FROM devices",
            "SELECT hosting.offer_code('join_x', 'y', 'T1', 'kiosk', 'K1', 15)",
            "SELECT hosting.revoke_login('x')",
            "SELECT hosting.use_code('x', 'kiosk')",
            "CREATE TEMP TABLE x (y int)",
            "CREATE TABLE public.x (y int)",
            "CREATE ROLE other",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                stranger.execute(statement)


def test_a_device_fills_no_disk_and_takes_no_lock_of_others(
    offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    join("kiosk", str(offer()), None, settings, network, NOW)

    with psycopg.connect(url_in(settings), autocommit=True) as stolen:
        for statement in (
            "SELECT lo_create(0)",
            "SELECT lo_from_bytea(0, 'much')",
            "SELECT pg_advisory_lock(1)",
            "SELECT pg_try_advisory_xact_lock_shared(1, 2)",
            "SELECT grant_rights()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                stolen.execute(statement)
        assert stolen.execute("SHOW temp_file_limit").fetchone() == ("1GB",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            stolen.execute("SET temp_file_limit = -1")


def test_a_plain_password_is_not_taken_for_a_verifier(offer: Offered, host: Host) -> None:
    code = offer()
    url = host.url(code.login).partition("?")[0] + "?hostaddr=127.0.0.1"

    with (
        psycopg.connect(url, password=code.password, autocommit=True) as stranger,
        pytest.raises(psycopg.errors.RaiseException, match="needs a verifier"),
    ):
        stranger.execute("SELECT * FROM hosting.join_centre('kiosk', 'secret')")


def test_a_moved_host_is_found_again(offer: Offered, network: OneHost, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    join("kiosk", str(offer()), None, settings, network, NOW)
    place = network.place
    assert place is not None
    moved = OneHost(Place("127.0.0.1", place.port))
    settings.write_text(settings.read_text().replace("hostaddr=127.0.0.1", "hostaddr=127.0.0.9"))

    said = find_again(None, settings, moved, NOW)

    assert f"127.0.0.1 port {place.port}" in said
    store = open_store(url_in(settings), CENTRE)
    store.now()
    store.close()


def test_a_device_that_never_joined_has_nothing_to_find_again(
    network: OneHost, tmp_path: Path
) -> None:
    with pytest.raises(Unavailable, match="--join CODE"):
        find_again(None, tmp_path / "settings.toml", network, NOW)


def test_an_expired_certificate_is_named_at_the_door_and_in_the_store(
    host: Host, offer: Offered, network: OneHost, tmp_path: Path
) -> None:
    settings = tmp_path / "settings.toml"
    join("kiosk", str(offer()), None, settings, network, NOW)
    code = str(offer())
    ended = NOW - timedelta(hours=1)
    authority = host.authority()
    try:
        host.cluster.certify(sign_server(authority, host.facts.name, ended, timedelta(minutes=1)))
        host.cluster.reload()

        with pytest.raises(Unavailable, match="certificate ended on"):
            join("kiosk", code, None, tmp_path / "late.toml", network, NOW)
        store = open_store(url_in(settings), CENTRE)
        with pytest.raises(Unavailable, match="run asan-centre host there"):
            store.now()
        store.close()
    finally:
        host.cluster.certify(sign_server(authority, host.facts.name, NOW))
        host.cluster.reload()


def test_a_wrong_password_is_one_line(offer: Offered, network: OneHost, tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    join("kiosk", str(offer()), None, settings, network, NOW)
    kept = tmp_path / "settings.pass"
    kept.write_text(kept.read_text().strip()[:-1] + "\n")

    store = open_store(url_in(settings), CENTRE)
    with pytest.raises(Unavailable, match="join again with --join CODE") as caught:
        store.now()
    assert "\n" not in str(caught.value)
    store.close()
