"""What the operator sees, as frozen values."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from common.domain.errors import Refused, Unavailable
from common.domain.floor import Floor
from common.domain.ids import CounterCode
from common.domain.my_day import MyDay
from common.domain.outage import Reconciled, ServedByHand
from common.domain.printers import HallPaper
from common.domain.search import Index
from common.domain.views import Desk
from common.domain.words import Language
from counter.asking import Asking
from counter.rooms import Room
from counter.saying import Saying


class Page(StrEnum):
    """The pages of the console."""

    WAITING = "waiting"
    SIGN_IN = "signin"
    CONSOLE = "console"


class Cover(StrEnum):
    """What lies over everything until it is done; nothing under it can be seen or moved."""

    OWN_PIN = "own_pin"
    """Somebody chooses a PIN of his own."""
    LOCK = "lock"
    FIRST_RUN = "first_run"
    """Nobody of the centre has a PIN yet."""


class Sight(StrEnum):
    """What is known of the board, or of the voice."""

    UNKNOWN = "unknown"
    SEEN = "seen"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the last calls showed of the board, or of the voice."""

    sight: Sight = Sight.UNKNOWN
    at: datetime | None = None
    """When it was last seen to work."""
    label: str = ""
    """The number that was called and not shown, or not spoken."""


@dataclass(frozen=True, slots=True)
class CounterState:
    """All that the window draws from."""

    page: Page
    language: Language
    now: datetime
    """The store's clock, aware UTC."""
    floor: Floor | None = None
    services: Index | None = None
    """Finds the services of the floor by what the operator types."""
    window: CounterCode | None = None
    """The counter to sign in at: the one this computer stands at, or the one chosen last."""
    desk: Desk | None = None
    pending: bool = False
    """A move or a sign-in is under way: buttons are dead."""
    begun: bool = False
    """Somebody of the centre has a PIN."""
    no_set_up: bool = False
    """The store was reached and has no set-up in it."""
    cover: Cover | None = None
    practice: bool = False
    """Everybody and everything here is invented."""
    text_percent: float = 100.0
    """How large text and buttons are, as far as there is room."""
    asking: Asking | None = None
    """What is being asked in place of the queue."""
    laid_aside: Asking | None = None
    """The same while a lock lies over it or the store is away: it is asked again afterwards."""
    room: Room = Room.CONSOLE
    rooms: tuple[Room, ...] = (Room.CONSOLE,)
    """The rooms that are open to who is signed in, in their order."""
    day_shown: bool = False
    """The operator looks at his own day, in the queue's place."""
    my_day: MyDay | None = None
    """His day as it was read last; None before that."""
    auto_call: bool = False
    """Who finishes calls the next in the same breath; until the operator signs out."""
    narrow: bool = False
    """The strip is shown in place of the window, for whoever works in another program."""
    narrow_after: bool = False
    """The whole window is there for a question only; then the strip is back."""
    said: Refused | Unavailable | Saying | None = None
    """Why the last thing asked for did not happen."""
    told: Saying | None = None
    """What was just done here that shows nowhere else, for a while."""
    parting: tuple[Saying, ...] = ()
    """What is said to whom the counter was closed, as he had asked or not."""
    news: Saying | None = None
    """What somebody else or the clock has changed here; stands until the next move."""
    lost_since: datetime | None = None
    """Set while the store cannot be read: all that is seen was true then."""
    ticks: tuple[ServedByHand, ...] = ()
    """Who was served by hand and is not reconciled with the store yet."""
    can_tick: bool = False
    """There is a journal to write them into."""
    report: tuple[Reconciled, ...] = ()
    """Who was ticked off and could not be marked as done; stands until the next move."""
    clock_off: bool = False
    """This computer's own clock is wrong; all that is shown goes by the store's."""
    keys_refused: tuple[str, ...] = ()
    """The keys that were to work in other programs too, and do not."""
    paper: HallPaper | None = None
    """How printers and paper are; only supervisors see it."""
    board: Evidence = Evidence()
    voice: Evidence = Evidence()


def uncovered(state: CounterState) -> CounterState:
    """Return what may be seen of a state while something lies over it: no number of a visitor."""
    if state.cover is None:
        return state
    return replace(
        state, desk=None, board=Evidence(), voice=Evidence(), ticks=(), report=(), news=None
    )


def awaiting(state: CounterState, *, move: bool) -> CounterState:
    """Return a state in which something was just asked for: what was said of the last is over.

    What has changed here stands until a move: whoever unlocks his console has not read it yet.
    """
    news = None if move else state.news
    return replace(state, pending=True, said=None, told=None, report=(), news=news, asking=None)
