"""A report over any days: a table to read, or JSON."""

import json
from collections import Counter as Tally
from collections.abc import Mapping
from datetime import date, timedelta
from functools import reduce
from operator import add
from pathlib import Path

from common.centre.people import Mistyped
from common.centre.records import kept
from common.centre.saying import say, write_whole
from common.domain.figures import WAITS, Figures
from common.domain.floor import Floor
from common.domain.outcomes import ServiceOutcome
from common.settings import Settings
from common.store.figures import Report

PATIENCE = 60.0
"""Seconds; a busy computer counts longer."""
MOST = 0.9
"""The share of visitors whose wait is told."""
_HEAD = (
    *("tickets", "served", "no-show", "cancelled", "passed on"),
    *("wait", f"{MOST:.0%} within", "longest", "service"),
)
_MINUTE = timedelta(minutes=1)


def report(settings: Settings, first: date, last: date, by: str, file: Path | None) -> int:
    """Print what was counted of some days, both included, or write it down as JSON."""
    if first > last:
        raise Mistyped(f"--from {first} is after --to {last}")
    with kept(settings, PATIENCE) as keeper:
        found, names = keeper.report(first, last, by), _names(keeper.floor(), by)
    if file is None:
        _print(found, names, by)
    else:
        write_whole(file, json.dumps(_form(found, names, by), ensure_ascii=False, indent=1) + "\n")
        say(f"the report is in {file}")
    return 0


def _names(floor: Floor, by: str) -> Mapping[str, str]:
    """Return what people call what the rows are named by."""
    catalogue = floor.catalogue
    if by == "entity":
        return {one.code: one.name.en for one in catalogue.entities}
    if by == "service":
        return {one.code: one.name.en for of in catalogue.entities for one in of.services}
    return {one.code: one.name for one in floor.operators} if by == "operator" else {}


def _print(found: Report, names: Mapping[str, str], by: str) -> None:
    rows = [(f"{key or '(unknown)'}  {names.get(key, '')}".strip(), *_cells(figures))
            for key, figures in found.rows.items()]  # fmt: skip
    if found.rows:
        rows.append(("all", *_cells(reduce(add, found.rows.values()))))
    table = [(by, *_HEAD), *rows]
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    for row in table:
        first, *cells = (
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        say("  ".join((first, *cells)))
    say("minutes from the ticket to the window, and at the window; tickets are those taken")
    for note in _notes(found, by):
        say(note)


def _notes(found: Report, by: str) -> list[str]:
    notes = []
    if not found.rows:
        notes.append(f"nothing was counted from {found.first} to {found.last}")
    total = sum(map(Tally, found.outcomes.values()), Tally[ServiceOutcome]())
    if total:
        counts = ", ".join(f"{one.replace('_', ' ')} {total[one]}" for one in ServiceOutcome)
        notes.append(f"what came of those who were served, where it was said: {counts}")
    if found.open_days:
        days = ", ".join(map(str, found.open_days))
        notes.append(f"not closed yet, counted as they stand now: {days}")
    if by == "operator" and found.erased_days:
        notes.append(f"of {found.erased_days} days the operators are erased and not in it")
    return notes


def _cells(figures: Figures) -> tuple[str, ...]:
    counts = (figures.issued, figures.served, figures.no_shows, figures.cancelled)
    spans = (
        figures.average_wait,
        figures.waited_at_most(MOST),
        figures.wait_max if figures.started else None,
        figures.average_service,
    )
    return (*map(str, (*counts, figures.transferred)), *map(_minutes, spans))


def _minutes(span: timedelta | None) -> str:
    return "-" if span is None else f"{span / _MINUTE:.1f}"


def _form(found: Report, names: Mapping[str, str], by: str) -> dict[str, object]:
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "by": by,
        "open_days": [day.isoformat() for day in found.open_days],
        "erased_days": found.erased_days,
        "rows": [
            {
                by: key,
                "name": names.get(key),
                **_fields(figures),
                "outcomes": dict(found.outcomes.get(key, {})),
            }
            for key, figures in found.rows.items()
        ],
    }


def _fields(figures: Figures) -> dict[str, object]:
    def seconds(span: timedelta | None) -> float | None:
        return None if span is None else round(span.total_seconds(), 3)

    return {
        "issued": figures.issued,
        "served": figures.served,
        "no_shows": figures.no_shows,
        "cancelled": figures.cancelled,
        "transferred": figures.transferred,
        "started": figures.started,
        "waits": dict(zip(WAITS, figures.waits, strict=True)),
        "average_wait_seconds": seconds(figures.average_wait),
        "longest_wait_seconds": seconds(figures.wait_max if figures.started else None),
        "average_service_seconds": seconds(figures.average_service),
    }
