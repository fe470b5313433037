"""Days that are over: ended, counted, moved out of the way, and their persons forgotten."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from chains import faults_of, seal_all
from days import DAY, MORNING, ask_store, close_all, let_pass, serve
from fixtures.stores import ShiftedClock, seat, take
from floors import AYSEL, ELVIN, GROUP, ID_CARD, W1, W3
from outages import paper, replay
from setups import ADA, sound_floor

from common.centre.closing import close_days
from common.domain.appointments import Appointment
from common.domain.closing import HOT_DAYS
from common.domain.day_end import Settled
from common.domain.events import EventKind
from common.domain.ids import AppointmentCode
from common.domain.notes import TicketMark
from common.domain.outage import Outcome
from common.ports import Store
from common.store.keeper import Keeper
from common.usecases.appointments import import_appointments
from common.usecases.asking import ask_colleague
from common.usecases.calling import call_next, no_show, recall
from common.usecases.day_end import close_counters, end_day, settle
from common.usecases.moving import transfer
from common.usecases.noting import add_note, set_marks
from common.usecases.serving import finish, start
from common.usecases.setup import replace_floor

HOT = ("tickets", "legs", "calls", "events", "series_counts", "service_counts")


@pytest.fixture(autouse=True)
def morning(clock: ShiftedClock) -> None:
    clock.set(MORNING)


def rows_of(url: str, table: str, day: date = DAY) -> int:
    ((count,),) = ask_store(url, f"SELECT count(*) FROM {table} WHERE day = '{day}'")  # noqa: S608
    assert isinstance(count, int)
    return count


def give_up(store: Store, clock: ShiftedClock) -> None:
    rules = store.floor().rules
    for _ in range(rules.no_show_calls - 1):
        clock.forward(seconds=rules.no_show_gap.total_seconds())
        recall(store, W1)
    clock.forward(seconds=rules.no_show_gap.total_seconds())
    no_show(store, W1)


def mark(store: Store, label: str) -> None:
    visit = store.find(label)
    assert visit is not None
    set_marks(store, W1, visit.leg.id, [TicketMark.CHILD])
    add_note(store, W1, visit.leg.id, "comes with his aunt")


def test_today_is_left_alone(store: Store, keeper: Keeper) -> None:
    take(store)

    assert close_all(keeper) == {}


def test_what_nobody_ended_is_cancelled_and_the_day_is_counted(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    take(store)
    clock.forward(days=1)

    assert close_all(keeper) == {"ended": 1, "closed": 1}

    (ended,) = store.events(keeper.today())
    assert (ended.kind, ended.facts) == (EventKind.CANCELLED, {"reason": "day closed"})
    assert keeper.report(DAY, DAY, "day").rows[str(DAY)].cancelled == 1
    assert close_all(keeper) == {}


def test_on_the_first_day_after_a_visit_at_a_counter_may_go_on(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    seat(store, W1, AYSEL)
    take(store)
    call_next(store, W1)
    start(store, W1)
    clock.forward(days=1)

    assert close_all(keeper) == {}
    finish(store, W1)

    assert close_all(keeper) == {"closed": 1}
    assert keeper.report(DAY, DAY, "day").rows[str(DAY)].served == 1


def test_on_the_second_day_after_even_a_visit_at_a_counter_is_ended(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    seat(store, W1, AYSEL)
    take(store)
    call_next(store, W1)
    clock.forward(days=2)

    assert close_all(keeper) == {"ended": 1, "closed": 1}

    desk = store.desk(W1)
    assert desk is not None
    assert desk.current is None
    assert not store.board(None).calls


def test_a_visitor_who_may_still_come_back_keeps_his_day_open(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    clock.forward(hours=14, minutes=50)
    seat(store, W1, AYSEL)
    take(store)
    call_next(store, W1)
    give_up(store, clock)
    clock.forward(minutes=20)

    assert keeper.today() > DAY
    assert close_all(keeper) == {}
    clock.forward(minutes=20)

    assert close_all(keeper) == {"closed": 1}
    assert keeper.report(DAY, DAY, "day").rows[str(DAY)].no_shows == 1


def test_what_was_cut_off_goes_on_where_it_was(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    take(store)
    clock.forward(days=1)

    first = next(close_days(keeper, 90))

    assert (first.done, first.rows) == ("ended", 1)
    assert close_all(keeper) == {"closed": 1}


def test_a_closed_day_stays_beside_today_for_a_week_and_then_moves(
    store: Store, keeper: Keeper, clock: ShiftedClock, store_url: str
) -> None:
    seat(store, W1, AYSEL)
    serve(store, W1)
    mark(store, take(store).ticket.label)
    ask_colleague(store, W1, words="who is next?")
    let_pass(keeper, clock, days=HOT_DAYS)
    assert [rows_of(store_url, table) for table in ("marks", "asks")] == [1, 1]
    before, there = store.stories(DAY), [rows_of(store_url, table) for table in HOT]
    assert all(there)

    let_pass(keeper, clock, days=1)

    assert [rows_of(store_url, table) for table in HOT] == [0] * len(HOT)
    assert [rows_of(store_url, f"history_{table}") for table in HOT] == there
    assert [rows_of(store_url, table) for table in ("marks", "asks")] == [0, 0]
    assert store.stories(DAY) == before
    assert faults_of(keeper) == ()
    assert close_all(keeper) == {}


def test_what_has_no_seal_is_not_moved(store: Store, keeper: Keeper, clock: ShiftedClock) -> None:
    take(store)
    clock.forward(days=HOT_DAYS + 1)
    done = [step.done for step in close_days(keeper, 90)]

    assert done == ["ended", "closed", "moved"]
    assert [event.kind for event in store.events(DAY)] == [EventKind.ISSUED]
    assert keeper.tail().count == 2
    assert close_all(keeper) == {"moved": 1}
    assert faults_of(keeper) == ()


def test_numbers_and_ids_of_what_moved_are_not_given_again(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    gone = [take(store).ticket for _ in range(3)]
    let_pass(keeper, clock, days=HOT_DAYS + 1)

    issued = take(store).ticket

    assert issued.id > max(ticket.id for ticket in gone)
    assert issued.label == gone[0].label
    seal_all(keeper)
    links = keeper.links(0)
    assert len({link.seal.event for link in links}) == len(links)


def test_persons_are_forgotten_after_their_time_and_the_chain_still_holds(
    store: Store, keeper: Keeper, clock: ShiftedClock, store_url: str
) -> None:
    seat(store, W1, AYSEL)
    serve(store, W1)
    mark(store, take(store, ID_CARD, GROUP).ticket.label)
    call_next(store, W1)
    transfer(store, W1, to_operator=ELVIN, note="Photo is missing")
    with store.records() as records:
        records.log(EventKind.SIGN_IN_FAILED, facts={"name": "aysal", "misses": 2})
    let_pass(keeper, clock, days=HOT_DAYS + 1)
    assert any(event.operator for event in store.events(DAY))
    assert any("words" in event.facts for event in store.events(DAY))
    kinds = [event.kind for event in store.events(DAY)]
    clock.forward(days=12)

    assert "erased" not in close_all(keeper, kept_days=20)
    clock.forward(days=1)
    assert "erased" in close_all(keeper, kept_days=20)

    past = store.events(DAY)
    assert [event.kind for event in past] == kinds
    assert not any(event.operator for event in past)
    assert past[-1].facts == {"misses": 2}
    assert not any({"words", "marks"} & set(event.facts) for event in past)
    left = ask_store(store_url, "SELECT request, token, priority FROM history_tickets")
    assert set(left) == {(None, None, None)}
    legs = "SELECT operator, for_operator FROM history_legs"
    assert set(ask_store(store_url, legs)) == {(None, None)}
    assert keeper.erased_days() == {DAY}
    assert faults_of(keeper) == ()
    assert close_all(keeper, kept_days=20) == {}


def test_appointments_are_forgotten_with_the_persons_of_their_day(
    store: Store, keeper: Keeper, clock: ShiftedClock, store_url: str
) -> None:
    codes = AppointmentCode("OLD1"), AppointmentCode("OLD2")
    at = datetime.combine(DAY, time(23, 59), ZoneInfo("Asia/Baku"))
    both = zip(codes, (at, at + timedelta(minutes=2)), strict=True)
    import_appointments(store, [Appointment(code, ID_CARD, when) for code, when in both])
    clock.forward(days=20)
    assert "forgotten" not in close_all(keeper, kept_days=20)

    clock.forward(days=1)

    assert close_all(keeper, kept_days=20)["forgotten"] == 1
    assert [*map(tuple, ask_store(store_url, "SELECT code FROM appointments"))] == [("OLD2",)]


def test_after_the_erasure_a_report_lacks_only_the_operators(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    seat(store, W1, AYSEL)
    serve(store, W1)
    let_pass(keeper, clock, days=HOT_DAYS + 1)
    before = keeper.report(DAY, DAY, "service")
    assert keeper.report(DAY, DAY, "operator").rows[AYSEL].served == 1

    close_all(keeper, kept_days=HOT_DAYS)

    after = keeper.report(DAY, DAY, "service")
    assert after.rows == before.rows
    assert (before.erased_days, after.erased_days) == (0, 1)
    assert keeper.report(DAY, DAY, "operator").rows == {}


def test_a_day_is_counted_anew_when_a_kiosk_reports_late(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    take(store)
    late = paper(store, 900)
    let_pass(keeper, clock, days=2)
    assert keeper.report(DAY, DAY, "day").rows[str(DAY)].issued == 1

    assert replay(store, late) == [Outcome.ADDED]
    assert close_all(keeper) == {"ended": 1, "closed": 1}

    assert keeper.report(DAY, DAY, "day").rows[str(DAY)].issued == 2


def test_a_report_that_comes_after_all_is_counted_moved_and_forgotten_too(
    store: Store, keeper: Keeper, clock: ShiftedClock, store_url: str
) -> None:
    seat(store, W1, AYSEL)
    serve(store, W1)
    late = paper(store, 900, priority=GROUP)
    let_pass(keeper, clock, days=HOT_DAYS + 2)
    assert "erased" in close_all(keeper, kept_days=HOT_DAYS + 1)

    replay(store, late)
    done = close_all(keeper, kept_days=HOT_DAYS + 1)

    assert {"ended", "closed", "moved", "erased"} <= set(done)
    assert keeper.report(DAY, DAY, "day").rows[str(DAY)].issued == 2
    assert keeper.report(DAY, DAY, "operator").rows == {}
    assert set(ask_store(store_url, "SELECT token, priority FROM history_tickets")) == {
        (None, None)
    }
    counts = f"SELECT sum(count) FROM history_service_counts WHERE day = '{DAY}'"  # noqa: S608
    assert ask_store(store_url, counts) == [(2,)]
    assert faults_of(keeper) == ()


def test_a_kiosk_that_comes_back_within_the_week_finds_its_ticket_again(
    store: Store, keeper: Keeper, clock: ShiftedClock
) -> None:
    late = paper(store, 900)
    replay(store, late)
    let_pass(keeper, clock, days=HOT_DAYS)

    assert replay(store, late) == [Outcome.KNOWN]
    assert close_all(keeper) == {}


def test_a_day_that_somebody_ended_is_kept_as_every_other_and_the_next_one_is_new(
    store: Store, keeper: Keeper, clock: ShiftedClock, store_url: str
) -> None:
    replace_floor(store, sound_floor())
    seat(store, W1, AYSEL)
    seat(store, W3, ADA)
    serve(store, W1)
    take(store)
    take(store)
    first = store.day_now(W3).visits[0].ticket
    settle(store, W3, Settled.BY_HAND, ticket=first, words="by hand at noon")
    settle(store, W3, Settled.NO_SHOW)
    close_counters(store, W3)
    end_day(store, W3)
    ends = [one.end for one in store.stories(DAY)]

    let_pass(keeper, clock, days=HOT_DAYS + 2)

    assert ends == ["done", "done", "no_show"]
    assert faults_of(keeper) == ()
    served = ask_store(store_url, "SELECT sum(served), sum(no_shows) FROM day_figures")
    assert [tuple(int(str(figure)) for figure in row) for row in served] == [(2, 1)]
    assert rows_of(store_url, "tickets") == 0
    assert store.day_now(W3).ended_since is None
    assert take(store).ticket.label == "A001"
