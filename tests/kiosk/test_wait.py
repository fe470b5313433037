"""What a visitor is told of his wait, on the screen and on paper."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from kiosk_pages import LONG, NOW, OPENING, draw, issued
from kiosk_stage import KIOSK, demonstration_floor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from common.domain.day import Admission
from common.domain.ids import GroupCode, RequestId
from common.domain.views import Menu, ServiceNow
from common.domain.waits import WaitSpan
from common.domain.words import Language
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from kiosk.given import Paper, Ticket
from kiosk.slips import slip_of
from kiosk.state import Confirm, Welcome
from kiosk.widgets.facts import Facts
from kiosk.window import KioskWindow

SPAN = WaitSpan(15, 25)


def menu_with(waiting: int, expected: WaitSpan | None = SPAN, *, live: bool = True) -> Menu:
    floor = demonstration_floor()
    now = ServiceNow(Admission(None, OPENING), waiting, expected=expected)
    return Menu(NOW, floor, OPENING, dict.fromkeys(floor.services, now), live=live)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[KioskWindow]:
    """Return a window on the usual screen."""
    load_fonts()
    made = KioskWindow(KIOSK, 21.5, Icons())
    qtbot.addWidget(made)
    made.resize(1080, 1920)
    made.show()
    yield made
    made.hide()


def card(window: KioskWindow, menu: Menu, language: Language = Language.AZ) -> str:
    draw(window, menu, language, Welcome())
    names = (each.accessibleName() for each in window.findChildren(QWidget, "service:DIN-02"))
    return next(names).rpartition(", ")[2]


def facts(window: KioskWindow, menu: Menu, page: Confirm | Ticket) -> str:
    draw(window, menu, Language.AZ, page)
    return next(each for each in window.findChildren(Facts) if each.isVisible()).accessibleName()


@pytest.mark.parametrize(
    ("language", "said", "short"),
    [
        (Language.AZ, "6 nəfər · 15–25 dəq", "6 nəfər · 5 dəq-dək"),
        (Language.EN, "6 people · 15–25 min", "6 people · up to 5 min"),
        (Language.RU, "6 чел. · 15–25 мин", "6 чел. · до 5 мин"),
    ],
)
def test_a_card_says_how_many_wait_and_how_long(
    window: KioskWindow, language: Language, said: str, short: str
) -> None:
    assert card(window, menu_with(6), language) == said
    assert card(window, menu_with(6, WaitSpan(0, 5)), language) == short


def test_where_too_little_is_known_only_the_people_are_counted(window: KioskWindow) -> None:
    menu = menu_with(6, None)

    assert card(window, menu) == "6 nəfər"
    assert "dəqiqə" not in facts(window, menu, Confirm(LONG, RequestId("r")))


def test_who_is_first_is_told_nothing_of_the_waits_of_others(window: KioskWindow) -> None:
    menu = menu_with(0)

    assert card(window, menu) == "Gözləyən yoxdur"
    assert "dəqiqə" not in facts(window, menu, Confirm(LONG, RequestId("r")))


def test_the_wait_stands_before_and_after_the_ticket_is_taken(window: KioskWindow) -> None:
    menu = menu_with(6)
    ticket = Ticket(issued("A047", Language.AZ), Paper.PRINTED)

    said = "Təxmini gözləmə vaxtı: 15–25 dəqiqə"
    assert facts(window, menu, Confirm(LONG, RequestId("r"))) == f"Sizdən əvvəl: 6 nəfər, {said}"
    assert facts(window, menu, ticket) == f"Sizdən əvvəl: 112 nəfər, {said}"


def test_who_goes_first_is_told_nothing_of_the_waits_of_the_ordinary(window: KioskWindow) -> None:
    first = Confirm(LONG, RequestId("r"), group=GroupCode("SHD"))

    assert "dəqiqə" not in facts(window, menu_with(6), first)


def test_a_kiosk_alone_says_nothing_of_waits(window: KioskWindow) -> None:
    menu = menu_with(6, live=False)

    assert "dəqiqə" not in facts(window, menu, Confirm(LONG, RequestId("r")))


def test_a_slip_says_the_wait_that_the_screen_said() -> None:
    menu, given = menu_with(6), issued("A047", Language.AZ)
    priority = replace(given.ticket, priority=GroupCode("SHD"))

    assert slip_of(given, menu).expected == SPAN
    for other in (
        replace(given, reserve=True),
        replace(given, ahead=0),
        replace(given, ticket=priority),
    ):
        assert slip_of(other, menu).expected is None
