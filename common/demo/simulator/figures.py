"""How long things took on a played day."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.demo.simulator.journal import Told

MS = 1e-6
"""Milliseconds in a nanosecond."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How long one thing took, in milliseconds."""

    name: str
    count: int
    p50: float
    p99: float
    longest: float


def figures(told: Told) -> list[Figure]:
    """Return how long each use case took, each reading, and the way of a call to the boards."""
    spans: dict[str, list[int]] = defaultdict(list)
    for ask in told.asks:
        if ask.end == "answered":
            spans[ask.what].append(ask.end_ns - ask.ns)
    for note in told.notes:
        if "read" in note:
            spans[f"read {note['read']}"].append(note["took"])
    spans |= _ways_to_boards(told)
    return [_figure(name, taken) for name, taken in sorted(spans.items()) if taken]


def _ways_to_boards(told: Told) -> Mapping[str, list[int]]:
    """Return the time from a call to each board that has read it.

    The commit lies between the ask and its answer: from the one it is counted too long, from the
    other too short.
    """
    called = {
        (ask.answer["call"], ask.answer["times"]): ask
        for ask in told.asks
        if ask.answer and "call" in ask.answer
    }
    ways: dict[str, list[int]] = {"press to board": [], "answer to board": []}
    for note in told.notes:
        for call, times in note.get("looked", ()):
            ask = called.get((call, times))
            if ask is not None:
                ways["press to board"].append(note["ns"] - ask.ns)
                ways["answer to board"].append(max(0, note["ns"] - ask.end_ns))
    return ways


def _figure(name: str, taken: Sequence[int]) -> Figure:
    ordered = sorted(taken)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * MS

    return Figure(name, len(ordered), at(0.5), at(0.99), ordered[-1] * MS)
