import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from kiosk_stage import Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from common.domain.floor import Floor, ServiceRules
from common.domain.ids import EntityCode, ServiceCode
from common.domain.words import Language
from common.usecases.setup import replace_floor
from kiosk.idle import Patience
from kiosk.state import Ease, Search, Services, Wish
from kiosk.widgets.label import Label
from kiosk.widgets.touchable import Touchable

NOBODY_STAYS = Patience(settle_ms=0, idle_ms=200, second_ms=20, warning_steps=3)
SLOW_WARNING = Patience(settle_ms=0, idle_ms=300, second_ms=10_000)


def test_the_first_page_holds_the_services_taken_most(kiosk: Stage) -> None:
    shown = _offered(kiosk, "service:")

    most = ("DIN-02", "DIN-08", "ASN-02", "DIN-10", "DIN-11", "VVA-01", "NOT-01", "BNK-01")
    assert shown == [f"service:{code}" for code in most]


def test_a_kiosk_offers_and_finds_only_what_is_on_its_own_menu(kiosk: Stage) -> None:
    _change(kiosk, lambda floor: _with_menu(floor, "DIN-02", "DIN-03", "BNK-01"))
    kiosk.until(lambda: kiosk.seen("service:ASN-02") is None)

    assert _offered(kiosk, "service:") == ["service:DIN-02", "service:BNK-01"]
    assert _offered(kiosk, "kind:") == ["kind:public", "kind:private"]
    kiosk.touch("kind:public")
    assert _offered(kiosk, "entity:") == ["entity:DIN"]
    kiosk.touch("entity:DIN")
    assert _offered(kiosk, "service:") == ["service:DIN-02", "service:DIN-03"]
    kiosk.touch("home")
    kiosk.touch("search")
    kiosk.type("sexsiyyet")
    assert isinstance(kiosk.state.page, Search)
    assert {hit.service for hit in kiosk.state.page.hits} == {"DIN-02", "DIN-03"}


def test_entities_stand_in_azerbaijani_letter_order(kiosk: Stage) -> None:
    kiosk.touch("kind:public")
    order = _offered(kiosk, "entity:")
    kiosk.touch("next_page")
    order += _offered(kiosk, "entity:")

    # Elm, Ədliyyə, Xarici: by the codes of the letters Ə would come last.
    places = [order.index(f"entity:{code}") for code in ("ASN", "DIN", "ETN", "NOT", "XIN")]
    assert places == sorted(places)


def test_every_word_follows_the_language(kiosk: Stage) -> None:
    kiosk.touch("language:en")

    assert kiosk.words("service:DIN-02").startswith("Replacement of an identity card")
    assert kiosk.words("search") == "Type the name of the service"
    assert kiosk.words("kind:private") == "Private services"

    kiosk.touch("language:ru")

    assert kiosk.words("help") == "Помощь"


def test_back_leads_the_way_one_came(kiosk: Stage) -> None:
    kiosk.touch("kind:public")
    kiosk.touch("entity:DIN")
    kiosk.touch("next_page")
    kiosk.touch("help")
    kiosk.touch("back")
    assert kiosk.state.page == Services(EntityCode("DIN"), leaf=1)
    kiosk.touch("back")
    kiosk.reach("entities")
    kiosk.touch("back")
    kiosk.reach("welcome")


def test_leaves_end_where_the_list_ends(kiosk: Stage) -> None:
    kiosk.touch("kind:public")
    kiosk.touch("entity:DIN")
    for _ in range(9):
        kiosk.touch("next_page")

    last = kiosk.seen("next_page")
    assert last is not None
    assert not last.isEnabled()
    kiosk.touch("prev_page")
    assert last.isEnabled()


def test_search_finds_what_people_type(kiosk: Stage) -> None:
    kiosk.touch("search")
    kiosk.type("sexsiyyet")

    page = kiosk.state.page
    assert isinstance(page, Search)
    assert page.typed == "sexsiyyet"
    assert kiosk.seen("service:DIN-02") is not None
    hit = next(each for each in page.hits if each.service == "DIN-02")
    assert hit.marks == ((0, len("Şəxsiyyət")),)


