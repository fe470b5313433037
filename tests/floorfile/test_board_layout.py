"""How a board is laid out is data, and bad data is named with its reason."""

from pathlib import Path

import pytest

from common.floorfile.board_layout import (
    USUAL,
    BoardLayout,
    Panel,
    Show,
    board_layout,
    layout_names,
)
from common.floorfile.part import BadFile

FINE = """
[landscape]
width = 480
panels = [{ show = "plate", height = 240 }, { show = "waits" }]
[portrait]
panels = [{ show = "media", height = 400 }]
"""


def written(folder: Path, text: str) -> str:
    file = folder / "board.toml"
    file.write_text(text, "utf-8")
    return str(file)


@pytest.mark.parametrize("name", layout_names())
def test_every_layout_that_comes_with_the_program_can_be_used(name: str) -> None:
    assert USUAL in layout_names()
    assert board_layout(name).width


def test_a_centres_own_file_is_read(tmp_path: Path) -> None:
    assert board_layout(written(tmp_path, FINE)) == BoardLayout(
        480,
        (Panel(Show.PLATE, 240), Panel(Show.WAITS)),
        (Panel(Show.MEDIA, 400),),
    )


def test_a_file_may_want_minutes_told(tmp_path: Path) -> None:
    assert board_layout(written(tmp_path, f'waits = "minutes"\n{FINE}')).minutes
    assert not board_layout(written(tmp_path, FINE)).minutes


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"plate"', '"plat"', "landscape.panels[0].show"),
        ("width = 480", "width = 4800", "landscape.width"),
        ("width = 480", "wide = 480", 'the key "wide" is not known'),
        ("height = 240", "height = 20", "landscape.panels[0].height"),
        (", height = 240", "", "only one panel may take what is left"),
        (", height = 400", "", "a standing screen's panels need a height each"),
        ('"waits"', '"plate"', "plate stands here twice"),
        ("height = 240", "height = 990", "the panels are higher than the screen"),
        ("[portrait]", "[standing]", '"portrait" is missing'),
        ("panels = [{ show", "panels = [{ show =", "line 4"),
    ],
)
def test_each_fault_is_one_line_with_its_place(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    file = written(tmp_path, FINE.replace(before, after, 1))
    with pytest.raises(BadFile) as caught:
        board_layout(file)
    faults = caught.value.faults
    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith(file) and "\n" not in fault for fault in faults)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("usuel", "write one of calls, media, usual"),
        ("/nowhere/board.toml", "cannot be read"),
    ],
)
def test_a_layout_that_is_not_there_is_said(name: str, said: str) -> None:
    with pytest.raises(BadFile) as caught:
        board_layout(name)
    assert said in caught.value.faults[0]


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "board.toml"
    file.write_bytes("# növb\n".encode("cp1254"))
    with pytest.raises(BadFile) as caught:
        board_layout(str(file))
    assert "UTF-8" in caught.value.faults[0]
