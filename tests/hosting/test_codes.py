import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain.errors import Unavailable
from common.hosting.codes import ALPHABET, PART, JoinCode, new_code, read_code

codes = st.builds(JoinCode, *[st.binary(min_size=PART, max_size=PART)] * 2)


@given(codes)
def test_a_code_is_read_as_it_was_written(code: JoinCode) -> None:
    assert read_code(str(code)) == code


@given(codes)
def test_a_code_is_read_however_it_is_typed(code: JoinCode) -> None:
    typed = str(code).lower().replace("-", "  ").replace("0", "o").replace("1", "l")

    assert read_code(f" {typed} ") == code


@given(codes, st.integers(0, 46), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed_and_its_group_named(
    code: JoinCode, place: int, wrong: str
) -> None:
    text = str(code)
    if text[place] in ("-", wrong):
        return
    mistyped = text[:place] + wrong + text[place + 1 :]

    with pytest.raises(Unavailable, match=f"group {place // 6 + 1} "):
        read_code(mistyped)


def test_two_groups_exchanged_are_noticed() -> None:
    first, second, *rest = str(new_code(bytes(range(PART)))).split("-")

    with pytest.raises(Unavailable, match="group 1 "):
        read_code("-".join([second, first, *rest]))


@pytest.mark.parametrize("typed", ["", "ABC", "A" * 41, "*" * 200])
def test_a_code_of_another_length_says_how_long_one_is(typed: str) -> None:
    with pytest.raises(Unavailable, match="8 groups of 5"):
        read_code(typed)


@pytest.mark.parametrize("typed", ["*" * 40, "U" * 40, "ə" * 40])
def test_signs_that_no_code_has_are_mistyped(typed: str) -> None:
    with pytest.raises(Unavailable, match="mistyped"):
        read_code(typed)


def test_a_code_tells_nothing_of_itself_by_its_login() -> None:
    code = new_code(bytes(PART))

    assert code.secret.hex() not in code.login + code.password
    assert new_code(bytes(PART)).login != code.login
