import re

import pytest
from golden import FILES, GOLDEN, LETTERS, call, with_storeys
from hypothesis import example, given
from hypothesis import strategies as st

from common.domain.floor import Direction
from common.domain.words import Language
from common.voice.phrases import closing, in_words, message, sentence, storey
from common.voice.wording import Say, built_in

SERIES = "ABDLMNRTVZFPS"
WORDINGS = built_in()
AZ, EN, RU = Language.AZ, Language.EN, Language.RU
STRESS = "\u0301"

AZ_ONES = ["", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz"]
AZ_TENS = ["", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan"]


def say(label: str, window: int, language: Language, times: int = 1) -> str:
    return sentence(call(label, window, language, times), WORDINGS[language])


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


EN_ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
EN_ONES += ["eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"]
EN_ONES += ["eighteen", "nineteen"]
EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
RU_ONES = ["", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]
RU_ONES += ["десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать"]
RU_ONES += ["шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"]
RU_TENS = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят"]
RU_TENS += ["восемьдесят", "девяносто"]
RU_HUNDREDS = ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот"]
RU_HUNDREDS += ["восемьсот", "девятьсот"]


def under_100(number: int, ones: list[str], tens: list[str], join: str) -> str:
    if number < 20:
        return ones[number]
    return join.join(word for word in (tens[number // 10], ones[number % 10]) if word)


def test_english_and_russian_numbers_from_1_to_999_are_those_of_the_language() -> None:
    for number in range(1, 1000):
        hundreds, rest = divmod(number, 100)
        small = under_100(rest, EN_ONES, EN_TENS, "-")
        parts = [f"{EN_ONES[hundreds]} hundred" if hundreds else "", small]
        assert in_words(number, EN) == " and ".join(part for part in parts if part)
        parts = [RU_HUNDREDS[hundreds], under_100(rest, RU_ONES, RU_TENS, " ")]
        assert in_words(number, RU) == " ".join(part for part in parts if part)


@pytest.mark.parametrize("name", FILES)
def test_the_voice_says_what_it_said_when_the_golden_files_were_looked_at(name: str) -> None:
    # After a wanted change: python tests/voice/golden.py, and read the difference.
    assert list(FILES[name]()) == (GOLDEN / name).read_text("utf-8").splitlines()


labels = st.builds(
    lambda letters, serial: f"{letters}{serial:03d}",
    st.text(st.sampled_from(LETTERS[EN]), min_size=1, max_size=2),
    st.integers(1, 1999),
)


@given(
    label=labels,
    window=st.integers(1, 200),
    language=st.sampled_from(Language),
    times=st.integers(1, 4),
    direction=st.sampled_from(Direction),
    short=st.booleans(),
)
@example(label="Z1999", window=200, language=AZ, times=2, direction=Direction.LEFT, short=True)
def test_every_call_names_letter_number_floor_and_window_once_and_in_order(
    *, label: str, window: int, language: Language, times: int, direction: Direction, short: bool
) -> None:
    wording = with_storeys(language)
    said = sentence(call(label, window, language, times, direction), wording, short=short)
    floor = wording.floor_of(window)
    letters = label.rstrip("0123456789")
    words = [wording.letters[letter] for letter in letters]
    words += [in_words(int(label[len(letters) :]), language)]
    words += [] if floor is None else [storey(floor, language)]
    words += [in_words(window, language)]

    lowered = said.replace("İ", "i").replace("I", "ı") if language is AZ else said
    pattern = r"\b.*\b".join(re.escape(word) for word in words)
    assert re.search(pattern, lowered.lower()), said
    again, side = wording.texts[Say.AGAIN], {Direction.LEFT: Say.LEFT, Direction.RIGHT: Say.RIGHT}
    assert said.startswith(again) == (times > 1)
    told = direction in side and floor is None and not short
    assert told == any(said.endswith(wording.texts[each]) for each in side.values())
    assert said[0] == said[0].upper()
    assert not re.search(r"[0-9{}]|  ", said)


@pytest.mark.parametrize("language", Language)
def test_the_short_form_is_shorter_and_still_says_that_it_is_a_recall(language: Language) -> None:
    recall = call("A015", 12, language, 2, Direction.LEFT)
    whole, short = (sentence(recall, WORDINGS[language], short=each) for each in (False, True))
    assert len(short) < 0.7 * len(whole)
    assert short.startswith(WORDINGS[language].texts[Say.AGAIN])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (AZ, "Hörmətli vətəndaşlar, mərkəzin iş vaxtının bitməsinə on beş dəqiqə qalıb."),
        (EN, "Dear visitors, the centre closes in fifteen minutes."),
        (RU, "Уважаемые посетители, центр закрывается через пятнадцать минут."),
    ],
)
def test_the_closing_of_the_centre_is_said_in_words(language: Language, words: str) -> None:
    assert closing(15, WORDINGS[language]) == words
    assert closing(0, WORDINGS[language]) == WORDINGS[language].texts[Say.CLOSED]


def test_numbers_and_times_of_a_message_are_said_as_words() -> None:
    assert message("Saat 18:00-dək, 3  pəncərə", AZ) == "Saat on səkkiz-dək, üç pəncərə"
    assert message("Until 9:30 at window 12.", EN) == "Until nine thirty at window twelve."
    assert message("Звоните 108", RU) == "Звоните сто восемь"
    assert not re.search(r"\d", message("№ 1234567890123", EN))
