"""Checks of the order of calls, told again from the log alone."""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.demo.simulator.evidence import SAME_TIME, Check, Evidence
from common.domain.events import Event, EventKind
from common.domain.floor import Floor
from common.domain.ids import CounterCode, EventId, LegId, OperatorCode, ServiceCode
from common.domain.order import Caller, Waiting, kept_by, key, may_call
from common.domain.ticket import Lane, Leg


@dataclass(frozen=True, slots=True)
class Stay:
    """One leg's wait: how it stood in the queue, from when, until when."""

    waiting: Waiting
    arrived: datetime
    """When he came; for one who returns, when he did."""
    since: datetime
    until: datetime

    def outlasts(self, moment: datetime) -> bool:
        """Say whether it began clearly before a moment and went on clearly after it."""
        return self.since < moment - SAME_TIME and self.until > moment + SAME_TIME


@dataclass(frozen=True, slots=True)
class Turn:
    """One call in the order of the queue: who was called, by whom, and who else could be."""

    event: Event
    chosen: Stay
    others: tuple[Stay, ...]
    """Who waited for this window too, and clearly so, in either lane."""
    caller: Caller

    def rivals(self) -> Iterator[Stay]:
        """Return the others of the same lane."""
        lane = self.chosen.waiting.lane
        return (stay for stay in self.others if stay.waiting.lane is lane)


Changes = Mapping[CounterCode, Sequence[Event]]
"""Who came to and went from each counter."""


def order_checks(evidence: Evidence) -> list[Check]:
    """Return the three checks of the order."""
    told_again = list(turns(evidence))
    return [
        order_bound(evidence.floor, told_again),
        in_turn(told_again),
        priority_ratio(evidence, told_again),
    ]


def order_bound(floor: Floor, told_again: Sequence[Turn]) -> Check:
    """Check that nobody is passed, in his lane, by one who came later than the bound allows."""
    # Who has an appointment may come that much after its time and still be due at it.
    late = floor.rules.appointment_late
    bound = _longest_target(floor) + _longest_handicap(floor) + late
    minutes = bound.total_seconds() / 60
    check = Check("order_bound", f"nobody is passed by one who came over {minutes:g} min later")
    for turn in told_again:
        passed = [one for one in turn.rivals() if turn.chosen.arrived - one.arrived > bound]
        check.expect(holds=not passed, otherwise=_passing(turn, passed))
    return check


def in_turn(told_again: Sequence[Turn]) -> Check:
    """Check each call against the key of the order, but for what happened at the same time."""
    check = Check("in_turn", "each call is the first by due time of those who wait in the lane")
    for turn in told_again:
        work = turn.caller.work
        mine = key(turn.chosen.waiting, work)[0]
        # The clocks of two clients that write at once differ by no more than this.
        passed = [o for o in turn.rivals() if key(o.waiting, work)[0] + SAME_TIME < mine]
        check.expect(holds=not passed, otherwise=_passing(turn, passed))
    return check


def priority_ratio(evidence: Evidence, told_again: Sequence[Turn]) -> Check:
    """Check that of k + 1 calls at a window with both lanes waiting one is ordinary."""
    ratio = evidence.floor.rules.priority_ratio
    check = Check("priority_ratio", f"at most {ratio} priority calls in a row pass those who wait")
    ordinary = _ordinary(told_again)
    runs: dict[CounterCode | None, int] = defaultdict(int)
    for event in evidence.events:
        if event.kind is not EventKind.CALLED or "lane" not in event.facts:
            continue
        if event.facts["lane"] == Lane.ORDINARY.value:
            runs[event.counter] = 0
        elif event.facts["waiting_ordinary"]:
            runs[event.counter] += 1
        holds = runs[event.counter] <= ratio
        words = f"event {event.id}: priority call {runs[event.counter]} in a row"
        if not holds and not ordinary.get(event.id):
            check.listed.append(f"{words}; the others were being called at the same moment")
            holds = True
        check.expect(holds=holds, otherwise=words)
    return check


def _ordinary(told_again: Sequence[Turn]) -> dict[int, bool]:
    """Return of each call whether an ordinary visitor clearly waited for that window."""
    return {
        turn.event.id: any(o.waiting.lane is Lane.ORDINARY for o in turn.others)
        for turn in told_again
        if turn.chosen.waiting.lane is Lane.PRIORITY
    }


def turns(evidence: Evidence) -> Iterator[Turn]:
    """Tell the queue again from the log: each call with those who waited for that window too."""
    stays = _stays(evidence)
    known = {(stay.waiting.leg, stay.until): stay for stay in stays}
    begun = deque(sorted(stays, key=lambda stay: stay.since))
    there: list[Stay] = []
    changes = _seat_changes(evidence.events)
    for event in sorted(evidence.events, key=lambda one: (one.at, one.id)):
        while begun and begun[0].since <= event.at:
            there.append(begun.popleft())
        chosen = known.get((event.leg, event.at)) if event.leg is not None else None
        if event.kind is not EventKind.CALLED or chosen is None:
            continue
        there = [stay for stay in there if stay.until > event.at - SAME_TIME]
        caller = _caller(evidence.floor, event)
        promised = any(stay.waiting.for_counter or stay.waiting.for_operator for stay in there)
        at_work = _at_work(changes, event) if promised else {}
        others = [
            stay
            for stay in there
            if stay is not chosen
            and stay.outlasts(event.at)
            and not _unsettled(stay.waiting, event.at, changes)
            and _may(stay.waiting, caller, at_work)
        ]
        yield Turn(event, chosen, tuple(others), caller)


