"""What operators note of visits."""

from collections.abc import Collection

from common.domain.ids import CounterCode, LegId
from common.domain.notes import TicketMark
from common.domain.reasons import one_line
from common.ports import Store
from common.rules import noting as rules
from common.usecases.refusals import noting


def add_note(store: Store, counter: CounterCode, leg: LegId, words: str) -> None:
    """Write something down of a visit for those who serve it later (`Desk.notes`).

    Of whoever is, was or is kept at this counter, or waits for it; who may RECEPTION notes
    something of anybody, of his own entity where he has one. The words stand in the log, and are
    erased with it. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE | NOT_SERVED_HERE |
    WORDS_MISSING), and WORDS_TOO_LONG with `most`.
    """
    with noting(store, counter):
        store.perform(rules.add_note, counter=counter, leg=leg, words=one_line(words))


def set_marks(
    store: Store, counter: CounterCode, leg: LegId, marks: Collection[TicketMark]
) -> None:
    """Mark a visitor so, and no otherwise (`Desk.marks`); without marks he has none.

    Whose visits, as in `add_note`. Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | TICKET_GONE |
    NOT_SERVED_HERE).
    """
    with noting(store, counter):
        store.perform(rules.set_marks, counter=counter, leg=leg, marks=frozenset(marks))
