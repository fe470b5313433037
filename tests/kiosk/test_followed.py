from common.domain.change import EVERYTHING, Change, Concern
from common.domain.ids import CounterCode, ServiceCode
from kiosk.presenter import concern


def test_a_kiosk_follows_queues_and_the_set_up() -> None:
    assert concern(Change(services=frozenset({ServiceCode("DIN-02")}))) is Concern.SOON
    assert concern(EVERYTHING) is Concern.SOON


def test_a_kiosk_sleeps_through_calls_and_windows() -> None:
    assert concern(Change(counters=frozenset({CounterCode("W12")}), calls=True)) is Concern.NONE
