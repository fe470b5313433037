"""What supervisors do on the floor (the twins: functions/37_acts.sql)."""

from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.floor import Counter
from common.domain.hall import counters_seen, is_own
from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.permissions import Permission
from common.domain.reasons import ActReason
from common.domain.ticket import Leg, LegState, Move, waiting_again
from common.domain.views import Seat
from common.ports import Records
from common.rules.steps import because, close_if_asked, permitted_at, require, rules_of, step
from common.rules.tickets import today


def free_ticket(  # noqa: PLR0913 - as wide as what is to be known of an act
    records: Records,
    *,
    counter: CounterCode,
    at: CounterCode,
    leg: LegId,
    reason: ActReason | None,
    words: str = "",
    hold: bool = False,
) -> Leg:
    """Take a visitor from another counter: he waits exactly where he waited, or is on hold there.

    Return his leg. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN), NOT_PERMITTED without FLOOR_ACTS or
    for what is another entity's, REASON_MISSING, WORDS_TOO_LONG, NOT_LAWFUL at the own counter,
    TICKET_GONE where somebody else or nobody is there now.
    """
    seat, place = _acting(records, counter, at)
    facts = because(reason, words)
    found = records.current_leg(place.code)
    if found is None or found.id != leg:
        raise Refused(Reason.TICKET_GONE)
    _require_own_service(records, seat, found.service)
    freed = _free(records, seat, found, {**facts, "at": at}, hold=hold)
    if not hold:
        close_if_asked(records, found)
    return freed


def free_held(
    records: Records,
    *,
    counter: CounterCode,
    at: CounterCode,
    reason: ActReason | None,
    words: str = "",
) -> int:
    """Let those on hold where nobody can go on with them wait exactly where they waited.

    Return how many; of whoever has an entity, his own. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN),
    NOT_PERMITTED without FLOOR_ACTS or for another entity's counter, NOT_LAWFUL where somebody
    sits who may serve, REASON_MISSING, WORDS_TOO_LONG, TICKET_GONE where none is on hold.
    """
    seat = permitted_at(records, counter, Permission.FLOOR_ACTS)
    place = _place(records, seat, at)
    there = _seat_there(records, seat, at)
    if there is not None and Permission.SERVE in records.floor().permissions_of(there.operator):
        raise Refused(Reason.NOT_LAWFUL, counter=at)
    facts = {**because(reason, words), "at": at, "from_hold": True}
    held = [
        leg
        for leg in records.open_legs(today(records))
        if leg.state is LegState.HELD
        and leg.counter == place.code
        and _is_own_service(records, seat, leg.service)
    ]
    if not held:
        raise Refused(Reason.TICKET_GONE)
    for leg in held:
        _log(records, seat, EventKind.FREED, facts, leg)
        _put_back(records, leg)
    return len(held)


def send_home(
    records: Records,
    *,
    counter: CounterCode,
    at: CounterCode,
    reason: ActReason | None,
    words: str = "",
) -> None:
    """Close another counter; the visitor at it waits again exactly where he waited.

    The console there is told why. Refused as `free_ticket`, and NOT_SIGNED_IN where nobody is.
    """
    seat, place = _acting(records, counter, at)
    facts = because(reason, words)
    there = records.seat_at(place.code)
    if there is None:
        raise Refused(Reason.NOT_SIGNED_IN, counter=at)
    leg = records.current_leg(place.code)
    if leg is not None:
        _require_own_service(records, seat, leg.service)
        _free(records, seat, leg, {**facts, "at": at}, hold=False)
    records.close_seat(place.code)
    _log(records, seat, EventKind.SENT_HOME, {**facts, "at": at})
    records.log(
        EventKind.SIGNED_OUT,
        counter=at,
        operator=there.operator.code,
        facts={"sent_home": facts["reason"]},
    )


def close_service(
    records: Records,
    *,
    counter: CounterCode,
    service: ServiceCode,
    reason: ActReason | None,
    words: str = "",
) -> None:
    """Give no more tickets for a service today; whoever waits for it is served all the same.

    Said once more it changes nothing. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | UNKNOWN_SERVICE |
    SERVICE_OFF | REASON_MISSING | WORDS_TOO_LONG), NOT_PERMITTED without FLOOR_ACTS or for
    another entity's.
    """
    seat = permitted_at(records, counter, Permission.FLOOR_ACTS)
    facts = because(reason, words)
    _require_service(records, seat, service)
    if service not in records.closed_services():
        records.set_closed(service, closed=True)
        _log(records, seat, EventKind.SERVICE_CLOSED, {**facts, "service": service})


