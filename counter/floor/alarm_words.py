"""What is said of each alarm."""

from common.domain.devices import DeviceKind
from common.domain.floor import Floor
from common.domain.hall_alarms import Alarm, AlarmKind
from common.domain.ids import CounterCode, ServiceCode
from common.i18n import Text
from counter.rows import Names, spaced

SOFT = frozenset({AlarmKind.PAPER_LOW, AlarmKind.SKEW, AlarmKind.PRINTER_UNKNOWN})
"""What can wait a little."""
_OF_SERVICE = (AlarmKind.NOBODY_SERVES, AlarmKind.WAITING_LONG)
_OF_COUNTER = (
    AlarmKind.PANIC,
    AlarmKind.ASKED,
    AlarmKind.LEFT_ON_HOLD,
    AlarmKind.HELD_UNSERVED,
    AlarmKind.SERVING_LONG,
    AlarmKind.CALL_NOT_SHOWN,
    AlarmKind.CALL_NOT_SPOKEN,
)
_MINUTE = 60


def alarm_words(alarm: Alarm, names: Names, text: Text) -> tuple[str, str]:
    """Return an alarm as a sentence and what belongs to it; the second may be empty."""
    facts = {
        "about": _about(alarm, names, text),
        "label": spaced(alarm.label) if alarm.label else "",
        "words": alarm.words,
        "n": abs(alarm.count),
        "minutes": 0 if alarm.target is None else int(alarm.target.total_seconds()) // _MINUTE,
        "seconds": text.tenths(alarm.count / 1000),
        "state": "" if alarm.printer is None else text(f"printer.{alarm.printer.value}"),
    }
    key = f"floor.alarm.{alarm.kind.value}"
    return text(key, **facts), text(f"{key}_more", **facts)


def place_of(alarm: Alarm) -> str:
    """Return what to open for an alarm: a counter or a service; empty where there is nothing."""
    if alarm.kind in _OF_COUNTER or alarm.device is DeviceKind.COUNTER:
        return f"counter:{alarm.about}"
    return f"service:{alarm.about}" if alarm.kind in _OF_SERVICE else ""


def _about(alarm: Alarm, names: Names, text: Text) -> str:
    if alarm.kind in _OF_SERVICE:
        return names.short(ServiceCode(alarm.about))
    if alarm.kind in _OF_COUNTER or alarm.device is DeviceKind.COUNTER:
        return window_words(names.floor, CounterCode(alarm.about), text)
    kind = alarm.device or DeviceKind.KIOSK
    return text(f"floor.device.{kind.value}", code=alarm.about)


def window_words(floor: Floor, code: CounterCode, text: Text) -> str:
    """Return a counter as people speak of it."""
    counter = floor.counter(code)
    return text("counter.window", number=code if counter is None else counter.number)
