"""What Postgres has of the rules beside the use cases, held to the domain."""

import re
from enum import StrEnum

import psycopg
import pytest
from fixtures.postgres import PostgresServer

from common.domain.ids import SeriesCode
from common.domain.notes import TicketMark
from common.domain.numbers import label, main_serial
from common.domain.outcomes import ServiceOutcome
from common.domain.reasons import ActReason, CancelReason, HoldReason, OutOfTurnReason, PauseReason
from common.domain.ticket import LEADS_TO, LegState, Move
from common.store.twins import TWINS


def test_both_know_the_same_lawful_steps(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        for state in LegState:
            for move in Move:
                (leads,) = connection.execute(
                    "SELECT leads_to(%s, %s)", [state.value, move.value]
                ).fetchone() or (None,)
                wanted = LEADS_TO.get((state, move))
                assert leads == (None if wanted is None else wanted.value), (state, move)


@pytest.mark.parametrize(
    ("what", "reasons"),
    [
        ("pause", PauseReason),
        ("hold", HoldReason),
        ("cancel", CancelReason),
        ("act", ActReason),
        ("mark", TicketMark),
        ("outcome", ServiceOutcome),
        ("out_of_turn", OutOfTurnReason),
    ],
)
def test_both_know_the_same_reasons(postgres_url: str, what: str, reasons: type[StrEnum]) -> None:
    with psycopg.connect(postgres_url) as connection:
        (known,) = connection.execute("SELECT reasons_for(%s)", [what]).fetchone() or (None,)

    assert known == [reason.value for reason in reasons]


@pytest.mark.parametrize("count", [1, 9, 10, 99, 100, 899, 900, 901, 9_099, 10_000])
def test_both_count_and_write_numbers_the_same(postgres: PostgresServer, count: int) -> None:
    with postgres.database() as url, psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO series_counts VALUES ('T1', current_date, 'A', %s)", [count - 1]
        )
        (serial, written) = connection.execute(
            "SELECT s, label_of('A', s) FROM next_serial('T1', current_date, 'A') AS s"
        ).fetchone() or (0, "")

    assert serial == main_serial(count)
    assert written == label(SeriesCode("A"), serial)


def test_every_rule_a_device_may_ask_for_is_known_by_heart(postgres_url: str) -> None:
    calls = [re.search(r"(\w+)\(:centre", str(twin.statement)) for twin in TWINS.values()]
    called = {"" if call is None else call[1] for call in calls}

    with psycopg.connect(postgres_url) as connection:
        known = connection.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        ).fetchall()

    assert called <= {name for (name,) in known}
