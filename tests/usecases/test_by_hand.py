from fixtures.stores import ShiftedClock, refused, seat, take
from floors import AYSEL, BIRTH, ELVIN, PASSPORT, W1, W2
from outages import paper, replay, visit_of

from common.domain.errors import Reason
from common.domain.events import EventKind
from common.domain.outage import ByHand, ServedByHand
from common.domain.reasons import HoldReason
from common.domain.ticket import LegState
from common.ports import Store
from common.usecases.calling import call_next
from common.usecases.moving import send_and_return
from common.usecases.outage import reconcile_by_hand
from common.usecases.pausing import close_after
from common.usecases.serving import hold, start


def seen(store: Store, label: str) -> ServedByHand:
    """Return a tick of a visitor as he stood in the last queue."""
    visit = visit_of(store, label)
    return ServedByHand(label, store.now(), visit.leg.id, visit.leg.version)


def typed(store: Store, label: str) -> ServedByHand:
    return ServedByHand(label, store.now())


def reconcile(store: Store, *served: ServedByHand) -> list[ByHand]:
    return [one.outcome for one in reconcile_by_hand(store, W1, served)]


def test_who_was_ticked_off_is_done_at_that_time_and_marked(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    tick = seen(store, "A001")

    assert reconcile(store, tick) == [ByHand.DONE]

    visit = visit_of(store, "A001")
    assert visit.leg.state is LegState.DONE
    assert (visit.leg.counter, visit.leg.operator) == (W1, AYSEL)
    assert visit.leg.ended_at == tick.served_at
    (event,) = [e for e in store.events(visit.ticket.day) if e.kind is EventKind.FINISHED]
    assert event.facts == {"by_hand": True, "served_at": tick.served_at.isoformat()}
    desk = store.desk(W1)
    assert desk is not None
    assert desk.queue == ()


def test_a_counter_closes_behind_a_visitor_who_was_ticked_off(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    close_after(store, W1)

    assert reconcile(store, typed(store, "A001")) == [ByHand.DONE]

    assert store.desk(W1) is None


def test_a_reconciliation_that_is_repeated_changes_nothing(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    tick = seen(store, "A001")
    reconcile(store, tick)

    assert reconcile(store, tick) == [ByHand.DONE]

    events = store.events(visit_of(store, "A001").ticket.day)
    assert sum(event.kind is EventKind.FINISHED for event in events) == 1


def test_whom_another_moved_meanwhile_stays_as_he_is(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    seat(store, W2, ELVIN)
    tick = seen(store, "A001")
    call_next(store, W2)

    assert reconcile(store, tick) == [ByHand.MOVED]

    assert visit_of(store, "A001").leg.state is LegState.CALLED


def test_the_visitor_at_the_window_is_done_and_his_call_over(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    tick = seen(store, "A001")

    assert reconcile(store, tick) == [ByHand.DONE]

    assert not any(call.open for call in store.board(None).calls)
    desk = store.desk(W1)
    assert desk is not None
    assert desk.current is None


def test_a_visitor_on_hold_here_can_be_ticked_off(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    hold(store, W1, HoldReason.DOCUMENTS)

    assert reconcile(store, seen(store, "A001")) == [ByHand.DONE]


def test_an_errand_done_by_hand_brings_the_visitor_back_to_his_window(store: Store) -> None:
    take(store)
    seat(store, W1, AYSEL)
    call_next(store, W1)
    start(store, W1)
    errand = send_and_return(store, W1, PASSPORT)

    assert reconcile(store, ServedByHand("A001", store.now(), errand.id, errand.version)) == [
        ByHand.DONE
    ]

    leg = visit_of(store, "A001").leg
    assert (leg.state, leg.for_counter) == (LegState.WAITING, W1)


def test_a_reserve_number_that_was_typed_is_done_once_its_kiosk_has_replayed_it(
    store: Store,
) -> None:
    seat(store, W1, AYSEL)
    ticket = paper(store, 900)
    tick = typed(store, "A900")

    before = reconcile(store, tick)
    replay(store, ticket)
    after = reconcile(store, tick)

    assert (before, after) == ([ByHand.NOT_FOUND], [ByHand.DONE])
    assert visit_of(store, "A900").leg.ended_at == tick.served_at


def test_a_number_of_yesterday_is_not_that_of_todays_visitor(
    store: Store, clock: ShiftedClock
) -> None:
    take(store)
    seat(store, W1, AYSEL)
    tick = typed(store, "A001")
    clock.forward(days=1)
    take(store)

    assert reconcile(store, tick) == [ByHand.DONE]

    assert visit_of(store, "A001").leg.state is LegState.WAITING


def test_a_service_of_another_counter_is_not_ticked_off_here(store: Store) -> None:
    take(store, BIRTH)
    seat(store, W1, AYSEL)

    assert reconcile(store, typed(store, "B001")) == [ByHand.NOT_HERE]

    assert visit_of(store, "B001").leg.state is LegState.WAITING


def test_what_is_no_number_is_nobody(store: Store) -> None:
    seat(store, W1, AYSEL)

    assert reconcile(store, typed(store, "900")) == [ByHand.NOT_FOUND]


def test_nobody_reconciles_at_a_counter_that_is_closed(store: Store) -> None:
    with refused(Reason.NOT_SIGNED_IN):
        reconcile_by_hand(store, W1, [])
