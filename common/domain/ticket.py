"""Tickets, their legs, and the moves that are lawful."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from common.domain.floor import FloorRules
from common.domain.ids import (
    CounterCode,
    DeviceCode,
    GroupCode,
    LegId,
    OperatorCode,
    RequestId,
    SeriesCode,
    ServiceCode,
    TicketId,
)
from common.domain.outcomes import ServiceOutcome
from common.domain.reasons import HoldReason
from common.domain.spans import within
from common.domain.words import Language


class Lane(StrEnum):
    """The two queues of one service."""

    PRIORITY = "priority"
    ORDINARY = "ordinary"


class LegState(StrEnum):
    """Where one service of a visit stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    AWAY = "away"
    """Waits until another service of the visit ends: sent from a window, it comes back there;
    taken at the kiosk together with others, it has no window yet."""
    DONE = "done"
    NO_SHOW = "no_show"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"


ENDED = frozenset({LegState.DONE, LegState.NO_SHOW, LegState.TRANSFERRED, LegState.CANCELLED})
AT_COUNTER = frozenset({LegState.CALLED, LegState.SERVING})
UNDER_WAY = AT_COUNTER | {LegState.WAITING, LegState.HELD}
"""Of the legs of a ticket at most one is under way."""
MOST_SERVICES = 5
"""Services that one number can be taken for."""


class SlipState(StrEnum):
    """What is known of a ticket's paper; only *printed* was confirmed by the printer."""

    WAITING = "waiting"
    PRINTING = "printing"
    PRINTED = "printed"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    REPRINTED = "reprinted"
    VOID = "void"


class Move(StrEnum):
    """A thing an operator does with the visitor at hand, or a visitor with his own slip."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    NO_SHOW_BACK = "no_show_back"
    """The same where the visitor waits again behind others (`FloorRules.no_show_back`)."""
    TRANSFER = "transfer"
    HOLD = "hold"
    RESUME = "resume"
    SEND = "send"
    REINSTATE = "reinstate"
    UNDO = "undo"
    """Take the call back: the visitor waits again where he had waited."""
    FREE = "free"
    """A supervisor's, where nobody can go on with him: he waits again where he had waited."""
    CANCEL = "cancel"
    COME_BACK = "come_back"
    """The visitor's own: he was put aside, and says at a kiosk that he is here again."""


