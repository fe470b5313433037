import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from common.centre.doctor import findings
from common.centre.verdicts import Finding, Verdict
from common.demo.printer_faults import Fault, Trouble
from common.demo.virtual_printer import VirtualPrinter
from common.settings import Settings, read_settings

Ask = Callable[..., int]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "paper") as made:
        yield made


def settings_of(tmp_path: Path, *more: str) -> Settings:
    return read_settings(
        None,
        [
            f"store.url=sqlite:///{tmp_path / 'deep' / 'centre.db'}",
            f"logs.folder={tmp_path / 'logs'}",
            "voice.player=none",
            *more,
        ],
    )


def asked(settings: Settings) -> dict[str, Finding]:
    return {finding.what: finding for finding in findings(settings)}


def test_without_a_store_nothing_that_hangs_on_it_is_called_well(tmp_path: Path) -> None:
    found = asked(settings_of(tmp_path))

    assert found["store"].verdict is Verdict.BAD
    assert "make one with asan-centre init" in found["store"].words
    assert found["clock"].verdict is Verdict.UNKNOWN
    assert found["set-up"].verdict is Verdict.UNKNOWN
    assert found["seals"].verdict is Verdict.UNKNOWN
    assert found["printers"].verdict is Verdict.UNKNOWN


@pytest.mark.usefixtures("begun")
def test_a_store_without_a_set_up_is_told_how_to_get_one(tmp_path: Path) -> None:
    found = asked(settings_of(tmp_path))

    assert found["store"].verdict is Verdict.OK
    assert found["clock"].verdict is Verdict.OK
    assert found["set-up"].verdict is Verdict.BAD
    assert "import-floor" in found["set-up"].words


@pytest.mark.usefixtures("set_up")
def test_what_answers_is_well_and_who_has_no_pin_is_named(
    tmp_path: Path, printer: VirtualPrinter
) -> None:
    here = f"printer.address=127.0.0.1:{printer.port}"
    found = asked(settings_of(tmp_path, "device.code=K1", here))

    assert found["set-up"].verdict is Verdict.OK
    assert found["device"].verdict is Verdict.OK
    assert found["printer P1"].verdict is Verdict.OK
    assert found["PINs"].verdict is Verdict.BAD
    assert found["PINs"].words.startswith("18 have none")
    assert found["fonts"].verdict is Verdict.OK
    assert found["log"].verdict is Verdict.OK


@pytest.mark.usefixtures("set_up")
def test_a_log_that_nobody_seals_is_bad(ask: Ask, tmp_path: Path) -> None:
    assert asked(settings_of(tmp_path))["seals"].verdict is Verdict.OK

    with sqlite3.connect(tmp_path / "deep" / "centre.db") as store:
        store.execute("UPDATE events SET at = at - 120000000")
    store.close()
    found = asked(settings_of(tmp_path))["seals"]
    assert found.verdict is Verdict.BAD
    assert "start asan-centre keep" in found.words

    ask("keep", "--once")
    assert asked(settings_of(tmp_path))["seals"].verdict is Verdict.OK


@pytest.mark.usefixtures("set_up")
def test_a_printer_out_of_paper_is_bad(tmp_path: Path, printer: VirtualPrinter) -> None:
    printer.fail(Fault(Trouble.PAPER_OUT))

    here = f"printer.address=127.0.0.1:{printer.port}"
    found = asked(settings_of(tmp_path, "device.code=K1", here))

    assert found["printer P1"].verdict is Verdict.BAD
    assert "put a new roll in" in found["printer P1"].words


@pytest.mark.usefixtures("begun")
def test_a_printer_that_cannot_answer_is_unknown_not_well(
    ask: Ask, demo: Path, tmp_path: Path
) -> None:
    form = json.loads(demo.read_text("utf-8"))
    form["printers"][0] |= {"cable": "file", "address": str(tmp_path / "out.bin")}
    form["printers"][0]["family"] = "one_way"
    silent = tmp_path / "silent.json"
    silent.write_text(json.dumps(form), "utf-8")
    ask("import-floor", str(silent))

    assert asked(settings_of(tmp_path))["printer P1"].verdict is Verdict.UNKNOWN


@pytest.mark.usefixtures("set_up")
def test_a_device_the_set_up_lacks_is_bad(tmp_path: Path) -> None:
    found = asked(settings_of(tmp_path, "device.code=K7"))["device"]

    assert found.verdict is Verdict.BAD
    assert "K1, D1, W1" in found.words


def test_the_exit_code_says_whether_anything_is_bad(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("doctor", "--set", "voice.player=none") == 1

    lines = capsys.readouterr().out.splitlines()
    assert all(line.split()[0] in {"ok", "bad", "unknown"} for line in lines)


def test_a_password_in_the_stores_address_is_not_shown(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "store.url=postgresql://asan:quiet@127.0.0.1:1/centre")

    found = asked(settings)

    assert found["store"].verdict is Verdict.BAD
    assert all("quiet" not in finding.line() for finding in found.values())
