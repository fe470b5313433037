"""What came of a service (the twins: functions/32_outcomes.sql)."""

from collections.abc import Sequence
from dataclasses import replace

from common.domain.errors import Reason, Refused
from common.domain.ids import ServiceCode
from common.domain.outcomes import ServiceOutcome
from common.domain.ticket import MOST_SERVICES, Leg, Move
from common.ports import Records
from common.rules.steps import end_leg


def finish_with(
    records: Records, leg: Leg, outcome: ServiceOutcome | None, delivered: Sequence[ServiceCode]
) -> None:
    """End a service with what came of it and what was delivered, the service itself included.

    Refused(NOT_LAWFUL | OUTCOME_MISSING | UNKNOWN_SERVICE | SAME_SERVICE), NOT_SERVED_HERE for a
    service of another entity, NOT_PERMITTED for more than MOST_SERVICES.
    """
    _check_delivered(records, leg, delivered)
    facts: dict[str, object] = {}
    if outcome is not None:
        facts["outcome"] = outcome.value
    if delivered:
        facts["delivered"] = list(delivered)
    end_leg(records, replace(leg, outcome=outcome), Move.FINISH, facts=facts)


def _check_delivered(records: Records, leg: Leg, delivered: Sequence[ServiceCode]) -> None:
    if len(delivered) > MOST_SERVICES:
        raise Refused(Reason.NOT_PERMITTED, services=len(delivered))
    catalogue = records.floor().catalogue
    entity = catalogue.find(leg.service)
    for at, service in enumerate(delivered):
        found = catalogue.find(service)
        if found is None:
            raise Refused(Reason.UNKNOWN_SERVICE, service=service)
        if entity is None or found[0].code != entity[0].code:
            raise Refused(Reason.NOT_SERVED_HERE, service=service)
        if service in delivered[:at]:
            raise Refused(Reason.SAME_SERVICE, service=service)
