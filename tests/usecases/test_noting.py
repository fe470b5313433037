from datetime import timedelta

from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, BIRTH, ELVIN, LEYLA, PAYMENT, RASIM, W1, W2, W3, W4

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.ids import CounterCode, LegId
from common.domain.notes import TicketMark
from common.domain.reasons import WORDS_AT_MOST, HoldReason
from common.domain.views import Desk
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.moving import transfer
from common.usecases.noting import add_note, set_marks
from common.usecases.serving import hold, start


def desk_of(store: Store, counter: CounterCode = W1) -> Desk:
    desk = store.desk(counter)
    assert desk is not None
    return desk


def leg_of(store: Store, label: str) -> LegId:
    visit = store.find(label)
    assert visit is not None
    return visit.leg.id


def test_a_note_goes_with_the_visit_from_window_to_window(
    store: Store, clock: ShiftedClock
) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W3, LEYLA)
    call_next(store, W1)
    assert desk_of(store).notes == ()
    for _ in range(2):
        add_note(store, W1, leg_of(store, "A001"), " waits for\n her son ")
    start(store, W1)
    clock.forward(minutes=1)
    transfer(store, W1, BIRTH)
    assert desk_of(store).notes == ()
    add_note(store, W3, leg_of(store, "A001"), "copy is here")
    call_next(store, W3)

    notes = desk_of(store, W3).notes

    assert [(one.words, one.counter, one.operator) for one in notes] == [
        ("waits for her son", W1, AYSEL),
        ("copy is here", W3, LEYLA),
    ]
    assert notes[1].at - notes[0].at > timedelta(seconds=59)


def test_marks_are_seen_in_the_queue_and_with_who_is_kept(store: Store) -> None:
    first, second = take(store).ticket.id, take(store).ticket.id
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)
    call_next(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.FORM)
    held, waiting = leg_of(store, "A001"), leg_of(store, "A002")

    set_marks(store, W1, held, {TicketMark.COMPLAINT, TicketMark.INTERPRETER})
    set_marks(store, W2, waiting, [TicketMark.WHEELCHAIR, TicketMark.CHILD])
    set_marks(store, W1, waiting, [TicketMark.WHEELCHAIR])

    assert desk_of(store).marks == {
        first: (TicketMark.INTERPRETER, TicketMark.COMPLAINT),
        second: (TicketMark.WHEELCHAIR,),
    }
    set_marks(store, W1, held, ())
    assert desk_of(store, W2).marks == {second: (TicketMark.WHEELCHAIR,)}
    day = desk_of(store).queue[0].ticket.day
    marked = [one for one in store.events(day) if one.kind is EventKind.MARKED]
    assert [(one.facts["marks"], one.operator) for one in marked] == [
        (["interpreter", "complaint"], AYSEL),
        (["wheelchair", "child"], ELVIN),
        (["wheelchair"], AYSEL),
        ([], AYSEL),
    ]


def test_nobody_notes_anything_of_visits_that_are_not_his(store: Store) -> None:
    take(store)
    take(store, PAYMENT)
    seat(store, W1, AYSEL)
    seat(store, W3, LEYLA)
    seat(store, W4, RASIM)
    mine, banks = leg_of(store, "A001"), leg_of(store, "D001")

    with refused(Reason.NOT_SIGNED_IN):
        add_note(store, W2, mine, "x")
    with refused(Reason.TICKET_GONE):
        add_note(store, W1, LegId(999), "x")
    with refused(Reason.NOT_SERVED_HERE):
        add_note(store, W1, banks, "x")
    with refused(Reason.NOT_SERVED_HERE):
        set_marks(store, W4, mine, [TicketMark.CHILD])
    with refused(Reason.WORDS_MISSING):
        add_note(store, W1, mine, " \n")
    with refused(Reason.WORDS_TOO_LONG):
        add_note(store, W1, mine, "ə" * (WORDS_AT_MOST + 1))
    call_next(store, W4)
    with refused(Reason.NOT_SERVED_HERE):
        add_note(store, W1, banks, "x")
    # Whoever receives visitors knows them all.
    add_note(store, W3, banks, "ə" * WORDS_AT_MOST)
    assert [one.operator for one in desk_of(store, W4).notes] == [LEYLA]
