"""What the login of a counter can do to the set-up, tried by a program that is not ours."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace

import psycopg
import pytest
from fixtures.devices import psql
from fixtures.halls import Hall
from fixtures.stores import seat
from floors import AYSEL, CENTRE, W1, W2, words
from setups import ADA, sound_floor

from common.domain.slip_layout import Line, Show
from common.ports import Store
from common.rules.setup import change_setup as rule
from common.store.floor_tables import set_up_tables
from common.store.opening import open_store
from common.store.twins import TWINS
from common.usecases.setup import change_setup, replace_floor


def sent(store: Store, **rows: Mapping[str, object]) -> str:
    """Return what a console sends for the set-up there is, with some tables' rows changed."""
    floor = store.floor()
    values = TWINS[rule].values(counter=W1, floor=floor, seen_version=floor.version, what="")
    told = json.loads(str(values["rows"]))
    for table, change in rows.items():
        told[table] = [{**row, **change} for row in told[table]]
    return f"SELECT change_setup('T1', 'W1', {floor.version}, '{json.dumps(told)}', 'x', '')"


def test_the_store_replaces_exactly_the_tables_of_the_set_up(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        (tables,) = connection.execute("SELECT setup_tables()").fetchone() or ([],)

    assert sorted(tables) == sorted(table.name for table in set_up_tables)


NUMBER: Mapping[str, object] = {**asdict(Line(Show.NUMBER))}
UNREADABLE: list[dict[str, Mapping[str, object]]] = [
    {"counters": {"direction": "up"}},
    {"counters": {"profile": "NONE"}},
    {"counters": {"number": 1_000_000_000}},
    {"operators": {"role": "king"}},
    {"centres": {"time_zone": "Moon"}},
    {"centres": {"priority_ratio": -1}},
    {"services": {"entity": "NONE"}},
    {"service_rules": {"series": "Q"}},
    {"zones": {"name_az": "a\u0007b"}},
    {"zones": {"name_az": "x" * 10_000}},
    {"zones": {"name_az": None}},
    {"printers": {"cable": "string"}},
    {"centre_hours": {"opens": "noon"}},
    {"centres": {"slip": None}},
    {"centres": {"slip": [{"show": "number"}]}},
    {"centres": {"slip": [NUMBER | {"show": "money"}]}},
    {"centres": {"slip": [NUMBER | {"size": "large"}]}},
    {"centres": {"slip": [NUMBER | {"words": {"az": 1, "en": 2, "ru": 3}}]}},
    {"role_permissions": {"permission": "all"}},
]


def test_a_stolen_login_cannot_make_a_set_up_that_stops_those_who_read_it(hall: Hall) -> None:
    replace_floor(hall.owner, sound_floor())
    seat(hall.owner, W1, ADA)
    url = hall.login("counter", W1)

    done = [rows for rows in UNREADABLE if psql(url, sent(hall.owner, **rows))[0]]

    assert done == []
    good = sent(hall.owner, zones={"name_az": "Yeni"}, centres={"slip": [NUMBER]})
    assert psql(url, good)[0]
    assert {zone.name.az for zone in hall.owner.floor().zones} == {"Yeni"}
    assert hall.owner.floor().slip == (Line(Show.NUMBER),)


def test_a_stolen_login_does_no_more_than_who_sits_there_may(hall: Hall) -> None:
    replace_floor(hall.owner, sound_floor())
    seat(hall.owner, W1, AYSEL)
    seat(hall.owner, W2, ADA)
    url = hall.login("counter", W1)

    for rows in ({"zones": {"name_az": "Yeni"}}, {"operators": {"role": "administrator"}}):
        done, said = psql(url, sent(hall.owner, **rows))
        assert not done
        assert "not_permitted" in said
    done, _ = psql(url, sent(hall.owner).replace("'W1'", "'W2'"))
    assert not done


@pytest.mark.parametrize("kind", ["admin", "counter"])
def test_a_version_carries_the_login_that_brought_it_about(hall: Hall, kind: str) -> None:
    replace_floor(hall.owner, sound_floor())
    seat(hall.owner, W1, ADA)
    url = hall.login(kind, W1)
    store = open_store(url, CENTRE)
    renamed = replace(store.floor(), name=words("Palace"))

    if kind == "admin":
        replace_floor(store, renamed, "floor.json")
    else:
        change_setup(store, W1, renamed, seen_version=renamed.version, what="name")

    newest = store.setup_versions()[0]
    store.close()
    assert f"//{newest.login}@" in url
    assert newest.operator == (None if kind == "admin" else ADA)


def test_nobody_gets_a_number_while_the_set_up_changes(postgres_url: str) -> None:
    store = open_store(postgres_url, CENTRE)
    with psycopg.connect(postgres_url) as kiosk, store.records() as records:
        records.floor_to_replace()
        kiosk.execute("SET lock_timeout = '20ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            kiosk.execute("SELECT issue_ticket('T1', 'DIN-01', 'az', 'r', 'K1', NULL)")
    store.close()
