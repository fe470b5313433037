"""What auditors read of the log: its lines, what was done by whom, and how far it is sealed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from common.domain.events import Event, EventKind
from common.domain.ids import CentreCode, CounterCode, EventId, OperatorCode, TicketId
from common.domain.sealing import Checked, Head, Link, beginning, check

LINES_AT_ONCE = 200
"""Lines of the log that are read in one go."""
DAYS_AT_MOST = 31
"""How many days a report is about."""
FAULTS_KEPT = 20
SEALED_WITHIN = timedelta(minutes=1)
"""Where something waits longer for its seal, nobody seals."""


class LogGroup(StrEnum):
    """Kinds of events that are looked at together."""

    VISITS = "visits"
    TURNS = "turns"
    COUNTERS = "counters"
    SETUP = "setup"
    SAFETY = "safety"
    DEVICES = "devices"


KINDS: Mapping[LogGroup, frozenset[EventKind]] = {
    LogGroup.TURNS: frozenset(
        {
            EventKind.OUT_OF_TURN,
            EventKind.CALL_UNDONE,
            EventKind.PRIORITY_GRANTED,
            EventKind.PRIORITY_WITHDRAWN,
            EventKind.FREED,
        }
    ),
    LogGroup.COUNTERS: frozenset(
        {
            EventKind.SIGNED_IN,
            EventKind.SIGNED_OUT,
            EventKind.SIGN_IN_FAILED,
            EventKind.SENT_HOME,
            EventKind.PAUSED,
            EventKind.WENT_ON,
            EventKind.CLOSES_AFTER,
            EventKind.NOT_PERMITTED,
        }
    ),
    LogGroup.SETUP: frozenset(
        {
            EventKind.FLOOR_CHANGED,
            EventKind.PIN_SET,
            EventKind.PIN_CHANGED,
            EventKind.SERVICE_CLOSED,
            EventKind.SERVICE_OPENED,
            EventKind.SERVICE_ADDED,
            EventKind.SERVICE_WITHDRAWN,
            EventKind.APPOINTMENTS_IMPORTED,
            EventKind.DAY_ENDED,
            EventKind.DAY_REOPENED,
        }
    ),
    LogGroup.SAFETY: frozenset(
        {
            EventKind.EVACUATED,
            EventKind.EVACUATION_LIFTED,
            EventKind.MESSAGE,
            EventKind.ASKED,
            EventKind.PANIC,
            EventKind.ASK_SEEN,
            EventKind.ASK_ENDED,
            EventKind.ERASED,
            EventKind.LOG_CHECKED,
            EventKind.LOG_EXPORTED,
        }
    ),
    LogGroup.DEVICES: frozenset(
        {
            EventKind.SLIP,
            EventKind.SHOWN,
            EventKind.SPOKEN,
            EventKind.LEASED,
            EventKind.RENUMBERED,
            EventKind.PAPER_CHANGED,
            EventKind.COPIED,
            EventKind.STAFF,
        }
    ),
}
"""What belongs to each group; visits are all the rest."""


def kinds_of(group: LogGroup) -> frozenset[EventKind]:
    """Return the kinds of a group."""
    if group in KINDS:
        return KINDS[group]
    return frozenset(EventKind).difference(*KINDS.values())


class Act(StrEnum):
    """What of an operator's day is counted."""

    OUT_OF_TURN = "out_of_turn"
    UNDONE = "undone"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    TRANSFERRED = "transferred"
    HELD = "held"
    SERVED = "served"


ACT_KINDS: Mapping[Act, frozenset[EventKind]] = {
    Act.OUT_OF_TURN: frozenset({EventKind.OUT_OF_TURN}),
    Act.UNDONE: frozenset({EventKind.CALL_UNDONE}),
    Act.CANCELLED: frozenset({EventKind.CANCELLED}),
    Act.NO_SHOW: frozenset({EventKind.NO_SHOW}),
    Act.TRANSFERRED: frozenset({EventKind.TRANSFERRED, EventKind.SENT}),
    Act.HELD: frozenset({EventKind.HELD}),
    Act.SERVED: frozenset({EventKind.FINISHED}),
}
COUNTED = frozenset().union(*ACT_KINDS.values())


