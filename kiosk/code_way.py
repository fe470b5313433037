"""Where the code of an appointment leads, without clocks, stores or Qt."""

from dataclasses import replace
from datetime import datetime

from common.domain.appointments import normal_code
from common.domain.errors import Reason, Refused
from common.domain.ids import RequestId, ServiceCode
from kiosk.codes import (
    Broken,
    CancelledBefore,
    Code,
    CodePage,
    Late,
    Looking,
    TooEarly,
    Unchecked,
    UnknownCode,
    Used,
)
from kiosk.own_slip import GaveUp, GivingUp, MyPlace, NoSlip, SlipPage
from kiosk.state import (
    RESTING,
    AnyWish,
    Closed,
    Confirm,
    KioskState,
    Page,
    Type,
    UsedUp,
    Welcome,
    Wish,
)

LONGEST = 32
HEARS = (
    Welcome,
    Closed,
    UsedUp,
    Code,
    TooEarly,
    Late,
    Used,
    CancelledBefore,
    UnknownCode,
    Broken,
    Unchecked,
    MyPlace,
    GivingUp,
    GaveUp,
    NoSlip,
)
"""Pages on which a scan means something."""


def with_code(state: KioskState, wish: AnyWish) -> KioskState | None:
    """Return the state after a key of the code's page; None where the wish is for another."""
    page = state.page
    if isinstance(page, UnknownCode) and wish is Wish.APPOINTMENT:
        return replace(state, page=Code(), trail=way_here(state))
    if not isinstance(page, Code):
        return None
    if isinstance(wish, Type):
        return replace(state, page=Code(normal_code(page.typed + wish.letters)[:LONGEST]))
    if wish is Wish.ERASE:
        return replace(state, page=Code(page.typed[:-1]))
    return replace(state, page=Code()) if wish is Wish.CLEAR else None


def looking_up(state: KioskState, typed: str | None = None) -> KioskState:
    """Return the state while a code is looked up: a `typed` one, or else one from the scanner."""
    page = Looking() if typed is None else Code(typed, asking=True)
    kept = state.trail if typed is not None else way_here(state)
    return replace(state, page=page, trail=kept, seconds_left=None)


def answered(state: KioskState, page: CodePage | SlipPage) -> KioskState:
    """Return the state once it is known what a code is worth: Back leads to what was typed."""
    asked = state.page
    trail = way_here(state)
    if isinstance(asked, Code):
        trail = (*state.trail, replace(asked, asking=False))
    return replace(state, page=page, trail=trail)


def page_of(refused: Refused, fresh: RequestId) -> CodePage:
    """Return the page that says why a code got no ticket."""
    facts = refused.facts
    at, service = facts.get("at"), facts.get("service")
    if refused.reason is Reason.UNKNOWN_APPOINTMENT:
        return UnknownCode()
    if refused.reason is Reason.APPOINTMENT_CANCELLED:
        return CancelledBefore()
    if refused.reason is Reason.APPOINTMENT_USED:
        return Used(str(facts.get("label", "")))
    if isinstance(at, datetime):
        earliest = facts.get("earliest")
        if refused.reason is Reason.APPOINTMENT_EARLY and isinstance(earliest, datetime):
            return TooEarly(at, earliest)
        if refused.reason is Reason.APPOINTMENT_LATE:
            return Late(ServiceCode(str(service)), at, fresh)
    return Broken(refused)


def only_news(before: Page, after: Page) -> bool:
    """Say whether nobody did anything: a place on the screen was read again."""
    if not isinstance(before, MyPlace) or not isinstance(after, MyPlace):
        return False
    return before.slip == after.slip and not before.asking and not after.asking


def to_take(page: Page) -> Confirm | None:
    """Return the ticket that one touch on a page takes."""
    if isinstance(page, Late):
        return Confirm(page.service, page.request)
    return page if isinstance(page, Confirm) else None


def way_here(state: KioskState) -> tuple[Page, ...]:
    """Return the way to a page that comes after the first one."""
    first = (page for page in (*state.trail, state.page) if isinstance(page, RESTING))
    return tuple(first)[:1]
