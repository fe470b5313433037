"""What of the set-up cannot go now, in the words of the commands."""

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.ids import CounterCode, OperatorCode, ServiceCode

_KEEP = "keep it in the file, or first"


def why_in_use(refused: Refused, floor: Floor) -> str | None:
    """Return what a set-up lacks that is in use, and what to do; None where it was another reason.

    `floor` is the set-up that holds.
    """
    facts = {name: str(value) for name, value in refused.facts.items()}
    if refused.reason is Reason.COUNTER_TAKEN:
        return (
            f"{_counter(floor, facts)} is open and {_operator(floor, facts)} works there:"
            f" {_KEEP} let it be closed"
        )
    if refused.reason is Reason.OPERATOR_ELSEWHERE:
        return (
            f"{_operator(floor, facts)} works at {_counter(floor, facts)}:"
            f" {_KEEP} let that counter be closed"
        )
    return _needed_today(floor, facts) if refused.reason is Reason.SETUP_IN_USE else None


def _needed_today(floor: Floor, facts: dict[str, str]) -> str:
    code, count = facts.get("code", ""), facts.get("count", "")
    settle = f"{_KEEP} serve or cancel them, or settle them on the console's page End of day"
    match facts["kind"]:
        case "service":
            service = floor.catalogue.services().get(ServiceCode(code))
            name = "" if service is None else f" ({service.name.en})"
            return f"service {code}{name} has {count} visitors of today: {settle}"
        case "counter":
            where = _counter(floor, {"counter": code})
            return f"{where} has {count} visitors on hold: {settle}"
        case "series":
            return f"series {code} has given numbers today: {_KEEP} wait until tomorrow"
        case _:
            return (
                "time_zone and rollover would make today another business day, on which numbers are"
                " given twice: import it at an hour that is the same day in both"
            )


def _counter(floor: Floor, facts: dict[str, str]) -> str:
    counter = floor.counter(CounterCode(facts["counter"]))
    return f"counter {facts['counter']}" + ("" if counter is None else f" (no. {counter.number})")


def _operator(floor: Floor, facts: dict[str, str]) -> str:
    operator = floor.operator(OperatorCode(facts["operator"]))
    return f"operator {facts['operator']}" + ("" if operator is None else f" ({operator.name})")
