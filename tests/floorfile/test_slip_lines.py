from collections.abc import Mapping
from typing import Any

import pytest

from common.floorfile.faults import Fault
from common.floorfile.part import Part
from common.floorfile.slip_lines import slip_form, slip_of
from common.floorfile.slip_template import built_in


def test_the_built_in_slip_can_be_said_in_a_floor_file() -> None:
    faults: list[Fault] = []
    lines = built_in().lines

    assert slip_of(Part(slip_form(lines), ("slip",), faults)) == lines
    assert faults == []


NUMBER = {"show": "number"}
BAD: list[tuple[list[Mapping[str, Any]], str]] = [
    ([{"show": "money"}], 'slip[0].show: "money" is not known'),
    ([{"show": "rule"}], 'slip: does not show the "number"'),
    ([NUMBER, NUMBER], 'slip: shows "number" more than once'),
    ([NUMBER, {"show": "logo"}], "slip[1].show: a logo is a file"),
    ([NUMBER, {"show": "space", "size": -1}], "slip[1].size: -1 is out of range"),
    ([NUMBER, {"show": "code", "size": 1_000_000_000}], "slip[1].size: 1000000000 is out"),
    ([NUMBER, {"show": "rule", "size": 4}], 'slip[1].size: means nothing for "rule"'),
    ([NUMBER, {"show": "centre", "weight": 500}], "slip[1].weight: weight is 400"),
    ([NUMBER, {"show": "centre", "leading": 9}], "slip[1].leading: 9 is out of range"),
    ([NUMBER, {"show": "text"}], "slip[1]: a text needs"),
    ([NUMBER] * 61, "slip: has 61 lines"),
]


@pytest.mark.parametrize(("told", "fault"), BAD)
def test_each_fault_of_a_slip_is_one_line_with_its_place(
    told: list[Mapping[str, Any]], fault: str
) -> None:
    faults: list[Fault] = []

    slip_of(Part(told, ("slip",), faults))

    assert any(str(one).startswith(fault) for one in faults), faults
