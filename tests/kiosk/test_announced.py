"""What is said of a page to those who do not see it."""

from collections.abc import Callable

import pytest
from kiosk_pages import busy_menu, draw, pages
from kiosk_stage import NO_HURRY, Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from test_names import window_on

from common.domain.catalogue import Kind
from common.domain.words import Language
from common.i18n import Text
from kiosk.announcing import Saying
from kiosk.given import Ticket
from kiosk.idle import Patience
from kiosk.offers import KIND_KEYS
from kiosk.state import Search
from kiosk.window import KioskWindow

QUICK = Patience(idle_ms=150, second_ms=150, settle_ms=NO_HURRY.settle_ms)


def hear(window: KioskWindow) -> list[Saying]:
    heard: list[Saying] = []
    window.said.connect(heard.append)
    return heard


@pytest.mark.parametrize("language", Language)
def test_every_page_is_announced_by_what_stands_on_it(qtbot: QtBot, language: Language) -> None:
    window, menu = window_on(qtbot, "portrait"), busy_menu()
    heard = hear(window)
    before = None
    for name, page in pages(language).items():
        heard.clear()
        draw(window, menu, language, page)
        if type(page) is not type(before):
            assert [each.anew for each in heard] == [True], name
            assert heard[0].language is language
            assert all(words.strip() for words in heard[0].words), name
        before = page


def test_a_ticket_is_announced_sign_by_sign(qtbot: QtBot) -> None:
    window, menu = window_on(qtbot, "portrait"), busy_menu()
    heard = hear(window)
    ticket = pages(Language.EN)["printed"]
    assert isinstance(ticket, Ticket)

    draw(window, menu, Language.EN, ticket)

    text = Text(Language.EN)
    assert heard[0].words[:2] == (text("ticket.your_number"), "M 8 8 8")
    assert text("kiosk.collect") in heard[0].words


def test_of_the_same_page_only_what_is_new_is_announced(qtbot: QtBot) -> None:
    window, menu = window_on(qtbot, "portrait"), busy_menu()
    found = pages(Language.EN)["search"]
    draw(window, menu, Language.EN, Search())
    heard = hear(window)

    draw(window, menu, Language.EN, found)

    text = Text(Language.EN)
    assert [(each.words, each.anew) for each in heard] == [
        ((f"{text('kiosk.search')}: sexsiyyet", text("kiosk.found", n=8)), False)
    ]


def test_the_warning_is_announced_once_and_a_key_extends_the_time(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(QUICK)
    kiosk.open()
    heard = hear(kiosk.window)
    kiosk.touch("kind:public")
    kiosk.reach("entities")
    kiosk.until(lambda: (kiosk.state.seconds_left or QUICK.warning_steps) < QUICK.warning_steps)

    text = Text(Language.AZ)
    hint = text("kiosk.continue_hint", n=QUICK.warning_steps)
    warned = [each.words for each in heard if each.words[0] == text("kiosk.still_there")]
    assert warned == [(text("kiosk.still_there"), hint)]

    QTest.keyClick(kiosk.window, Qt.Key.Key_Down)
    assert kiosk.state.seconds_left is None
    assert kiosk.seen("page:entities") is not None
    assert heard[-1].words[0] == text(KIND_KEYS[Kind.PUBLIC]), "nobody knows where he is again"
