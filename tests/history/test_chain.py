"""The chain of the log: what it is made of, and what its check finds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from floors import AYSEL, CENTRE, ELVIN

from common.domain.ids import EventId
from common.domain.sealing import (
    Checked,
    Entry,
    Head,
    Link,
    beginning,
    check,
    content,
    head_fault,
    head_of,
    read_head,
    seal,
    without_person,
    write_head,
)

NINE = datetime(2026, 3, 11, 5, 0, tzinfo=UTC)
DAY = date(2026, 3, 11)
SALT = "00" * 16


def entry(number: int, **changes: object) -> Entry:
    made = Entry(EventId(number), CENTRE, DAY, NINE + timedelta(seconds=number), "called")
    return replace(made, **changes)


def chain_of(*entries: Entry) -> list[Link]:
    head, links = beginning(CENTRE), []
    for number, one in enumerate(entries):
        found = seal(one, head, f"{number:032x}", NINE)
        links.append(Link(found, (one,)))
        head = head_of(CENTRE, found)
    return links


def faults_of(links: list[Link], erased: frozenset[date] = frozenset()) -> tuple[str, ...]:
    checked, faults = Checked(beginning(CENTRE)), []
    for link in links:
        checked = check(checked, link, erased)
        faults += checked.faults
    return tuple(faults)


def test_what_is_hashed_is_one_text_whatever_the_order() -> None:
    one = entry(1, counter="W1", facts={"b": 1, "a": "ə"})

    assert content(one, None) == (
        '{"at":"2026-03-11T05:00:01.000000+00:00","centre":"T1","counter":"W1","day":"2026-03-11",'
        '"facts":{"a":"ə","b":1},"id":1,"kind":"called"}'
    )


def test_a_person_stands_in_it_only_as_a_salted_hash() -> None:
    one = entry(1, operator=AYSEL, facts={"for_operator": ELVIN, "misses": 2})
    sealed = seal(one, beginning(CENTRE), SALT, NINE)
    again = seal(one, beginning(CENTRE), "01" * 16, NINE)

    said = content(one, sealed.person)

    assert AYSEL not in said
    assert ELVIN not in said
    assert '"misses":2' in said
    assert sealed.person != again.person


def test_an_event_without_a_person_has_no_salt() -> None:
    sealed = seal(entry(1), beginning(CENTRE), SALT, NINE)

    assert (sealed.person, sealed.salt) == (None, None)


def test_a_chain_that_nobody_touched_has_no_fault() -> None:
    assert faults_of(chain_of(entry(1), entry(3, operator=AYSEL), entry(2))) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "finished"},
        {"at": NINE},
        {"counter": "W9"},
        {"ticket": 5},
        {"login": "kiosk7"},
        {"facts": {"label": "A001"}},
        {"day": date(2026, 3, 12)},
        {"operator": ELVIN},
        {"operator": None},
    ],
)
def test_any_change_of_an_event_is_found(change: dict[str, object]) -> None:
    links = chain_of(entry(1), entry(2, operator=AYSEL), entry(3))
    (was,) = links[1].entries
    links[1] = replace(links[1], entries=(replace(was, **change),))

    (fault,) = faults_of(links)

    assert "event 2" in fault


def test_a_deleted_event_is_found() -> None:
    links = chain_of(entry(1), entry(2), entry(3))
    links[1] = replace(links[1], entries=())

    assert "event 2 (seal 2) is gone" in faults_of(links)[0]


def test_a_deleted_seal_is_found() -> None:
    links = chain_of(*map(entry, range(1, 6)))

    assert "seal 2 is missing" in faults_of([links[0], *links[2:]])[0]
    assert "seals 2 to 4 are missing" in faults_of([links[0], links[4]])[0]


def test_a_seal_put_in_between_is_found() -> None:
    links = chain_of(entry(1), entry(2), entry(3))
    forged = chain_of(entry(1), entry(7))[1]

    faults = faults_of([links[0], forged, *links[2:]])

    assert any("seal 3 does not follow" in fault for fault in faults)


def test_an_event_logged_long_after_its_time_is_found() -> None:
    links = chain_of(entry(1), entry(1000), entry(2))

    assert "inserted later, or the clock was set back" in faults_of(links)[0]


def test_an_event_that_stands_twice_is_found() -> None:
    links = chain_of(entry(1))
    links[0] = replace(links[0], entries=links[0].entries * 2)

    assert "stands in the log and in the history" in faults_of(links)[0]


def erase(link: Link) -> Link:
    return Link(replace(link.seal, salt=None), tuple(map(without_person, link.entries)))


def test_a_chain_still_holds_when_persons_are_erased() -> None:
    links = chain_of(entry(1), entry(2, operator=AYSEL, facts={"name": "x", "misses": 1}))

    assert faults_of([links[0], erase(links[1])], frozenset({DAY})) == ()


def test_an_erasure_that_is_not_in_the_log_is_found() -> None:
    links = chain_of(entry(1, operator=AYSEL))

    assert "nothing says it was erased" in faults_of([erase(links[0])])[0]


def test_a_person_put_back_after_the_erasure_is_found() -> None:
    link = erase(chain_of(entry(1, operator=AYSEL))[0])
    (bare,) = link.entries

    faults = faults_of([replace(link, entries=(replace(bare, operator=AYSEL),))], frozenset({DAY}))

    assert "names a person after it was erased" in faults[0]


def test_an_erased_event_can_still_not_be_changed() -> None:
    link = erase(chain_of(entry(1, operator=AYSEL))[0])
    (bare,) = link.entries

    faults = faults_of([replace(link, entries=(replace(bare, counter="W9"),))], frozenset({DAY}))

    assert "was changed" in faults[0]


def test_a_head_is_read_back_from_its_line() -> None:
    head = Head(CENTRE, 12, "ab" * 32, NINE)

    assert read_head(write_head(head)) == head


@pytest.mark.parametrize("line", ["", "{", '{"centre":"T1"}', "[]", '{"position":"x"}'])
def test_a_torn_line_is_no_head(line: str) -> None:
    assert read_head(line) is None


def test_a_head_finds_what_the_chain_alone_cannot() -> None:
    links = chain_of(entry(1), entry(2))
    head = head_of(CENTRE, links[1].seal)
    forged = chain_of(entry(1), entry(5))

    assert faults_of(forged) == ()
    assert "was recomputed" in str(head_fault(head, forged[1].seal.chained))
    assert "its last rows were deleted" in str(head_fault(head, None))
    assert head_fault(head, links[1].seal.chained) is None
