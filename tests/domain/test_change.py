from hypothesis import given
from hypothesis import strategies as st

from common.domain.change import (
    EVERYTHING,
    LONGEST,
    Change,
    payload_of,
    read_payload,
    together,
    topics_of,
)
from common.domain.ids import CentreCode, CounterCode, ServiceCode

HERE = CentreCode("ASAN-01")
CODES = st.from_regex(r"[A-Z]{1,4}-[0-9]{2}", fullmatch=True)
CHANGES = st.builds(
    Change,
    services=st.frozensets(CODES.map(ServiceCode), max_size=30),
    counters=st.frozensets(CODES.map(CounterCode), max_size=30),
    calls=st.booleans(),
    everything=st.booleans(),
)
CALLED = Change(frozenset({ServiceCode("DIN-02")}), frozenset({CounterCode("W12")}), calls=True)


def test_a_change_is_said_in_words_with_one_space_between() -> None:
    assert payload_of(HERE, CALLED) == "ASAN-01 s:DIN-02 c:W12 b"
    assert payload_of(HERE, EVERYTHING) == "ASAN-01 *"


@given(CHANGES.filter(bool))
def test_what_was_said_is_understood_or_taken_for_everything(change: Change) -> None:
    understood = read_payload(payload_of(HERE, change), HERE)

    assert understood == (EVERYTHING if topics_of(change) == "*" else change)


@given(CHANGES)
def test_the_words_are_never_too_many_for_a_notification(change: Change) -> None:
    assert len(topics_of(change).encode()) <= LONGEST


def test_another_centre_is_none_of_our_business() -> None:
    assert read_payload("ASAN-02 *", HERE) is None
    assert read_payload("ASAN-010 *", HERE) is None
    assert read_payload("", HERE) is None


@given(st.text(max_size=2 * LONGEST).filter(lambda text: text not in ("", "b")))
def test_what_is_not_understood_concerns_everything_or_one_thing_too_many(forged: str) -> None:
    understood = read_payload(f"{HERE} {forged}", HERE)

    assert understood is not None
    assert understood


def test_a_notification_with_a_strange_word_in_it_concerns_everything() -> None:
    forged = ["", "s:", "x:DIN-02", "s:DIN-02  c:W12", "s:DIN-02 \x00", "b" * 9, "s:" + "A" * 8000]

    for topics in forged:
        assert read_payload(f"{HERE} {topics}", HERE) == EVERYTHING
    assert read_payload(HERE, HERE) == EVERYTHING


def test_a_code_with_a_space_in_it_is_not_torn_apart() -> None:
    assert topics_of(Change(counters=frozenset({CounterCode("W 1")}))) == "*"


def test_changes_add_up() -> None:
    more = Change(counters=frozenset({CounterCode("W3")}))

    assert together([CALLED, more]).counters == {"W12", "W3"}
    assert not together([])