LEADS_TO: Mapping[tuple[LegState, Move], LegState] = {
    (LegState.WAITING, Move.CALL): LegState.CALLED,
    (LegState.CALLED, Move.RECALL): LegState.CALLED,
    (LegState.CALLED, Move.START): LegState.SERVING,
    (LegState.CALLED, Move.NO_SHOW): LegState.NO_SHOW,
    (LegState.CALLED, Move.NO_SHOW_BACK): LegState.WAITING,
    (LegState.CALLED, Move.TRANSFER): LegState.TRANSFERRED,
    (LegState.SERVING, Move.FINISH): LegState.DONE,
    (LegState.SERVING, Move.HOLD): LegState.HELD,
    (LegState.SERVING, Move.SEND): LegState.AWAY,
    (LegState.SERVING, Move.TRANSFER): LegState.TRANSFERRED,
    (LegState.CALLED, Move.UNDO): LegState.WAITING,
    (LegState.CALLED, Move.FREE): LegState.WAITING,
    (LegState.SERVING, Move.FREE): LegState.WAITING,
    (LegState.HELD, Move.RESUME): LegState.CALLED,
    (LegState.HELD, Move.CANCEL): LegState.CANCELLED,
    (LegState.HELD, Move.COME_BACK): LegState.WAITING,
    (LegState.HELD, Move.FREE): LegState.WAITING,
    (LegState.NO_SHOW, Move.REINSTATE): LegState.WAITING,
    (LegState.WAITING, Move.CANCEL): LegState.CANCELLED,
    (LegState.CALLED, Move.CANCEL): LegState.CANCELLED,
}
"""Every lawful step of a leg; what is not here cannot happen."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the visitor holds."""

    id: TicketId
    day: date
    label: str
    series: SeriesCode
    serial: int
    language: Language
    priority: GroupCode | None
    request: RequestId
    token: str
    """Stands in the slip's QR code; unguessable and says nothing about the person."""
    issued_at: datetime
    slip: SlipState
    kiosk: DeviceCode | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One service of a visit; at most one leg of a ticket is called or being served."""

    id: LegId
    ticket: TicketId
    service: ServiceCode
    lane: Lane
    state: LegState
    version: int
    """Grows with every move; a move names the version it saw."""
    arrived_at: datetime
    due_at: datetime
    counter: CounterCode | None = None
    """The counter that calls, serves or holds it."""
    operator: OperatorCode | None = None
    for_counter: CounterCode | None = None
    """Only this counter may call it (a visitor who returns to his window)."""
    for_operator: OperatorCode | None = None
    returns_to: LegId | None = None
    """The leg that is away and becomes due when this one ends."""
    calls: int = 0
    called_at: datetime | None = None
    """The last call."""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    hold_reason: HoldReason | None = None
    """Why it was put aside, while it is."""
    outcome: ServiceOutcome | None = None
    """What came of it, where that was said when it was finished."""
    missed: int = 0
    """How often it went back to the queue because the visitor did not come."""


@dataclass(frozen=True, slots=True)
class NewLeg:
    """A leg to be added; the store gives id and version."""

    ticket: TicketId
    service: ServiceCode
    lane: Lane
    arrived_at: datetime
    due_at: datetime
    for_counter: CounterCode | None = None
    for_operator: OperatorCode | None = None
    returns_to: LegId | None = None
    state: LegState = LegState.WAITING
    """WAITING, or AWAY where its turn comes after another service of the visit."""


def waiting_again(leg: Leg) -> Leg:
    """Return a leg as it stands once nobody calls or keeps it any more; its due time stays."""
    return replace(
        leg, state=LegState.WAITING, counter=None, operator=None, calls=0, called_at=None
    )


def next_of_visit(legs: Sequence[Leg], ended: Leg) -> Leg | None:
    """Return which leg of a ticket waits now that one has ended; None where none does.

    The one that the ended leg was an errand for, then one that has a window to come back to,
    then the first whose turn did not come yet.
    """
    away = [leg for leg in legs if leg.state is LegState.AWAY]
    if not away or any(leg.state in UNDER_WAY for leg in legs):
        return None
    return min(away, key=lambda leg: (leg.id != ended.returns_to, leg.counter is None, leg.id))


def leg_that_counts(legs: Sequence[Leg]) -> Leg:
    """Return the leg that is under way, else the one that is away, else the last to be added."""
    order = {LegState.AWAY: 1} | dict.fromkeys(ENDED, 2)
    return min(legs, key=lambda leg: (order.get(leg.state, 0), -leg.id))


def lawful_moves(leg: Leg, now: datetime, rules: FloorRules) -> frozenset[Move]:
    """Return the moves the rules allow with a leg at a moment."""
    moves = {move for state, move in LEADS_TO if state is leg.state}
    if Move.NO_SHOW in moves and not may_be_no_show(leg, now, rules):
        moves.discard(Move.NO_SHOW)
    if Move.NO_SHOW not in moves or not goes_back(leg, rules):
        moves.discard(Move.NO_SHOW_BACK)
    if (
        Move.REINSTATE in moves
        and leg.ended_at is not None
        and now - leg.ended_at > rules.reinstate_within
    ):
        moves.discard(Move.REINSTATE)
    return frozenset(moves)


def may_be_no_show(leg: Leg, now: datetime, rules: FloorRules) -> bool:
    """Say whether the visitor was called often enough and had time to come."""
    return (
        leg.calls >= rules.no_show_calls
        and leg.called_at is not None
        and not within(rules.no_show_gap, leg.called_at, now)
    )


def goes_back(leg: Leg, rules: FloorRules) -> bool:
    """Say whether who does not come now waits again, and is not a no-show yet."""
    return rules.no_show_back is not None and leg.missed < rules.no_show_back_times


def may_recall(leg: Leg, now: datetime, rules: FloorRules) -> bool:
    """Say whether enough time passed since the last call for another to be heard."""
    return leg.called_at is None or not within(rules.no_show_gap, leg.called_at, now)
