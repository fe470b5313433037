import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fixtures.stores import seat, take

from common.domain.ids import CentreCode, CounterCode, OperatorCode, ServiceCode
from common.store.opening import open_store

Ask = Callable[..., int]
Capture = pytest.CaptureFixture[str]


def test_a_floor_goes_in_and_comes_out_the_same_on_another_machine(
    ask: Ask, demo: Path, tmp_path: Path, capsys: Capture
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    other = f"store.url=sqlite:///{tmp_path / 'other.db'}"
    ask("init")
    ask("init", "--set", other)

    assert ask("import-floor", str(demo)) == 0
    assert ask("export-floor", str(first)) == 0
    assert ask("import-floor", str(first), "--set", other) == 0
    assert ask("export-floor", str(second), "--set", other) == 0

    assert first.read_bytes() == second.read_bytes()
    assert "24 counters, 171 services" in capsys.readouterr().out


def test_init_tells_the_next_step_and_may_be_repeated(
    ask: Ask, demo: Path, capsys: Capture
) -> None:
    assert ask("init") == 0
    assert "next: asan-centre import-floor FILE" in capsys.readouterr().out
    ask("import-floor", str(demo))

    assert ask("init") == 0
    assert "it has set-up version 1 of ASAN-01" in capsys.readouterr().out


@pytest.mark.usefixtures("set_up")
def test_export_without_a_file_goes_to_standard_output(ask: Ask, capsys: Capture) -> None:
    assert ask("export-floor") == 0

    assert json.loads(capsys.readouterr().out)["centre"] == "ASAN-01"


@pytest.mark.usefixtures("set_up")
def test_every_version_is_listed_and_can_be_had_again(
    ask: Ask, tmp_path: Path, capsys: Capture
) -> None:
    first, changed = tmp_path / "first.json", tmp_path / "changed.json"
    ask("export-floor", str(first))
    changed.write_text(first.read_text("utf-8").replace("Asia/Baku", "Asia/Tbilisi"), "utf-8")
    ask("import-floor", str(changed))
    capsys.readouterr()

    assert ask("floor-versions") == 0
    newest, older = capsys.readouterr().out.splitlines()
    assert newest.startswith("2  ")
    assert newest.endswith("changed.json")
    assert older.startswith("1  ")
    assert ask("export-floor", "--version", "1") == 0
    assert capsys.readouterr().out == first.read_text("utf-8")
    assert ask("export-floor", "--version", "7") == 2
    assert "version 7 was not kept" in one_line(capsys)


def without_counter(form: dict[str, Any]) -> None:
    form["counters"] = [one for one in form["counters"] if one["code"] != "W1"]


def without_operator(form: dict[str, Any]) -> None:
    form["operators"] = [one for one in form["operators"] if one["code"] != "l.hasanova"]


def without_service(form: dict[str, Any]) -> None:
    form["series"][0]["services"] = [f"DIN-{number:02}" for number in range(2, 15)]


def without_series(form: dict[str, Any]) -> None:
    form["series"][0]["code"] = "ZZ"


@pytest.mark.usefixtures("set_up")
def test_what_is_in_use_is_named_in_one_line_and_nothing_is_changed(
    ask: Ask, tmp_path: Path, capsys: Capture
) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'deep' / 'centre.db'}", CentreCode("ASAN-01"))
    take(store, ServiceCode("DIN-01"))
    seat(store, CounterCode("W1"), OperatorCode("l.hasanova"))
    before, file = store.floor(), tmp_path / "other.json"
    ask("export-floor", str(tmp_path / "held.json"))
    for lacking, told in (
        (without_counter, "counter W1 (no. 1) is open and operator l.hasanova (Lalə Həsənova)"),
        (without_operator, "operator l.hasanova (Lalə Həsənova) works at counter W1 (no. 1): keep"),
        (
            without_service,
            "service DIN-01 (First issue of an identity card) has 1 visitors of today",
        ),
        (without_series, "series A has given numbers today: keep it in the file, or first"),
    ):
        form = json.loads((tmp_path / "held.json").read_text("utf-8"))
        lacking(form)
        file.write_text(json.dumps(form), "utf-8")
        capsys.readouterr()

        assert ask("import-floor", str(file)) == 2

        assert f"other.json: {told}" in one_line(capsys)
    assert store.floor() == before
    store.close()


def one_line(capsys: Capture) -> str:
    error = capsys.readouterr().err
    assert error.startswith("asan-centre: ")
    assert error.count("\n") == 1
    return error


