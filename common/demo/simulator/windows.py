"""A counter without a window: an operator who signs in, calls, serves, pauses and goes on."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from common.demo.simulator.asking import Client, nothing
from common.demo.simulator.hall import PIN, Post
from common.demo.simulator.plan import Break, Fate, Visitor
from common.domain.board import Call
from common.domain.errors import Reason, Refused
from common.domain.floor import FloorRules
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.reasons import CancelReason, HoldReason
from common.domain.ticket import Leg, LegState
from common.domain.views import Desk, Visit
from common.ports import Store
from common.usecases.calling import call_next, finish_and_call_next, no_show, recall
from common.usecases.moving import cancel, reinstate, send_and_return, transfer
from common.usecases.serving import finish, hold, resume, start
from common.usecases.shifts import sign_in, sign_out

LOOKS_AGAIN = (45.0, 120.0)
PATIENCE = 45.0
MARGIN = 1.0
LONGEST_ABSENCE = 600.0


@dataclass(slots=True)
class Memory:
    """What an operator keeps in mind; lost with his process."""

    aside: dict[LegId, float] = field(default_factory=dict)
    """Until when each visitor put aside stays there."""
    late: dict[LegId, float] = field(default_factory=dict)
    """When each visitor who missed his calls comes back."""


class ServiceWindow:
    """Goes by what the desk shows, as a console does, so that any life can go on from there."""

    def __init__(
        self,
        client: Client,
        post: Post,
        visitors: Mapping[str, Visitor],
        breaks: Sequence[Break],
        rules: FloorRules,
    ) -> None:
        self._client = client
        self._post = post
        self._visitors = visitors
        self._breaks = [one for one in breaks if one.ends > client.since_opening]
        self._rules = rules
        self._memory = Memory()
        self._turns = 0
        self._signed_in = False

    def work(self) -> None:
        """Serve until the day is over. Raises DayOver."""
        while True:
            self._client.sleep(0)
            try:
                self._client.insist(self._turn)
            except Refused as refused:
                if refused.reason not in _RACES:
                    raise
                self._client.sleep(MARGIN)

    def _turn(self) -> None:
        self._turns += 1
        if not self._signed_in:
            self._sign_in()
        desk = self._client.read("desk", lambda store: store.desk(self._post.counter))
        if desk is None:
            self._signed_in = False
        elif desk.current is not None:
            self._attend(desk.current)
        else:
            self._look_around(desk)

    # the visitor at the window

    def _attend(self, visit: Visit) -> None:
        leg, visitor = visit.leg, self._visitors.get(visit.ticket.request)
        fate = _fate_now(leg, visitor)
        if leg.state is LegState.SERVING:
            self._serve(leg, visitor, fate)
        elif fate in (Fate.NEVER_COMES, Fate.COMES_LATE):
            self._miss(leg, fate)
        elif fate in (Fate.LEAVES, Fate.TURNED_AWAY):
            self._client.sleep_until(_seconds(leg.called_at) + PATIENCE)
            self._cancel(leg.id)
        else:
            self._client.sleep_until(_seconds(leg.called_at) + (visitor.walk if visitor else 20))
            self._move("start", start, leg.id)

    def _serve(self, leg: Leg, visitor: Visitor | None, fate: Fate) -> None:
        minutes = 3.0
        if visitor is not None:
            minutes = visitor.minutes if _is_first(leg, visitor) else visitor.more_minutes
        self._client.sleep_until(_seconds(leg.started_at) + minutes * 60)
        if visitor is not None and fate is Fate.PASSED_ON:
            self._pass_on("transfer", transfer, leg.id, visitor)
        elif visitor is not None and fate is Fate.SENT:
            self._pass_on("send_and_return", send_and_return, leg.id, visitor)
        elif fate in (Fate.HELD, Fate.GIVEN_UP):
            self._move("hold", _hold, leg.id)
        elif leg.id % 2 and not self._break_due():
            self._call("finish_and_call_next", finish_and_call_next, finishes=leg.id)
        else:
            self._move("finish", finish, leg.id)

    def _miss(self, leg: Leg, fate: Fate) -> None:
        """Call again as often as the rules want, then give him up."""
        self._client.sleep_until(_seconds(leg.called_at, self._rules.no_show_gap) + MARGIN)
        if leg.calls < self._rules.no_show_calls:
            self._client.ask(
                "recall",
                lambda store: recall(store, self._post.counter),
                _called,
                leg=leg.id,
                times=leg.calls + 1,
            )
            return
        self._move("no_show", no_show, leg.id)
        if fate is Fate.COMES_LATE:
            absence = min(LONGEST_ABSENCE, self._rules.reinstate_within.total_seconds() / 3)
            self._memory.late[leg.id] = self._client.pace.now + absence

    # nobody at the window

    def _look_around(self, desk: Desk) -> None:
        """Do the first thing that is due; what is not due yet is looked at again later."""
        now = self._client.pace.now
        for visit in desk.held:
            if visit.leg.state is LegState.HELD and now >= self._aside_until(visit):
                self._take_up(visit)
                return
        for leg in [leg for leg, due in self._memory.late.items() if now >= due]:
            del self._memory.late[leg]
            self._reinstate(leg)
            return
        for visit in desk.queue:
            if self._has_left(visit):
                self._cancel(visit.leg.id)
                return
        if self._break_due():
            self._take_break()
        elif desk.next is None or self._call("call_next", call_next) is None:
            self._client.sleep(self._until_next_look())

    def _aside_until(self, visit: Visit) -> float:
        visitor = self._visitors.get(visit.ticket.request)
        minutes = visitor.more_minutes if visitor else 1.0
        until = self._client.pace.now + minutes * 60
        return self._memory.aside.setdefault(visit.leg.id, until)

    def _take_up(self, visit: Visit) -> None:
        visitor = self._visitors.get(visit.ticket.request)
        if visitor is not None and visitor.fate is Fate.GIVEN_UP:
            self._cancel(visit.leg.id)
            return
        leg = visit.leg.id
        self._client.ask(
            "resume", lambda store: resume(store, self._post.counter, leg), _called, leg=leg
        )

    def _has_left(self, visit: Visit) -> bool:
        visitor = self._visitors.get(visit.ticket.request)
        gone_at = _seconds(visit.leg.arrived_at) + (visitor.walk if visitor else 0) * 5
        return (
            _fate_now(visit.leg, visitor) is Fate.LEAVES
            and visit.leg.version == 1
            and self._client.pace.now >= gone_at
        )

    def _break_due(self) -> bool:
        return bool(self._breaks) and self._client.since_opening >= self._breaks[0].begins

    def _take_break(self) -> None:
        self._client.ask(
            "sign_out",
            lambda store: sign_out(store, self._post.counter, leaves_held=True),
            nothing,
            counter=self._post.counter,
        )
        self._signed_in = False
        pause = self._breaks.pop(0)
        self._client.sleep_until(self._client.opened + pause.ends)

    def _until_next_look(self) -> float:
        # Not all windows of an empty hall at the same moment, and every time the same for one seed.
        share = zlib.crc32(f"{self._post.counter}/{self._turns}".encode()) / 2**32
        return LOOKS_AGAIN[0] + share * (LOOKS_AGAIN[1] - LOOKS_AGAIN[0])

    # what is asked

    def _sign_in(self) -> None:
        post = self._post
        self._client.ask(
            "sign_in",
            lambda store: sign_in(store, post.counter, post.operator, PIN),
            nothing,
            counter=post.counter,
        )
        self._signed_in = True

    def _call(
        self, what: str, do: Callable[[Store, CounterCode], Call | None], **facts: object
    ) -> Call | None:
        counter = self._post.counter
        return self._client.ask(
            what, lambda store: do(store, counter), _called, counter=counter, **facts
        )

    def _move(self, what: str, do: Callable[[Store, CounterCode], None], leg: LegId) -> None:
        counter = self._post.counter
        self._client.ask(what, lambda store: do(store, counter), nothing, leg=leg)

    def _pass_on(
        self,
        what: str,
        do: Callable[[Store, CounterCode, ServiceCode], Leg],
        leg: LegId,
        visitor: Visitor,
    ) -> None:
        self._client.ask(
            what,
            lambda store: do(store, self._post.counter, visitor.onward),
            lambda onward: {"new_leg": onward.id},
            leg=leg,
        )

    def _cancel(self, leg: LegId) -> None:
        self._client.ask(
            "cancel",
            lambda store: cancel(store, self._post.counter, leg, CancelReason.LEFT),
            nothing,
            leg=leg,
        )

    def _reinstate(self, leg: LegId) -> None:
        self._client.ask(
            "reinstate", lambda store: reinstate(store, self._post.counter, leg), nothing, leg=leg
        )


_RACES = frozenset(
    {
        Reason.TICKET_GONE,
        Reason.NOT_LAWFUL,
        Reason.TOO_SOON,
        Reason.NOT_SERVED_HERE,
        Reason.NOBODY_AT_COUNTER,
    }
)
"""What another window, or the ask before a lost answer, may have brought about meanwhile."""


def _hold(store: Store, counter: CounterCode) -> None:
    hold(store, counter, HoldReason.DOCUMENTS)


def _is_first(leg: Leg, visitor: Visitor) -> bool:
    """Say whether this is the first time that anybody calls this visitor's first leg."""
    moves = leg.version - leg.calls - (1 if leg.state is LegState.SERVING else 0)
    return leg.service == visitor.service and leg.returns_to is None and moves <= 1


def _fate_now(leg: Leg, visitor: Visitor | None) -> Fate:
    """Return what becomes of a visitor now; on every later call he is simply served."""
    if visitor is None or not _is_first(leg, visitor):
        return Fate.SERVED
    return visitor.fate


def _called(call: Call | None) -> dict[str, object]:
    if call is None:
        return {}
    return {"call": call.id, "leg": call.leg, "times": call.times, "label": call.label}


def _seconds(moment: datetime | None, later: timedelta = timedelta()) -> float:
    return 0.0 if moment is None else (moment + later).timestamp()
