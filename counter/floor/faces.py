"""What stands on the tiles of the counters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from common.domain.asks import AskKind
from common.domain.hall import CounterNow, Doing, Level
from common.i18n import Text
from common.ui.tokens import LIGHT
from counter.floor.state import FloorState
from counter.plural import times
from counter.rows import MINUTE, minutes_and_seconds, spaced

LEVEL_SIGNS = {
    Level.LATE: ("triangle-alert", LIGHT.bad),
    Level.SOON: ("clock", LIGHT.warn),
    Level.IN_TIME: ("circle-check", LIGHT.good),
}
LEVEL_WORDS = {Level.LATE: "op.late", Level.SOON: "op.due_soon", Level.IN_TIME: "op.on_time"}
DOING_SIGNS = {
    Doing.SERVING: ("user-check", LIGHT.slate),
    Doing.CALLED: ("bell-ring", LIGHT.azure),
    Doing.FREE: ("circle-check", LIGHT.good),
    Doing.PAUSED: ("coffee", LIGHT.slate),
    Doing.CLOSED: ("minus", LIGHT.dead_text),
}


@dataclass(frozen=True, slots=True)
class Face:
    """All that one tile shows; two equal faces look the same."""

    counter: str
    number: str
    doing: Doing
    level: Level
    state: str
    """The word for what goes on, or for a target that has nearly or wholly gone."""
    icon: str
    colour: str
    """Of that word and its icon."""
    ticket: str
    elapsed: str
    beside: str
    """The target, or how often the visitor was called."""
    part: float
    """Which part of the target has gone, to a hundredth."""
    person: str
    marked: bool
    danger: bool = False
    """Somebody there is in danger: nothing else counts."""

    @property
    def told(self) -> str:
        """Return the tile as who cannot see it hears it."""
        said = (self.number, self.state, self.ticket, self.elapsed, self.person)
        return ", ".join(part for part in said if part)


def faces(state: FloorState, text: Text) -> Iterator[Face]:
    """Yield the face of each counter, by the numbers people know."""
    if state.hall is None or state.floor is None:
        return
    numbers = {one.code: one.number for one in state.floor.counters}
    people = {one.code: one.name for one in state.floor.operators}
    panic = {one.counter for one in state.hall.asks if one.kind is AskKind.PANIC}
    # Zones have no heading here: in their order the numbers would seem to jump.
    for one in sorted(state.hall.counters, key=lambda one: numbers.get(one.counter, 0)):
        level, danger = one.level(state.now), one.counter in panic
        word, icon, colour = _state(one.doing, level, danger=danger)
        yield Face(
            counter=one.counter,
            number=str(numbers.get(one.counter, one.counter)),
            doing=one.doing,
            level=level,
            state=text(word),
            icon=icon,
            colour=colour,
            ticket="" if one.visitor is None else spaced(one.visitor.label),
            elapsed=_elapsed(one, state.now),
            beside=_beside(one, text),
            # Not rounded up: the colour turns with the level, never before.
            part=int(one.part(state.now) * 100) / 100,
            person="" if one.operator is None else short_name(people.get(one.operator, "")),
            marked=one.counter == state.marked,
            danger=danger,
        )


def _state(doing: Doing, level: Level, *, danger: bool) -> tuple[str, str, str]:
    """Return the key of the word for what goes on, its icon and colour."""
    if danger:
        return ("floor.danger", *LEVEL_SIGNS[Level.LATE])
    if level is not Level.IN_TIME:
        return (LEVEL_WORDS[level], *LEVEL_SIGNS[level])
    return (f"floor.doing.{doing.value}", *DOING_SIGNS[doing])


def short_name(name: str) -> str:
    """Return a person's name as it is written where there is little room: "A. Hüseynova"."""
    first, _, rest = name.partition(" ")
    return f"{first[:1]}. {rest}" if rest else name


def _elapsed(one: CounterNow, now: datetime) -> str:
    if one.doing is Doing.CLOSED or one.since is None:
        return ""
    return minutes_and_seconds(max(timedelta(), now - one.since))


def _beside(one: CounterNow, text: Text) -> str:
    if one.doing is Doing.CALLED and one.visitor is not None:
        return times(one.visitor.calls, text)
    if one.doing is Doing.SERVING and one.target is not None:
        return text("counter.minutes", n=one.target // MINUTE)
    return ""
