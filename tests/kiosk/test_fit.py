"""Every page on every screen in every language: nothing cut, nothing over another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from kiosk_stage import KIOSK, demonstration_floor
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from common.domain.catalogue import Kind
from common.domain.day import Admission
from common.domain.day import Closed as Why
from common.domain.errors import Reason, Refused
from common.domain.floor import Opening
from common.domain.ids import (
    CentreCode,
    CounterCode,
    GroupCode,
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
from common.domain.words import Language
from common.ports import PrinterState
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
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
from kiosk.own_slip import GaveUp, GivingUp, MyPlace, NoPlace, NoSlip
from kiosk.state import (
    About,
    Adding,
    Closed,
    Confirm,
    Ease,
    Entities,
    Groups,
    Help,
    Hit,
    Keys,
    KioskState,
    NotIssued,
    OutOfService,
    Page,
    Paper,
    Search,
    Starting,
    Ticket,
    Trouble,
    Unplaced,
    Welcome,
)
from kiosk.widgets.touchable import Touchable
from kiosk.window import KioskWindow

NOW = datetime(2026, 11, 23, 6, 41, tzinfo=UTC)
OPENING = Opening(time(9), time(19), time(18, 30))
SCREENS = {"portrait": (1080, 1920, 21.5), "wide": (1920, 1080, 21.5)} | {
    "square": (1280, 1024, 19.0),
    "small": (1366, 768, 18.5),
    "tile": (540, 960, 21.5),
}
LONG = ServiceCode("DIN-04")
"""A service with one of the longest names."""
FEW_WORDS, MANY_WORDS = ServiceCode("DIN-02"), ServiceCode("DIN-08")
"""Services of which the centre says a little and a lot."""
HITS = tuple(
    Hit(ServiceCode(f"DIN-{number:02d}"), ((0, 8),)) for number in (1, 2, 3, 4, 5, 6, 7, 8)
)
LEAST_MM = 19.5
LEAST_KEY_MM = 15.0


@pytest.fixture(scope="module")
def menu() -> Menu:
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
        "unplaced": Unplaced(),
        "closed": Closed(),
        "welcome": Welcome(),
        **{f"entities {kind}": Entities(kind) for kind in Kind},
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
        **of_appointments(),
        **of_slips(),
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
        **{f"{state}": replace(at_window, state=state) for state in LegState},
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


@pytest.fixture(params=SCREENS)
def window(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[KioskWindow]:
    """Return a window on one of the screens."""
    load_fonts()
    width, height, diagonal = SCREENS[request.param]
    made = KioskWindow(KIOSK, diagonal, Icons())
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    yield made
    made.hide()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_or_covered_on_any_page(
    window: KioskWindow, menu: Menu, language: Language
) -> None:
    for name, page in pages(language).items():
        draw(window, menu, language, page)
        look(window, f"{name} in {language}")


@pytest.mark.parametrize("language", Language)
def test_large_text_and_contrast_cut_nothing(
    window: KioskWindow, menu: Menu, language: Language
) -> None:
    ease = Ease(large_text=True, contrast=True, low_reach=True)
    for name, page in pages(language).items():
        draw(window, menu, language, page, ease)
        look(window, f"{name} in {language}")


def test_a_warning_fits_over_every_screen(window: KioskWindow, menu: Menu) -> None:
    for language in Language:
        state = KioskState(
            now=NOW, language=language, page=Help(), menu=menu, reachable=True, seconds_left=20
        )
        window.show_state(state)
        warning = window.findChild(QWidget, "still_there")
        assert warning is not None
        assert warning.isVisible()
        assert [each for each in _texts(warning) if not _whole(each)] == []


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
            printer=PrinterState.OUT_OF_PAPER,
            ease=ease or Ease(),
        )
    )


def look(window: KioskWindow, where: str) -> None:
    texts = _texts(window)
    assert [_name(each) for each in texts if not _whole(each)] == [], f"cut: {where}"
    outside = [
        _name(each) for each in texts if not each.parentWidget().rect().contains(each.geometry())
    ]
    assert outside == [], f"outside: {where}"
    assert _covered(window, texts) == [], f"covered: {where}"
    assert _too_small(window) == [], f"too small to touch: {where}"


def _texts(window: QWidget) -> list[QWidget]:
    return [
        each for each in window.findChildren(QWidget) if each.isVisible() and hasattr(each, "whole")
    ]


def _whole(widget: QWidget) -> bool:
    whole: bool = widget.whole()  # type: ignore[attr-defined] # only those with it are asked
    return whole


def _name(widget: QWidget) -> str:
    return widget.objectName() or widget.accessibleName()


def _covered(window: QWidget, texts: list[QWidget]) -> list[tuple[str, str]]:
    places = [(each, QRect(each.mapTo(window, QPoint(0, 0)), each.size())) for each in texts]
    found = []
    for number, (one, here) in enumerate(places):
        for other, there in places[number + 1 :]:
            both = here.intersected(there)
            if both.width() > 2 and both.height() > 2 and not one.isAncestorOf(other):
                found.append((_name(one), _name(other)))
    return found


def _too_small(window: KioskWindow) -> list[tuple[str, int, int]]:
    mm = window.look(Ease()).scale.pixels_per_mm
    return [
        (each.objectName(), each.width(), each.height())
        for each in window.findChildren(Touchable)
        if each.isVisible() and min(each.width(), each.height()) < _least(each) * mm - 1
    ]


def _least(thing: Touchable) -> float:
    return LEAST_KEY_MM if thing.objectName().startswith("key:") else LEAST_MM
