"""A sample of every page of the kiosk, with the longest things that can be on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from kiosk_stage import demonstration_floor

from common.domain.catalogue import Kind
from common.domain.day import Admission
from common.domain.day import Closed as Why
from common.domain.errors import Reason, Refused
from common.domain.floor import Opening
from common.domain.ids import (
    CentreCode,
    CounterCode,
    DeviceCode,
    EntityCode,
    GroupCode,
    OperatorCode,
    RequestId,
    SeriesCode,
    ServiceCode,
    TicketId,
)
from common.domain.place import Place
from common.domain.slip import Code as SlipCode
from common.domain.ticket import Lane, LegState, SlipState
from common.domain.ticket import Ticket as Given
from common.domain.views import Issued, Menu, ServiceNow
from common.domain.waits import WaitSpan
from common.domain.words import Language, Words
from common.ports import PrinterState
from kiosk.codes import (
    Broken,
    CancelledBefore,
    Code,
    Late,
    Looking,
    TooEarly,
    Unchecked,
    UnknownCode,
    Used,
)
from kiosk.given import ForOther, Found, Paper, SpareAt, Ticket, Trouble
from kiosk.own_slip import GaveUp, GivingUp, MyPlace, NoPlace, NoSlip
from kiosk.staff_pages import StaffMenu, StaffSign, SwitchedOff
from kiosk.state import (
    About,
    Adding,
    Closed,
    Confirm,
    Ease,
    Entities,
    Evacuation,
    Groups,
    Help,
    Hit,
    Keys,
    KioskState,
    NotIssued,
    OutOfService,
    Page,
    Search,
    Services,
    Starting,
    Unplaced,
    UsedUp,
    Welcome,
)
from kiosk.window import KioskWindow

NOW = datetime(2026, 11, 23, 6, 41, tzinfo=UTC)
OPENING = Opening(time(9), time(19), time(18, 30))
SCREENS = {"portrait": (1080, 1920, 21.5), "wide": (1920, 1080, 21.5)} | {
    "square": (1280, 1024, 19.0),
    "small": (1366, 768, 18.5),
    "tile": (540, 960, 21.5),
}
SERVICES_OF = EntityCode("DIN")
LONG = ServiceCode("DIN-04")
"""A service with one of the longest names."""
FEW_WORDS, MANY_WORDS = ServiceCode("DIN-02"), ServiceCode("DIN-08")
"""Services of which the centre says a little and a lot."""
HITS = tuple(
    Hit(ServiceCode(f"DIN-{number:02d}"), ((0, 8),)) for number in (1, 2, 3, 4, 5, 6, 7, 8)
)


def busy_menu() -> Menu:
    """Return a busy hall in which some services are closed for every reason."""
    floor = demonstration_floor()
    reasons = [None, None, None, *Why]
    known = floor.catalogue.services()
    given = [code for code in floor.services if code in known]
    now = {
        code: ServiceNow(
            Admission(reasons[number % len(reasons)], OPENING),
            number % 113,
            expected=WaitSpan(105, 120) if number % 2 else None,
        )
        for number, code in enumerate(given)
    }
    return Menu(NOW, floor, OPENING, now, appointments=True)


def pages(language: Language) -> dict[str, Page]:
    """Return every page with the longest things that can be on it."""
    confirm = Confirm(LONG, RequestId("r"))
    lost = NotIssued(confirm)
    refused = NotIssued(confirm, Refused(Reason.OUT_OF_NUMBERS))
    return {
        "starting": Starting(),
        "out of service": OutOfService(),
        "used up": UsedUp(),
        "unplaced": Unplaced(),
        "closed": Closed(),
        "evacuation": Evacuation(),
        "welcome": Welcome(),
        **{f"entities {kind}": Entities(kind) for kind in Kind},
        "services": Services(SERVICES_OF),
        "search": Search("sexsiyyet", HITS),
        "second leaf": Search("sexsiyyet", HITS, leaf=1),
        "Russian letters": Search("sexsiyyet", HITS, alphabet=Language.RU),
        "Latin letters": Search("sexsiyyet", HITS, alphabet=Language.AZ),
        "digits": Search("sexsiyyet", HITS, keys=Keys.DIGITS),
        "nothing found": Search("qqqqqq"),
        "confirm": confirm,
        "priority": replace(confirm, group=GroupCode("SHD")),
        "asking": replace(confirm, asking=True),
        "adding": Adding(),
        "with more": Confirm(LONG, RequestId("r"), more=(FEW_WORDS, MANY_WORDS, LONG, LONG)),
        "with facts": Confirm(FEW_WORDS, RequestId("r")),
        "with long facts": Confirm(MANY_WORDS, RequestId("r"), group=GroupCode("SHD")),
        "about": About(FEW_WORDS),
        "about, first leaf": About(MANY_WORDS),
        "about, last leaf": About(MANY_WORDS, leaf=9),
        "groups": Groups(),
        "lost": lost,
        "refused": refused,
        "printing": Ticket(issued("AB1000", language), Paper.PRINTING),
        "printed": Ticket(issued("M888", language), Paper.PRINTED, 8_000),
        "promised": Ticket(
            replace(issued("M888", language), appointment=NOW), Paper.PRINTED, 8_000
        ),
        "unsure": Ticket(issued("A1000", language), Paper.UNSURE, 20_000),
        "out of paper": Trouble(issued("AB047", language), PrinterState.OUT_OF_PAPER),
        "jam": Trouble(issued("A001", language), PrinterState.JAM),
        "help": Help(),
        **of_spares(language),
        **of_appointments(),
        **of_slips(),
        **of_staff(),
    }


def of_spares(language: Language) -> dict[str, Page]:
    where = Words(
        "K2 terminalında, giriş qapısından solda",
        "at kiosk K2, to the left of the entrance",
        "на терминале K2, слева от входа в зал",
    )
    lost = Trouble(issued("AB047", language), PrinterState.JAM)
    here = issued("AB1000", language)
    here = replace(here, ticket=replace(here.ticket, kiosk=DeviceCode("KIOSK-NUMBER-103")))
    return {
        **{f"elsewhere, {one}": replace(lost, spare=SpareAt(where, one)) for one in Found},
        **{f"for another, {paper}": ForOther(here, paper, 60_000) for paper in Paper},
    }


def of_staff() -> dict[str, Page]:
    who = OperatorCode("e.huseynzade-ali")
    return {
        "switched off": SwitchedOff(),
        "staff": StaffSign(),
        "staff code": StaffSign(operator=who),
        "staff PIN": StaffSign(who, "12345678", asks_pin=True),
        "staff, asking": StaffSign(who, "12345678", asks_pin=True, asking=True),
        "staff, locked out": StaffSign(refused=Refused(Reason.LOCKED_OUT, seconds=59)),
        "staff, no store": StaffSign(no_store=True),
        "staff menu": StaffMenu(who),
        "staff menu, printed": StaffMenu(who, said="staff.not_printed"),
        "staff menu, asking": StaffMenu(who, asking=True),
        "staff menu, no store": StaffMenu(None),
    }


def of_appointments() -> dict[str, Page]:
    later = NOW + timedelta(days=7)
    return {
        "code": Code("AB12CD34EF"),
        "no code yet": Code(),
        "asking for a code": Code("AB12", asking=True),
        "looking up": Looking(),
        "too early": TooEarly(later, later - timedelta(minutes=30)),
        "late": Late(LONG, NOW - timedelta(hours=2), RequestId("r")),
        "late, and given": Late(FEW_WORDS, NOW - timedelta(hours=2), RequestId("r")),
        "used": Used("AB1000"),
        "cancelled before": CancelledBefore(),
        "unknown code": UnknownCode(),
        "broken promise": Broken(Refused(Reason.CLOSED_NOW)),
        "unchecked": Unchecked("AB12"),
    }


def of_slips() -> dict[str, Page]:
    slip = SlipCode(CentreCode("ASAN-01"), date(2026, 11, 23), "token")
    place = Place("AB1000", LONG, LegState.WAITING, Lane.ORDINARY, 112)
    long_ago = replace(place, service=FEW_WORDS, waits_since=NOW)
    at_window = replace(place, counter=CounterCode("W12"))
    places = {
        "waiting": place,
        "waiting with an expected rest": long_ago,
        "waiting with an appointment": replace(place, appointment=NOW),
        "on an errand": replace(place, back_to=CounterCode("W12")),
        "waiting for a window": at_window,
        **{
            f"{state}": replace(at_window, state=state)
            for state in LegState
            if state is not LegState.WAITING
        },
    }
    return {
        **{f"place, {name}": MyPlace(slip, each) for name, each in places.items()},
        "giving up": GivingUp(slip, place),
        "gave up": GaveUp("AB1000"),
        **{f"no slip, {why}": NoSlip(why) for why in NoPlace},
    }


def issued(label: str, language: Language) -> Issued:
    ticket = Given(
        id=TicketId(1),
        day=date(2026, 11, 23),
        label=label,
        series=SeriesCode("A"),
        serial=1,
        language=language,
        priority=None,
        request=RequestId("r"),
        token="t",  # noqa: S106 - an example
        issued_at=NOW,
        slip=SlipState.WAITING,
    )
    return Issued(ticket, LONG, 112, again=False)


def draw(
    window: KioskWindow, menu: Menu, language: Language, page: Page, ease: Ease | None = None
) -> None:
    none = isinstance(page, Starting)
    window.show_state(
        KioskState(
            now=NOW,
            language=language,
            page=page,
            device="KIOSK-NUMBER-104",
            menu=None if none else menu,
            reachable=True,
            audible=True,
            printer=PrinterState.OUT_OF_PAPER,
            ease=ease or Ease(),
        )
    )
