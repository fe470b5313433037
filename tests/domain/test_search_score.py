"""How well the search answers the list of what people type, on the catalogue as it is shipped."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from queries import FIRST, Answer, Part, answers, share

import assets
from common.domain.catalogue import Catalogue
from common.domain.search import Index
from common.domain.words import Language
from common.floorfile.catalogue import read_catalogue

SHIPPED = Path(assets.__file__).parent / "catalogue" / "catalogue.json"
RIGHT = {Part.LOOKED_AT: 98.0, Part.HELD_OUT: 97.0}
"""Hundredths of the queries that have to be answered; a little under what is reached."""
FIRST_OF_ALL = 90.0
LOUD = 1
"""How many nonsensical queries of a part may find something."""


def whole(catalogue: Catalogue) -> Catalogue:
    """Switch everything on."""
    entities = (replace(entity, enabled=True) for entity in catalogue.entities)
    return replace(catalogue, entities=tuple(entities))


@cache
def answered() -> tuple[Answer, ...]:
    """Search for the whole list once."""
    index = Index(whole(read_catalogue(SHIPPED)))
    return answers(lambda typed: [found.service for found in index.find(typed, Language.AZ)])


def of(part: Part, *, nonsense: bool) -> list[Answer]:
    return [each for each in answered() if each.query.part is part and each.nonsense is nonsense]


def told(part: Part, sense: Sequence[Answer], nonsense: Sequence[Answer]) -> list[str]:
    """Return the score in a line, and a line for each miss."""
    right, first = share([each.right for each in sense]), share([each.first for each in sense])
    quiet = f"quiet on {sum(each.right for each in nonsense)} of {len(nonsense)}"
    score = f"{right:.1f} % among the first {FIRST}, {first:.1f} % first of all, {quiet}"
    misses = [each for each in (*sense, *nonsense) if not each.right]
    return [
        f"search, {part} ({len(sense)} queries): {score}",
        *(
            f"  missed: {each.query.typed} -> {', '.join(each.services[:FIRST]) or 'nothing'}"
            for each in misses
        ),
    ]


@pytest.mark.parametrize("part", Part)
def test_what_people_type_is_answered_among_the_first(
    part: Part, record_property: Callable[[str, object], None]
) -> None:
    sense, nonsense = of(part, nonsense=False), of(part, nonsense=True)

    for line in told(part, sense, nonsense):
        record_property("told", line)
    assert share([each.right for each in sense]) >= RIGHT[part]
    assert share([each.first for each in sense]) >= FIRST_OF_ALL
    assert sum(not each.right for each in nonsense) <= LOUD


def test_the_list_is_long_enough_and_its_parts_are_two_to_one() -> None:
    sense = [each for each in answered() if not each.nonsense]
    held_out = [each for each in sense if each.query.part is Part.HELD_OUT]

    assert len(sense) >= 200
    assert len(answered()) - len(sense) >= 40
    assert 0.25 < len(held_out) / len(sense) < 0.42


def test_every_query_wants_services_that_there_are() -> None:
    codes = whole(read_catalogue(SHIPPED)).services()

    for each in answered():
        assert all(any(fnmatchcase(code, one) for code in codes) for one in each.query.wanted), each
