"""What boards tell everybody: kept beside the set-up, said and taken back at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from common.domain.floor import Floor
from common.domain.ids import ZoneCode
from common.domain.messages import LONGEST, LONGEST_NAME, LONGEST_SPAN, Message
from common.domain.permissions import Permission
from common.domain.words import Language
from counter.dates import day_of, day_words
from counter.setup.checks import clock_of, clock_words
from counter.setup.lists import NO_WORDS, typed, words_from, words_values
from counter.setup.of_places import zone_picks
from counter.setup.specs import Context, Fault, FieldKind, FieldSpec, Form, Kind, Values

NEEDS = frozenset({Permission.MESSAGES})
USUALLY = timedelta(hours=2)


def message_form(messages: tuple[Message, ...], now: datetime | None) -> Form:
    """Return the form of the messages that are shown now."""
    known = {one.name: one for one in messages}
    return Form(
        Kind.MESSAGE,
        codes=lambda _floor: tuple(known),
        title=lambda _context, code: code,
        detail=lambda context, code: _until(context, known[code]),
        sorted=False,
        fields=lambda context, code: _fields(context, code, frozenset(known)),
        read=lambda floor, code: _read(floor, known[code]),
        write=lambda floor, _code, _values: floor,
        blank=lambda floor, _beside: _blank(floor, now),
        remove=lambda floor, _code: floor,
        cross=lambda floor, _code, values: _cross(floor, values, now),
        needs=NEEDS,
        place="name",
    )


def message_of(floor: Floor, code: str, values: Values) -> Message:
    """Return the message that was typed and checked."""
    zone = typed(values, "zone")
    return Message(
        name=code or typed(values, "name"),
        words=words_from(values, "words") or NO_WORDS,
        until=_moment(floor, values),
        zone=ZoneCode(zone) if zone else None,
    )


def _until(context: Context, message: Message) -> str:
    return f"{message.until.astimezone(context.floor.zone_info):%d.%m %H:%M}"


def _fields(context: Context, code: str, taken: frozenset[str]) -> tuple[FieldSpec, ...]:
    kinds = (FieldKind.LATIN, FieldKind.LATIN, FieldKind.WORDS)
    name = FieldSpec("name", FieldKind.WORDS, 4, label="message", longest=LONGEST_NAME, taken=taken)
    return (
        *(() if code else (name,)),
        *(
            FieldSpec(f"words_{language.value}", kind, 4, longest=LONGEST)
            for language, kind in zip(Language, kinds, strict=True)
        ),
        FieldSpec(
            "zone", FieldKind.CHOICE, 2, label="boards", picks=zone_picks(context), optional=True
        ),
        FieldSpec("day", FieldKind.DAY, label="until_day"),
        FieldSpec("time", FieldKind.TIME, label="until_time"),
    )


def _read(floor: Floor, message: Message) -> Values:
    return {
        **words_values("words", message.words),
        "zone": message.zone or "",
        **_told(floor, message.until),
    }


def _blank(floor: Floor, now: datetime | None) -> Values:
    until = _told(floor, now + USUALLY) if now is not None else {"day": "", "time": ""}
    return {"name": "", **words_values("words", None), "zone": "", **until}


def _told(floor: Floor, moment: datetime) -> dict[str, str]:
    here = moment.astimezone(floor.zone_info)
    return {"day": day_words(here), "time": clock_words(here.time().replace(second=0))}


def _moment(floor: Floor, values: Values) -> datetime:
    day, time = day_of(typed(values, "day")), clock_of(typed(values, "time"))
    if day is None or time is None:
        raise AssertionError("day and time were checked")
    return datetime.combine(day, time, floor.zone_info)


def _cross(floor: Floor, values: Values, now: datetime | None) -> Mapping[str, Fault]:
    until = _moment(floor, values)
    if now is None:
        return {}
    if until <= now:
        return {"time": Fault("past")}
    return {} if until <= now + LONGEST_SPAN else {"day": Fault("far")}
