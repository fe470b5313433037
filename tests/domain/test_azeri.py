import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain.azeri import (
    ALPHABET,
    az_lower,
    az_sort_key,
    az_upper,
    clean,
    foreign_letter,
    look_alike,
    mixed_letter,
)


@pytest.mark.parametrize(
    ("small", "capital"),
    [
        ("vəsiqəsi", "VƏSİQƏSİ"),
        ("işıq", "İŞIQ"),
        ("qızıl", "QIZIL"),
        ("ümumvətəndaş pasportu", "ÜMUMVƏTƏNDAŞ PASPORTU"),
        ("çıxarış", "ÇIXARIŞ"),
    ],
)
def test_case_knows_both_letters_i(small: str, capital: str) -> None:
    assert az_upper(small) == capital
    assert az_lower(capital) == small


def test_small_letters_never_grow_a_second_sign() -> None:
    assert len(az_lower("İŞIQ")) == 4
    assert az_lower(unicodedata.normalize("NFD", "İŞIQ")) == "işıq"


@given(st.text(alphabet=ALPHABET))
def test_capitals_come_back_as_they_were(word: str) -> None:
    assert az_lower(az_upper(word)) == word


def test_words_stand_in_the_order_of_the_alphabet() -> None:
    words = ["zal", "çay", "ev", "ər", "fil", "ilk", "ıldır", "xalq", "həyət", "qaz", "kənd"]

    assert sorted(words, key=az_sort_key) == [
        *("çay", "ev", "ər", "fil", "həyət", "xalq", "ıldır", "ilk", "kənd", "qaz", "zal")
    ]


def test_a_shorter_word_and_a_space_come_first_and_other_letters_last() -> None:
    words = ["wifi", "su sayğacı", "sual", "su", "5 nömrə", "яблоко", "zaman"]

    assert sorted(words, key=az_sort_key) == [
        *("5 nömrə", "su", "su sayğacı", "sual", "zaman", "wifi", "яблоко")
    ]


def test_case_does_not_change_the_order() -> None:
    assert az_sort_key("İşıq") == az_sort_key("işıq")


def test_pasted_text_is_cleaned() -> None:
    pasted = "  S\u0327e\u00adn\u00a0 ə\u200bd\n"

    assert clean(pasted) == "Şen əd"


def test_a_cyrillic_letter_is_found_and_its_likeness_named() -> None:
    text = "şəxsiyyət vəsiqəsi".replace("ə", "ә", 1)

    at = foreign_letter(text)

    assert at == 1
    assert look_alike(text[at]) == "ə"


def test_signs_digits_and_latin_letters_of_all_kinds_are_at_home() -> None:
    assert foreign_letter("“Azərişıq” ASC № 1, naïve — 15 yaş") is None


def test_a_word_of_two_alphabets_is_found() -> None:
    assert mixed_letter("SIM-карты Asan İmza") is None
    assert mixed_letter("Cправка о судимости") == 1
