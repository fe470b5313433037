"""The twins of the rules about what supervisors do on the floor."""

from collections.abc import Callable, Mapping

from sqlalchemy import Integer

from common.domain.ids import CounterCode, LegId, ServiceCode
from common.domain.reasons import ActReason
from common.rules import floor_acts
from common.store.tables import legs
from common.store.twin import AS_SEEN_BY, Known, Rows, Twin, as_given, moved, nothing, statement


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


def _freed(rows: Rows, _known: Known) -> int:
    return int(rows[0]["freed"])


TWINS_OF_FLOOR: Mapping[Callable[..., object], Twin] = {
    floor_acts.free_ticket: Twin(
        statement(f"free_ticket({AS_SEEN_BY}, :counter, :at, :leg, :reason, :words, :hold)", legs),
        _of_freeing,
        moved,
    ),
    floor_acts.free_held: Twin(
        statement(
            f"free_held({AS_SEEN_BY}, :counter, :at, :reason, :words) AS freed", freed=Integer
        ),
        _of_sending,
        _freed,
    ),
    floor_acts.send_home: Twin(
        statement(f"send_home({AS_SEEN_BY}, :counter, :at, :reason, :words)"), _of_sending, nothing
    ),
    floor_acts.close_service: Twin(
        statement(f"close_service({AS_SEEN_BY}, :counter, :service, :reason, :words)"),
        _of_closing,
        nothing,
    ),
    floor_acts.open_service: Twin(
        statement(f"open_service({AS_SEEN_BY}, :counter, :service)"), as_given, nothing
    ),
    floor_acts.add_service: Twin(
        statement(f"add_service({AS_SEEN_BY}, :counter, :at, :service)"), as_given, nothing
    ),
    floor_acts.withdraw_service: Twin(
        statement(f"withdraw_service({AS_SEEN_BY}, :counter, :at, :service)"), as_given, nothing
    ),
}
