"""What is wrong in a hall at one moment, read from the hall alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from common.domain.asks import Ask, AskKind
from common.domain.devices import DeviceKind
from common.domain.hall import CounterNow, DeviceNow, Doing, HallNow, KioskNow, LeftOnHold, QueueNow
from common.domain.ids import ServiceCode
from common.domain.printers import OUT, STALE, PrinterState

SHOWN_WITHIN = timedelta(seconds=10)
SPOKEN_WITHIN = timedelta(seconds=30)
"""Several calls may have to be spoken before this one."""
MOST_SKEW_MS = 2_000
SILENT_AFTER = timedelta(seconds=60)
"""A computer says at least twice in this time that it is there."""
PAPER_SOON = timedelta(hours=1)
FEW_SLIPS = 50
"""A roll is spoken of when it ends so soon, or has so few slips left."""


class AlarmKind(StrEnum):
    """What is wrong; the value is part of its text's key (`floor.alarm.*`)."""

    PANIC = "panic"
    """Somebody at a counter is in danger."""
    ASKED = "asked"
    """Somebody at a counter asks for help."""
    NOBODY_SERVES = "nobody_serves"
    """Visitors wait for a service that no open counter serves."""
    LEFT_ON_HOLD = "left_on_hold"
    """Visitors are on hold at a counter where nobody sits who could go on with them."""
    HELD_UNSERVED = "held_unserved"
    """The same where somebody sits who may not serve."""
    WAITING_LONG = "waiting_long"
    SERVING_LONG = "serving_long"
    CALL_NOT_SHOWN = "call_not_shown"
    CALL_NOT_SPOKEN = "call_not_spoken"
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"
    PRINTER = "printer"
    PRINTER_UNKNOWN = "printer_unknown"
    """Nobody has said for a while how the printer is."""
    OFFLINE = "offline"
    SKEW = "skew"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that somebody has to see to."""

    kind: AlarmKind
    about: str
    """The service, counter, kiosk or device, as its code."""
    since: datetime
    label: str = ""
    """The number of the visitor whom it is about."""
    target: timedelta | None = None
    count: int = 0
    """How many wait, how many slips are left, or milliseconds of a clock."""
    words: str = ""
    """What somebody wrote of it."""
    device: DeviceKind | None = None
    printer: PrinterState | None = None


def alarms(hall: HallNow, now: datetime) -> tuple[Alarm, ...]:
    """Return what has to be seen to now: whoever is in danger, then what began last first."""
    served: frozenset[ServiceCode] = frozenset().union(
        *(one.work for one in hall.counters if one.doing is not Doing.CLOSED)
    )
    found = [
        *map(_of_ask, hall.asks),
        *(alarm for one in hall.queues for alarm in _of_queue(one, served, now)),
        *map(_of_held, hall.left_on_hold),
        *(alarm for one in hall.counters for alarm in _of_counter(one, hall, now)),
        *(alarm for one in hall.kiosks for alarm in _of_kiosk(one, now)),
        *(alarm for one in hall.devices for alarm in _of_device(one, hall, now)),
    ]
    return tuple(sorted(found, key=_order, reverse=True))


def _order(alarm: Alarm) -> tuple[bool, datetime, str, str]:
    return alarm.kind is AlarmKind.PANIC, alarm.since, alarm.kind, alarm.about


def _of_ask(ask: Ask) -> Alarm:
    kind = AlarmKind.PANIC if ask.kind is AskKind.PANIC else AlarmKind.ASKED
    return Alarm(kind, ask.counter, ask.at, words=ask.words)


def _of_held(left: LeftOnHold) -> Alarm:
    kind = AlarmKind.HELD_UNSERVED if left.seated else AlarmKind.LEFT_ON_HOLD
    return Alarm(kind, left.counter, left.since, count=left.count)


def _of_queue(queue: QueueNow, served: frozenset[ServiceCode], now: datetime) -> Iterator[Alarm]:
    if not queue.waiting:
        return
    first = queue.first_arrived or now
    if queue.service not in served:
        yield Alarm(AlarmKind.NOBODY_SERVES, queue.service, first, count=queue.waiting)
    target = queue.target
    if queue.first_due is None:
        return
    red_at = queue.first_due + timedelta(minutes=target.red - target.green)
    if now > red_at:
        yield Alarm(
            AlarmKind.WAITING_LONG,
            queue.service,
            red_at,
            target=timedelta(minutes=target.green),
            count=queue.waiting,
        )


def _of_counter(counter: CounterNow, hall: HallNow, now: datetime) -> Iterator[Alarm]:
    visitor = counter.visitor
    if visitor is None or counter.since is None:
        return
    if counter.doing is Doing.SERVING and counter.target and counter.part(now) >= 1:
        yield Alarm(
            AlarmKind.SERVING_LONG,
            counter.counter,
            counter.since + counter.target,
            label=visitor.label,
            target=counter.target,
        )
    if counter.doing is not Doing.CALLED or not counter.watched:
        return
    shown_by, spoken_by = visitor.called_at + SHOWN_WITHIN, visitor.called_at + SPOKEN_WITHIN
    if visitor.shown_at is None and now > shown_by:
        yield Alarm(AlarmKind.CALL_NOT_SHOWN, counter.counter, shown_by, label=visitor.label)
    elif visitor.spoken_at is None and hall.speaks and now > spoken_by:
        yield Alarm(AlarmKind.CALL_NOT_SPOKEN, counter.counter, spoken_by, label=visitor.label)


def _of_kiosk(kiosk: KioskNow, now: datetime) -> Iterator[Alarm]:
    if kiosk.known is None:
        return
    state, since = kiosk.known.stands(now), kiosk.known.since
    if state is PrinterState.OUT_OF_PAPER:
        yield Alarm(AlarmKind.PAPER_OUT, kiosk.kiosk, since)
    elif state in OUT:
        yield Alarm(AlarmKind.PRINTER, kiosk.kiosk, since, printer=state)
    elif state is PrinterState.UNKNOWN:
        silent = kiosk.known.state is not PrinterState.UNKNOWN
        gone = kiosk.known.seen_at + STALE if silent else since
        yield Alarm(AlarmKind.PRINTER_UNKNOWN, kiosk.kiosk, gone)
    elif is_low(kiosk, now):
        slips = 0 if kiosk.left is None else kiosk.left.slips
        yield Alarm(AlarmKind.PAPER_LOW, kiosk.kiosk, since, count=slips)


def is_low(kiosk: KioskNow, now: datetime) -> bool:
    """Say whether a kiosk's roll ends soon, or is said to be near its end."""
    if kiosk.known is not None and kiosk.known.stands(now) is PrinterState.NEAR_END:
        return True
    left = kiosk.left
    if left is None:
        return False
    ends = left.change_at is not None and left.change_at - now <= PAPER_SOON
    return ends or left.slips <= FEW_SLIPS


def _of_device(device: DeviceNow, hall: HallNow, now: datetime) -> Iterator[Alarm]:
    if device.seen_at is None:
        return
    if is_silent(device, now):
        if _is_missed(device, hall):
            since = device.seen_at + SILENT_AFTER
            yield Alarm(AlarmKind.OFFLINE, device.code, since, device=device.kind)
    elif abs(device.skew_ms) > MOST_SKEW_MS:
        yield Alarm(
            AlarmKind.SKEW,
            device.code,
            device.seen_at,
            device=device.kind,
            count=device.skew_ms,
        )


def is_silent(device: DeviceNow, now: datetime) -> bool:
    """Say whether a computer has not said for too long that it is there."""
    return device.seen_at is None or now - device.seen_at > SILENT_AFTER


def _is_missed(device: DeviceNow, hall: HallNow) -> bool:
    """Say whether a silent computer ought to be there: a counter's only while somebody sits."""
    if device.kind is not DeviceKind.COUNTER:
        return device.kind in (DeviceKind.KIOSK, DeviceKind.DISPLAY)
    return any(
        one.counter == device.code and one.doing is not Doing.CLOSED for one in hall.counters
    )
