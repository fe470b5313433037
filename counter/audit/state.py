"""What the room of auditors shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from common.domain.audits import Act, ChainState, DayWalk, LogGroup, LogLine
from common.domain.errors import Refused, Unavailable
from common.domain.floor import Floor
from common.domain.ids import CounterCode, EventId, OperatorCode
from common.domain.setups import SetupVersion
from common.domain.views import Seat
from common.domain.words import Language
from counter.saying import Saying
from counter.setup.state import Proposal


class AuditPage(StrEnum):
    """What auditors look at; the value is part of its word's key (`audit.page.*`)."""

    LOG = "log"
    OPERATORS = "operators"
    CHAIN = "chain"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, in words."""

    key: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a table shows, and what of it is written to a file."""

    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    of: int = 0
    """How many rows were read; the others have nothing of what is looked for."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which lines of the log are wanted."""

    group: LogGroup | None = None
    operator: OperatorCode | None = None
    counter: CounterCode | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What was done or refused; it is put into words where it is drawn."""

    what: Saying | Refused | Unavailable
    bad: bool = True


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A check took too long."""


Found = DayWalk | Refused | Unavailable | GivenUp


@dataclass(frozen=True, slots=True)
class AuditState:
    """Everything that the room draws."""

    language: Language = Language.AZ
    seat: Seat | None = None
    floor: Floor | None = None
    page: AuditPage = AuditPage.LOG
    today: date | None = None
    """None until the store has said which day it is."""
    day: date | None = None
    narrowed: Narrowed = field(default_factory=Narrowed)
    search: str = ""
    lines: tuple[LogLine, ...] = ()
    more: bool = False
    reading: bool = False
    chosen: EventId | None = None
    way: tuple[LogLine, ...] = ()
    """The whole way of the chosen line's ticket, the oldest first."""
    first: date | None = None
    last: date | None = None
    acts: Mapping[date, Mapping[tuple[str, Act], int]] = field(default_factory=dict)
    """What of each day of the period was counted; the operator's code is empty once erased."""
    person: str | None = None
    act: Act | None = None
    """Which cases are listed; None is all but the many who were served."""
    cases: tuple[LogLine, ...] = ()
    chain: ChainState | None = None
    walk: DayWalk | None = None
    checking: bool = False
    found: Found | None = None
    """How the last check of a day ended."""
    versions: tuple[SetupVersion, ...] = ()
    proposal: Proposal | None = None
    table: Table = field(default_factory=Table)
    case_table: Table = field(default_factory=Table)
    said: Said | None = None

    @property
    def whole(self) -> bool:
        """Say whether who looks sees the whole centre, and not an entity alone."""
        return self.seat is not None and self.seat.operator.entity is None
