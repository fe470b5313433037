"""Many closed days: made for the bench, counted as the keeper counts them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from days import ask_store
from fixtures.stores import SharedStore, take
from floors import CENTRE

from common.store.figures import GROUPS, roll_up
from common.store.keeper import Keeper, open_keeper
from tests.bench.past import make_past


@pytest.fixture(autouse=True)
def _today(shared_postgres: SharedStore) -> None:
    """Let the store be in the day before which the past is made."""
    shared_postgres.empty()
    shared_postgres.clock.forget()


@pytest.fixture
def own(shared_postgres: SharedStore) -> Iterator[Keeper]:
    opened = open_keeper(shared_postgres.url, CENTRE, timeout=30)
    yield opened
    opened.close()


def test_a_made_past_is_counted_as_the_keeper_counts(
    shared_postgres: SharedStore, own: Keeper
) -> None:
    first, last = make_past(shared_postgres.url, CENTRE, tickets=450, per_day=100)
    made = {by: own.report(first, last, by).rows for by in GROUPS}

    for ago in range((last - first).days + 1):
        with own.records() as records:
            roll_up(records, last - timedelta(days=ago), operators=True)

    assert {by: own.report(first, last, by).rows for by in GROUPS} == made
    assert len(made["day"]) == 5
    assert sum(one.issued for one in made["entity"].values()) == 450
    assert made["operator"]


def test_a_report_over_closed_days_reads_no_ticket(
    shared_postgres: SharedStore, own: Keeper
) -> None:
    first, last = make_past(shared_postgres.url, CENTRE, tickets=200, per_day=100)
    whole = own.report(first, last, "service")
    ask_store(shared_postgres.url, "TRUNCATE history_tickets, history_legs, history_events")

    assert own.report(first, last, "service") == whole
    assert whole.open_days == ()


def test_ids_of_a_made_past_are_not_given_again(shared_postgres: SharedStore) -> None:
    make_past(shared_postgres.url, CENTRE, tickets=20, per_day=10)

    ((highest,),) = ask_store(shared_postgres.url, "SELECT max(id) FROM history_tickets")

    assert take(shared_postgres.store).ticket.id > int(str(highest))
