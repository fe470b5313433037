"""Everything by keys: four arrows, OK and back are enough, and so is a keyboard with Tab."""

from itertools import pairwise

import pytest
from kiosk_pages import SCREENS, busy_menu, draw, pages
from kiosk_stage import KIOSK, Stage
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from common.domain.words import Language
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from kiosk import rooms
from kiosk.arrows import nearest
from kiosk.focus import beside
from kiosk.keys import ARROWS
from kiosk.state import Adding, Ease, Search, Welcome
from kiosk.widgets.focus_ring import FocusRing
from kiosk.widgets.touchable import Touchable
from kiosk.window import KioskWindow

MANY = 400
"""More keys than any way needs."""


def press(key: Qt.Key) -> None:
    window = QApplication.activeWindow()
    assert window is not None
    QTest.keyClick(QApplication.focusWidget() or window, key)


def at() -> str:
    focus = QApplication.focusWidget()
    return focus.objectName() if isinstance(focus, Touchable) else ""


def go(kiosk: Stage, name: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    """Lead the focus to a thing by one key, and press it."""
    for _ in range(MANY):
        if at() == name:
            break
        press(key)
    assert at() == name, f"the focus does not reach {name}"
    assert ring(kiosk.window) is not None, "nobody sees the focus"
    press(Qt.Key.Key_Return)


def ring(window: QWidget) -> QRect | None:
    made = [each for each in window.findChildren(FocusRing) if each.isVisible()]
    return made[0].geometry() if made else None


@pytest.fixture
def by_keys(kiosk: Stage) -> Stage:
    """Return a kiosk that has the keys."""
    kiosk.window.activateWindow()
    kiosk.until(lambda: QApplication.activeWindow() is kiosk.window)
    return kiosk


def test_a_whole_visit_goes_by_keys_alone(by_keys: Stage) -> None:
    kiosk = by_keys
    go(kiosk, "language:ru")
    kiosk.until(lambda: kiosk.state.language is Language.RU)
    go(kiosk, "accessibility")
    for switch in ("large_text", "contrast"):
        go(kiosk, switch)
        assert at() == switch, "the focus was lost as everything was made anew"
    assert (kiosk.state.ease.large_text, kiosk.state.ease.contrast) == (True, True)
    go(kiosk, "accessibility")

    go(kiosk, "kind:public")
    kiosk.reach("entities")
    go(kiosk, "next_page")
    press(Qt.Key.Key_Escape)
    kiosk.reach("welcome")
    assert at() == "kind:public", "back leads to another place than one came from"
    press(Qt.Key.Key_Return)
    kiosk.reach("entities")
    assert at().startswith("entity:")
    press(Qt.Key.Key_Return)
    kiosk.reach("services")
    while not at().startswith("service:"):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    kiosk.reach("confirm")
    assert at() == "take"

    go(kiosk, "priority", Qt.Key.Key_Up)
    kiosk.reach("groups")
    press(Qt.Key.Key_Return)
    kiosk.reach("confirm")
    go(kiosk, "one_more")
    kiosk.reach("welcome")
    go(kiosk, "service:DIN-02")
    kiosk.reach("confirm")
    go(kiosk, "take")
    kiosk.reach("ticket")
    assert at() == "done"
    kiosk.until(lambda: kiosk.slips() == ["printed"])
    press(Qt.Key.Key_Return)
    kiosk.reach("welcome")


def test_arrows_and_ok_find_a_service_by_its_name(by_keys: Stage) -> None:
    kiosk = by_keys
    go(kiosk, "search", Qt.Key.Key_Down)
    kiosk.reach("search")
    assert at() == "field"
    for letter in "pas":
        walk(kiosk, f"key:{letter}")
        press(Qt.Key.Key_Return)
    assert isinstance(kiosk.state.page, Search)
    assert kiosk.state.page.typed == "pas"
    while not at().startswith("service:"):
        press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    kiosk.reach("confirm")
    press(Qt.Key.Key_Return)
    kiosk.reach("ticket")


def walk(kiosk: Stage, name: str) -> None:
    """Lead the focus to a thing by arrows, the shortest way."""
    window = kiosk.window
    things = {each.objectName(): each for each in alive(window)}
    ways: dict[str, tuple[Qt.Key, ...]] = {at(): ()}
    waiting = [at()]
    while waiting and name not in ways:
        here = waiting.pop(0)
        for key, there in neighbours(window, things[here]).items():
            if there.objectName() not in ways:
                ways[there.objectName()] = (*ways[here], key)
                waiting.append(there.objectName())
    for key in ways[name]:
        press(key)
    assert at() == name


def test_what_nobody_saw_ringed_is_not_pressed(by_keys: Stage) -> None:
    kiosk = by_keys
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    assert ring(kiosk.window) is None

    press(Qt.Key.Key_Return)
    assert ring(kiosk.window) is not None
    assert kiosk.seen("page:confirm") is not None

    press(Qt.Key.Key_Return)
    kiosk.reach("ticket")


def test_the_keys_of_a_keypad_lead_back_help_and_home(by_keys: Stage) -> None:
    kiosk = by_keys
    press(Qt.Key.Key_Help)
    kiosk.reach("help")
    press(Qt.Key.Key_Back)
    kiosk.reach("welcome")
    go(kiosk, "kind:public")
    kiosk.reach("entities")
    press(Qt.Key.Key_HomePage)
    kiosk.reach("welcome")


def test_every_page_has_a_sample() -> None:
    known = {type(page) for page in pages(Language.AZ).values()}

    missing = {*rooms.PAGES, Welcome, Adding} - known

    assert missing == set(), "add a sample of these pages to kiosk_pages.py"


PLAIN, EASED = Ease(), Ease(large_text=True, low_reach=True, row_open=True)


@pytest.mark.parametrize(
    ("screen", "ease"),
    [
        ("small", EASED),
        *(
            pytest.param(*pair, marks=pytest.mark.long)
            for pair in [("portrait", PLAIN), ("portrait", EASED), ("small", PLAIN)]
        ),
    ],
)
def test_keys_reach_everything_on_every_page_and_leave_it_again(
    qtbot: QtBot, screen: str, ease: Ease
) -> None:
    load_fonts()
    width, height, diagonal = SCREENS[screen]
    window = KioskWindow(KIOSK, diagonal, Icons())
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    menu = busy_menu()
    press(Qt.Key.Key_Down)
    for name, page in pages(Language.AZ).items():
        draw(window, menu, Language.AZ, page, ease)
        where = f"{name} on {screen}, {ease}"
        check_tab(window, where)
        check_arrows(window, where)


def check_tab(window: KioskWindow, where: str) -> None:
    things = alive(window)
    walked = []
    first = QApplication.focusWidget()
    assert first in things or not things, f"no focus: {where}"
    for _ in things:
        focus = QApplication.focusWidget()
        assert isinstance(focus, Touchable)
        walked.append(focus)
        seen = ring(window)
        place = QRect(focus.mapTo(window, QPoint(0, 0)), focus.size())
        assert seen is not None, f"no ring: {where}"
        assert seen.contains(place), f"the ring is elsewhere: {where}"
        press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first or not things, f"Tab does not come round: {where}"
    assert sorted(map(id, walked)) == sorted(map(id, things)), f"Tab misses something: {where}"
    check_order(window, walked, where)
    press(Qt.Key.Key_Backtab)
    assert not things or QApplication.focusWidget() is walked[-1], f"not back: {where}"


def check_order(window: KioskWindow, walked: list[Touchable], where: str) -> None:
    """Check that each thing lies under or right of the one before; only the last leads up."""
    places = [QRect(each.mapTo(window, QPoint(0, 0)), each.size()) for each in walked]
    up = [
        there.objectName()
        for (_, before), (there, place) in pairwise(
            zip([*walked, *walked[:1]], [*places, *places[:1]], strict=True)
        )
        if place.center().y() < before.top() and place.left() <= before.left()
    ]
    assert len(up) <= 1, f"up again before the end: {where}: {up}"


def check_arrows(window: KioskWindow, where: str) -> None:
    """Check that each thing leads to all others, however many steps it takes."""
    things = alive(window)
    leads = {each: set(neighbours(window, each).values()) for each in things}
    comes: dict[Touchable, set[Touchable]] = {each: set() for each in things}
    for here, others in leads.items():
        for there in others:
            comes[there].add(here)
    for way in (leads, comes):
        missed = set(things) - reached(things[:1], way)
        assert {each.objectName() for each in missed} == set(), f"by arrows: {where}"


def reached(first: list[Touchable], way: dict[Touchable, set[Touchable]]) -> set[Touchable]:
    known, waiting = set(first), list(first)
    while waiting:
        for there in way[waiting.pop()] - known:
            known.add(there)
            waiting.append(there)
    return known


def neighbours(window: KioskWindow, thing: Touchable) -> dict[Qt.Key, Touchable]:
    things = alive(window)
    return {
        key: nearest(things, thing, window, step) or beside(things, thing, forward=sum(step) > 0)
        for key, step in ARROWS.items()
    }


def alive(window: QWidget) -> list[Touchable]:
    """Return what a finger can touch."""
    things = [each for each in window.findChildren(Touchable) if each.isVisible()]
    return [
        each
        for each in things
        if each.isEnabled() and window.childAt(each.mapTo(window, each.rect().center())) is each
    ]
