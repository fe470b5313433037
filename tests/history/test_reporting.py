"""`asan-centre report`: a table to read, or JSON."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from days import DAY, MORNING, close_all, serve
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, CENTRE, ID_CARD, PAYMENT, W1

from common.centre.commands import run
from common.domain.outcomes import ServiceOutcome
from common.ports import Store
from common.store.keeper import Keeper
from common.usecases.calling import call_next
from common.usecases.serving import finish, start

Report = Callable[..., int]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def report(
    store: Store, keeper: Keeper, clock: ShiftedClock, store_url: str, tmp_path: Path
) -> Report:
    """Return the command, over a day with a served visitor and one who was not."""
    clock.set(MORNING)
    seat(store, W1, AYSEL)
    serve(store, W1)
    take(store, PAYMENT)
    clock.forward(days=1)
    close_all(keeper)
    values = (f"store.url={store_url}", f"store.centre={CENTRE}", f"logs.folder={tmp_path}")
    sets = [word for one in values for word in ("--set", one)]

    def one(*arguments: str, first: str = str(DAY), last: str = str(DAY)) -> int:
        return run([*sets, "report", "--from", first, "--to", last, *arguments])

    return one


def rows(capsys: Capture) -> list[list[str]]:
    return [text.split() for text in capsys.readouterr().out.splitlines()]


def test_a_report_is_a_table_with_a_last_line_for_all(report: Report, capsys: Capture) -> None:
    assert report("--by", "service") == 0

    head, bank, cards, total, said = rows(capsys)
    assert head[:4] == ["service", "tickets", "served", "no-show"]
    assert bank[:6] == [PAYMENT, "Payment", "en", "1", "0", "0"]
    assert cards[:6] == [ID_CARD, "Identity", "card", "en", "1", "1"]
    assert total[:4] == ["all", "2", "1", "0"]
    assert cards[-4:] == ["0.0"] * 4
    assert bank[-4:] == ["-"] * 4
    assert said[0] == "minutes"


@pytest.mark.parametrize(
    ("by", "first"), [("day", str(DAY)), ("entity", "BNK"), ("operator", "aysel")]
)
def test_a_report_is_cut_as_asked(report: Report, capsys: Capture, by: str, first: str) -> None:
    assert report("--by", by) == 0

    assert [row[0] for row in rows(capsys)][:2] == [by, first]


def test_days_that_are_not_closed_are_named(
    report: Report, store: Store, keeper: Keeper, capsys: Capture
) -> None:
    take(store)
    today = str(keeper.today())

    assert report(last=today) == 0

    assert f"not closed yet, counted as they stand now: {today}" in capsys.readouterr().out


def test_days_without_operators_are_named(
    report: Report, keeper: Keeper, clock: ShiftedClock, capsys: Capture
) -> None:
    clock.forward(days=9)
    close_all(keeper, kept_days=8)

    assert report("--by", "operator") == 0

    assert "of 1 days the operators are erased and not in it" in capsys.readouterr().out


def test_a_report_as_json_is_a_file(report: Report, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "report.json"

    assert report("--by", "entity", "--json", str(file)) == 0

    form = json.loads(file.read_text("utf-8"))
    assert [row["entity"] for row in form["rows"]] == ["BNK", "DIN"]
    assert form["rows"][1]["name"] == "Documents en"
    assert form["rows"][1]["waits"]["waited_5"] == 1
    assert form["rows"][0]["longest_wait_seconds"] is None
    assert capsys.readouterr().out == f"the report is in {file}\n"


def test_what_came_of_services_is_counted_as_long_as_the_history_is_kept(
    report: Report,
    store: Store,
    keeper: Keeper,
    clock: ShiftedClock,
    capsys: Capture,
    tmp_path: Path,
) -> None:
    take(store)
    call_next(store, W1)
    start(store, W1)
    finish(store, W1, ServiceOutcome.REFERRED)
    today, file = str(keeper.today()), tmp_path / "report.json"

    assert report(last=today) == 0
    said = capsys.readouterr().out
    clock.forward(days=9)
    close_all(keeper)
    assert report("--by", "entity", "--json", str(file), last=today) == 0

    assert "done 0, documents missing 0, not entitled 0, referred 1, gave up 0, other 0" in said
    outcomes = [row["outcomes"] for row in json.loads(file.read_text("utf-8"))["rows"]]
    assert outcomes == [{}, {"referred": 1}]


@pytest.mark.parametrize("day", ["2026-13-01", "yesterday"])
def test_what_is_no_date_is_one_line(capsys: Capture, day: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["report", "--from", day, "--to", "2026-03-11"])

    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert f'"{day}" is no date like 2026-11-24' in error
    assert error.count("\n") == 1


def test_days_the_wrong_way_round_are_one_line(report: Report, capsys: Capture) -> None:
    assert report(first="2026-03-12") == 2

    assert capsys.readouterr().err == ("asan-centre: --from 2026-03-12 is after --to 2026-03-11\n")
