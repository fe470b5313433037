"""What the login of a counter is told of the log, role by role."""

from dataclasses import replace

import psycopg
from fixtures.devices import psql, psql_does
from fixtures.halls import Hall
from fixtures.stores import seat
from floors import AYSEL, CENTRE, W1, W2, small_floor

from common.domain.audits import LogAsked
from common.domain.events import EventKind
from common.domain.floor import Role
from common.domain.permissions import USUAL, Permission
from common.store.keeper import open_keeper
from common.store.opening import open_store
from common.usecases.audits import begin_check, go_on_check, note_export
from common.usecases.setup import replace_floor

READS = (
    "SELECT * FROM log_page('T1', '{at}', current_date, NULL, NULL, NULL, NULL, NULL, NULL, 9)",
    "SELECT * FROM acts_of_day('T1', '{at}', current_date, '{{finished}}')",
    "SELECT chain_state('T1', '{at}')",
    "SELECT chain_of_day('T1', '{at}', current_date)",
    "SELECT * FROM chain_links('T1', '{at}', 0, 9)",
    "SELECT note_check('T1', '{at}', current_date, 0, 0)",
    "SELECT note_export('T1', '{at}', 'log', current_date, current_date, 0)",
)
OF_ALL = READS[3:6]
"""What goes through everybody's events."""
LEFT_TO_THE_HOST = (
    "SELECT note_check('T1', 'W1', NULL, 0, 0)",
    "SELECT note_check('T1', NULL, NULL, 0, 0)",
    "SELECT log_between('T1', current_date, NULL)",
    "SELECT is_erased(1)",
    "SELECT * FROM seal",
    "SELECT * FROM history_events",
)


def as_role(hall: Hall, role: Role, *, whole: bool) -> None:
    """Let aysel be something else, of her entity or of none."""
    floor = small_floor()
    people = tuple(
        replace(one, role=role, entity=None if whole else one.entity) if one.code == AYSEL else one
        for one in floor.operators
    )
    replace_floor(hall.owner, replace(floor, operators=people))


def test_a_counter_is_told_what_the_role_there_may_audit_and_never_for_another(hall: Hall) -> None:
    seat(hall.owner, W1, AYSEL)
    url = hall.login("counter", W1)
    told: dict[tuple[Role, bool], set[str]] = {}
    for role in Role:
        for whole in (True, False):
            as_role(hall, role, whole=whole)
            asked = [one.format(at=W1) for one in READS]
            told[role, whole] = {one for one in asked if psql(url, one)[0]}

    for (role, whole), done in told.items():
        may = set() if Permission.AUDIT not in USUAL[role] else set(READS)
        wanted = may if whole else may - set(OF_ALL)
        assert done == {one.format(at=W1) for one in wanted}, (role, whole)
    as_role(hall, Role.AUDITOR, whole=True)
    assert psql_does(url, [*(one.format(at=W2) for one in READS), *LEFT_TO_THE_HOST]) == []


def test_an_auditor_at_a_counter_checks_a_day_and_finds_what_was_changed(hall: Hall) -> None:
    as_role(hall, Role.AUDITOR, whole=True)
    seat(hall.owner, W1, AYSEL)
    url = hall.login("counter", W1)
    store, keeper = open_store(url, CENTRE), open_keeper(hall.owner_url, CENTRE)
    while keeper.seal():
        pass
    with keeper.records() as records:
        day = records.day
    fine = go_on_check(store, W1, begin_check(store, W1, day))
    with psycopg.connect(hall.owner_url, autocommit=True) as connection:
        connection.execute("UPDATE events SET kind = 'cancelled' WHERE kind = 'issued'")
    changed = go_on_check(store, W1, begin_check(store, W1, day))
    note_export(store, W1, what="log", first=day, last=day, rows=1)
    newest = store.log_page(W1, LogAsked(day)).lines[:3]
    store.close()
    keeper.close()

    assert (fine.done, fine.count, fine.of.sealed > 0) == (True, 0, True)
    assert changed.count == 2
    assert [one.event.kind for one in newest] == [
        EventKind.LOG_EXPORTED,
        EventKind.LOG_CHECKED,
        EventKind.LOG_CHECKED,
    ]
    assert all(one.login is not None and f"//{one.login}@" in url for one in newest)
