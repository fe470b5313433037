"""What a screen reader is told: roles, names, states; and what eyes that see less can read."""

import json
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import numpy as np
import pytest
from colours import ratio
from kiosk_pages import SCREENS, busy_menu, draw, pages
from kiosk_stage import KIOSK
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from common.domain.words import Language
from common.ui.fonts import load_fonts
from common.ui.icons import Icons
from common.ui.tokens import CONTRAST, LIGHT, Palette
from kiosk.state import Ease
from kiosk.widgets.focus_ring import FocusRing
from kiosk.widgets.paper import PaperPicture, TimeBar
from kiosk.widgets.picture import Picture
from kiosk.widgets.touchable import Touchable
from kiosk.window import KioskWindow

Role = QAccessible.Role
CONTROLS = (Role.Button, Role.CheckBox)
PICTURES = (Picture, PaperPicture, TimeBar, FocusRing)
"""Seen only: what they show stands beside them in words."""
SWITCHES = {"language:az", "language:en", "language:ru", "large_text", "contrast", "low_reach"}
ENOUGH, MUCH = 4.5, 7.0


def window_on(qtbot: QtBot, screen: str) -> KioskWindow:
    load_fonts()
    width, height, diagonal = SCREENS[screen]
    window = KioskWindow(KIOSK, diagonal, Icons(), calm=True)
    qtbot.addWidget(window)
    window.resize(width, height)
    window.show()
    return window


