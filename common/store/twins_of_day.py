"""The twins of the rules about the end of a day."""

from collections.abc import Callable, Mapping

from sqlalchemy import ARRAY, String

from common.domain.day_end import Settled
from common.domain.ids import CounterCode, TicketId
from common.rules import day_end
from common.store.twin import AS_SEEN_BY, Known, Rows, Twin, as_given, nothing, statement


def _of_settling(
    *, counter: CounterCode, how: Settled, ticket: TicketId | None = None, words: str = ""
) -> Mapping[str, object]:
    return {"counter": counter, "how": how.value, "ticket": ticket, "words": words}


def _of_closing(*, counter: CounterCode, at: CounterCode | None = None) -> Mapping[str, object]:
    return {"counter": counter, "at": at}


def _count(rows: Rows, _known: Known) -> int:
    return int(rows[0]["settle"])


def _counters(rows: Rows, _known: Known) -> tuple[CounterCode, ...]:
    return tuple(CounterCode(code) for code in rows[0]["close_counters"])


TWINS_OF_DAY: Mapping[Callable[..., object], Twin] = {
    day_end.settle: Twin(
        statement(f"settle({AS_SEEN_BY}, :counter, :how, :ticket, :words)"), _of_settling, _count
    ),
    day_end.close_counters: Twin(
        statement(f"close_counters({AS_SEEN_BY}, :counter, :at)", close_counters=ARRAY(String)),
        _of_closing,
        _counters,
    ),
    day_end.end_day: Twin(statement(f"end_day({AS_SEEN_BY}, :counter)"), as_given, nothing),
    day_end.reopen_day: Twin(statement(f"reopen_day({AS_SEEN_BY}, :counter)"), as_given, nothing),
}
