"""The list of what people type into the search, its two parts, and how well a search answers it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from zlib import crc32

LIST = Path(__file__).with_name("search_queries.tsv")
FIRST = 5
"""A query is answered by a service it wants among as many first hits."""


class Part(StrEnum):
    """Two thirds were looked at while the search was built; the rest is only counted."""

    LOOKED_AT = "looked at"
    HELD_OUT = "held out"


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types; `wanted` are patterns of service codes, none for nonsense."""

    spelling: str
    typed: str
    wanted: tuple[str, ...]

    @property
    def part(self) -> Part:
        """Return the part the query belongs to; it depends on nothing but its letters."""
        return Part.LOOKED_AT if crc32(self.typed.encode()) % 3 else Part.HELD_OUT

    def wants(self, service: str) -> bool:
        """Say whether a service answers the query."""
        return any(fnmatchcase(service, pattern) for pattern in self.wanted)


@dataclass(frozen=True, slots=True)
class Answer:
    """The services that were found for a query, the best first."""

    query: Query
    services: tuple[str, ...]

    @property
    def nonsense(self) -> bool:
        """Say whether nothing is to be found."""
        return not self.query.wanted

    @property
    def right(self) -> bool:
        """Say whether what was wanted is among the first, or nothing where nothing was."""
        if self.nonsense:
            return not self.services
        return any(self.query.wants(service) for service in self.services[:FIRST])

    @property
    def first(self) -> bool:
        """Say whether what was wanted stands first of all."""
        return bool(self.services) and self.query.wants(self.services[0])


def queries() -> tuple[Query, ...]:
    """Return the whole list."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(
        Query(row[0], row[1], tuple(row[2].split()) if len(row) > 2 else ()) for row in rows
    )


def answers(find: Callable[[str], Iterable[str]]) -> tuple[Answer, ...]:
    """Return what a search finds for each query."""
    return tuple(Answer(query, tuple(find(query.typed))) for query in queries())


def share(right: Sequence[bool]) -> float:
    """Return the part of the trues, in hundredths."""
    return 100 * sum(right) / len(right)