def nodes(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Walk through what a screen reader sees of a widget."""
    yield from _under(QAccessible.queryAccessibleInterface(widget))


def _under(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if not node.state().invisible:  # type: ignore[attr-defined] # a bit field
        yield node
        for number in range(node.childCount()):
            yield from _under(node.child(number))


def name_of(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name)


@pytest.mark.parametrize("language", Language)
def test_every_control_has_a_role_a_name_and_its_state(qtbot: QtBot, language: Language) -> None:
    window, menu = window_on(qtbot, "portrait"), busy_menu()
    foreign = words_of_others(language)
    for name, page in pages(language).items():
        draw(window, menu, language, page, Ease(row_open=True))
        where = f"{name} in {language}"
        seen = [(each.object(), each) for each in nodes(window)]
        for thing, node in seen:
            if isinstance(thing, QAbstractButton):
                check_control(thing, node, where)
            elif isinstance(thing, QLabel):
                assert node.role() == Role.StaticText, where
                assert name_of(node) or not thing.text(), f"a text without a name: {where}"
            elif node.childCount() == 0:
                assert isinstance(thing, PICTURES), f"{thing} says nothing: {where}"
        said = [name_of(node) for thing, node in seen if not in_head(thing)]
        assert set(said) & foreign == set(), f"in another language: {where}"
        check_nothing_is_doubled(seen, where)


def check_control(thing: QAbstractButton, node: QAccessibleInterface, where: str) -> None:
    what, state = f"{thing.objectName()}: {where}", node.state()
    assert node.role() in CONTROLS, what
    assert name_of(node).strip(), f"no name: {what}"
    assert "\u2028" not in name_of(node), what
    assert bool(state.disabled) is not thing.isEnabled(), what  # type: ignore[attr-defined] # a bit field
    if thing.objectName() in SWITCHES:
        assert node.role() == Role.CheckBox, what
        assert bool(state.checked) is thing.isChecked(), what  # type: ignore[attr-defined] # a bit field
    closed = thing.objectName().startswith("service:") and not thing.isEnabled()
    assert not closed or ", " in name_of(node), f"dead without a reason: {what}"


def check_nothing_is_doubled(seen: list[tuple[object, QAccessibleInterface]], where: str) -> None:
    """Check that two controls of one name do the same, and that no text is read out twice."""
    wishes: dict[str, object] = {}
    for thing, node in seen:
        if isinstance(thing, Touchable):
            known = wishes.setdefault(name_of(node), thing.wish)
            ends = {"leave", "home"}
            assert known == thing.wish or {str(known), str(thing.wish)} <= ends, (
                f"two things are called {name_of(node)}: {where}"
            )
    texts = Counter(
        name_of(node)
        for thing, node in seen
        if isinstance(thing, QLabel) and name_of(node) and not in_head(thing)
    )
    assert [each for each, times in texts.items() if times > 1] == [], where


def in_head(thing: object) -> bool:
    names = ("Head", "Foot", "Languages")
    while isinstance(thing, QWidget):
        if type(thing).__name__ in names:
            return True
        thing = thing.parentWidget()
    return False


def words_of_others(language: Language) -> set[str]:
    """Return the texts of the other languages that mean nothing in this one.

    Not single letters: those are keys of the kiosk's own keyboard.
    """
    folder = files("assets").joinpath("locale")
    words = {
        each: set(json.loads(folder.joinpath(f"{each.value}.json").read_text("utf-8")).values())
        for each in Language
    }
    others = set().union(*(words[each] for each in Language if each is not language))
    return {word for word in others - words[language] if len(word) > 1}


def test_switches_say_whether_they_are_on(qtbot: QtBot) -> None:
    window, menu = window_on(qtbot, "portrait"), busy_menu()
    for ease in (Ease(row_open=True), Ease(contrast=True, row_open=True)):
        draw(window, menu, Language.EN, next(iter(pages(Language.EN).values())), ease)
        on = {
            node.object().objectName()
            for node in nodes(window)
            if node.state().checked  # type: ignore[attr-defined] # a bit field
        }
        assert on == {"language:en"} | ({"contrast"} if ease.contrast else set())


@pytest.mark.parametrize(("palette", "least"), [(LIGHT, ENOUGH), (CONTRAST, MUCH)])
def test_every_colour_of_words_stands_out_from_every_ground(palette: Palette, least: float) -> None:
    grounds = {palette.ground, palette.card, palette.selected_tint}
    words = ("ink", "slate", "blue", "azure", "good", "warn", "bad", "priority")
    weak = [
        (name, ground, round(ratio(getattr(palette, name), ground), 2))
        for name in words
        for ground in grounds
        if ratio(getattr(palette, name), ground) < least
    ]
    assert weak == []
    for fill in (palette.blue, palette.azure):
        assert ratio(palette.on_blue, fill) >= least
    assert all(ratio(palette.focus, ground) >= 3 for ground in grounds)


@pytest.mark.parametrize("contrast", [False, True])
def test_words_stand_out_in_the_picture_of_every_page(qtbot: QtBot, *, contrast: bool) -> None:
    window, menu = window_on(qtbot, "small"), busy_menu()
    least = MUCH if contrast else ENOUGH
    kinds = {type(page): (name, page) for name, page in pages(Language.EN).items()}
    for name, page in kinds.values():
        draw(window, menu, Language.EN, page, Ease(contrast=contrast))
        picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        for thing in window.findChildren(QWidget):
            if thing.isVisible() and isinstance(thing, (QLabel, Touchable)) and thing.isEnabled():
                box = QRect(thing.mapTo(window, QPoint(0, 0)), thing.size())
                found = seen_contrast(picture.copy(box))
                assert found >= least or not thing.accessibleName(), (
                    f"{thing.objectName()} {thing.accessibleName()}: {found:.1f} on {name}"
                )


def seen_contrast(picture: QImage) -> float:
    """Return how far the strongest colour of a picture stands out from its ground."""
    pixels = np.frombuffer(picture.constBits(), np.uint32).reshape(-1) & 0xFFFFFF
    colours, counts = np.unique(pixels, return_counts=True)
    ground = f"#{int(colours[counts.argmax()]):06x}"
    often = colours[counts > pixels.size / 2000]
    return max(ratio(f"#{int(each):06x}", ground) for each in often)
