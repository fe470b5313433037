"""What of a hall at one moment is an alarm, and since when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from common.domain.asks import Ask, AskKind
from common.domain.devices import DeviceKind
from common.domain.floor import Target
from common.domain.hall import (
    AtCounter,
    CounterNow,
    DeviceNow,
    DisplayNow,
    Doing,
    HallNow,
    KioskNow,
    Level,
    QueueNow,
)
from common.domain.hall_alarms import Alarm, AlarmKind, alarms
from common.domain.ids import (
    AskId,
    CounterCode,
    DeviceCode,
    EntityCode,
    LegId,
    OperatorCode,
    PrinterCode,
    ServiceCode,
)
from common.domain.paper import Forecast
from common.domain.printers import PrinterNow, PrinterState

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
W1, K1, B1 = CounterCode("W1"), DeviceCode("K1"), DeviceCode("B1")
CARD = ServiceCode("DIN-01")
TEN = timedelta(minutes=10)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def called(seconds: float, *, shown: bool = False, spoken: bool = False) -> CounterNow:
    at = ago(seconds=seconds)
    visitor = AtCounter(
        LegId(1), "A001", CARD, 1, at, at if shown else None, at if spoken else None
    )
    return replace(open_counter(), doing=Doing.CALLED, since=at, visitor=visitor)


def serving(minutes: float) -> CounterNow:
    at = ago(minutes=minutes)
    visitor = AtCounter(LegId(1), "A001", CARD, 1, at, at, at)
    return replace(open_counter(), doing=Doing.SERVING, since=at, visitor=visitor, target=TEN)


def open_counter() -> CounterNow:
    return CounterNow(
        W1, Doing.FREE, NOW, OperatorCode("aysel"), NOW, work=frozenset({CARD}), watched=True
    )


def queue(minutes: float, waiting: int = 3) -> QueueNow:
    at = ago(minutes=minutes)
    due = at + timedelta(minutes=15)
    return QueueNow(CARD, EntityCode("DIN"), Target(15, 20, 30), waiting, at, due)


def kiosk(
    state: PrinterState, seen: timedelta = timedelta(), left: Forecast | None = None
) -> KioskNow:
    at = ago(minutes=9)
    known = PrinterNow(PrinterCode("P1"), K1, state, at, NOW - seen, at)
    return KioskNow(K1, PrinterCode("P1"), known, left)


def device(kind: DeviceKind, code: str, seconds: float, skew_ms: int = 0) -> DeviceNow:
    return DeviceNow(kind, code, ago(seconds=seconds), skew_ms)


HALL = HallNow(NOW, 1, displays=(DisplayNow(B1, NOW, NOW),))
SILENT = replace(HALL, displays=(DisplayNow(B1, NOW),))
ONE = (open_counter(),)


@pytest.mark.parametrize(
    ("hall", "expected"),
    [
        (replace(HALL, counters=ONE, queues=(queue(29),)), ()),
        (replace(HALL, queues=(replace(queue(1), waiting=0),)), ()),
        (
            replace(HALL, queues=(queue(5),)),
            (Alarm(AlarmKind.NOBODY_SERVES, CARD, ago(minutes=5), count=3),),
        ),
        (
            replace(HALL, counters=(CounterNow(W1, work=frozenset({CARD})),), queues=(queue(5),)),
            (Alarm(AlarmKind.NOBODY_SERVES, CARD, ago(minutes=5), count=3),),
        ),
        (
            replace(HALL, counters=ONE, queues=(queue(31),)),
            (
                Alarm(
                    AlarmKind.WAITING_LONG,
                    CARD,
                    ago(minutes=1),
                    target=timedelta(minutes=15),
                    count=3,
                ),
            ),
        ),
        (replace(HALL, counters=(serving(9.9),)), ()),
        (
            replace(HALL, counters=(serving(12),)),
            (Alarm(AlarmKind.SERVING_LONG, W1, ago(minutes=2), label="A001", target=TEN),),
        ),
        (replace(HALL, counters=(called(10),)), ()),
        (
            replace(HALL, counters=(called(11),)),
            (Alarm(AlarmKind.CALL_NOT_SHOWN, W1, ago(seconds=1), label="A001"),),
        ),
        (replace(HALL, counters=(replace(called(99), watched=False),)), ()),
        (replace(HALL, counters=(called(30, shown=True),)), ()),
        (
            replace(HALL, counters=(called(31, shown=True),)),
            (Alarm(AlarmKind.CALL_NOT_SPOKEN, W1, ago(seconds=1), label="A001"),),
        ),
        (replace(HALL, counters=(called(99, shown=True, spoken=True),)), ()),
        (replace(SILENT, counters=(called(99, shown=True),)), ()),
        (replace(HALL, kiosks=(KioskNow(K1), kiosk(PrinterState.READY))), ()),
        (
            replace(HALL, kiosks=(kiosk(PrinterState.OUT_OF_PAPER),)),
            (Alarm(AlarmKind.PAPER_OUT, "K1", ago(minutes=9)),),
        ),
        (
            replace(HALL, kiosks=(kiosk(PrinterState.JAM),)),
            (Alarm(AlarmKind.PRINTER, "K1", ago(minutes=9), printer=PrinterState.JAM),),
        ),
        (
            replace(HALL, kiosks=(kiosk(PrinterState.READY, timedelta(minutes=4)),)),
            (Alarm(AlarmKind.PRINTER_UNKNOWN, "K1", ago(minutes=1)),),
        ),
        (
            replace(HALL, kiosks=(kiosk(PrinterState.READY, left=Forecast(50, None)),)),
            (Alarm(AlarmKind.PAPER_LOW, "K1", ago(minutes=9), count=50),),
        ),
        (
            replace(
                HALL,
                kiosks=(kiosk(PrinterState.READY, left=Forecast(90, NOW + timedelta(hours=1))),),
            ),
            (Alarm(AlarmKind.PAPER_LOW, "K1", ago(minutes=9), count=90),),
        ),
        (replace(HALL, devices=(device(DeviceKind.DISPLAY, "B1", 60, 2000),)), ()),
        (
            replace(HALL, devices=(device(DeviceKind.DISPLAY, "B1", 61, 9000),)),
            (Alarm(AlarmKind.OFFLINE, "B1", ago(seconds=1), device=DeviceKind.DISPLAY),),
        ),
        (
            replace(HALL, devices=(device(DeviceKind.KIOSK, "K1", 5, -2001),)),
            (Alarm(AlarmKind.SKEW, "K1", ago(seconds=5), device=DeviceKind.KIOSK, count=-2001),),
        ),
        (replace(HALL, devices=(DeviceNow(DeviceKind.KIOSK, "K1"),)), ()),
        (
            replace(
                HALL, counters=(CounterNow(W1),), devices=(device(DeviceKind.COUNTER, "W1", 99),)
            ),
            (),
        ),
        (
            replace(HALL, counters=ONE, devices=(device(DeviceKind.COUNTER, "W1", 99),)),
            (Alarm(AlarmKind.OFFLINE, "W1", ago(seconds=39), device=DeviceKind.COUNTER),),
        ),
    ],
)
def test_what_is_wrong_is_an_alarm_since_it_began(
    hall: HallNow, expected: tuple[Alarm, ...]
) -> None:
    assert alarms(hall, NOW) == expected


def test_whoever_is_in_danger_comes_before_all_that_is_newer() -> None:
    def ask(kind: AskKind, minutes: float) -> Ask:
        return Ask(AskId(1), ago(minutes=minutes), kind, W1, OperatorCode("aysel"), words="key?")

    hall = replace(HALL, counters=(called(11),), asks=(ask(AskKind.PANIC, 5), ask(AskKind.HELP, 3)))

    assert [(one.kind, one.since, one.words) for one in alarms(hall, NOW)] == [
        (AlarmKind.PANIC, ago(minutes=5), "key?"),
        (AlarmKind.CALL_NOT_SHOWN, ago(seconds=1), ""),
        (AlarmKind.ASKED, ago(minutes=3), "key?"),
    ]


def test_the_newest_alarm_comes_first() -> None:
    hall = replace(
        HALL,
        counters=(serving(12), replace(called(11), counter=CounterCode("W2"))),
        queues=(queue(40),),
    )

    assert [one.kind for one in alarms(hall, NOW)] == [
        AlarmKind.CALL_NOT_SHOWN,
        AlarmKind.SERVING_LONG,
        AlarmKind.WAITING_LONG,
    ]


def test_a_queue_and_a_service_are_judged_against_their_targets() -> None:
    waited = [queue(minutes).level(NOW) for minutes in (12.9, 13, 15, 15.1)]
    served = [serving(minutes).level(NOW) for minutes in (7.9, 8, 10)]

    assert waited == [Level.IN_TIME, Level.SOON, Level.SOON, Level.LATE]
    assert served == [Level.IN_TIME, Level.SOON, Level.LATE]
    assert queue(30).part(NOW) == pytest.approx(2.0)
    assert QueueNow(CARD, EntityCode("DIN"), Target()).level(NOW) is Level.IN_TIME
