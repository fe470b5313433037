import unicodedata
from pathlib import Path

import pytest
from floor_forms import Change, Form, Write, words

from common.domain.catalogue import Kind
from common.domain.ids import ServiceCode
from common.floorfile.catalogue import read_catalogue
from common.floorfile.part import BadFile


def as_it_is(_form: Form) -> None:
    """Leave a form alone."""


def faults_of(path: Path) -> tuple[str, ...]:
    with pytest.raises(BadFile) as caught:
        read_catalogue(path)
    assert all("\n" not in fault for fault in caught.value.faults)
    return caught.value.faults


def test_a_catalogue_is_read_whole(catalogue_file: Write) -> None:
    catalogue = read_catalogue(catalogue_file(as_it_is))

    card = catalogue.services()[ServiceCode("DIN-02")]
    assert card.minutes == 10
    assert card.entity == "DIN"
    assert card.enabled
    assert card.synonyms == ("kimlik", "карта")
    assert [entity.enabled for entity in catalogue.entities] == [True, False]
    assert catalogue.entities[1].kind is Kind.PRIVATE
    assert catalogue.groups[0].code == "DIS"


def test_a_cyrillic_letter_is_refused_with_its_place_and_its_name(catalogue_file: Write) -> None:
    def change(form: Form) -> None:
        form["entities"][0]["services"][1]["name"]["az"] = "Kаrt"

    path = catalogue_file(change)

    assert faults_of(path) == (
        (
            f'{path}: entities[0].services[1].name.az: "а" (U+0430 CYRILLIC SMALL LETTER A)'
            ' is character 2 of "Kаrt"; type the Latin "a"'
        ),
    )


def test_text_is_composed_and_freed_of_what_nobody_sees(catalogue_file: Write) -> None:
    def change(form: Form) -> None:
        pasted = unicodedata.normalize("NFD", " Şəxsiyyət\u00a0 vəsi\u00adqəsi ")
        form["entities"][0]["name"]["az"] = pasted

    catalogue = read_catalogue(catalogue_file(change))

    assert catalogue.entities[0].name.az == "Şəxsiyyət vəsiqəsi"


def entity(form: Form) -> Form:
    found: Form = form["entities"][0]
    return found


def service(form: Form) -> Form:
    found: Form = form["entities"][0]["services"][1]
    return found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda form: service(form).update(minuts=3), 'the key "minuts" is not known; did you'),
        (lambda form: service(form).pop("minutes"), '"minutes" is missing; add it'),
        (lambda form: service(form).update(minutes=0), "0 is out of range; write a number from 1"),
        (lambda form: service(form).update(minutes=241), "241 is out of range"),
        (lambda form: service(form).update(minutes="10"), '"10" does not fit here; write a whole'),
        (lambda form: service(form).update(minutes=True), "true does not fit here"),
        (lambda form: service(form).update(enabled="no"), "write true or false"),
        (lambda form: service(form).update(code="DIN-01"), "service DIN-01 is already at entities"),
        (lambda form: service(form).update(code="XIN-02"), "its code has to begin with DIN-"),
        (lambda form: service(form).update(code="din 2"), "is not such a code; write one like"),
        (lambda form: service(form).update(icon="A B"), "is not such a code"),
        (lambda form: service(form).update(synonyms="card"), "write a list in [ ]"),
        (lambda form: service(form).update(synonyms=["kаrt"]), 'type the Latin "a"'),
        (lambda form: service(form)["name"].update(ru=" "), "name.ru: is empty; write a text"),
        (lambda form: service(form)["name"].pop("en"), 'name: "en" is missing; add it'),
        (lambda form: service(form)["name"].update(tr="x"), 'the key "tr" is not known'),
        (lambda form: service(form)["name"].update(ru="Cправка"), "U+043F CYRILLIC SMALL LETTER"),
        (lambda form: service(form)["name"].update(az="x" * 201), "write at most 200"),
        (lambda form: service(form)["name"].update(az="x\x07y"), "cannot be shown"),
        (lambda form: entity(form).update(kind="state"), '"state" is not known; write one of pub'),
        (lambda form: entity(form).update(services={}), "entities[0].services: {} does not fit"),
        (lambda form: entity(form).update(code="BNK"), "entity BNK is already at"),
        (lambda form: form.update(entities=[]), "a catalogue has at least one entity"),
        (lambda form: form.update(schema=2), "schema: 2 is out of range"),
        (lambda form: form["groups"].append(form["groups"][0]), "group DIS is already at groups"),
        (lambda form: form.update(entities=[words("x")]), '"code" is missing; add it'),
    ],
)
def test_each_fault_is_one_line_with_its_place(
    catalogue_file: Write, change: Change, said: str
) -> None:
    path = catalogue_file(change)

    faults = faults_of(path)

    assert any(said in fault for fault in faults), faults
    assert all(fault.startswith(f"{path}: ") for fault in faults)


def test_all_faults_are_told_at_once(catalogue_file: Write) -> None:
    def change(form: Form) -> None:
        service(form)["minutes"] = 0
        entity(form)["kind"] = "state"

    assert len(faults_of(catalogue_file(change))) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "line 1, column 2: not JSON"),
        (b"", "not JSON"),
        (b"[]", "[] does not fit here; write an object"),
        ('{"ə": 1}'.encode("cp1251", "replace") + b"\xff", "is not UTF-8"),
        (b'{"schema": 1, "schema": 2}', 'the key "schema" stands twice'),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"schema": ' + b"9" * 5000 + b"}", "a number without end"),
    ],
)
def test_a_file_that_is_no_catalogue_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "catalogue.json"
    path.write_bytes(content)

    (fault,) = faults_of(path)

    assert said in fault


def test_half_a_character_is_refused_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.json"
    path.write_text('{"schema": 1, "groups": [], "entities": [{"code": "A\\ud800"}]}')

    assert any("entities[0].code: holds a character" in fault for fault in faults_of(path))


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    assert "there is no such file" in faults_of(tmp_path / "nowhere.json")[0]
    assert "cannot be read" in faults_of(tmp_path)[0]
