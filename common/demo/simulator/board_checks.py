"""Checks of the boards: every call was shown, or there is a reason why nobody could show it."""

from collections import Counter as Tally
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from common.demo.simulator.evidence import Check, Evidence
from common.demo.simulator.journal import Ask
from common.domain.events import Event, EventKind

_CALLING = frozenset({EventKind.CALLED, EventKind.RESUMED, EventKind.RECALLED})
_MAY_CALL = frozenset({"call_next", "finish_and_call_next", "resume", "recall"})
DONE_WITHIN = 3_000_000_000
"""Nanoseconds: a server that hears no more of a client does not work for it any longer."""
CLEARLY = 1.0
"""Simulated seconds."""
_Shown = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Life:
    """From when to when, on this computer's clock, a call had its count of times."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class _Lives:
    """When calls stood as they were: of those whose window was told, and of those it was not."""

    told: dict[_Shown, _Life]
    lost: dict[str, list[tuple[float, _Life]]]
    """By client: the simulated moment of an ask without an answer, and what came of it."""

    def of(self, time: _Shown, event: Event) -> _Life | None:
        """Return when a call stood so; None where that cannot be said."""
        if time in self.told:
            return self.told[time]
        at = event.at.timestamp()
        asked = [(sim, life) for sim, life in self.lost[str(event.counter)] if sim <= at + CLEARLY]
        return max(asked, key=lambda one: one[0])[1] if asked else None


def every_call_shown(evidence: Evidence) -> Check:
    """Check that some display reported each call, and each further time of it."""
    check = Check("calls_shown", "every call was reported as shown, or nobody could have shown it")
    shown = {
        (event.call, event.facts["times"])
        for event in evidence.events
        if event.kind is EventKind.SHOWN
    }
    looks = [(note["began"], note["ns"]) for note in evidence.told.notes if "looked" in note]
    lives, unreported = _lives(evidence), _unreported(evidence)
    for event in evidence.events:
        if event.kind not in _CALLING or event.call is None:
            continue
        time = (int(event.call), int(str(event.facts.get("times", 1))))
        if time in shown:
            check.expect(holds=True, otherwise="")
            continue
        reason = _reason(lives.of(time, event), looks, died=time in unreported)
        words = f"call {time[0]} time {time[1]} at {event.counter}"
        if reason:
            check.listed.append(f"{words}: {reason}")
        check.expect(holds=bool(reason), otherwise=f"{words} was never shown")
    return check


def _reason(life: _Life | None, looks: list[tuple[int, int]], *, died: bool) -> str:
    """Return why nobody could report a call; empty where somebody could."""
    if died:
        return "its display died before it could report it"
    if life is None:
        return ""
    seen = any(life.begins < began and ended < life.ends for began, ended in looks)
    return "" if seen else "it was over before any display could look"


def _unreported(evidence: Evidence) -> set[_Shown]:
    """Return what displays had seen, and not yet reported, when they died."""
    last: dict[tuple[str, int], list[list[int]]] = {}
    for note in evidence.told.notes:
        if "looked" in note:
            last[note["client"], note["life"]] = note["looked"]
    lives = Tally(client for client, _ in last)
    seen = [
        pair for (client, life), pairs in last.items() for pair in pairs if life < lives[client] - 1
    ]
    asked = [
        pair
        for ask in evidence.told.asks
        if ask.what == "shown" and ask.end == "none"
        for pair in ask.facts["calls"]
    ]
    return {(call, times) for call, times in seen + asked}


def _lives(evidence: Evidence) -> _Lives:
    """Return when each call was answered, and when the next thing was asked with that visitor."""
    asks: dict[str, list[Ask]] = defaultdict(list)
    for ask in evidence.told.asks:
        asks[ask.client].append(ask)
    lives = _Lives({}, defaultdict(list))
    for client, mine in asks.items():
        ordered = sorted(mine, key=lambda ask: ask.ns)
        for ask, following in pairwise(ordered):
            if ask.answer and "call" in ask.answer:
                time = (int(ask.answer["call"]), int(ask.answer["times"]))
                lives.told[time] = _Life(ask.end_ns, following.ns)
            elif ask.what in _MAY_CALL and ask.end in ("none", "unavailable"):
                begins = ask.end_ns or ask.ns + DONE_WITHIN
                lives.lost[client].append((ask.sim, _Life(begins, following.ns)))
    return lives
