"""How long the search takes for what people type: the shipped services, and twice as many."""

import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from common.domain.catalogue import Catalogue, Entity
from common.domain.ids import EntityCode, ServiceCode
from common.domain.search import Index
from common.domain.words import Language, Words
from common.floorfile.catalogue import read_catalogue
from tests.bench.figures import Figure, figure
from tests.domain.queries import queries

TIMES = 5
MOST_HITS = 24
"""What the kiosk asks for."""
LONGEST = 40
"""What the kiosk lets one type."""


def searching() -> Iterator[Figure]:
    """Measure making the index, and every query of the list, on one thread."""
    shipped = _switched_on(read_catalogue(Path(str(files("assets"))) / "catalogue/catalogue.json"))
    for catalogue in (shipped, _twice(shipped)):
        count = len(catalogue.services())
        made = [_making(catalogue) for _ in range(TIMES)]
        yield figure(f"index of {count} services made", "ms", made)
        index = Index(catalogue)
        # The best of each query: what the machine's other work adds is not the search's.
        found = [
            min(_finding(index, query.typed[:LONGEST]) for _ in range(TIMES)) for query in queries()
        ]
        yield figure(f"search among {count} services", "ms", found)


def _making(catalogue: Catalogue) -> float:
    began = time.perf_counter_ns()
    Index(catalogue)
    return (time.perf_counter_ns() - began) / 1e6


def _finding(index: Index, typed: str) -> float:
    began = time.perf_counter_ns()
    index.find(typed, Language.AZ, MOST_HITS)
    return (time.perf_counter_ns() - began) / 1e6


def _switched_on(catalogue: Catalogue) -> Catalogue:
    entities = (replace(each, enabled=True) for each in catalogue.entities)
    return replace(catalogue, entities=tuple(entities))


def _twice(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue in which each entity stands a second time, its words read backwards."""
    return replace(catalogue, entities=(*catalogue.entities, *map(_backwards, catalogue.entities)))


def _backwards(entity: Entity) -> Entity:
    code = EntityCode(f"{entity.code}X")
    services = tuple(
        replace(
            each,
            code=ServiceCode(f"{code}-{each.code[-2:]}"),
            entity=code,
            name=Words(each.name.az[::-1], each.name.en[::-1], each.name.ru[::-1]),
            synonyms=tuple(synonym[::-1] for synonym in each.synonyms),
        )
        for each in entity.services
    )
    return replace(entity, code=code, services=services)