def _stays(evidence: Evidence) -> list[Stay]:
    """Return every wait of every leg, from the event that began it to the one that ended it."""
    legs = {leg.id: leg for leg in evidence.census.legs}
    promised = _promised(evidence.events)
    begun: dict[LegId, tuple[Waiting, datetime, datetime]] = {}
    stays: list[Stay] = []
    for event in evidence.events:
        started = _begins(event)
        if started is not None and started in legs:
            due = promised.get(started)
            begun[started] = (*_waiting(evidence.floor, legs[started], due, event), event.at)
        if event.leg in begun and event.kind in (EventKind.CALLED, EventKind.CANCELLED):
            waiting, arrived, since = begun.pop(event.leg)
            stays.append(Stay(waiting, arrived, since, event.at))
    return stays


def _begins(event: Event) -> LegId | None:
    """Return which leg begins to wait with an event."""
    if event.kind in (EventKind.ISSUED, EventKind.RETURNED, EventKind.REINSTATED):
        return event.leg
    if event.kind in (EventKind.SENT, EventKind.TRANSFERRED) and "new_leg" in event.facts:
        return LegId(int(str(event.facts["new_leg"])))
    return None


def _promised(events: Sequence[Event]) -> dict[LegId, datetime]:
    """Return the time of the appointment of each leg that has one."""
    return {
        event.leg: datetime.fromisoformat(str(event.facts["appointment"]))
        for event in events
        if event.leg is not None and "appointment" in event.facts
    }


def _waiting(
    floor: Floor, leg: Leg, promised: datetime | None, event: Event
) -> tuple[Waiting, datetime]:
    """Return how a leg stands in the queue after an event, and since when it counts as there."""
    target = timedelta(minutes=floor.services[leg.service].target.green)
    due = promised or leg.arrived_at + target
    arrived, kept_for = leg.arrived_at, None
    if event.kind is EventKind.RETURNED:
        due, arrived, kept_for = event.at, event.at, event.counter
    if event.kind is EventKind.REINSTATED:
        due, arrived = max(due, event.at), event.at
    waiting = Waiting(leg.id, leg.service, leg.lane, due, leg.arrived_at, kept_for)
    return waiting, arrived


def _seat_changes(events: Sequence[Event]) -> Changes:
    """Return who came to and went from each counter, in the order in which it was written.

    Not by the moments: a sign-in whose client was killed may wait for its turn, and be done after
    a later one has come and gone.
    """
    changes: dict[CounterCode, list[Event]] = defaultdict(list)
    for event in sorted(events, key=_number):
        if event.counter is not None and event.kind in (EventKind.SIGNED_IN, EventKind.SIGNED_OUT):
            changes[event.counter].append(event)
    return changes


def _at_work(changes: Changes, call: Event) -> dict[CounterCode, OperatorCode]:
    """Return who sat where when a call was written."""
    at_work: dict[CounterCode, OperatorCode] = {}
    for counter, there in changes.items():
        before = bisect_left(there, call.id, key=_number) - 1
        if before >= 0 and there[before].kind is EventKind.SIGNED_IN:
            at_work[counter] = there[before].operator or OperatorCode("")
    return at_work


def _number(event: Event) -> EventId:
    return event.id


def _unsettled(waiting: Waiting, moment: datetime, changes: Changes) -> bool:
    """Say whether nobody can tell if somebody sat at the counter a visitor was promised."""
    there = changes.get(waiting.for_counter, ()) if waiting.for_counter is not None else ()
    return any(abs(event.at - moment) <= SAME_TIME for event in there)


def _caller(floor: Floor, event: Event) -> Caller:
    counter = floor.counter(event.counter) if event.counter else None
    operator = floor.operator(event.operator) if event.operator else None
    work: dict[ServiceCode, timedelta] = {}
    if counter is not None and operator is not None:
        work = floor.work_of(counter, operator)
    return Caller(event.counter or CounterCode(""), event.operator or OperatorCode(""), work)


def _may(waiting: Waiting, caller: Caller, at_work: dict[CounterCode, OperatorCode]) -> bool:
    return may_call(kept_by(waiting, at_work.items()), caller)


def _longest_target(floor: Floor) -> timedelta:
    greens = [rules.target.green for rules in floor.services.values()]
    return timedelta(minutes=max(greens, default=0))


def _longest_handicap(floor: Floor) -> timedelta:
    spans = [span for profile in floor.profiles for span in profile.handicaps.values()]
    return max(spans, default=timedelta())


def _passing(turn: Turn, passed: list[Stay]) -> str:
    legs = ", ".join(_named(stay.waiting) for stay in passed[:3])
    return f"event {turn.event.id}: leg {turn.event.leg} called before leg {legs}"


def _named(waiting: Waiting) -> str:
    kept = f" (promised {waiting.for_counter})" if waiting.for_counter is not None else ""
    return f"{waiting.leg}{kept}"
