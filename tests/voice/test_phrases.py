import pytest

from common.domain.words import Language
from common.voice.opening import wordings
from common.voice.phrases import in_words, sentence

SERIES = "ABDLMNRTVZFPS"
WORDINGS = wordings()
AZ, EN, RU = Language.AZ, Language.EN, Language.RU
STRESS = "\u0301"

AZ_ONES = ["", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz"]
AZ_TENS = ["", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan"]


def say(label: str, window: int, language: Language, times: int = 1) -> str:
    return sentence(label, window, language, times, WORDINGS[language])


@pytest.mark.parametrize(
    ("label", "window", "language", "times", "words"),
    [
        ("A015", 12, AZ, 1, "Növbə nömrəsi a, on beş. On iki nömrəli pəncərəyə yaxınlaşın."),
        ("A015", 12, EN, 1, "Ticket eigh fifteen, please go to window twelve."),
        ("A015", 12, RU, 1, "Талон а́ пятнадцать, пройдите к окну номер двенадцать."),
        (
            "B215",
            2,
            AZ,
            2,
            "Təkrar çağırış. Növbə nömrəsi be, iki yüz on beş. İki nömrəli pəncərəyə yaxınlaşın.",
        ),
        (
            "B215",
            2,
            EN,
            3,
            "Calling again. Ticket bee two hundred and fifteen, please go to window two.",
        ),
        (
            "B215",
            2,
            RU,
            2,
            "Повторный вызов. Талон бэ двести пятнадцать, пройдите к окну номер два.",
        ),
        (
            "AB047",
            101,
            EN,
            1,
            "Ticket eigh bee forty-seven, please go to window one hundred and one.",
        ),
        ("AB047", 30, AZ, 1, "Növbə nömrəsi a be, qırx yeddi. Otuz nömrəli pəncərəyə yaxınlaşın."),
        ("Z1000", 1, AZ, 1, "Növbə nömrəsi ze, min. Bir nömrəli pəncərəyə yaxınlaşın."),
        ("Z1001", 1, EN, 1, "Ticket zed one thousand and one, please go to window one."),
        ("Z1001", 1, RU, 1, "Талон зэт одна тысяча один, пройдите к окну номер один."),
        ("Z1100", 1, EN, 1, "Ticket zed one thousand one hundred, please go to window one."),
    ],
)
def test_a_call_is_said_in_words(
    label: str, window: int, language: Language, times: int, words: str
) -> None:
    assert say(label, window, language, times) == words


def test_azerbaijani_numbers_from_1_to_999_are_those_of_the_language() -> None:
    for number in range(1, 1000):
        hundreds, rest = divmod(number, 100)
        words = [AZ_ONES[hundreds] if hundreds > 1 else "", "yüz" if hundreds else ""]
        words += [AZ_TENS[rest // 10], AZ_ONES[rest % 10]]
        assert in_words(number, AZ) == " ".join(word for word in words if word)


@pytest.mark.parametrize("language", Language)
def test_no_sentence_has_a_digit_or_an_unfilled_place(language: Language) -> None:
    for number in (1, 9, 10, 15, 99, 100, 101, 899, 1000, 1001, 1999):
        for letter in SERIES:
            for times in (1, 2):
                said = say(f"{letter}{number:03d}", number % 200 + 1, language, times)
                assert not any(character.isdigit() or character in "{}" for character in said)


@pytest.mark.parametrize("language", Language)
def test_windows_1_to_200_are_all_different_to_the_ear(language: Language) -> None:
    assert len({say("A001", window, language) for window in range(1, 201)}) == 200


@pytest.mark.parametrize("language", Language)
def test_every_letter_of_a_series_has_a_name_of_its_own(language: Language) -> None:
    names = [WORDINGS[language].letters[letter] for letter in SERIES]
    assert len(set(names)) == len(SERIES)
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") <= WORDINGS[language].letters.keys()


@pytest.mark.parametrize("language", Language)
def test_a_label_that_cannot_be_said_is_named(language: Language) -> None:
    with pytest.raises(ValueError, match="015"):
        say("015", 1, language)
    with pytest.raises(ValueError, match="Ж"):
        say("Ж015", 1, language)


def test_a_single_russian_vowel_is_stressed_so_that_it_is_no_conjunction() -> None:
    assert all(WORDINGS[RU].letters[vowel].endswith(STRESS) for vowel in "AIU")
