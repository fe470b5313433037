"""`asan-centre slip`: copies, and how a template looks."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from common.demo.printer_faults import Fault, Trouble
from common.demo.virtual_printer import VirtualPrinter
from common.domain.ids import CentreCode, RequestId, ServiceCode
from common.domain.ticket import SlipState
from common.domain.words import Language
from common.ports import Store
from common.settings import PrinterSettings
from common.store.opening import open_store
from common.usecases.tickets import issue_ticket
from kiosk.opening import printer_of

Ask = Callable[..., int]
BAD = '[[line]]\nshow = "number"\n[[line]]\nshow = "nummer"\n'


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "paper") as machine:
        yield machine


@pytest.fixture
def store(
    begun: None, ask: Ask, demo: Path, tmp_path: Path, machine: VirtualPrinter
) -> Iterator[Store]:
    """Return a centre whose printer is the virtual one, and who waits with A001."""
    form = json.loads(demo.read_text("utf-8"))
    form["printers"][0]["address"] = f"127.0.0.1:{machine.port}"
    floor = tmp_path / "floor.json"
    floor.write_text(json.dumps(form), "utf-8")
    del begun
    assert ask("import-floor", str(floor)) == 0
    opened = open_store(f"sqlite:///{tmp_path / 'deep' / 'centre.db'}", CentreCode("ASAN-01"))
    service, request = ServiceCode("DIN-02"), RequestId("r")
    issue_ticket(opened, service=service, language=Language.RU, request=request)
    yield opened
    opened.close()


def paper_of(store: Store) -> SlipState:
    visit = store.find("A001")
    assert visit is not None
    return visit.ticket.slip


def test_a_copy_is_printed_and_written_down(
    store: Store, ask: Ask, machine: VirtualPrinter, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    assert ask("slip", "reprint", "a001", "--printer", "P1") == 0

    assert capsys.readouterr().out == "A001: the copy is printed on P1\n"
    assert paper_of(store) is SlipState.REPRINTED
    assert len(machine.jobs) == 1


def test_a_copy_that_did_not_come_out_is_not_called_printed(
    store: Store,
    ask: Ask,
    machine: VirtualPrinter,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    machine.fail(Fault(Trouble.PAPER_OUT))
    capsys.readouterr()

    assert ask("slip", "reprint", "A001", "--printer", "P1") == 1

    told = capsys.readouterr().out
    assert told == "A001: the copy was not sent: it is out of paper; put a new roll in\n"
    assert paper_of(store) is SlipState.WAITING
    caplog.clear()


@pytest.mark.parametrize(
    ("number", "printer", "said"),
    [("A002", "P1", "label A002"), ("A001", "P9", "the set-up has no printer P9")],
)
@pytest.mark.usefixtures("store")
def test_what_is_not_there_is_said_in_one_line(
    ask: Ask, capsys: pytest.CaptureFixture[str], number: str, printer: str, said: str
) -> None:
    assert ask("slip", "reprint", number, "--printer", printer) == 2

    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert said in told


def test_a_template_is_drawn_on_a_sample(ask: Ask, tmp_path: Path) -> None:
    out = tmp_path / "slip.png"

    assert ask("slip", "preview", "--language", "ru", "--out", str(out)) == 0

    assert out.read_bytes().startswith(b"\x89PNG")


def test_a_bad_template_is_refused_with_its_line(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template, out = tmp_path / "slip.toml", tmp_path / "slip.png"
    template.write_text(BAD)

    assert ask("slip", "preview", "--template", str(template), "--out", str(out)) == 2

    assert "slip.toml, line 4: " in capsys.readouterr().err
    assert not out.exists()


def test_the_doctor_says_that_a_template_cannot_be_used(
    store: Store, ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = tmp_path / "slip.toml"
    template.write_text(BAD)

    assert ask("--set", f"printer.template={template}", "doctor") == 1

    assert paper_of(store) is SlipState.WAITING
    line = next(line for line in capsys.readouterr().out.splitlines() if "slip template" in line)
    assert line.startswith("bad")
    assert "line 4" in line
    assert line.endswith("slips are laid out in the built-in way")


def test_a_kiosk_with_a_bad_template_prints_in_the_built_in_way_and_says_so(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    template = tmp_path / "slip.toml"
    template.write_text(BAD)

    printer_of(store.floor().printers[0], (), PrinterSettings(template=template))

    assert "slips are laid out in the usual way: slip.toml, line 4" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    ("out", "said"),
    [("slip.jpg", "name a file that ends in .png"), ("nowhere/slip.png", "there is no folder")],
)
def test_a_preview_goes_into_a_png_of_a_folder_that_is_there(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, said: str
) -> None:
    assert ask("slip", "preview", "--out", str(tmp_path / out)) == 2

    assert said in capsys.readouterr().err
    assert list(tmp_path.rglob("slip.*")) == []
