"""The rows of the lists beside the tiles, in words."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from common.domain.devices import DeviceKind
from common.domain.floor import Floor
from common.domain.hall import HallNow, KioskNow, Level, QueueNow
from common.domain.hall_alarms import AlarmKind, is_low, is_silent
from common.domain.ids import EntityCode
from common.domain.printers import OUT, PrinterState
from common.domain.ticket import SlipState
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.floor.alarm_words import SOFT, alarm_words, place_of
from counter.floor.faces import LEVEL_SIGNS
from counter.floor.lists import AlarmRow, DeviceRow, QueueRow, minutes_of
from counter.floor.state import FloorState
from counter.paper_watch import labels_of
from counter.rows import Names

_ORDER = (Level.IN_TIME, Level.SOON, Level.LATE)
_GOOD, _WARN, _BAD = (
    ("circle-check", LIGHT.good),
    ("clock", LIGHT.warn),
    ("triangle-alert", LIGHT.bad),
)
NOBODY = "–"
"""The longest wait where nobody waits."""
_UNKNOWN = ("circle-question-mark", LIGHT.slate)


def alarm_rows(state: FloorState, names: Names, text: Text) -> Iterator[AlarmRow]:
    """Yield the alarms, the newest first, with those who have no paper among them."""
    unpapered = _unpapered(state, names, text)
    latest = max((one.at for one in state.missing), default=state.now)
    for one in state.alarms:
        older = one.kind is not AlarmKind.PANIC and one.since <= latest
        if unpapered is not None and older:
            yield unpapered
            unpapered = None
        title, more = alarm_words(one, names, text)
        yield AlarmRow(place_of(one), title, more, names.clock(one.since), one.kind in SOFT)
    if unpapered is not None:
        yield unpapered


def _unpapered(state: FloorState, names: Names, text: Text) -> AlarmRow | None:
    """Return in one row who waits and may have no paper, with the time of the latest."""
    if not state.missing:
        return None
    soft = all(one.slip is SlipState.UNKNOWN for one in state.missing)
    title = text("floor.alarm.no_slip", n=len(state.missing))
    return AlarmRow("", title, labels_of(state.missing), names.clock(state.missing[-1].at), soft)


def entity_rows(state: FloorState, names: Names, text: Text) -> Iterator[QueueRow]:
    """Yield a row for each entity that gives something here, the longest wait first."""
    if state.hall is None:
        return
    queues: dict[EntityCode, list[QueueNow]] = {}
    for one in state.hall.queues:
        queues.setdefault(one.entity, []).append(one)
    rows = [(_lateness(own, state.now), entity, own) for entity, own in queues.items()]
    for _, entity, own in sorted(rows, key=lambda row: row[0], reverse=True):
        yield _queue_row(f"entity:{entity}", _entity(names, entity), own, state.now, text)


def service_rows(state: FloorState, names: Names, text: Text) -> Iterator[QueueRow]:
    """Yield a row for each service of the entity that was opened."""
    if state.hall is None:
        return
    for one in state.hall.queues:
        if one.entity == state.entity:
            name = names.short(one.service)
            yield _queue_row(f"service:{one.service}", name, [one], state.now, text)


def _entity(names: Names, code: EntityCode) -> str:
    """Return an entity as the boards have it: they too have little room."""
    found = next((one for one in names.floor.catalogue.entities if one.code == code), None)
    named = None if found is None else found.board_name or found.name
    return code if named is None else named.of(names.language)


def _queue_row(key: str, name: str, own: list[QueueNow], now: datetime, text: Text) -> QueueRow:
    worst = max(own, key=lambda one: (_ORDER.index(one.level(now)), one.part(now)))
    longest = max((one.longest(now) for one in own), default=timedelta())
    closed = all(one.closed for one in own)
    waiting = sum(one.waiting for one in own)
    return QueueRow(
        key=key,
        name=name,
        waiting=waiting,
        part=round(worst.part(now), 2),
        longest=text("counter.minutes", n=minutes_of(longest)) if waiting else NOBODY,
        sign=LEVEL_SIGNS[worst.level(now)] if waiting else ("", LIGHT.slate),
        closed=text("floor.closed_today") if closed else "",
    )


def _lateness(own: list[QueueNow], now: datetime) -> tuple[float, int]:
    return max(one.part(now) for one in own), sum(one.waiting for one in own)


def kiosk_rows(state: FloorState, text: Text) -> Iterator[DeviceRow]:
    """Yield a row for each kiosk: its computer, its printer, its paper."""
    if state.hall is None or state.floor is None:
        return
    for one in state.hall.kiosks:
        words, sign = _kiosk(one, state.hall, state.floor, state.now, text)
        name = text("floor.device.kiosk", code=one.kiosk)
        yield DeviceRow(name, "printer", words, sign)


def _kiosk(
    one: KioskNow, hall: HallNow, floor: Floor, now: datetime, text: Text
) -> tuple[str, tuple[str, str]]:
    device = hall.device(DeviceKind.KIOSK, one.kiosk)
    if device is not None and is_silent(device, now):
        return text("floor.silent"), _BAD
    if one.printer is None:
        return text("floor.no_printer"), _UNKNOWN
    state = PrinterState.UNKNOWN if one.known is None else one.known.stands(now)
    if state is PrinterState.UNKNOWN:
        return text("floor.unknown"), _UNKNOWN
    if state in OUT:
        out = state is PrinterState.OUT_OF_PAPER
        return text("printer.out" if out else f"printer.{state.value}"), _BAD
    low = is_low(one, now)
    return _paper(one, floor, text, low=low), _WARN if low else _GOOD


def _paper(one: KioskNow, floor: Floor, text: Text, *, low: bool) -> str:
    left = one.left
    if left is None:
        return text("printer.near_end" if low else "floor.ready")
    if left.change_at is None:
        return text("floor.slips", n=left.slips)
    at = f"{left.change_at.astimezone(floor.zone_info):%H:%M}"
    return text("floor.slips_until", n=left.slips, time=at)


def display_rows(state: FloorState, names: Names, text: Text) -> Iterator[DeviceRow]:
    """Yield a row for each display: its computer, when it last showed and spoke a call."""
    hall, floor = state.hall, state.floor
    if hall is None or floor is None:
        return
    for one in hall.displays:
        device = hall.device(DeviceKind.DISPLAY, one.display)
        name = text("floor.device.display", code=one.display)
        if device is not None and is_silent(device, state.now):
            yield DeviceRow(name, "monitor", text("floor.silent"), _BAD)
        elif one.shown_at is None:
            yield DeviceRow(name, "monitor", text("floor.nothing_shown"), _UNKNOWN)
        else:
            shown = text("floor.shown_at", time=names.clock(one.shown_at))
            if one.spoken_at is None:
                yield DeviceRow(name, "monitor", shown, ("volume-x", LIGHT.slate))
            else:
                yield DeviceRow(name, "monitor", shown, ("volume-2", LIGHT.good))
