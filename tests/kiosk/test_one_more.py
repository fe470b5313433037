import pytest
from kiosk_stage import Stage

from common.domain.ids import ServiceCode
from common.domain.ticket import LegState


def add(kiosk: Stage, service: str) -> None:
    """Touch for one more service, and choose it on the first page."""
    kiosk.touch("one_more")
    kiosk.reach("welcome")
    kiosk.touch(f"service:{service}")
    kiosk.reach("confirm")


def begin(kiosk: Stage, service: str = "DIN-02") -> None:
    kiosk.touch(f"service:{service}")
    kiosk.reach("confirm")


def services_of(kiosk: Stage, label: str) -> list[tuple[ServiceCode, LegState]]:
    visit = kiosk.store.find(label)
    assert visit is not None
    with kiosk.store.records() as records:
        legs = records.legs_of(visit.ticket.id)
    return [(leg.service, leg.state) for leg in legs]


def test_one_more_service_stands_on_the_same_number_and_on_the_same_slip(kiosk: Stage) -> None:
    begin(kiosk)
    add(kiosk, "VVA-01")
    kiosk.touch("take")
    kiosk.reach("ticket")

    assert services_of(kiosk, "A001") == [
        ("DIN-02", LegState.WAITING), ("VVA-01", LegState.AWAY),
    ]  # fmt: skip
    kiosk.until(lambda: len(kiosk.printer.slips) == 1)
    (later,) = kiosk.printer.slips[0].onward
    catalogue = kiosk.store.floor().catalogue.services()
    assert later == catalogue[ServiceCode("VVA-01")].name.az


def test_five_services_are_the_most(kiosk: Stage) -> None:
    begin(kiosk)
    listed = [one for one in first_page(kiosk) if one != "DIN-02"]
    for service in listed[:4]:
        add(kiosk, service)

    button = kiosk.seen("one_more")

    assert button is not None
    assert not button.isEnabled()


def first_page(kiosk: Stage) -> list[str]:
    (mine,) = [one for one in kiosk.store.floor().kiosks if one.code == "K1"]
    return list(mine.most_taken)


def test_a_service_chosen_twice_stays_one(kiosk: Stage) -> None:
    begin(kiosk)
    add(kiosk, "DIN-02")
    kiosk.touch("take")
    kiosk.reach("ticket")

    assert services_of(kiosk, "A001") == [("DIN-02", LegState.WAITING)]


def test_back_from_choosing_one_more_leads_to_the_one_that_was_chosen(kiosk: Stage) -> None:
    begin(kiosk)
    kiosk.touch("one_more")
    kiosk.reach("welcome")

    kiosk.touch("back")

    kiosk.reach("confirm")
    kiosk.touch("take")
    kiosk.reach("ticket")
    assert services_of(kiosk, "A001") == [("DIN-02", LegState.WAITING)]


def test_home_forgets_all_that_was_chosen(kiosk: Stage) -> None:
    begin(kiosk)
    add(kiosk, "VVA-01")
    kiosk.touch("home")
    kiosk.reach("welcome")

    kiosk.take("DIN-02")
    kiosk.reach("ticket")

    assert services_of(kiosk, "A001") == [("DIN-02", LegState.WAITING)]


def test_a_kiosk_alone_writes_all_services_down_and_brings_them_back(
    kiosk: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    kiosk.lose_store()
    kiosk.reach("welcome")
    begin(kiosk)
    add(kiosk, "DIN-08")
    kiosk.touch("take")
    kiosk.reach("ticket")
    label = kiosk.words("number")

    kiosk.find_store()

    kiosk.until(lambda: kiosk.store.find(label) is not None)
    assert services_of(kiosk, label) == [
        ("DIN-02", LegState.WAITING), ("DIN-08", LegState.AWAY),
    ]  # fmt: skip
    caplog.clear()
