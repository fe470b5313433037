"""What the people in the hall see on a board at one moment; no Qt."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from common.domain.board import WindowState
from common.domain.floor import Direction, Theme
from common.domain.ids import CallId
from common.domain.words import Words


class Link(StrEnum):
    """Whether what the board shows is true now."""

    STARTING = "starting"
    HEARD = "heard"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Row:
    """One call."""

    call: CallId
    times: int
    letters: str
    serial: str
    window: int
    direction: Direction
    plate: bool = False
    """It stands on a plate: the newest, and each that is younger than the centre's time."""
    flashing: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """How many wait for one entity."""

    letters: str
    name: Words
    waiting: int
    minutes: str = ""
    """From the lower to the higher: 10–20; empty where too little is known."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands over one counter."""

    window: int
    state: WindowState
    letters: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One display of the set-up that this screen may be; without a code it is the whole hall."""

    code: str
    key: str = ""
    """Of the text that says which part of the hall it is."""
    windows: str = ""
    names: tuple[str, ...] = ()
    """Of zone and entities."""


@dataclass(frozen=True, slots=True)
class Slide:
    """A calm sentence with its icon; `key` is that of its text."""

    icon: str
    key: str


SLIDES = (
    Slide("ticket", "board.slide.valid"),
    Slide("arrow-right", "board.slide.arrow"),
    Slide("id-card", "board.slide.documents"),
    Slide("monitor", "ticket.watch_board"),
    Slide("heart-handshake", "board.slide.help"),
)


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows a screen has room for at full size."""

    beside: int = 6
    """Calls while the side panel stands."""
    full: int = 12
    """Calls on a page when the side panel has given way."""
    waits: int = 6
    minutes: bool = False
    """Waits are told in minutes."""


@dataclass(frozen=True, slots=True)
class BoardState:
    """All that a board shows."""

    now: datetime
    """The minute on the clock, in the centre's time zone."""
    link: Link = Link.STARTING
    since: datetime | None = None
    """When the store was lost, in the centre's time zone."""
    rows: tuple[Row, ...] = ()
    """The calls of this page, newest first."""
    full: bool = False
    """The calls have the whole width, and the side panel has given way."""
    page: int = 1
    pages: int = 1
    waits: tuple[Waits, ...] = ()
    minutes: bool = False
    """The waits are told in minutes; a dash where nothing is known."""
    waits_page: int = 1
    waits_pages: int = 1
    turn: int = 0
    """Counts slides and the languages of the ticker; both start again after their last."""
    silent: bool = False
    """The voice is in trouble."""
    clock_off: bool = False
    """This computer's own clock is wrong; the one shown is the store's."""
    calm: bool = False
    """Nothing moves at all."""
    theme: Theme = Theme.NIGHT
    sign: Sign | None = None
    """This is no board but the sign over a counter, which is all that is shown."""
    messages: tuple[Words, ...] = ()
    """What the line tells besides what it always does."""
    choices: tuple[Choice, ...] = ()
    """What this screen may show, while nobody has said; nothing else is shown."""
    evacuated: bool = False
    """The building has to be left: nothing else is shown."""
    unknown: str = ""
    """This display's code where the set-up does not know it: nothing else is shown."""

    @property
    def slide(self) -> Slide:
        """Return the slide whose turn it is."""
        return SLIDES[self.turn % len(SLIDES)]
