from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain.catalogue import Catalogue, Entity, Kind, Service
from common.domain.ids import EntityCode, ServiceCode
from common.domain.search import Index
from common.domain.words import Language, Words

Row = tuple[str, str, str, str, tuple[str, ...]]

DIN: tuple[Row, ...] = (
    (
        "DIN-01",
        "Şəxsiyyət vəsiqəsinin ilk dəfə verilməsi",
        "First issue of an identity card",
        "Первичная выдача удостоверения личности",
        ("kimlik", "ID kart"),
    ),
    (
        "DIN-02",
        "Şəxsiyyət vəsiqəsinin dəyişdirilməsi",
        "Replacement of an identity card",
        "Замена удостоверения личности",
        ("kimlik", "ID kart"),
    ),
    (
        "DIN-05",
        "Ümumvətəndaş pasportunun verilməsi və dəyişdirilməsi",
        "Issue and replacement of a civil (travel) passport",
        "Выдача и замена общегражданского паспорта",
        ("xarici pasport", "загранпаспорт"),
    ),
    (
        "DIN-08",
        "Sürücülük vəsiqəsinin dəyişdirilməsi",
        "Replacement of a driving licence",
        "Замена водительского удостоверения",
        ("prava",),
    ),
    (
        "DIN-10",
        "Məhkumluq haqqında arayışın verilməsi",
        "Criminal-record certificate",
        "Справка о судимости",
        (),
    ),
)
BNK: tuple[Row, ...] = (
    (
        "BNK-01",
        "Dövlət rüsumu və cərimələrin ödənişi",
        "Payment of state duties and fines",
        "Оплата госпошлин и штрафов",
        ("asan ödəniş",),
    ),
    ("BNK-06", "Pul köçürmələri", "Money transfers", "Денежные переводы", ()),
)
AIS: tuple[Row, ...] = (
    (
        "AIS-01",
        "Yeni abonentin qeydiyyatı",
        "Registration of a new subscriber",
        "Регистрация нового абонента",
        ("işıq", "svet"),
    ),
)


def entity(code: str, name: Words, rows: tuple[Row, ...], *, enabled: bool = True) -> Entity:
    return Entity(
        code=EntityCode(code),
        kind=Kind.PUBLIC,
        name=name,
        enabled=enabled,
        services=tuple(
            Service(ServiceCode(row[0]), EntityCode(code), Words(*row[1:4]), 10, synonyms=row[4])
            for row in rows
        ),
    )


INTERIOR = Words("Daxili İşlər Nazirliyi", "Ministry of Internal Affairs", "МВД")
BANKS = Words("Bank xidmətləri", "Banking services", "Банковские услуги")
POWER = Words("“Azərişıq” ASC", "Azerishiq OJSC", "ОАО «Азеришыг»")
HALL = Catalogue(
    (entity("DIN", INTERIOR, DIN), entity("BNK", BANKS, BNK), entity("AIS", POWER, AIS))
)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(HALL)


def codes(index: Index, text: str) -> list[str]:
    return [str(found.service) for found in index.find(text, Language.AZ)]


def used(**counts: int) -> dict[ServiceCode, int]:
    return {ServiceCode(name.replace("_", "-")): count for name, count in counts.items()}


def order(index: Index, text: str, uses: Mapping[ServiceCode, int]) -> list[str]:
    return [str(found.service) for found in index.find(text, Language.AZ, uses=uses)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("şəxsiyyət", "DIN-01"),
        ("sexsiyyet vesiqesi", "DIN-01"),
        ("shaxsiyyat vasigasini dayishmak", "DIN-02"),
        ("SURUCULUK", "DIN-08"),
        ("SÜRÜCÜLÜK VƏSİQƏSİ", "DIN-08"),
        ("odeniw", "BNK-01"),
        ("wexsiyyet", "DIN-01"),
        ("arayish", "DIN-10"),
        ("kocurme", "BNK-06"),
        ("işıq", "AIS-01"),
        ("İŞIQ", "AIS-01"),
        ("isiq", "AIS-01"),
        ("passport", "DIN-05"),
        ("xarici", "DIN-05"),
        ("zagranpasport", "DIN-05"),
        ("справка", "DIN-10"),
        ("spravka", "DIN-10"),
        ("справку о судимости", "DIN-10"),
        ("udostoverenie", "DIN-02"),
        ("perevody", "BNK-06"),
        ("identity card", "DIN-02"),
        ("fines", "BNK-01"),
        ("idkart", "DIN-01"),
    ],
)
def test_what_people_type_finds_what_they_mean(index: Index, typed: str, first: str) -> None:
    assert codes(index, typed)[0] == first


@pytest.mark.parametrize("typed", ["vəsiqəmi", "vəsiqədən", "pasportuma", "удостоверением"])
def test_a_word_is_found_in_a_form_the_name_does_not_have(index: Index, typed: str) -> None:
    assert codes(index, typed)


@pytest.mark.parametrize("typed", ["pasprt", "passpotr", "sexsuyyet", "surucluuk", "судимсть"])
def test_one_slip_of_the_finger_is_forgiven(index: Index, typed: str) -> None:
    assert codes(index, typed)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "!!!", "asdfgh", "qwerty", "zzzz", "12345", "salam", "pizza", "кот", "avtobus"],
)
def test_nonsense_finds_nothing(index: Index, typed: str) -> None:
    assert codes(index, typed) == []


