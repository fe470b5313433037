import json
from importlib.resources import files
from pathlib import Path

import pytest

from common.domain.floor import Cable, PrinterSetup
from common.domain.ids import PrinterCode
from common.floorfile.models import Model, Picture, models
from common.ports import Raster
from common.printing.families import FAMILIES
from common.printing.job import slip_bytes
from common.printing.setup import WrongPrinter, open_printer

BYTES = json.loads((Path(__file__).parent / "printer_bytes.json").read_text("utf-8"))
RASTER = Raster(13, 2, bytes.fromhex("FFF8 0008"))
OF_NO_FAMILY = "generic_escpos"
"""What a printer that says nothing is told."""


def known(family: str) -> list[bytes]:
    """Return the commands that the manuals of a family have, the longest first."""
    shared = {OF_NO_FAMILY, family}
    told = [one["bytes"] for one in BYTES["commands"] if one["family"] in shared]
    return sorted((bytes.fromhex(one) for one in [*told, "1B 64 06"]), key=len, reverse=True)


def unknown_rest(data: bytes, commands: list[bytes]) -> bytes:
    while data:
        command = next((one for one in commands if data.startswith(one)), None)
        if command is None:
            break
        data = data[len(command) :]
    return data


@pytest.mark.parametrize("model", models().values(), ids=models().keys())
def test_a_model_is_told_only_what_a_manual_names(model: Model) -> None:
    commands = known(model.family or OF_NO_FAMILY)

    for part in (model.begin, model.cut or b"", model.present):
        assert unknown_rest(part, commands) == b""


@pytest.mark.parametrize("model", models().values(), ids=models().keys())
def test_a_model_speaks_a_family_that_is_known_or_none(model: Model) -> None:
    assert model.family is None or model.family in FAMILIES
    assert (model.picture is Picture.ROWS) == (model.family == "star_line")
    assert model.width_dots * 25.4 / model.dots_per_inch > 40


def test_every_family_has_a_model_of_its_own_name() -> None:
    assert FAMILIES.keys() <= models().keys()


def test_a_file_of_models_has_nothing_that_is_not_read() -> None:
    written = json.loads(files("assets").joinpath("printers", "models.json").read_text("utf-8"))

    assert written.keys() == models().keys()


def test_a_slip_for_star_is_rows_in_raster_mode_and_a_cut() -> None:
    data = slip_bytes(RASTER, models()["star_line"])

    assert data.hex(" ") == (
        "1b 40 1b 1e 61 00 1b 2a 72 41 1b 2a 72 50 30 00 1b 2a 72 45 39 00 "
        "62 02 00 ff f8 62 02 00 00 08 1b 0c 04 1b 2a 72 42"
    )


def test_a_slip_for_custom_is_cut_its_own_way() -> None:
    data = slip_bytes(RASTER, models()["custom"])

    assert data.startswith(b"\x1b@\x1dv0\0")
    assert data.endswith(b"\x1bd\x06\x1bi")


def test_a_slip_for_citizen_says_when_it_is_taken_back() -> None:
    data = slip_bytes(RASTER, models()["citizen_ppu"])

    assert data.startswith(b"\x1b@\x1dR1\x09\x1dv0\0")
    assert data.endswith(b"\x1dV\0")


def test_a_family_without_a_model_is_refused_with_those_that_have_one() -> None:
    setup = PrinterSetup(PrinterCode("P1"), Cable.NETWORK, "127.0.0.1", family="gutenberg")

    with pytest.raises(WrongPrinter, match="'gutenberg' is not one of generic_escpos"):
        open_printer(setup, NoPainter())


class NoPainter:
    def paint(self, slip: object, width_dots: int) -> Raster:
        raise NotImplementedError((slip, width_dots))
