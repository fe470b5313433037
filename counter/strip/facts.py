"""What the strip says of the desk, in words, before anything is drawn."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from common.domain.ticket import LegState, Move
from common.domain.views import Desk, Visit
from common.i18n import Text
from counter.asks_view import own_words
from counter.notice import words_to_tell
from counter.offers import offers
from counter.rows import Level, Names, level_of, minutes_and_seconds
from counter.state import CounterState, Evidence, Sight

IDLE = (Move.CALL, Move.RESUME)
CALLED = (Move.START, Move.RECALL, Move.NO_SHOW)
SERVING = (Move.FINISH, Move.TRANSFER, Move.HOLD)
"""The moves with a button, the first one the widest; the others have their keys as ever."""


@dataclass(frozen=True, slots=True)
class StripFacts:
    """All that stands on the strip but the words on its buttons."""

    title: str
    detail: str = ""
    sign: str = "user"
    """What stands in the number's place where there is nobody."""
    number: str = ""
    elapsed: str = ""
    target: str = ""
    part: float = 0.0
    """How much of the target has gone."""
    waiting: int = 0
    level: Level | None = None
    """The worst level of the queue that has to be minded, and of how many."""
    minded: int = 0
    moves: tuple[Move, ...] = ()
    """The moves that have a button now."""


def strip_facts(state: CounterState, desk: Desk, names: Names, text: Text) -> StripFacts:
    """Return what the strip says."""
    if state.cover is not None:
        return StripFacts(text("lock.title"), desk.seat.operator.name, "lock")
    levels = Counter(level_of(visit.leg.due_at, state.now) for visit in desk.queue)
    level = next((one for one in (Level.LATE, Level.SOON) if levels[one]), None)
    waiting, minded = len(desk.queue), 0 if level is None else levels[level]
    if desk.current is None:
        title, detail = _nobody(state, desk, text)
        sign = "user" if desk.seat.paused is None else "coffee"
        return StripFacts(
            title, detail, sign, waiting=waiting, level=level, minded=minded, moves=IDLE
        )
    leg = desk.current.leg
    serving = leg.state is LegState.SERVING
    elapsed, target = _spans(state, desk.current, names)
    return StripFacts(
        names.service(leg.service),
        names.entity_of(leg.service),
        "",
        desk.current.ticket.label,
        minutes_and_seconds(elapsed),
        minutes_and_seconds(target) if serving else "",
        elapsed / target if serving and target else 0.0,
        waiting,
        level,
        minded,
        SERVING if serving else CALLED,
    )


def strip_words(state: CounterState, names: Names, text: Text) -> str:
    """Return what has to be told besides; the first thing that matters, empty for nothing."""
    if state.cover is not None:
        return ""
    said = words_to_tell(state, names, text)
    if said:
        return said
    if state.lost_since is not None:
        return text("counter.store_lost", time=names.clock(state.lost_since))
    if state.desk is not None and state.desk.asked:
        return own_words(state.desk.asked[0], names, text)
    unseen = _missing(state.board, "counter.board", text)
    return unseen or _missing(state.voice, "counter.sound", text) or _rest(state, text)


def evacuation_words(desk: Desk, names: Names, text: Text) -> str:
    """Return that the building has to be left; empty while it has not."""
    left = desk.evacuated_since
    return "" if left is None else text("counter.evacuated", time=names.clock(left))


def _rest(state: CounterState, text: Text) -> str:
    if state.desk is not None and state.desk.seat.closing:
        return text("counter.closing")
    return text("app.clock_off") if state.clock_off else ""


def _missing(evidence: Evidence, what: str, text: Text) -> str:
    if evidence.sight is not Sight.MISSING:
        return ""
    return text(f"{what}_missing", label=evidence.label)


def _spans(state: CounterState, visit: Visit, names: Names) -> tuple[timedelta, timedelta]:
    leg = visit.leg
    since = leg.started_at if leg.state is LegState.SERVING else leg.called_at
    elapsed = timedelta() if since is None else max(timedelta(), state.now - since)
    return elapsed, names.target(leg.service)


def _nobody(state: CounterState, desk: Desk, text: Text) -> tuple[str, str]:
    pause = desk.seat.paused
    if pause is not None:
        since = minutes_and_seconds(state.now - pause.since)
        return f"{text('op.break')} · {since}", text(f"reason.{pause.reason.value}")
    hint = offers(state)[Move.CALL].hint
    return text("counter.nobody"), "" if hint is None else text(hint.key, **hint.facts)