def test_every_word_narrows_the_answer(index: Index) -> None:
    assert len(codes(index, "vesiqe")) == 3
    assert codes(index, "vesiqe suruculuk") == ["DIN-08"]


def test_small_words_do_not_get_in_the_way(index: Index) -> None:
    assert codes(index, "mene suruculuk lazimdir") == ["DIN-08"]


def test_a_word_that_fits_nothing_is_forgiven_beside_one_that_does(index: Index) -> None:
    assert codes(index, "kimlik bugun")[0] == "DIN-01"


@pytest.mark.parametrize(
    "typed", ["kimlik yoxdur bilmirəm hara gedim", "şəx televizorlar", "fenes banana"]
)
def test_a_little_that_fits_among_much_that_does_not_finds_nothing(
    index: Index, typed: str
) -> None:
    assert codes(index, typed) == []


def test_small_words_alone_find_nothing(index: Index) -> None:
    assert codes(index, "and") == []
    assert codes(index, "for the") == []


def test_a_word_of_two_letters_is_unfinished_only_at_the_end(index: Index) -> None:
    assert "DIN-10" in codes(index, "me")
    assert codes(index, "me 1") == []


@pytest.mark.parametrize("typed", ["ki mlik", "xa rici"])
def test_words_that_others_write_in_one_are_found_parted(index: Index, typed: str) -> None:
    assert codes(index, typed)[0] in {"DIN-01", "DIN-05"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("məhkumluq", "mehkumlug"), ("пасспорт", "pasport"), ("sudimosti", "судимости")],
)
def test_spellings_that_sound_alike_find_the_same(index: Index, one: str, other: str) -> None:
    assert codes(index, one) == codes(index, other) != []


def test_among_equals_the_most_used_comes_first(index: Index) -> None:
    assert order(index, "kimlik", {}) == ["DIN-01", "DIN-02"]
    assert order(index, "kimlik", used(DIN_01=1, DIN_02=40)) == ["DIN-02", "DIN-01"]


def test_among_the_nearly_equal_the_most_used_comes_first(index: Index) -> None:
    assert order(index, "vesiqe", {})[0] == "DIN-01"
    assert order(index, "vesiqe", used(DIN_08=90))[0] == "DIN-08"


def test_use_never_lifts_a_service_over_one_that_fits_better(index: Index) -> None:
    much = used(AIS_01=10_000, DIN_08=10_000, BNK_01=10_000)

    assert order(index, "şəxsiyyət vəsiqəsi", much)[0] == "DIN-01"
    assert order(index, "kocurme", much) == ["BNK-06"]
    both = Index(Catalogue((entity("BNK", Words("Pul", "Money", "Деньги"), BNK),)))
    assert order(both, "pul", used(BNK_01=10_000)) == ["BNK-06", "BNK-01"]


def test_an_entitys_everyday_word_finds_all_its_services() -> None:
    police = replace(entity("DIN", INTERIOR, DIN), synonyms=("polis",))

    assert set(codes(Index(Catalogue((police,))), "polis")) == {row[0] for row in DIN}


def test_an_entitys_name_finds_all_its_services(index: Index) -> None:
    assert set(codes(index, "nazirliyi")) == {row[0] for row in DIN}


def test_the_service_itself_comes_before_its_entitys_others() -> None:
    both = Catalogue((entity("BNK", Words("Pul", "Money", "Деньги"), BNK),))

    assert codes(Index(both), "pul")[0] == "BNK-06"


def test_what_is_switched_off_or_not_offered_is_not_found() -> None:
    off = Catalogue((entity("BNK", BANKS, BNK, enabled=False),))

    assert codes(Index(off), "pul") == []
    assert codes(Index(HALL, {ServiceCode("BNK-01")}), "kocurme") == []
    assert codes(Index(HALL, {ServiceCode("BNK-01")}), "bank") == ["BNK-01"]


def test_no_more_are_returned_than_asked_for(index: Index) -> None:
    assert len(index.find("nazirliyi", Language.AZ, limit=2)) == 2


def test_what_matched_is_told_in_each_language(index: Index) -> None:
    assert index.find("sexsiyyet", Language.AZ)[0].spans == ((0, len("Şəxsiyyət")),)
    assert index.find("sexsiyyet", Language.EN)[0].spans == ()
    assert index.find("identity", Language.EN)[0].spans == ((18, 26),)


def test_letters_written_as_two_are_matched_as_one(index: Index) -> None:
    (span,) = index.find("shaxs", Language.AZ)[0].spans

    assert "Şəxsiyyət vəsiqəsinin"[slice(*span)] == "Şəxs"


def test_russian_typed_in_latin_marks_the_russian_name(index: Index) -> None:
    found = index.find("spravka", Language.RU)[0]

    assert found.spans == ((0, len("Справка")),)


@given(st.text(), st.sampled_from(Language))
def test_nothing_typed_breaks_the_search(typed: str, language: Language) -> None:
    for found in Index(HALL).find(typed, language):
        name = HALL.services()[found.service].name.of(language)
        assert all(0 <= start < end <= len(name) for start, end in found.spans)
        assert list(found.spans) == sorted(found.spans)


@given(st.sampled_from([row for rows in (DIN, BNK, AIS) for row in rows]), st.integers(1, 3))
def test_every_service_is_found_by_its_own_name_in_each_language(row: Row, language: int) -> None:
    assert row[0] in codes(Index(HALL), row[language])
