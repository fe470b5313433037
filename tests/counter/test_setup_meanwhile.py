"""What two people change of the set-up at the same time."""

from dataclasses import replace

from counter_stage import CARD
from setup_stage import SetupStage

from common.domain.floor import Floor
from common.domain.ids import ServiceCode
from common.domain.words import Language
from common.usecases.setup import replace_floor
from counter.setup.of_entities import remove_service
from counter.setup.of_services import SERVICE


def test_what_another_changes_meanwhile_is_taken_in_or_said(setup: SetupStage) -> None:
    setup.enter()
    setup.choose("DIN-02")
    setup.write("minutes", "12")
    floor = setup.now()

    rules = {code: replace(one, daily_limit=9) for code, one in floor.services.items()}
    other = replace(floor, services={**rules, CARD: floor.services[CARD]})
    version = replace_floor(setup.store, other)
    setup.wake(lambda: setup.setup.state.floor is not None)
    setup.until(lambda: getattr(setup.setup.state.floor, "version", 0) == version)
    assert setup.form.values["minutes"] == "12"

    theirs = {**rules, CARD: replace(rules[CARD], daily_limit=7)}
    replace_floor(setup.store, _with_minutes(replace(other, services=theirs), 11))
    setup.wake(lambda: bool(setup.words("setup_said")))
    assert setup.words("meanwhile:minutes") == "Başqası dəyişdi: 10\u00a0→\u00a011"
    assert setup.words("meanwhile:daily_limit") == "Başqası dəyişdi: –\u2060\u00a0→\u00a07"
    assert (setup.form.values["minutes"], setup.form.values["daily_limit"]) == ("12", "7")
    setup.press_save()
    assert setup.now().catalogue.services()[CARD].minutes == 11
    assert "bir də yadda saxlayın" in setup.words("setup_said")
    setup.press_save()
    assert setup.now().catalogue.services()[CARD].minutes == 12
    assert setup.now().services == theirs


def _with_minutes(floor: Floor, minutes: int) -> Floor:
    return SERVICE.write(floor, CARD, {**SERVICE.read(floor, CARD), "minutes": str(minutes)})


def test_who_saves_second_sees_what_came_first_and_works_on(setup: SetupStage) -> None:
    setup.enter()
    setup.choose("DIN-02")
    setup.write("minutes", "12")
    state, seat = setup.setup.state.floor, setup.desk.seat
    assert state is not None

    replace_floor(setup.store, _with_minutes(setup.now(), 11))
    setup.press_save()
    assert setup.now().catalogue.services()[CARD].minutes == 11
    assert "yenisinə baxıb təkrar edin" in setup.words("setup_said")
    assert setup.words("meanwhile:minutes").endswith("10\u00a0→\u00a011")
    setup.setup.enter(seat, state, Language.AZ)  # an older reading comes late
    assert setup.words("meanwhile:minutes").endswith("10\u00a0→\u00a011")
    setup.click("setup:cancel")
    assert (setup.form.values["minutes"], setup.words("meanwhile:minutes")) == ("11", "")

    setup.write("minutes", "13")
    gone = remove_service(setup.now(), CARD)
    replace_floor(setup.store, gone)
    setup.wake(lambda: setup.form.gone)
    setup.write("minutes", "14")
    setup.press_save()
    setup.click("setup:remove")
    assert "başqası sildi" in setup.words("setup_said")
    assert setup.form.values["minutes"] == "14"
    setup.click("setup:cancel")
    assert setup.setup.state.form is None
    setup.setup.search("DIN-05")
    setup.setup.choose(setup.setup.state.rows[-1])
    setup.write("minutes", "14")
    setup.press_save()
    assert setup.now().catalogue.services()[ServiceCode("DIN-05")].minutes == 14
