"""What clients asked the store and what it answered, kept whatever becomes of the client."""

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TAKES = frozenset({"issue_ticket", "check_in"})
"""What a kiosk asks so that a visitor gets a ticket."""


class Journal:
    """One process's journal: a line before each ask, and one, on the disk, after its answer."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self._lock = threading.Lock()

    def write(self, facts: Mapping[str, object], *, keep: bool = False) -> None:
        """Append a line with this computer's monotonic time; `keep` puts it on the disk now."""
        line = json.dumps({**facts, "ns": time.monotonic_ns()}, separators=(",", ":")) + "\n"
        with self._lock:
            os.write(self._file, line.encode())
        if keep:
            os.fsync(self._file)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


@dataclass(slots=True)
class Ask:
    """One question of a client and how it ended."""

    client: str
    life: int
    """Which start of the client's process it was in."""
    what: str
    sim: float
    ns: int
    facts: dict[str, Any]
    answer: dict[str, Any] | None = None
    """None without an answer: refused, unavailable, or the client died first."""
    end: str = "none"
    """answered, refused, unavailable or none."""
    end_ns: int = 0


@dataclass(slots=True)
class Told:
    """All that the journals of a day say."""

    asks: list[Ask] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    """Lines about other things: boards received, readings, links lost and found."""


def read_journals(folder: Path, crew: str = "*") -> Told:
    """Return what all clients, or those of one crew, wrote; each one's asks in their order."""
    told = Told()
    for path in sorted(folder.glob(f"{crew}.*.jsonl")):
        _read_one(path, told)
    return told


def _read_one(path: Path, told: Told) -> None:
    open_asks: dict[tuple[str, int, int], Ask] = {}
    for line in _lines(path):
        if "ask" in line:
            ask = Ask(
                line["client"], line["life"], line["what"], line["sim"], line["ns"], line["facts"]
            )
            open_asks[ask.client, ask.life, line["ask"]] = ask
            told.asks.append(ask)
        elif "end" in line:
            ask = open_asks.pop((line["client"], line["life"], line["of"]))
            ask.end, ask.end_ns, ask.answer = line["end"], line["ns"], line.get("answer")
        else:
            told.notes.append(line)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.endswith("}"):  # the last one may be cut off by a kill
            yield json.loads(line)
