"""One more service for the visitor at a window (the twin: functions/32_outcomes.sql)."""

from datetime import timedelta

from common.domain.errors import Reason, Refused
from common.domain.events import EventKind
from common.domain.ids import CounterCode, ServiceCode
from common.domain.ticket import MOST_SERVICES, Leg, LegState, NewLeg
from common.ports import Records
from common.rules.steps import leg_at, rules_of, seat_at


def add_service(records: Records, *, counter: CounterCode, service: ServiceCode) -> Leg:
    """Let the visitor at hand go on to one more service afterwards; return its leg.

    In turn, behind what he goes on to already, and by his arrival. Refused(UNKNOWN_COUNTER |
    NOT_SIGNED_IN | NOBODY_AT_COUNTER | UNKNOWN_SERVICE | SERVICE_OFF), SAME_SERVICE for one that
    he is at or goes on to, NOT_PERMITTED with how many `services` where he has MOST_SERVICES.
    """
    seat, leg = seat_at(records, counter), leg_at(records, counter)
    target = rules_of(records, service).target
    ahead = [leg, *(one for one in records.legs_of(leg.ticket) if one.state is LegState.AWAY)]
    if service in {one.service for one in ahead}:
        raise Refused(Reason.SAME_SERVICE, service=service)
    if len(ahead) >= MOST_SERVICES:
        raise Refused(Reason.NOT_PERMITTED, services=len(ahead) + 1)
    added = records.add_leg(
        NewLeg(
            ticket=leg.ticket,
            service=service,
            lane=leg.lane,
            arrived_at=leg.arrived_at,
            due_at=leg.arrived_at + timedelta(minutes=target.green),
            state=LegState.AWAY,
        )
    )
    records.log(
        EventKind.GOES_ON,
        ticket=leg.ticket,
        leg=leg.id,
        counter=counter,
        operator=seat.operator.code,
        facts={"service": service, "new_leg": added.id},
    )
    records.tell(leg)
    return added
