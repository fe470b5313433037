"""What a scripted day left behind: read from the log and the printer, never from the script."""

import json
import shutil
from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from common.domain.catalogue import Catalogue
from common.domain.events import Event, EventKind
from common.domain.ids import TicketId
from common.domain.ticket import SlipState
from common.domain.views import TicketStory
from common.ports import Store

Received = Sequence[Mapping[str, object]]
"""The printer's own log: one entry a job."""

TICKETS = 30
SERVICES = 12
ENTITIES = 8
LANGUAGES = 3
RETURNS = 2


@dataclass(frozen=True, slots=True)
class Paper:
    """One slip as the printer received it."""

    label: str
    printed_at: str
    data: Path
    picture: Path


def papers(
    events: Sequence[Event],
    stories: Sequence[TicketStory],
    received: Sequence[Mapping[str, object]],
) -> dict[str, Paper]:
    """Match the printer's own log with the tickets, by the digest of the bytes."""
    labels = _labels(events)
    known = {story.label for story in stories}
    digests = {
        str(event.facts["digest"]): labels[event.ticket]
        for event in events
        if event.kind is EventKind.SLIP and event.ticket is not None and event.facts.get("digest")
    }
    found: dict[str, Paper] = {}
    for job in received:
        label = digests.get(str(job["digest"]))
        if label in known and label is not None and job.get("printed_at"):
            found[label] = Paper(
                label, str(job["printed_at"]), Path(str(job["file"])), Path(str(job["png"]))
            )
    return found


def _labels(events: Sequence[Event]) -> dict[TicketId, str]:
    return {
        event.ticket: str(event.facts["label"])
        for event in events
        if event.kind is EventKind.ISSUED and event.ticket is not None
    }


def write_report(
    store: Store, day: date, received: Sequence[Mapping[str, object]], out: Path
) -> list[str]:
    """Write report.json and the slips into a folder; return what is missing from a whole day."""
    events, stories = store.events(day), store.stories(day)
    paper = papers(events, stories, received)
    for label, slip in paper.items():
        shutil.copyfile(slip.data, out / f"slip-{label}.bin")
        shutil.copyfile(slip.picture, out / f"slip-{label}.png")
    rows = [_row(story, paper.get(story.label)) for story in stories]
    text = json.dumps({"tickets": rows}, ensure_ascii=False, indent=1)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    catalogue = store.floor().catalogue
    return [*_gaps(rows, events), *_counts(stories, events, catalogue), *_sounds(rows, out)]


def _row(story: TicketStory, paper: Paper | None) -> dict[str, str | None]:
    return {
        "label": story.label,
        "service": story.service,
        "language": story.language,
        "counter": story.counter,
        "issued": _iso(story.issued),
        "printed": paper.printed_at if paper else None,
        "called": _iso(story.called),
        "shown": _iso(story.shown),
        "spoken": _iso(story.spoken),
        "served": _iso(story.served),
        "end": story.end,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _gaps(rows: Sequence[Mapping[str, str | None]], events: Sequence[Event]) -> list[str]:
    """Return what is missing of each ticket's way; one failed slip and no-shows are meant."""
    faults = []
    unprinted = [str(row["label"]) for row in rows if row["printed"] is None]
    failed = {
        _labels(events)[event.ticket]
        for event in events
        if event.kind is EventKind.SLIP
        and event.ticket is not None
        and event.facts.get("slip") == SlipState.FAILED.value
    }
    if set(unprinted) != failed or len(failed) != 1:
        faults.append(
            f"slips that did not come out: {unprinted}, reported as failed: {sorted(failed)}"
        )
    for row in rows:
        wanted = ["counter", "called", "shown", "spoken"]
        if row["end"] != "no_show":
            wanted.append("served")
        gone = [name for name in wanted if row[name] is None]
        if gone or row["end"] not in {"done", "no_show"}:
            faults.append(f"{row['label']}: no {', '.join(gone) or 'end'} (ended as {row['end']})")
    return faults


def _counts(
    stories: Sequence[TicketStory], events: Sequence[Event], catalogue: Catalogue
) -> list[str]:
    kinds = Tally(event.kind for event in events)
    services = {story.service for story in stories}
    wanted = [
        ("tickets", len(stories), TICKETS),
        ("services", len(services), SERVICES),
        ("entities", len({catalogue.entity_of(code).code for code in services}), ENTITIES),
        ("languages", len({story.language for story in stories}), LANGUAGES),
        ("visits that come back", kinds[EventKind.RETURNED], RETURNS),
        ("recalls", kinds[EventKind.RECALLED], 1),
        ("no-shows", kinds[EventKind.NO_SHOW], 1),
        ("transfers", kinds[EventKind.TRANSFERRED], 1),
    ]
    return [f"only {had} {what} of {least}" for what, had, least in wanted if had < least]


def _sounds(rows: Sequence[Mapping[str, str | None]], out: Path) -> list[str]:
    return [
        f"no call-{row['label']}.wav"
        for row in rows
        if row["spoken"] and not (out / f"call-{row['label']}.wav").exists()
    ]