def open_service(records: Records, *, counter: CounterCode, service: ServiceCode) -> None:
    """Give tickets for a service again. Said once more it changes nothing.

    Refused as `close_service`.
    """
    seat = permitted_at(records, counter, Permission.FLOOR_ACTS)
    _require_service(records, seat, service)
    if service in records.closed_services():
        records.set_closed(service, closed=False)
        _log(records, seat, EventKind.SERVICE_OPENED, {"service": service})


def add_service(
    records: Records, *, counter: CounterCode, at: CounterCode, service: ServiceCode
) -> None:
    """Let a counter call for a service besides its profile until the day ends.

    Said once more it changes nothing. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | UNKNOWN_SERVICE |
    SERVICE_OFF), NOT_PERMITTED without FLOOR_ACTS or for another entity's.
    """
    _switch_extra(records, counter, at, service, added=True)


def withdraw_service(
    records: Records, *, counter: CounterCode, at: CounterCode, service: ServiceCode
) -> None:
    """Take back what was added to a counter. Said once more it changes nothing.

    Refused as `add_service`.
    """
    _switch_extra(records, counter, at, service, added=False)


def _switch_extra(
    records: Records, counter: CounterCode, at: CounterCode, service: ServiceCode, *, added: bool
) -> None:
    seat = permitted_at(records, counter, Permission.FLOOR_ACTS)
    place = _place(records, seat, at)
    _require_service(records, seat, service)
    if (service in records.extra_services().get(place.code, ())) == added:
        return
    records.set_extra(place.code, service, added=added)
    kind = EventKind.SERVICE_ADDED if added else EventKind.SERVICE_WITHDRAWN
    _log(records, seat, kind, {"at": at, "service": service})


def _acting(records: Records, counter: CounterCode, at: CounterCode) -> tuple[Seat, Counter]:
    """Return who acts and the other counter he acts on."""
    seat = permitted_at(records, counter, Permission.FLOOR_ACTS)
    place = _place(records, seat, at)
    if at == counter:
        raise Refused(Reason.NOT_LAWFUL, counter=at)
    _seat_there(records, seat, at)
    return seat, place


def _seat_there(records: Records, seat: Seat, at: CounterCode) -> Seat | None:
    """Return who sits at a counter that is acted on; of another entity nobody may act on him."""
    there = records.seat_at(at)
    if there is not None and not is_own(there.operator, seat.operator.entity):
        raise _foreign()
    return there


def _place(records: Records, seat: Seat, at: CounterCode) -> Counter:
    floor = records.floor()
    place = floor.counter(at)
    if place is None:
        raise Refused(Reason.UNKNOWN_COUNTER, counter=at)
    if place not in counters_seen(floor, seat.operator.entity):
        raise _foreign()
    return place


def _require_service(records: Records, seat: Seat, service: ServiceCode) -> None:
    rules_of(records, service)
    _require_own_service(records, seat, service)


def _require_own_service(records: Records, seat: Seat, service: ServiceCode) -> None:
    if not _is_own_service(records, seat, service):
        raise _foreign()


def _is_own_service(records: Records, seat: Seat, service: ServiceCode) -> bool:
    entity, found = seat.operator.entity, records.floor().catalogue.find(service)
    return entity is None or (found is not None and found[0].code == entity)


def _foreign() -> Refused:
    return Refused(Reason.NOT_PERMITTED, permission=Permission.FLOOR_ACTS.value)


def _free(records: Records, seat: Seat, leg: Leg, facts: dict[str, object], *, hold: bool) -> Leg:
    _log(records, seat, EventKind.FREED, {**facts, "held": hold}, leg)
    if hold:
        return step(records, leg, Move.HOLD, by=seat, facts={"at": facts["at"]})
    return _put_back(records, leg)


def _put_back(records: Records, leg: Leg) -> Leg:
    require(records, leg, Move.FREE)
    waiting = records.move(leg, replace(waiting_again(leg), started_at=None, hold_reason=None))
    if leg.state is LegState.CALLED:
        records.close_call(leg, withdrawn=True)
    return waiting


def _log(
    records: Records,
    seat: Seat,
    kind: EventKind,
    facts: dict[str, object],
    leg: Leg | None = None,
) -> None:
    records.log(
        kind,
        ticket=None if leg is None else leg.ticket,
        leg=None if leg is None else leg.id,
        counter=seat.counter.code,
        operator=seat.operator.code,
        facts=facts,
    )