@dataclass(frozen=True, slots=True)
class LogAsked:
    """Which lines of a day's log, or of a ticket's whole way, are wanted."""

    day: date
    kinds: frozenset[EventKind] = frozenset()
    """None is all."""
    operator: OperatorCode | None = None
    counter: CounterCode | None = None
    label: str = ""
    """The number on a ticket of that day; empty for all."""
    ticket: TicketId | None = None
    """The whole way of a ticket, on whatever day; nothing else is asked then."""
    before: EventId | None = None
    """The oldest line that is known already."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log."""

    event: Event
    day: date
    label: str
    """The number of its ticket; empty where there is none."""
    login: str | None
    """Whoever connected to the store; None where the store is a file."""
    erased: bool
    """Whom it named was erased since."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, the newest first; and whether there are older ones."""

    lines: tuple[LogLine, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class ActCount:
    """How often somebody did something on a day; None once his name was erased."""

    operator: OperatorCode | None
    kind: EventKind
    count: int


@dataclass(frozen=True, slots=True)
class LogCheck:
    """One check of the seals, as the log has it."""

    at: datetime
    day: date | None
    """Of which day; None of the whole log."""
    faults: int
    until: int
    """The last seal that was looked at."""


@dataclass(frozen=True, slots=True)
class ChainState:
    """How far the log is sealed at a moment of the store's clock, and when it was checked."""

    now: datetime
    position: int
    """Of the last seal; 0 where nothing was ever sealed."""
    sealed_at: datetime | None
    waiting: int
    oldest: datetime | None
    """Since when the oldest event waits for its seal."""
    full: LogCheck | None = None
    """The last check of the whole log; None where there never was one."""
    of_day: LogCheck | None = None


@dataclass(frozen=True, slots=True)
class ChainDay:
    """The part of the chain that the events of a day lie in."""

    centre: CentreCode
    day: date
    first: int
    """Of its seals; 0 where none of the day's events is sealed."""
    last: int
    before: str
    """What the first seal is chained to; empty where that seal is gone."""
    sealed: int
    unsealed: int
    """Events that wait for their seal."""
    strays: Sequence[EventId]
    """Events with neither seal nor place in the queue."""
    erased: frozenset[date]
    """Days of which the log says that persons were erased."""


@dataclass(frozen=True, slots=True)
class DayWalk:
    """How far the seals of a day were checked, and what was found so far."""

    of: ChainDay
    checked: Checked
    faults: tuple[str, ...] = field(default=())
    count: int = 0
    """Of all faults; only the first are kept."""

    @property
    def done(self) -> bool:
        """Say whether nothing is left to check."""
        return self.checked.head.position >= self.of.last

    def go_on(self, links: Sequence[Link]) -> "DayWalk":
        """Check the next links; where there are none any more, the rest is missing."""
        if not links:
            gone = f"seals {self.checked.head.position + 1} to {self.of.last} are missing"
            head = replace(self.checked.head, position=self.of.last)
            return self._found((gone,), Checked(head, self.checked.latest))
        walk = self
        for link in links:
            if link.seal.position > self.of.last:
                break
            checked = check(walk.checked, link, self.of.erased)
            walk = walk._found(checked.faults, checked)
        return walk

    def _found(self, faults: Sequence[str], checked: Checked) -> "DayWalk":
        kept = (*self.faults, *faults)[:FAULTS_KEPT]
        return replace(self, checked=checked, faults=kept, count=self.count + len(faults))


def walk_of(of: ChainDay, now: datetime) -> DayWalk:
    """Begin to check the seals of a day: what is beside the chain is known from the start."""
    faults = [f"event {event} has no seal and none is due" for event in of.strays]
    before = beginning(of.centre).chained if of.first <= 1 else of.before
    if not before:
        faults.append(f"seal {of.first - 1} is missing: rows were deleted")
    head = Head(of.centre, max(0, of.first - 1), before, now)
    return DayWalk(of, Checked(head), tuple(faults[:FAULTS_KEPT]), len(faults))