@pytest.mark.usefixtures("set_up")
def test_a_bad_floor_changes_nothing(ask: Ask, demo: Path, tmp_path: Path, capsys: Capture) -> None:
    ask("export-floor", str(tmp_path / "before.json"))
    form = json.loads(demo.read_text("utf-8"))
    form["counters"][3]["number"] = 1
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(form), "utf-8")
    capsys.readouterr()

    assert ask("import-floor", str(bad)) == 2

    assert "counters[3].number: 1 is already at counters[0]" in one_line(capsys)
    ask("export-floor", str(tmp_path / "after.json"))
    before, after = (tmp_path / name for name in ("before.json", "after.json"))
    assert before.read_bytes() == after.read_bytes()


def test_many_faults_are_a_line_each_and_not_without_end(
    ask: Ask, demo: Path, tmp_path: Path, capsys: Capture
) -> None:
    ask("init")
    form = json.loads(demo.read_text("utf-8"))
    for counter in form["counters"]:
        counter["zone"] = "X"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(form), "utf-8")

    assert ask("import-floor", str(bad)) == 2

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "asan-centre: and 4 faults more"


def test_another_centres_file_is_refused(ask: Ask, demo: Path, capsys: Capture) -> None:
    ask("init")

    assert ask("import-floor", str(demo), "--set", "store.centre=GNC-02") == 2

    assert "is ASAN-01, but the settings say GNC-02" in one_line(capsys)


def test_a_printer_that_no_program_part_knows_is_refused(
    ask: Ask, demo: Path, tmp_path: Path, capsys: Capture
) -> None:
    ask("init")
    form = json.loads(demo.read_text("utf-8"))
    form["printers"][0]["family"] = "gutenberg"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(form), "utf-8")

    assert ask("import-floor", str(bad)) == 2

    assert "printers[0]: printer P1: family 'gutenberg' is not one of" in one_line(capsys)


@pytest.mark.usefixtures("set_up")
def test_an_export_that_cannot_be_written_leaves_nothing_behind(
    ask: Ask, tmp_path: Path, capsys: Capture
) -> None:
    in_the_way = tmp_path / "taken"
    in_the_way.mkdir()
    before = sorted(tmp_path.iterdir())

    assert ask("export-floor", str(in_the_way)) == 2

    assert "cannot be written" in one_line(capsys)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("set_up")
def test_a_catalogue_is_replaced(
    ask: Ask, tmp_path: Path, catalogue_form: dict[str, Any], capsys: Capture
) -> None:
    catalogue_form["entities"][0]["services"][0]["minutes"] = 99
    changed = tmp_path / "catalogue.json"
    changed.write_text(json.dumps(catalogue_form), "utf-8")
    capsys.readouterr()

    assert ask("import-catalogue", str(changed)) == 0

    assert "29 entities, 181 services" in capsys.readouterr().out
    ask("export-floor")
    exported = json.loads(capsys.readouterr().out)
    assert exported["catalogue"]["entities"][0]["services"][0]["minutes"] == 99


@pytest.mark.usefixtures("set_up")
def test_a_catalogue_without_what_the_floor_uses_is_refused(
    ask: Ask, tmp_path: Path, catalogue_form: dict[str, Any], capsys: Capture
) -> None:
    catalogue_form["entities"][1]["services"].pop(1)
    smaller = tmp_path / "catalogue.json"
    smaller.write_text(json.dumps(catalogue_form), "utf-8")
    capsys.readouterr()

    assert ask("import-catalogue", str(smaller)) == 2

    assert "has no DIN-02, which the floor uses in series A" in one_line(capsys)
    ask("export-floor")
    assert '"DIN-02"' in capsys.readouterr().out


def test_a_catalogue_needs_a_floor_first(ask: Ask, catalogue: Path, capsys: Capture) -> None:
    ask("init")

    assert ask("import-catalogue", str(catalogue)) == 2

    assert "run asan-centre import-floor" in one_line(capsys)


@pytest.mark.usefixtures("set_up")
def test_events_are_one_json_object_a_line(ask: Ask, capsys: Capture) -> None:
    ask("set-pin", "a.mammadova", "--random")
    capsys.readouterr()
    found: list[dict[str, object]] = []

    # Midnight may pass while the test runs.
    today = datetime.now(ZoneInfo("Asia/Baku")).date()
    for day in (today - timedelta(days=1), today, today + timedelta(days=1)):
        assert ask("events", "--day", day.isoformat()) == 0
        found += map(json.loads, capsys.readouterr().out.splitlines())

    assert [event["kind"] for event in found] == ["floor_changed", "pin_set"]
    assert found[1]["operator"] == "a.mammadova"
