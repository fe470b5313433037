"""Looking into the log: checking the seals of a day, and what is written down of it."""

from datetime import date

from common.domain.audits import DayWalk, walk_of
from common.domain.ids import CounterCode
from common.domain.permissions import Permission
from common.ports import Store
from common.rules import audits as rules
from common.usecases.refusals import noting


def begin_check(store: Store, counter: CounterCode, day: date) -> DayWalk:
    """Look up which seals the events of a day have.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED).
    """
    with noting(store, counter, Permission.AUDIT):
        return walk_of(store.chain_of_day(counter, day), store.now())


def go_on_check(store: Store, counter: CounterCode, walk: DayWalk) -> DayWalk:
    """Check some more seals; the last time, write down what was found.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED).
    """
    if not walk.done:
        walk = walk.go_on(store.chain_links(counter, walk.checked.head.position))
    if walk.done:
        store.perform(
            rules.note_check,
            counter=counter,
            of=walk.of.day,
            faults=walk.count,
            until=walk.checked.head.position,
        )
    return walk


def note_full_check(store: Store, *, faults: int, until: int) -> None:
    """Write down that the whole log was checked, by whoever keeps the store."""
    store.perform(rules.note_check, faults=faults, until=until)


def note_export(
    store: Store, counter: CounterCode, *, what: str, first: date, last: date, rows: int
) -> None:
    """Write down that what an auditor sees goes into a file: which page, of which days, how much.

    Refused(UNKNOWN_COUNTER | NOT_SIGNED_IN | NOT_PERMITTED), NOT_LAWFUL for an unknown page.
    """
    with noting(store, counter, Permission.AUDIT):
        store.perform(
            rules.note_export, counter=counter, what=what, first=first, last=last, rows=rows
        )
