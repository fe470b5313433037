"""What the centre says of a service, before its ticket is taken."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kiosk_stage import Stage
from PySide6.QtWidgets import QApplication

from common.domain.floor import FactKind
from common.domain.ids import ServiceCode
from common.domain.words import Language
from common.i18n import Text
from common.ui.fonts import load_fonts
from common.ui.widgets.lines import Lines, Style
from common.usecases.setup import replace_floor
from kiosk.about import LINE_BREAK, Told, leaves
from kiosk.state import Confirm
from kiosk.widgets.label import Label

STYLE = Style(39)
words = st.lists(st.text("abc ", min_size=1, max_size=30), min_size=1, max_size=12)


def read(kiosk: Stage) -> str:
    """Return all words of the page at hand."""
    labels = (label for label in kiosk.window.findChildren(Label) if label.isVisible())
    return LINE_BREAK.join(label.text() for label in labels)


def test_few_words_stand_on_the_page_that_confirms(kiosk: Stage) -> None:
    floor = kiosk.store.floor()
    nobody_first = replace(floor.catalogue, groups=())
    replace_floor(kiosk.store, replace(floor, catalogue=nobody_first))
    kiosk.wake_up()
    kiosk.until(lambda: kiosk.state.menu.floor.catalogue.groups == ())
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")

    said = read(kiosk)
    assert "Sənədlər: NÜMUNƏ" in said
    assert "Rüsum: NÜMUNƏ: 10 manat." in said
    assert "Mənbə: DEMO, 20.11.2026" in said
    assert kiosk.seen("about") is None


def test_many_words_are_read_leaf_by_leaf_and_lead_back(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of()
    kiosk.window.resize(1366, 768)
    kiosk.open()
    kiosk.touch("service:DIN-08")
    kiosk.reach("confirm")
    asked = kiosk.state.page
    assert "Sənədlər · Rüsum · Təsvir" in read(kiosk)

    kiosk.touch("about")
    kiosk.reach("about")
    told = kiosk.words("told")
    while (button := kiosk.seen("next_page")) is not None and button.isEnabled():
        kiosk.touch("next_page")
        told += f" {kiosk.words('told')}"

    facts = kiosk.store.floor().services[ServiceCode("DIN-08")].facts
    for kind in FactKind:
        assert _flat(facts[kind].words.az) in _flat(told)
    kiosk.touch("back")
    assert kiosk.state.page == asked
    assert isinstance(asked, Confirm)


def test_a_service_without_facts_has_no_trace_of_them(kiosk: Stage) -> None:
    kiosk.touch("service:DIN-10")
    kiosk.reach("confirm")

    title = Text(Language.AZ)("about.title")
    assert title not in read(kiosk)
    assert kiosk.seen("about") is None


def test_facts_that_are_taken_away_lead_home_from_their_page(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of()
    kiosk.window.resize(1366, 768)
    kiosk.open()
    kiosk.touch("service:DIN-08")
    kiosk.touch("about")
    floor = kiosk.store.floor()
    bare = {code: replace(rules, facts={}) for code, rules in floor.services.items()}

    replace_floor(kiosk.store, replace(floor, services=bare))
    kiosk.feed.wake()

    kiosk.reach("welcome")


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> None:  # noqa: ARG001 - fonts need one
    load_fonts()


@given(words, st.integers(100, 600), st.integers(60, 400))
def test_leaves_hold_every_word_once_and_fit(
    paragraphs: list[str], width: int, height: int
) -> None:
    whole = LINE_BREAK.join(paragraphs)
    told = Told(whole, ((0, len(paragraphs[0])),))

    parts = leaves(told, STYLE, width, height)

    assert _flat(" ".join(part.words for part in parts)) == _flat(whole)
    for part in parts:
        lines = Lines(part.words, STYLE, width, part.strong)
        assert lines.height <= max(height, lines.pitch)
        assert all(0 <= start < end for start, end in part.strong)


def test_a_leaf_rather_begins_with_a_fact_than_in_the_middle_of_one() -> None:
    facts = [f"{name} " * 6 for name in ("bir", "iki", "dörd")]
    whole = LINE_BREAK.join(facts)
    high = Lines(LINE_BREAK.join(facts[:2]), STYLE, 400).height + STYLE.pixels * STYLE.pitch

    parts = leaves(Told(whole), STYLE, 400, high)

    assert [part.words.split()[0] for part in parts] == ["bir", "dörd"]


def _flat(text: str) -> str:
    return "".join(text.split())
