"""Whom a counter calls next, and why; the SQL of every store is held to this."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from common.domain.ids import CounterCode, LegId, OperatorCode, ServiceCode
from common.domain.ticket import Lane

PROMISE_LASTS = timedelta(minutes=15)
"""So long a counter on a break keeps those who were promised to it for itself."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting leg, as far as the order of calls depends on it."""

    leg: LegId
    service: ServiceCode
    lane: Lane
    due_at: datetime
    arrived_at: datetime
    for_counter: CounterCode | None = None
    for_operator: OperatorCode | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """A counter with its operator, as far as the order of calls depends on it."""

    counter: CounterCode
    operator: OperatorCode
    work: Mapping[ServiceCode, timedelta]
    """What it may call: service to handicap."""
    priority_run: int = 0
    """Priority calls in a row at this counter while an ordinary visitor waited."""
    ratio: int = 2
    undone: LegId | None = None
    """Whose call it took back last: he comes next here if he still waits."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who comes next, and the facts that made it so."""

    leg: LegId
    lane: Lane
    due_at: datetime
    handicap: timedelta
    waiting_priority: int
    waiting_ordinary: int
    run: int = 0
    """Priority calls in a row at this counter before."""

    def why(self) -> dict[str, object]:
        """Return the facts as plain values, to be kept with the call."""
        return {
            "lane": self.lane.value,
            "due_at": self.due_at.isoformat(),
            "handicap_seconds": int(self.handicap.total_seconds()),
            "waiting_priority": self.waiting_priority,
            "waiting_ordinary": self.waiting_ordinary,
            "run": self.run,
        }


def kept_by(waiting: Waiting, at_work: Collection[tuple[CounterCode, OperatorCode]]) -> Waiting:
    """Return a leg with only those promises that somebody at work can keep.

    A visitor who was to return to a counter that has closed since, or whose break is longer than
    PROMISE_LASTS, is anyone's who serves his service: he must not wait for ever. Where the
    operator sits elsewhere than at the counter, the counter keeps him: there he was sent.
    """
    if waiting.for_counter is None and waiting.for_operator is None:
        return waiting
    seated = dict(at_work)
    counter = waiting.for_counter if waiting.for_counter in seated else None
    of_whom = seated.values() if counter is None else (seated[counter],)
    operator = waiting.for_operator if waiting.for_operator in of_whom else None
    return replace(waiting, for_counter=counter, for_operator=operator)


def may_call(waiting: Waiting, caller: Caller) -> bool:
    """Say whether a counter may call a waiting leg at all.

    A leg kept for one counter or operator is theirs even when the profile lacks its service:
    the visitor was promised to come back there.
    """
    if waiting.for_counter is not None or waiting.for_operator is not None:
        return waiting.for_counter in (None, caller.counter) and waiting.for_operator in (
            None,
            caller.operator,
        )
    return waiting.service in caller.work


def key(waiting: Waiting, work: Mapping[ServiceCode, timedelta]) -> tuple[datetime, datetime, int]:
    """Return what a lane is sorted by: due time with handicap, then arrival, then number."""
    handicap = work.get(waiting.service, timedelta())
    return (waiting.due_at + handicap, waiting.arrived_at, waiting.leg)


def next_lane(caller: Caller, priority: int, ordinary: int) -> Lane | None:
    """Return the lane whose turn it is; None when nobody waits."""
    return _lane_of(caller.priority_run, caller.ratio, priority, ordinary)


def _lane_of(run: int, ratio: int, priority: int, ordinary: int) -> Lane | None:
    if priority and ordinary:
        return Lane.ORDINARY if run >= ratio else Lane.PRIORITY
    if priority:
        return Lane.PRIORITY
    return Lane.ORDINARY if ordinary else None


def choose(queue: Iterable[Waiting], caller: Caller) -> Choice | None:
    """Return whom this counter calls next; None when nobody waits for it."""
    mine = [waiting for waiting in queue if may_call(waiting, caller)]
    priority = [waiting for waiting in mine if waiting.lane is Lane.PRIORITY]
    ordinary = [waiting for waiting in mine if waiting.lane is Lane.ORDINARY]
    again = next((waiting for waiting in mine if waiting.leg == caller.undone), None)
    lane = next_lane(caller, len(priority), len(ordinary))
    if lane is None:
        return None
    first = again or min(
        priority if lane is Lane.PRIORITY else ordinary,
        key=lambda waiting: key(waiting, caller.work),
    )
    return _choice(first, mine, caller)


def choose_this(queue: Iterable[Waiting], leg: LegId, caller: Caller) -> tuple[Choice, int] | None:
    """Return the facts of calling a certain leg, and how many this counter would call before it.

    None where it does not wait for this counter.
    """
    mine = [waiting for waiting in queue if may_call(waiting, caller)]
    this = next((waiting for waiting in mine if waiting.leg == leg), None)
    if this is None:
        return None
    return _choice(this, mine, caller), in_call_order(mine, caller).index(leg)


def _choice(first: Waiting, mine: Sequence[Waiting], caller: Caller) -> Choice:
    priority = sum(waiting.lane is Lane.PRIORITY for waiting in mine)
    return Choice(
        leg=first.leg,
        lane=first.lane,
        due_at=first.due_at,
        handicap=caller.work.get(first.service, timedelta()),
        waiting_priority=priority,
        waiting_ordinary=len(mine) - priority,
        run=caller.priority_run,
    )


def run_after(caller: Caller, choice: Choice) -> int:
    """Return the counter's priority run after a call.

    It grows only while an ordinary visitor is passed, and an ordinary call ends it.
    """
    if choice.lane is Lane.ORDINARY:
        return 0
    return caller.priority_run + 1 if choice.waiting_ordinary else caller.priority_run


def in_call_order(queue: Iterable[Waiting], caller: Caller) -> tuple[LegId, ...]:
    """Return all who wait for this counter as it would call them if nobody else came or called."""
    mine = [waiting for waiting in queue if may_call(waiting, caller)]
    first = [waiting for waiting in mine if waiting.leg == caller.undone]
    run = run_after(caller, _choice(first[0], mine, caller)) if first else caller.priority_run
    order = [waiting.leg for waiting in first]
    lanes = {
        lane: deque(
            sorted(
                (one for one in mine if one.lane is lane and one.leg != caller.undone),
                key=lambda waiting: key(waiting, caller.work),
            )
        )
        for lane in Lane
    }
    while lane := _lane_of(run, caller.ratio, len(lanes[Lane.PRIORITY]), len(lanes[Lane.ORDINARY])):
        order.append(lanes[lane].popleft().leg)
        if lane is Lane.ORDINARY:
            run = 0
        elif lanes[Lane.ORDINARY]:
            run += 1
    return tuple(order)
