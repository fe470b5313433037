"""The twins of the rules about what supervisors do on the floor."""

from collections.abc import Callable, Mapping

from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.reasons import ActReason
from common.rules import floor_acts
from common.store.tables import legs
from common.store.twin import Twin, as_given, moved, nothing, statement


def _of_freeing(
    *,
    counter: CounterCode,
    at: CounterCode,
    leg: LegId,
    reason: ActReason | None,
    words: str = "",
    hold: bool = False,
) -> Mapping[str, object]:
    given = {"counter": counter, "at": at, "leg": leg, "words": words, "hold": hold}
    return {**given, "reason": reason}


def _of_sending(
    *, counter: CounterCode, at: CounterCode, reason: ActReason | None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "at": at, "reason": reason, "words": words}


def _of_closing(
    *, counter: CounterCode, service: ServiceCode, reason: ActReason | None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "service": service, "reason": reason, "words": words}


TWINS_OF_FLOOR: Mapping[Callable[..., object], Twin] = {
    floor_acts.free_ticket: Twin(
        statement("free_ticket(:centre, :counter, :at, :leg, :reason, :words, :hold)", legs),
        _of_freeing,
        moved,
    ),
    floor_acts.send_home: Twin(
        statement("send_home(:centre, :counter, :at, :reason, :words)"), _of_sending, nothing
    ),
    floor_acts.close_service: Twin(
        statement("close_service(:centre, :counter, :service, :reason, :words)"),
        _of_closing,
        nothing,
    ),
    floor_acts.open_service: Twin(
        statement("open_service(:centre, :counter, :service)"), as_given, nothing
    ),
    floor_acts.add_service: Twin(
        statement("add_service(:centre, :counter, :at, :service)"), as_given, nothing
    ),
    floor_acts.withdraw_service: Twin(
        statement("withdraw_service(:centre, :counter, :at, :service)"), as_given, nothing
    ),
}
