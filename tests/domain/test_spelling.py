import pytest

from common.domain.spelling import mistyped, words_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("shaxsiyyat", "şəxsiyyət"),
        ("wexsiyet", "şəxsiyyət"),
        ("ŞƏXSİYYƏT", "şəxsiyyət"),
        ("шахсият", "şəxsiyyət"),
        ("tarjuma", "tərcümə"),
        ("tardjuma", "tərcümə"),
        ("arayish", "arayış"),
        ("chixarish", "çıxarış"),
        ("gan", "qan"),
        ("khidmat", "xidmət"),
        ("grazhdanstvo", "гражданство"),
        ("qrajdanstvo", "гражданство"),
        ("zaveshchanie", "завещание"),
        ("zaveschanie", "завещание"),
        ("tamojnya", "таможня"),
        ("konsultaciya", "консультация"),
        ("konsultasiya", "консультация"),
        ("ещё", "еще"),
    ],
)
def test_what_sounds_alike_has_one_loose_key(typed: str, meant: str) -> None:
    (one,), (other,) = words_of(typed), words_of(meant)

    assert one.loose.letters == other.loose.letters


@pytest.mark.parametrize(("one", "other"), [("qan", "can"), ("kart", "kirt"), ("su", "si")])
def test_what_sounds_otherwise_has_another(one: str, other: str) -> None:
    assert words_of(one)[0].loose.letters != words_of(other)[0].loose.letters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("oasport", "pasport"), ("asport", "pasport"), ("apsport", "pasport")),
        *(("pasprot", "pasport"), ("paasport", "pasport"), ("pasporx", "pasport")),
        *(("pasports", "pasport"), ("pasprt", "pasportun"), ("azeriqz", "azeriqaz")),
        *(("vzia", "viza"), ("vergy", "vergi")),
    ],
)
def test_one_slip_is_looked_past(typed: str, meant: str) -> None:
    assert mistyped(typed, meant)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        *(("pizza", "viza"), ("vaza", "viza"), ("kort", "kart"), ("doner", "dollar")),
        *(("mergi", "vergi"), ("banana", "qananalizi"), ("pasaprt", "passport")),
        *(("azeriqzx", "azeriqaz"), ("kopekk", "kodeks"), ("azerix", "azeriqaz")),
    ],
)
def test_more_than_a_slip_or_a_slip_in_too_little_is_not(typed: str, other: str) -> None:
    assert not mistyped(typed, other)


def test_each_letter_of_a_key_knows_where_it_ends_in_its_word() -> None:
    (word,) = words_of("“Çıxarış”")

    assert word.start == 1
    assert word.loose.letters == "ciharis"
    assert word.loose.ends == (1, 2, 3, 4, 5, 6, 7)
    (word,) = words_of("shaxs")
    assert word.loose.ends == (2, 3, 4, 5)