def test_search_has_the_keys_of_the_language(kiosk: Stage) -> None:
    kiosk.touch("search")
    kiosk.touch("language:ru")
    kiosk.type("паспорт")

    page = kiosk.state.page
    assert isinstance(page, Search)
    assert page.hits

    kiosk.touch("key:erase")
    kiosk.touch("key:switch")
    kiosk.touch("key:1")
    kiosk.touch("key:space")
    assert kiosk.state.page.typed == "паспор1 "  # type: ignore[union-attr] # still the search
    kiosk.touch("key:clear")
    assert kiosk.state.page.typed == ""  # type: ignore[union-attr] # still the search


def test_a_real_keyboard_types_into_the_search_from_the_first_page(kiosk: Stage) -> None:
    QTest.keyClicks(kiosk.window, "notar")

    kiosk.until(lambda: getattr(kiosk.state.page, "typed", "") == "notar")
    assert isinstance(kiosk.state.page, Search)


def test_a_found_service_leads_to_its_ticket(kiosk: Stage) -> None:
    kiosk.touch("search")
    kiosk.type("sexsiyyet")
    kiosk.touch("service:DIN-02")
    kiosk.touch("take")
    kiosk.reach("ticket")


def test_nobody_there_means_a_warning_and_then_the_first_page(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(NOBODY_STAYS)
    warnings: list[int | None] = []
    kiosk.presenter.changed.connect(lambda state: warnings.append(state.seconds_left))
    kiosk.open()
    kiosk.touch("language:en")
    kiosk.touch("kind:public")

    kiosk.until(lambda: kiosk.state.language is Language.AZ)

    assert kiosk.seen("page:welcome") is not None
    assert kiosk.seen("still_there") is None
    assert [each for each in warnings if each is not None][-3:] == [3, 2, 1]


def test_one_touch_says_still_here_and_touches_nothing_else(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(SLOW_WARNING)
    kiosk.open()
    kiosk.touch("kind:public")
    kiosk.until(lambda: kiosk.seen("still_there") is not None)

    kiosk.touch("entity:DIN")

    assert kiosk.state.seconds_left is None
    assert kiosk.seen("page:entities") is not None


def test_a_key_says_still_here_too(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of(SLOW_WARNING)
    kiosk.open()
    kiosk.touch("kind:public")
    kiosk.until(lambda: kiosk.seen("still_there") is not None)

    QTest.keyClick(kiosk.window, Qt.Key.Key_Escape)

    assert kiosk.state.seconds_left is None
    assert kiosk.seen("page:entities") is not None


def test_a_language_left_behind_is_put_back(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of(NOBODY_STAYS)
    kiosk.open()
    kiosk.touch("language:ru")

    kiosk.until(lambda: kiosk.state.language is Language.AZ)


def test_a_switch_left_on_is_put_back(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of(NOBODY_STAYS)
    kiosk.open()
    kiosk.presenter.obey(Wish.CONTRAST)
    assert kiosk.state.ease == Ease(contrast=True)

    kiosk.until(lambda: kiosk.state.ease == Ease())


def test_a_turned_first_page_stays_until_nobody_is_there(kiosk_of: Callable[..., Stage]) -> None:
    kiosk = kiosk_of(SLOW_WARNING)
    kiosk.open()
    more = ("DIN-03", "DIN-04", "VVA-02", "DMX-01")
    _change(kiosk, lambda floor: _with_most_taken(floor, *more))
    kiosk.until(lambda: kiosk.seen("more") is not None)

    kiosk.touch("more")
    kiosk.wake_up()
    assert kiosk.seen("service:DMX-01") is not None
    kiosk.touch("service:DMX-01")
    kiosk.touch("back")
    assert kiosk.seen("service:DMX-01") is not None

    kiosk.until(lambda: kiosk.seen("still_there") is not None)


def test_a_closed_centre_has_a_calm_page_and_opens_by_itself(kiosk: Stage) -> None:
    floor = kiosk.store.floor()
    _change(kiosk, lambda floor: replace(floor, hours={}))
    kiosk.reach("closed")

    _change(kiosk, lambda _: floor)
    kiosk.reach("welcome")


def test_a_service_taken_off_the_floor_leads_home(kiosk: Stage) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")

    _change(kiosk, lambda floor: replace(floor, services=_without(floor, "DIN-02")))

    kiosk.reach("welcome")
    kiosk.until(lambda: kiosk.seen("service:DIN-02") is None)


def test_a_kiosk_that_the_set_up_does_not_know_names_itself_and_gives_no_tickets(
    kiosk: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.touch("service:DIN-02")
    kiosk.reach("confirm")
    known = kiosk.store.floor().kiosks

    _change(kiosk, lambda floor: replace(floor, kiosks=()))

    kiosk.reach("unplaced")
    page = kiosk.seen("page:unplaced")
    assert page is not None
    assert any("K1" in label.text() for label in page.findChildren(Label))
    assert kiosk.seen("take") is None

    _change(kiosk, lambda floor: replace(floor, kiosks=known))

    kiosk.reach("welcome")
    # Meanwhile nobody takes what its printer says.
    warned = {one.name for one in caplog.records if one.levelno >= logging.WARNING}
    assert warned <= {"kiosk.printer_reports"}
    caplog.clear()


def test_a_kiosk_that_starts_before_its_store_waits_and_recovers(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of()
    kiosk.there = False
    kiosk.start()
    kiosk.reach("starting")

    kiosk.there = True

    kiosk.reach("welcome")


def test_a_kiosk_without_a_journal_is_out_of_service_until_its_store_is_back(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, retry_ms=20, menu_ms=20))
    kiosk.journal.mkdir()
    kiosk.open()
    kiosk.cable.cut = True
    kiosk.reach("out_of_service")
    assert "the store is out of reach" in caplog.text
    assert "this kiosk cannot go on" in caplog.text
    caplog.clear()

    kiosk.cable.cut = False

    kiosk.reach("welcome")


def test_a_visitor_on_his_way_is_not_thrown_out_by_a_short_cut(
    kiosk: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "kiosk")
    kiosk.touch("service:DIN-02")
    kiosk.feed.state(False)  # noqa: FBT003 - as the feed calls it
    kiosk.until(lambda: not kiosk.state.reachable)

    assert kiosk.seen("page:confirm") is not None
    kiosk.touch("take")
    kiosk.reach("ticket")


def test_switches_change_the_look_and_the_next_visitor_finds_none(
    kiosk_of: Callable[..., Stage],
) -> None:
    kiosk = kiosk_of(Patience(settle_ms=0, printed_ms=1_000))
    kiosk.open()
    kiosk.touch("accessibility")
    for switch in ("large_text", "contrast", "low_reach"):
        kiosk.touch(switch)
    first = kiosk.seen("service:DIN-02")
    assert first is not None
    assert first.mapTo(kiosk.window, first.rect().topLeft()).y() > kiosk.window.height() // 4

    kiosk.take("DIN-02")
    kiosk.reach("ticket")
    kiosk.reach("welcome")

    assert kiosk.state.ease == Ease()


def _offered(kiosk: Stage, prefix: str) -> list[str]:
    """Return what can be seen and chosen, in its order on the screen."""
    return [
        each.objectName()
        for each in kiosk.window.findChildren(Touchable)
        if each.isVisible() and each.objectName().startswith(prefix)
    ]


def _change(kiosk: Stage, change: Callable[[Floor], Floor]) -> None:
    """Set the centre up anew and wake the kiosk, as the store's feed does."""
    replace_floor(kiosk.store, change(kiosk.store.floor()))
    kiosk.feed.wake()


def _with_menu(floor: Floor, *codes: str) -> Floor:
    menu = frozenset(map(ServiceCode, codes))
    kiosks = tuple(replace(kiosk, menu=menu) for kiosk in floor.kiosks)
    return replace(floor, kiosks=kiosks)


def _with_most_taken(floor: Floor, *codes: str) -> Floor:
    more = tuple(map(ServiceCode, codes))
    kiosks = (replace(one, most_taken=one.most_taken + more) for one in floor.kiosks)
    return replace(floor, kiosks=tuple(kiosks))


def _without(floor: Floor, code: str) -> dict[ServiceCode, ServiceRules]:
    return {each: rules for each, rules in floor.services.items() if each != code}
