"""From the store's board to rows and pages; plain functions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from common.domain.board import Board, Call, WindowNow, visible
from common.domain.floor import Display, Floor
from common.domain.ids import CallId, EntityCode, ServiceCode
from common.domain.numbers import split_label
from common.domain.spans import within
from common.domain.waits import WaitSpan
from common.domain.words import Words
from display.state import Choice, Row, Sign, Waits

T = TypeVar("T")


def compose_rows(
    board: Board,
    now: datetime,
    shown_at_least: timedelta,
    flashing: Collection[tuple[CallId, int]],
    *,
    still: bool = False,
) -> tuple[Row, ...]:
    """Return all calls to draw, newest first; on a board that stands still only one is newest."""
    calls = visible(board, now, shown_at_least)
    return tuple(
        _row(
            call,
            plate=place == 0 or (not still and within(shown_at_least, call.called_at, now)),
            flashing=(call.id, call.times) in flashing,
        )
        for place, call in enumerate(calls)
    )


def _row(call: Call, *, plate: bool, flashing: bool) -> Row:
    letters, serial = _parted(call.label)
    return Row(
        call=call.id,
        times=call.times,
        letters=letters,
        serial=serial,
        window=call.window,
        direction=call.direction,
        plate=plate or flashing,
        flashing=flashing,
    )


def _parted(label: str) -> tuple[str, str]:
    """Return a number's letters and its serial as it is written."""
    letters, _ = split_label(label)
    return letters, label[len(letters) :]


def compose_waits(
    board: Board, floor: Floor, room: int, expected: Mapping[ServiceCode, WaitSpan]
) -> tuple[Waits, ...]:
    """Return who is waited for; entities nobody waits for only while there is room for all."""
    names = {entity.code: entity.board_name or entity.name for entity in floor.catalogue.entities}
    counts = board.waiting
    if len(counts) > room:
        counts = tuple(count for count in counts if count.waiting)
    return tuple(
        Waits(
            count.series,
            names.get(count.entity, _code(count.entity)),
            count.waiting,
            _minutes(floor, count.entity, expected),
        )
        for count in counts
    )


def _minutes(floor: Floor, entity: EntityCode, expected: Mapping[ServiceCode, WaitSpan]) -> str:
    """Return from the shortest to the longest wait of an entity's services: 10–20."""
    services = floor.catalogue.services()
    spans = [
        span
        for code, span in expected.items()
        if code in services and services[code].entity == entity
    ]
    if not spans:
        return ""
    return f"{min(span.low for span in spans)}–{max(span.high for span in spans)}"


def _code(code: str) -> Words:
    return Words(code, code, code)


def compose_sign(now: WindowNow, floor: Floor) -> Sign | None:
    """Return what stands over a counter; None where the set-up no longer has it."""
    counter = next((one for one in floor.counters if one.code == now.counter), None)
    if counter is None:
        return None
    if not now.label:
        return Sign(counter.number, now.state)
    return Sign(counter.number, now.state, *_parted(now.label))


def compose_choices(floor: Floor) -> tuple[Choice, ...]:
    """Return what a screen may show that nobody has placed yet."""
    numbers = {counter.code: str(counter.number) for counter in floor.counters}
    zones = {zone.code: zone.name.az for zone in floor.zones}
    entities = {one.code: (one.board_name or one.name).az for one in floor.catalogue.entities}

    def choice(display: Display) -> Choice:
        if display.sign is not None:
            return Choice(display.code, "board.choose_sign", numbers.get(display.sign, ""))
        names = [] if display.zone is None else [zones.get(display.zone, display.zone)]
        names += [entities.get(one, one) for one in display.entities]
        windows = ", ".join(numbers.get(one, one) for one in display.counters)
        whole = not names and not windows
        key = "board.choose_windows" if windows else "board.choose_hall" if whole else ""
        return Choice(display.code, key, windows, tuple(names))

    return (Choice("", "board.choose_hall"), *map(choice, floor.displays))


def count_pages(things: Sequence[object], room: int) -> int:
    """Return on how many pages things stand; at least one."""
    return max(1, -(-len(things) // room))


def cut_page(things: Sequence[T], room: int, page: int) -> tuple[T, ...]:
    """Return the things of a page; pages count from 1."""
    return tuple(things[(page - 1) * room : page * room])
