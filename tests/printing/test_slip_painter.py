import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import as_file, files
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF

from common.demo.paper import png
from common.domain.catalogue import Catalogue
from common.domain.slip import Slip
from common.domain.waits import WaitSpan
from common.domain.words import Language, Words
from common.floorfile.catalogue import read_catalogue
from common.floorfile.slip_template import Line, Show, Template
from common.i18n import texts
from common.ports import Raster, SlipPainter
from common.ui.fonts import font
from common.ui.slip_painter import MARGIN, SMALLEST, DotSlipPainter

WIDTHS = (576, 512, 384)
LABELS = ("A015", "M888", "A1000", "AB047", "AB1000")
CODE_LEAST = 160
"""Dots: 20 mm at 203 dots an inch."""
SMALLEST_CAP = 17.6
"""Dots: 2.2 mm at 203 dots an inch."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    with as_file(files("assets").joinpath("catalogue", "catalogue.json")) as path:
        return read_catalogue(path)


def rows_of(raster: Raster) -> list[int]:
    line = (raster.width + 7) // 8
    return [
        int.from_bytes(raster.rows[start : start + line])
        for start in range(0, len(raster.rows), line)
    ]


def ink_columns(rows: list[int], width: int) -> tuple[int, int]:
    """Return the first and the last column with ink."""
    union = 0
    for row in rows:
        union |= row
    return width - union.bit_length(), width - 1 - ((union & -union).bit_length() - 1)


def bands(rows: list[int]) -> Iterator[list[int]]:
    """Return runs of rows with ink, from the top."""
    for inked, run in groupby(rows, key=bool):
        if inked:
            yield list(run)


def code_on(raster: Raster, folder: Path) -> str:
    picture = folder / "slip.png"
    picture.write_bytes(png(raster))
    found = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return found.stdout.strip()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("label", LABELS)
def test_a_number_is_as_wide_as_the_paper_allows_and_no_wider(
    painter: SlipPainter, slip: Slip, label: str, width: int
) -> None:
    rows = rows_of(painter.paint(replace(slip, label=label), width))

    number = next(band for band in bands(rows) if len(band) > 60)
    first, last = ink_columns(number, width)
    assert first >= MARGIN - 1
    assert last <= width - MARGIN
    assert last - first >= 0.95 * (width - 2 * MARGIN)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", Language)
def test_the_longest_names_of_the_catalogue_are_not_cut(
    painter: SlipPainter, slip: Slip, catalogue: Catalogue, language: Language, width: int
) -> None:
    services = [each.name.of(language) for each in catalogue.services().values()]
    entities = [each.name.of(language) for each in catalogue.entities]
    for service, entity in zip(hardest(services), hardest(entities), strict=True):
        names = replace(slip, language=language, service=service, entity=entity)
        first, last = ink_columns(rows_of(painter.paint(names, width)), width)
        assert first >= MARGIN - 2, (service, entity)
        assert last <= width - MARGIN + 1, (service, entity)


def hardest(names: list[str]) -> list[str]:
    """Return the longest names and those with the longest words."""
    by_word = sorted(names, key=lambda name: max(map(len, name.split())))
    return [*sorted(names, key=len)[-3:], *by_word[-3:]]


def test_a_word_longer_than_the_paper_is_broken_and_not_cut(
    painter: SlipPainter, slip: Slip
) -> None:
    endless = replace(slip, service="Ə" * 60)

    first, last = ink_columns(rows_of(painter.paint(endless, 384)), 384)

    assert first >= MARGIN - 2
    assert last <= 384 - MARGIN + 1


def test_a_long_word_gets_smaller_letters_before_it_is_broken(
    painter: SlipPainter, slip: Slip
) -> None:
    word = replace(slip, language=Language.RU, service="Освидетельствование")

    one_line = painter.paint(replace(word, service="Талон"), 384).height

    assert painter.paint(word, 384).height < one_line


@pytest.mark.parametrize("width", WIDTHS)
def test_the_code_has_a_quiet_zone_of_four_modules(
    painter: SlipPainter, slip: Slip, width: int
) -> None:
    rows = rows_of(painter.paint(slip, width))
    code = max((band for band in bands(rows) if len(band) >= CODE_LEAST), key=len)
    start = next(y for y in range(len(rows)) if rows[y : y + len(code)] == code)
    first, last = ink_columns(code, width)
    finder = f"{code[0]:0{width}b}"[first:]
    module = finder.index("0") // 7

    quiet = 4 * module
    assert last - first + 1 == len(code)
    assert not any(rows[start - quiet : start])
    assert not any(rows[start + len(code) : start + len(code) + quiet])
    assert min(first, width - 1 - last) >= quiet


@pytest.mark.parametrize("width", WIDTHS)
def test_the_code_on_a_slip_is_read_by_a_scanner(
    painter: SlipPainter, slip: Slip, width: int, tmp_path: Path
) -> None:
    assert code_on(painter.paint(slip, width), tmp_path) == slip.qr


def test_a_longer_code_is_read_too(painter: SlipPainter, slip: Slip, tmp_path: Path) -> None:
    long_one = replace(slip, qr=f"AN1:SUMQAYIT-MERKEZ-2:20261123:{'x7Q_' * 11}")

    assert code_on(painter.paint(long_one, 384), tmp_path) == long_one.qr


def test_a_code_that_cannot_be_read_on_this_paper_is_not_painted(
    painter: SlipPainter, slip: Slip
) -> None:
    with pytest.raises(ValueError, match="wider than 160 dots"):
        painter.paint(slip, 160)


@pytest.mark.parametrize("language", Language)
def test_a_slip_speaks_the_visitors_language(
    painter: SlipPainter, slip: Slip, language: Language
) -> None:
    spoken = painter.paint(replace(slip, language=language), 576)

    others = [painter.paint(replace(slip, language=o), 576) for o in Language if o != language]
    assert spoken not in others


@pytest.mark.parametrize(
    "changed",
    [
        lambda slip: replace(slip, ahead=7),
        lambda slip: replace(slip, priority=True),
        lambda slip: replace(slip, copy=True),
        lambda slip: replace(slip, centre="2 saylı ASAN xidmət mərkəzi"),
        lambda slip: replace(slip, entity="Bank"),
        lambda slip: replace(slip, issued_at=slip.issued_at.replace(minute=42)),
    ],
    ids=["ahead", "priority", "copy", "centre", "entity", "time"],
)
def test_everything_a_slip_says_is_on_it(
    painter: SlipPainter, slip: Slip, changed: Callable[[Slip], Slip]
) -> None:
    assert painter.paint(changed(slip), 576) != painter.paint(slip, 576)


def test_a_priority_slip_that_is_a_copy_bears_both_words(painter: SlipPainter, slip: Slip) -> None:
    both = painter.paint(replace(slip, priority=True, copy=True), 576)

    assert both != painter.paint(replace(slip, copy=True), 576)
    assert both != painter.paint(replace(slip, priority=True), 576)


def test_lines_are_two_dots_thick_or_more(painter: SlipPainter, slip: Slip) -> None:
    rows = rows_of(painter.paint(slip, 576))

    full = [row.bit_count() == 576 - 2 * MARGIN for row in rows]
    thick = [len(list(run)) for line, run in groupby(full) if line]
    assert len(thick) == 3
    assert min(thick) >= 2


def test_the_smallest_letters_are_large_enough_to_read(painter: SlipPainter) -> None:
    assert painter is not None
    assert QFontMetricsF(font(SMALLEST)).capHeight() >= SMALLEST_CAP


def test_a_coarser_printer_gets_the_same_slip_in_fewer_dots(
    painter: SlipPainter, slip: Slip, tmp_path: Path
) -> None:
    coarse = DotSlipPainter(texts(), dots_per_inch=180).paint(slip, 512)

    assert coarse.height < painter.paint(slip, 512).height
    assert code_on(coarse, tmp_path) == slip.qr


def test_paper_that_is_not_a_whole_number_of_bytes_wide_has_no_ink_beside_it(
    painter: SlipPainter, slip: Slip
) -> None:
    raster = painter.paint(slip, 420)

    assert len(raster.rows) == raster.height * 53
    assert not any(row & 0b1111 for row in rows_of(raster))


def test_a_slip_is_the_same_when_it_is_painted_off_the_gui_thread(
    painter: SlipPainter, slip: Slip
) -> None:
    painted: list[Raster] = []
    lane = threading.Thread(target=lambda: painted.append(painter.paint(slip, 576)))
    lane.start()
    lane.join()

    assert painted == [painter.paint(slip, 576)]


@pytest.mark.parametrize("width", WIDTHS)
def test_an_expected_wait_is_one_line_more(painter: SlipPainter, slip: Slip, width: int) -> None:
    waiting = replace(slip, expected=WaitSpan(105, 120))

    more = [*bands(rows_of(painter.paint(waiting, width)))]

    assert len(more) > len([*bands(rows_of(painter.paint(slip, width)))])


@pytest.mark.parametrize("width", WIDTHS)
def test_the_time_of_an_appointment_is_one_line_more(
    painter: SlipPainter, slip: Slip, width: int
) -> None:
    promised = replace(slip, appointment=slip.issued_at)

    more = [*bands(rows_of(painter.paint(promised, width)))]

    assert len(more) > len([*bands(rows_of(painter.paint(slip, width)))])


def test_a_template_of_the_centre_decides_what_is_shown(slip: Slip, tmp_path: Path) -> None:
    thanks = Words(az="Sağ olun", en="Thank you", ru="Спасибо")
    logo = Raster(64, 32, bytes([255]) * 8 * 32)
    lines = (Line(Show.LOGO, 64), Line(Show.NUMBER), Line(Show.CODE, 320))
    bare = DotSlipPainter(texts(), template=Template(lines, png(logo)))
    told = (*lines, Line(Show.TEXT, words=thanks))
    whole = DotSlipPainter(texts(), template=Template(told, png(logo)))

    drawn, longer = bare.paint(slip, 576), whole.paint(slip, 576)

    assert all(row.bit_count() >= 64 for row in rows_of(drawn)[4:60])
    assert longer.height > drawn.height
    assert code_on(drawn, tmp_path) == slip.qr


def test_a_rule_with_nothing_since_the_last_leaves_no_trace(slip: Slip) -> None:
    once = (Line(Show.NUMBER), Line(Show.RULE), Line(Show.ONWARD))
    twice = (*once, Line(Show.SPACE, 16), Line(Show.RULE))
    painters = [DotSlipPainter(texts(), template=Template(lines)) for lines in (once, twice)]

    one, two = (painter.paint(slip, 576) for painter in painters)

    assert two.height - one.height == 16
