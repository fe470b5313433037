"""Every page on every screen in every language: nothing cut, nothing over another."""

from collections.abc import Iterator
from itertools import product

import pytest
from kiosk_pages import NOW, SCREENS, busy_menu, draw, pages
from kiosk_stage import KIOSK
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from common.domain.views import Menu
from common.domain.words import Language
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from kiosk.state import Ease, Groups, Help, KioskState
from kiosk.widgets.label import Label
from kiosk.widgets.touchable import Touchable
from kiosk.window import KioskWindow

LEAST_MM = 20.0
"""Of every target, both ways, by the screen's physical diagonal; one pixel is rounding."""


@pytest.fixture(scope="module")
def menu() -> Menu:
    """Return a busy hall in which some services are closed for every reason."""
    return busy_menu()


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


def each_but(*soon: tuple[str, Language]) -> list[object]:
    """Return every screen in every language: some soon, the others in a long run."""
    rest = sorted(set(product(SCREENS, Language)) - set(soon))
    return [*sorted(soon), *(pytest.param(*pair, marks=pytest.mark.long) for pair in rest)]


RUSSIAN = [(screen, Language.RU) for screen in SCREENS]
"""Each screen in the longest language."""


@pytest.mark.parametrize(
    ("window", "language"), each_but(*RUSSIAN, ("portrait", Language.AZ)), indirect=["window"]
)
def test_nothing_is_cut_or_covered_on_any_page(
    window: KioskWindow, menu: Menu, language: Language
) -> None:
    for name, page in pages(language).items():
        draw(window, menu, language, page)
        look(window, f"{name} in {language}")


@pytest.mark.parametrize(
    ("window", "language"),
    each_but(("portrait", Language.EN), ("small", Language.RU), ("wide", Language.AZ)),
    indirect=["window"],
)
def test_large_text_and_contrast_cut_nothing(
    window: KioskWindow, menu: Menu, language: Language
) -> None:
    ease = Ease(large_text=True, contrast=True, low_reach=True, row_open=True)
    for name, page in pages(language).items():
        draw(window, menu, language, page, ease)
        look(window, f"{name} in {language}")


@pytest.mark.parametrize("window", ["portrait", "tile"], indirect=True)
def test_nothing_that_is_touched_is_out_of_a_low_reach(window: KioskWindow, menu: Menu) -> None:
    low = Ease(low_reach=True)
    for name, page in pages(Language.RU).items():
        if name.startswith("staff"):
            continue
        draw(window, menu, Language.RU, page, low)
        above = [
            each.objectName()
            for each in window.findChildren(Touchable)
            if each.isVisible()
            and each.isEnabled()
            and each.objectName() != "field"
            and each.mapTo(window, each.rect().center()).y() < window.height() / 3
        ]
        assert above == [], name


def test_no_group_is_out_of_reach(window: KioskWindow, menu: Menu) -> None:
    groups = {f"group:{each.code}" for each in menu.floor.catalogue.groups}
    for language in Language:
        for large in (False, True):
            draw(window, menu, language, Groups(), Ease(large_text=large))
            seen = {
                each.objectName() for each in window.findChildren(Touchable) if each.isVisible()
            }
            assert groups <= seen or "next_page" in seen, f"{language}, large: {large}"


def test_what_a_listener_has_fits_every_screen(window: KioskWindow, menu: Menu) -> None:
    for language in Language:
        for large in (False, True):
            ease = Ease(large_text=large, listening=True, row_open=True)
            draw(window, menu, language, Help(), ease)
            look(window, f"listening in {language}")


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


def look(window: KioskWindow, where: str) -> None:
    texts = _texts(window)
    assert _service_in_small(window) == [], f"smaller than whose it is: {where}"
    assert [_name(each) for each in texts if not _whole(each)] == [], f"cut: {where}"
    outside = [
        _name(each) for each in texts if not each.parentWidget().rect().contains(each.geometry())
    ]
    assert outside == [], f"outside: {where}"
    assert _covered(window, texts) == [], f"covered: {where}"
    assert _too_small(window) == [], f"too small to touch: {where}"


def _service_in_small(window: KioskWindow) -> list[float]:
    """Return how large a service stands that is smaller than the name of who gives it."""
    shown = {each.objectName(): each for each in window.findChildren(Label) if each.isVisible()}
    if not {"service", "entity"} <= shown.keys():
        return []
    service, entity = shown["service"].pixels(), shown["entity"].pixels()
    return [] if service >= entity else [service]


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
        if each.isVisible() and min(each.width(), each.height()) < LEAST_MM * mm - 1
    ]
