"""A kiosk whose own clock is wrong goes by the store's, and is marked beside its clock."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from kiosk_stage import Stage

YEARS = timedelta(days=3650)


@pytest.mark.parametrize("ahead", [YEARS, -YEARS])
def test_a_kiosk_years_off_offers_and_gives_what_the_store_says(
    kiosk_of: Callable[..., Stage], caplog: pytest.LogCaptureFixture, ahead: timedelta
) -> None:
    stage = kiosk_of()
    stage.clock.ahead = ahead
    stage.open()
    now = stage.store.now()
    zone = stage.store.floor().zone_info

    assert abs(stage.state.now - now) < timedelta(minutes=1)
    assert stage.words("clock_off") == "Kompüterin saatı səhvdir"
    stage.take()
    stage.until(lambda: bool(stage.printer.slips))
    assert stage.printer.slips[0].issued_at.astimezone(zone).year == now.astimezone(zone).year
    assert sum("differs from the store's" in line for line in caplog.messages) == 1
    caplog.clear()


def test_a_right_clock_is_not_marked(kiosk: Stage) -> None:
    assert kiosk.seen("clock_off") is None
