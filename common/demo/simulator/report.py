"""What is told of a played day: one JSON document, and one table to read."""

import json
from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from common.demo.simulator.board_checks import every_call_shown
from common.demo.simulator.day import Played
from common.demo.simulator.evidence import Check, Evidence
from common.demo.simulator.figures import Figure, figures
from common.demo.simulator.kept_checks import answers_kept, nothing_unasked
from common.demo.simulator.order_checks import order_checks
from common.demo.simulator.ticket_checks import (
    ended_once,
    numbers,
    one_counter,
    one_ticket_per_visitor,
)

MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a day came to."""

    checks: tuple[Check, ...]
    figures: tuple[Figure, ...]
    counts: Mapping[str, int]

    @property
    def ok(self) -> bool:
        """Say whether everything held."""
        return all(check.ok for check in self.checks)


def judge(evidence: Evidence) -> Verdict:
    """Check a played day."""
    checks = (
        one_ticket_per_visitor(evidence),
        numbers(evidence),
        ended_once(evidence),
        one_counter(evidence),
        *order_checks(evidence),
        every_call_shown(evidence),
        answers_kept(evidence),
        nothing_unasked(evidence),
    )
    return Verdict(checks, tuple(figures(evidence.told)), _counts(evidence))


def _counts(evidence: Evidence) -> dict[str, int]:
    """Return what happened how often, and how the asks ended."""
    happened = Tally(f"events: {event.kind.value}" for event in evidence.events)
    ends = Tally(f"asks: {ask.end}" for ask in evidence.told.asks)
    tables = {
        "tickets": len(evidence.census.tickets),
        "legs": len(evidence.census.legs),
        "calls": len(evidence.census.calls),
    }
    return {**tables, **dict(sorted(ends.items())), **dict(sorted(happened.items()))}


def as_json(played: Played, verdict: Verdict, faults: Mapping[str, object] | None = None) -> str:
    """Return everything as JSON."""
    wish = played.wish
    whole: dict[str, object] = {
        "ok": verdict.ok,
        "day": {
            "date": wish.date.isoformat(),
            "database": wish.url.partition(":")[0],
            "tickets": wish.tickets,
            "counters": wish.hall.counters,
            "kiosks": wish.hall.kiosks,
            "displays": wish.hall.displays,
            "processes": wish.processes,
            "seed": wish.seed,
            "hours": wish.hours,
            "simulated_seconds": round(played.sim_seconds, 1),
            "real_seconds": round(played.real_seconds, 1),
            "starts": played.starts,
        },
        "invariants": [_check(check) for check in verdict.checks],
        "figures_ms": [_figure(figure) for figure in verdict.figures],
        "counts": dict(verdict.counts),
    }
    if faults is not None:
        whole["faults"] = faults
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _check(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "promise": check.promise,
        "ok": check.ok,
        "looked_at": check.looked_at,
        "violations": check.violations,
        "listed": check.listed,
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "name": figure.name,
        "n": figure.count,
        "p50": round(figure.p50, 2),
        "p99": round(figure.p99, 2),
        "longest": round(figure.longest, 2),
    }


def as_table(played: Played, verdict: Verdict, faults: Sequence[str] = ()) -> Iterator[str]:
    """Return the lines of a table that a person reads."""
    wish = played.wish
    yield (
        f"{verdict.counts['tickets']} tickets, {wish.hall.counters} counters,"
        f" {wish.hall.kiosks} kiosks, {wish.hall.displays} displays, seed {wish.seed};"
        f" {played.sim_seconds / 3600:.1f} h played in {played.real_seconds:.0f} s"
    )
    yield ""
    yield f"{'':4} {'milliseconds':28} {'n':>8} {'p50':>9} {'p99':>9} {'longest':>9}"
    for one in verdict.figures:
        yield f"{'':4} {one.name:28} {one.count:8} {one.p50:9.2f} {one.p99:9.2f} {one.longest:9.2f}"
    if faults:
        yield ""
        yield from faults
    yield ""
    for check in verdict.checks:
        listed = f", {len(check.listed)} listed" if check.listed else ""
        word = "ok" if check.ok else "BAD"
        yield f"{word:4} {check.promise} ({check.looked_at} looked at{listed})"
        yield from (f"{'':4}   {line}" for line in check.violations[:MOST_LISTED])
        yield from (f"{'':4}   listed: {line}" for line in check.listed[:MOST_LISTED])
