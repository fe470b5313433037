"""What the visitor sees at the kiosk, and what he can wish for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from common.domain.catalogue import Kind
from common.domain.errors import Refused
from common.domain.ids import DeviceCode, EntityCode, GroupCode, RequestId, ServiceCode
from common.domain.views import Menu
from common.domain.words import Language
from common.ports import PrinterState
from kiosk.codes import CodePage
from kiosk.given import ForOther, Ticket, Trouble
from kiosk.own_slip import SlipPage
from kiosk.staff_pages import ChooseStaff, StaffPage, SwitchedOff


@dataclass(frozen=True, slots=True)
class Ease:
    """What a visitor switched on to see and reach better."""

    large_text: bool = False
    contrast: bool = False
    low_reach: bool = False
    listening: bool = False
    """The page is read out to him."""
    row_open: bool = False
    """The row with the switches is on the screen."""


@dataclass(frozen=True, slots=True)
class Starting:
    """The store was not read yet."""


@dataclass(frozen=True, slots=True)
class OutOfService:
    """The store was there and is out of reach."""


@dataclass(frozen=True, slots=True)
class UsedUp:
    """The store is out of reach, and the numbers this kiosk may give are used up."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """The set-up has no kiosk with this one's code."""


@dataclass(frozen=True, slots=True)
class Evacuation:
    """The building has to be left."""


@dataclass(frozen=True, slots=True)
class Closed:
    """No service gives tickets now."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first page: the services taken most, the kinds, search.

    `leaf` is the page of the services taken most, from 0.
    """

    leaf: int = 0


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of one kind; `leaf` is the page of the list, from 0."""

    kind: Kind
    leaf: int = 0


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one entity; `leaf` is the page of the list, from 0."""

    entity: EntityCode
    leaf: int = 0


class Keys(StrEnum):
    """Which keys the on-screen keyboard has."""

    LETTERS = "letters"
    DIGITS = "digits"
    CODE = "code"
    """Capitals and digits together."""
    STAFF = "staff"
    """Small letters and digits together."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A service that was found; `marks` are the (start, end) of what matched in its name."""

    service: ServiceCode
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """What was typed and what it found."""

    typed: str = ""
    hits: tuple[Hit, ...] = ()
    keys: Keys = Keys.LETTERS
    alphabet: Language | None = None
    """Whose letters the keys have; None while they follow the language that is spoken."""
    leaf: int = 0


@dataclass(frozen=True, slots=True)
class Confirm:
    """One service, ready to be taken; `request` is the visitor's one intention."""

    service: ServiceCode
    request: RequestId
    group: GroupCode | None = None
    asking: bool = False
    """The store was asked for the ticket and has not answered yet."""
    more: tuple[ServiceCode, ...] = ()
    """Services on the same number whose turn comes afterwards."""

    @property
    def services(self) -> tuple[ServiceCode, ...]:
        """Return all services of the number, in their order."""
        return (self.service, *self.more)


@dataclass(frozen=True, slots=True)
class Adding:
    """The first page once more, to choose one more service for the same number."""

    leaf: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """What the centre says of the service to be confirmed; `leaf` is the page of it, from 0."""

    service: ServiceCode
    leaf: int = 0


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that may go first, to choose one for the service to be confirmed."""

    leaf: int = 0


@dataclass(frozen=True, slots=True)
class NotIssued:
    """The ticket was refused, or (without a refusal) the store's answer was lost."""

    confirm: Confirm
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Help:
    """How to take a ticket and whom to ask."""


Page = (
    Starting
    | OutOfService
    | UsedUp
    | Unplaced
    | Evacuation
    | Closed
    | Welcome
    | Adding
    | Entities
    | Services
    | Search
    | Confirm
    | About
    | Groups
    | NotIssued
    | Ticket
    | Trouble
    | ForOther
    | Help
    | CodePage
    | SlipPage
    | StaffPage
)
RESTING = (Starting, OutOfService, SwitchedOff, UsedUp, Unplaced, Evacuation, Closed, Welcome)
"""Pages on which nobody is in the middle of something."""


@dataclass(frozen=True, slots=True)
class KioskState:
    """All that is on the screen, or decides what is."""

    now: datetime
    device: str = ""
    """This kiosk's code; empty where any set-up will do."""
    language: Language = Language.AZ
    page: Page = Starting()
    trail: tuple[Page, ...] = ()
    """The pages that Back leads through, the nearest last."""
    menu: Menu | None = None
    reachable: bool = False
    """The store answered when it was asked last."""
    clock_off: bool = False
    """This computer's own clock is wrong; the one shown is the store's."""
    printer: PrinterState = PrinterState.UNKNOWN
    audible: bool = False
    """Voice and headphones are there: the page can be read out."""
    ease: Ease = Ease()
    off: bool = False
    """Staff have taken the kiosk out of service."""
    seconds_left: int | None = None
    """Until the kiosk goes back to the first page; None while it does not warn."""

    @property
    def alone(self) -> bool:
        """Say whether the kiosk gives numbers of the reserve."""
        return not self.reachable and self.menu is not None and not self.menu.live

    @property
    def behind(self) -> bool:
        """Say whether hours may have begun or ended since the store was read."""
        return self.reachable and self.menu is not None and minute(self.menu.at) != minute(self.now)

    @property
    def placed(self) -> bool:
        """Say whether the set-up, once it is known, has this kiosk."""
        if self.menu is None or not self.device:
            return True
        return self.menu.floor.kiosk(DeviceCode(self.device)) is not None


def minute(moment: datetime) -> datetime:
    """Return the beginning of a moment's minute."""
    return moment.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Speak this language."""

    language: Language


@dataclass(frozen=True, slots=True)
class ChooseKind:
    """See the entities of a kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class ChooseEntity:
    """See the services of an entity."""

    entity: EntityCode


@dataclass(frozen=True, slots=True)
class ChooseService:
    """See what taking a ticket for a service means."""

    service: ServiceCode


@dataclass(frozen=True, slots=True)
class ChooseGroup:
    """Go first as one of a group; None withdraws it."""

    group: GroupCode | None


@dataclass(frozen=True, slots=True)
class Turn:
    """See another page of a list, from 0."""

    leaf: int


@dataclass(frozen=True, slots=True)
class Type:
    """Add letters to what is searched for."""

    letters: str


@dataclass(frozen=True, slots=True)
class Scan:
    """Be known by what the scanner has read."""

    text: str


class Wish(StrEnum):
    """What a visitor can want without saying more."""

    SEARCH = "search"
    APPOINTMENT = "appointment"
    SEND = "send"
    GIVE_UP = "give_up"
    GIVE_UP_SURELY = "give_up_surely"
    COME_BACK = "come_back"
    ERASE = "erase"
    CLEAR = "clear"
    SWITCH_KEYS = "switch_keys"
    SWITCH_ALPHABET = "switch_alphabet"
    PRIORITY = "priority"
    ABOUT = "about"
    ONE_MORE = "one_more"
    TAKE = "take"
    RETRY = "retry"
    LEAVE = "leave"
    BACK = "back"
    HOME = "home"
    HELP = "help"
    EASE = "ease"
    LARGE_TEXT = "large_text"
    CONTRAST = "contrast"
    LOW_REACH = "low_reach"
    STAFF = "staff"
    LISTEN = "listen"
    REPEAT = "repeat"
    LOUDER = "louder"
    SOFTER = "softer"


AnyWish = (
    ChooseLanguage
    | ChooseKind
    | ChooseEntity
    | ChooseService
    | ChooseGroup
    | ChooseStaff
    | Turn
    | Type
    | Scan
    | Wish
)
