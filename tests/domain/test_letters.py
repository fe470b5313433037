from itertools import pairwise

import pytest

from common.domain.letters import DIGITS, LATIN, initial, sort_key
from common.domain.words import Language

AZ, EN, RU = Language


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (AZ, ["15 yaş", "Ceyran", "Çap", "Elm", "Ədliyyə", "Gömrük", "Xarici", "Işıq", "İqlim"]),
        (AZ, ["“Azərsu” ASC", "Bank", "Şəki", "Tibb", "Üzüm", "Wi-Fi"]),
        (EN, ["24 hours", "Post", "Quarter", "Water", "X-ray", "Zone"]),
        (RU, ["15 лет", "Ёлка", "Ель", "Есть", "«Жилсервис»", "Яблоко", "ASAN"]),
    ],
)
def test_names_are_sorted_by_the_alphabet_of_their_language(
    language: Language, names: list[str]
) -> None:
    assert sorted({*names}, key=lambda name: sort_key(name, language)) == names


@pytest.mark.parametrize(
    ("language", "name", "letter"),
    [
        (AZ, "ilk dəfə", "İ"),
        (AZ, "ışıq", "I"),
        (AZ, "“Azərsu” ASC", "A"),
        (AZ, "Wi-Fi", "W"),
        (AZ, "15 yaşınadək", DIGITS),
        (EN, "identity", "I"),
        (EN, "4G", DIGITS),
        (RU, "«Азерсу»", "А"),
        (RU, "Ёлка", "Е"),
        (RU, "ASAN xidmət", LATIN),
    ],
)
def test_a_name_is_looked_for_under_its_first_letter(
    language: Language, name: str, letter: str
) -> None:
    assert initial(name, language) == letter


@pytest.mark.parametrize("language", Language)
def test_names_of_one_letter_stand_together(language: Language) -> None:
    names = ["Ər", "Er", "ёж", "Ель", "ASAN", "15", "«Б»", "Бег", "x", "Ир", "İr", "Ir", "«Zz»"]

    order = [initial(one, language) for one in sorted(names, key=lambda n: sort_key(n, language))]

    changes = sum(before != after for before, after in pairwise(order))
    assert changes == len(set(order)) - 1
