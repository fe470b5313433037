"""What somebody at a counter asks of others (the twins: functions/39_asks.sql)."""

from common.domain.asks import Ask, AskKind, is_for
from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import AskId, CounterCode
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import require_words, seat_at


def ask_colleague(
    records: Records,
    *,
    counter: CounterCode,
    to_counter: CounterCode | None = None,
    words: str = "",
) -> Ask:
    """Ask whoever sits at another counter, or who sees the floor (None), for help.

    What was asked before is ended; the same, which nobody has seen yet, stands. Refused(
    UNKNOWN_COUNTER | NOT_SIGNED_IN | WORDS_TOO_LONG), of the other counter UNKNOWN_COUNTER and
    COUNTER_CLOSED where nobody sits there, NOT_LAWFUL for one's own.
    """
    seat = seat_at(records, counter)
    if to_counter == counter:
        raise Refused(Reason.NOT_LAWFUL, counter=counter)
    if to_counter is not None:
        _require_open(records, to_counter)
    require_words(words)
    for before in records.open_asks():
        if before.counter != counter or before.kind is not AskKind.HELP:
            continue
        asker = (before.operator, before.to_counter, before.words)
        if before.seen_at is None and asker == (seat.operator.code, to_counter, words):
            return before
        records.end_ask(before)
    ask = _add(records, seat, AskKind.HELP, to_counter, words)
    facts: dict[str, object] = {"ask": ask.id}
    if to_counter is not None:
        facts["to_counter"] = to_counter
    if words:
        facts["words"] = words
    _log(records, EventKind.ASKED, seat, facts)
    return ask


def panic(records: Records, *, counter: CounterCode) -> Ask:
    """Tell all who see the floor that somebody at this counter is in danger.

    Pressed once more it changes nothing. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN).
    """
    seat = seat_at(records, counter)
    for before in records.open_asks():
        if before.counter == counter and before.kind is AskKind.PANIC:
            return before
    ask = _add(records, seat, AskKind.PANIC, None, "")
    _log(records, EventKind.PANIC, seat, {"ask": ask.id})
    return ask


def answer_ask(records: Records, *, counter: CounterCode, ask: AskId, ended: bool = False) -> None:
    """Say that one has seen what is asked of him, or that it is `ended`.

    Who asked may end it too. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), UNKNOWN_ASK for one that is
    ended or not of today, NOT_PERMITTED for who neither asked nor was asked.
    """
    seat = seat_at(records, counter)
    found = next((one for one in records.open_asks() if one.id == ask), None)
    if found is None:
        raise Refused(Reason.UNKNOWN_ASK, ask=ask)
    may = records.floor().permissions_of(seat.operator)
    if not is_for(found, counter, seat.operator.entity, may):
        if found.counter != counter:
            raise Refused(Reason.NOT_PERMITTED, ask=ask)
        if not ended:
            return
    elif found.seen_at is None:
        records.see_ask(found, seat)
        _log(records, EventKind.ASK_SEEN, seat, {"ask": ask})
    if ended:
        records.end_ask(found)
        _log(records, EventKind.ASK_ENDED, seat, {"ask": ask})


def _require_open(records: Records, counter: CounterCode) -> None:
    if records.floor().counter(counter) is None:
        raise Refused(Reason.UNKNOWN_COUNTER, counter=counter)
    if records.seat_at(counter) is None:
        raise Refused(Reason.COUNTER_CLOSED, counter=counter)


def _add(
    records: Records, seat: Seat, kind: AskKind, to_counter: CounterCode | None, words: str
) -> Ask:
    return records.add_ask(
        Ask(
            id=AskId(0),
            at=records.now,
            kind=kind,
            counter=seat.counter.code,
            operator=seat.operator.code,
            entity=seat.operator.entity,
            to_counter=to_counter,
            words=words,
        )
    )


def _log(records: Records, kind: EventKind, seat: Seat, facts: dict[str, object]) -> None:
    records.log(kind, counter=seat.counter.code, operator=seat.operator.code, facts=facts)
