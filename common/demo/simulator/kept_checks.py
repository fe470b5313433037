"""Checks of answers: what the store said happened, and nothing happened that nobody asked for."""

from collections import Counter as Tally
from collections.abc import Iterable
from typing import Any

from common.demo.simulator.evidence import Check, Evidence
from common.demo.simulator.journal import TAKES, Ask
from common.domain.events import Event, EventKind

_Trace = tuple[object, ...]
"""What an ask leaves in the log, and by what it is known there."""

_KINDS = {
    "start": EventKind.STARTED,
    "finish": EventKind.FINISHED,
    "no_show": EventKind.NO_SHOW,
    "hold": EventKind.HELD,
    "cancel": EventKind.CANCELLED,
    "reinstate": EventKind.REINSTATED,
    "transfer": EventKind.TRANSFERRED,
    "send_and_return": EventKind.SENT,
    "resume": EventKind.RESUMED,
    "recall": EventKind.RECALLED,
    "call_next": EventKind.CALLED,
    "finish_and_call_next": EventKind.CALLED,
    "sign_in": EventKind.SIGNED_IN,
    "sign_out": EventKind.SIGNED_OUT,
    "issue_ticket": EventKind.ISSUED,
    "check_in": EventKind.ISSUED,
    "report_slip": EventKind.SLIP,
    "shown": EventKind.SHOWN,
    "spoken": EventKind.SPOKEN,
}
_MOVES = frozenset(_KINDS.values()) - {EventKind.SIGNED_IN}


def answers_kept(evidence: Evidence) -> Check:
    """Check that whatever a client was told happened stands in the store."""
    check = Check("answers_kept", "what a client was told has happened stands in the store")
    logged = Tally(trace_of_event(event) for event in evidence.events)
    tickets = {(t.id, t.label, t.request) for t in evidence.census.tickets}
    for ask in evidence.told.asks:
        if ask.answer is None:
            continue
        for trace in traces_of_answer(ask):
            check.expect(holds=logged[trace] > 0, otherwise=f"{ask.client} was told {trace}")
        if ask.what in TAKES:
            given = (ask.answer["ticket"], ask.answer["label"], ask.facts["request"])
            check.expect(holds=given in tickets, otherwise=f"{ask.client} was given {given}")
    return check


def nothing_unasked(evidence: Evidence) -> Check:
    """Check that every event was asked for: told to its client, or its client lost the answer."""
    check = Check("nothing_unasked", "nothing happened twice, and nothing nobody asked for")
    told: Tally[_Trace] = Tally()
    lost: Tally[_Trace] = Tally()
    for ask in evidence.told.asks:
        if ask.answer is not None:
            told.update(set(traces_of_answer(ask)))
        elif ask.end != "refused":
            lost.update(traces_of_lost(ask))
    for event in evidence.events:
        if event.kind not in _MOVES:
            continue
        trace, loose = trace_of_event(event), loose_trace(event)
        book, found = (told, trace) if told[trace] > 0 else (lost, loose)
        book[found] -= 1
        check.expect(holds=book[found] >= 0, otherwise=f"event {event.id}: {trace}")
    return check


def trace_of_event(event: Event) -> _Trace:
    """Return by what an event is known to whoever asked for it and got the answer."""
    traces: dict[EventKind, _Trace] = {
        EventKind.CALLED: (event.counter, event.call),
        EventKind.RECALLED: (event.leg, event.facts.get("times")),
        EventKind.SHOWN: (event.device, event.call, event.facts.get("times")),
        EventKind.SPOKEN: (event.device, event.call, event.facts.get("times")),
        EventKind.ISSUED: (event.device, event.ticket),
        EventKind.SLIP: (event.device, event.ticket, event.facts.get("slip")),
        EventKind.SIGNED_IN: (event.counter,),
        EventKind.SIGNED_OUT: (event.counter,),
    }
    return (event.kind.value, *traces.get(event.kind, (event.leg,)))


def loose_trace(event: Event) -> _Trace:
    """Return by what an event is known to whoever asked for it but never saw the answer."""
    if event.kind is EventKind.CALLED:
        return (event.kind.value, event.counter)
    if event.kind is EventKind.ISSUED:
        return (event.kind.value, event.device)
    return trace_of_event(event)


def traces_of_answer(ask: Ask) -> Iterable[_Trace]:
    """Return by what the log shows that an answered ask happened."""
    answer: dict[str, Any] = ask.answer or {}
    kind = _KINDS[ask.what].value
    if ask.what in ("call_next", "finish_and_call_next"):
        if answer:
            yield (kind, ask.client, answer["call"])
        if ask.what == "finish_and_call_next":
            yield (EventKind.FINISHED.value, ask.facts["finishes"])
    elif ask.what == "recall":
        yield (kind, ask.facts["leg"], ask.facts["times"])
    elif ask.what in ("shown", "spoken"):
        for call, times in ask.facts["calls"]:
            yield (kind, ask.client, call, times)
    elif ask.what in TAKES:
        yield (kind, ask.client, answer["ticket"])
    elif ask.what == "report_slip":
        yield (kind, ask.client, ask.facts["ticket"], ask.facts["slip"])
    elif ask.what in ("sign_in", "sign_out"):
        yield (kind, ask.client)
    else:
        yield (kind, ask.facts["leg"])


def traces_of_lost(ask: Ask) -> Iterable[_Trace]:
    """Return what an ask without an answer may have left in the log."""
    kind = _KINDS[ask.what].value
    if ask.what in TAKES | {"call_next", "finish_and_call_next"}:
        yield (kind, ask.client)
        if ask.what == "finish_and_call_next":
            yield (EventKind.FINISHED.value, ask.facts["finishes"])
    else:
        yield from traces_of_answer(ask)
