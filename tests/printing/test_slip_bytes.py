import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from common.demo.paper import picture
from common.domain.slip import Slip
from common.floorfile.models import models
from common.ports import Raster, SlipPainter
from common.printing.job import STRIP_ROWS, load_escpos, slip_bytes

READER = Path(__file__).parent / "npos"
ESCPOS = models()["generic_escpos"]
WIDTHS = (576, 512, 384)


def read_back(data: bytes, folder: Path) -> dict[str, list[str]]:
    """Return what an interpreter that is not ours makes of a job."""
    job = folder / "slip.bin"
    job.write_bytes(data)
    found = subprocess.run(
        ["node", "read.js", job],
        cwd=READER,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    answer: dict[str, list[str]] = json.loads(found.stdout)
    return answer


def dots_of(raster: Raster) -> list[str]:
    line = (raster.width + 7) // 8
    lines = [raster.rows[y * line : (y + 1) * line] for y in range(raster.height)]
    return [f"{int.from_bytes(each):0{line * 8}b}" for each in lines]


@pytest.mark.parametrize("width", WIDTHS)
def test_another_interpreter_sees_exactly_the_painted_dots(
    painter: SlipPainter, slip: Slip, width: int, tmp_path: Path
) -> None:
    raster = painter.paint(slip, width)

    assert read_back(slip_bytes(raster, ESCPOS), tmp_path)["rows"] == dots_of(raster)


def test_a_job_is_initialise_strips_feed_and_cut(
    painter: SlipPainter, slip: Slip, tmp_path: Path
) -> None:
    raster = painter.paint(slip, 576)
    strips = -(-raster.height // STRIP_ROWS)

    seen = read_back(slip_bytes(raster, ESCPOS), tmp_path)

    assert seen["commands"] == ["ESC @", *["GS v0"] * strips, "ESC d", "GS V"]
    assert sum(map(int, seen["heights"])) == raster.height
    assert max(map(int, seen["heights"])) <= 256


def test_the_bytes_are_those_of_the_librarys_own_way_through_pictures(
    painter: SlipPainter, slip: Slip, capsys: pytest.CaptureFixture[str]
) -> None:
    raster = painter.paint(slip, 576)
    _, printer = load_escpos()
    theirs = printer.Dummy()
    theirs.hw("INIT")
    for top in range(0, raster.height, STRIP_ROWS):
        rows = min(STRIP_ROWS, raster.height - top)
        strip = raster.rows[top * 72 : (top + rows) * 72]
        theirs.image(Image.frombytes("1", (576, rows), strip, "raw", "1;I"))
    theirs.cut()
    capsys.readouterr()  # the library talks of media widths

    assert slip_bytes(raster, ESCPOS) == theirs.output


def test_a_job_keeps_the_dots_of_paper_that_is_not_whole_bytes_wide() -> None:
    raster = Raster(13, 3, bytes((0xFF, 0xF8, 0x00, 0x08, 0x80, 0x00)))

    kept = picture(slip_bytes(raster, ESCPOS))

    assert kept == Raster(16, 3, raster.rows)


@pytest.mark.parametrize("chosen", [None, "kept"])
def test_loading_the_library_leaves_nothing_in_the_process_or_on_disk(
    tmp_path: Path, chosen: str | None
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    code = (
        "import logging; from common.printing.job import load_escpos; load_escpos();"
        "assert not logging.getLogger().handlers, logging.getLogger().handlers"
    )
    environment = {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    if chosen is not None:
        (tmp_path / chosen).mkdir()
        environment["ESCPOS_CAPABILITIES_PICKLE_DIR"] = str(tmp_path / chosen)

    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=60)

    assert list(folder.iterdir()) == []


def test_the_library_is_not_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, common.printing.setup;"
        "assert not {'escpos', 'serial', 'PIL'} & set(sys.modules), 'loaded'"
    )

    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
