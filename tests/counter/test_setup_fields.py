"""What may be typed into the forms of the set-up, and what is said of the rest."""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.domain.errors import Reason, Refused
from common.domain.floor import Floor
from common.domain.words import Language
from common.floorfile.catalogue import read_catalogue
from common.floorfile.faults import LINES, Fault, FaultKind, Place
from common.floorfile.floor import parse_floor, read_floor
from common.floorfile.writing import write_floor
from common.i18n import Text, texts
from counter.setup import specs as faulty
from counter.setup.checks import fault_of, faults_of
from counter.setup.editing import form_of
from counter.setup.field_view import fault_words
from counter.setup.file_faults import fault_line, place_words
from counter.setup.leading import led
from counter.setup.refusals import words_for
from counter.setup.sections import FORMS
from counter.setup.specs import Context, FieldKind, FieldSpec, Form, Kind, Value
from counter.setup.state import SetupState

TEXT = texts()
NASTY = [
    *("", " ", "\t", "-1", "0", "1e9", "1000000000", "12345678901234567890", "٣", "1.5", "NaN"),
    *("x" * 10_000, "a\nb", "a\u0000b", "\u202eabc", "\ud800", "Şəhər", "Москва", "Moсква", "日本"),
    *("DIN", "DIN-02", "din", "W12", "A", "09:00", "25:00", "24:00", "9:00", "2026-02-30", "*"),
    *(
        "28.11.2026",
        "2026-11-28",
        "0000-00-00",
        "'; DROP TABLE services; --",
        "{name}",
        "%s",
        "<b>x</b>",
    ),
]
ANYTHING = st.one_of(st.sampled_from(NASTY), st.text(max_size=20))
TIMES = st.sampled_from(["00:00", "09:00", "18:00", "24:00", "03:30", "-", "25:00", "9"])
VALUES = {
    FieldKind.TOGGLE: st.booleans(),
    FieldKind.HOURS: st.tuples(
        *[st.one_of(st.just(""), st.tuples(TIMES, TIMES, TIMES).map(" ".join))] * 7
    ),
}
LISTS: list[Value] = [(), ("",), ("NONE",), ("DIN-02 x",), ("x" * 10_000,), ("- - -",) * 7]


@cache
def demo() -> Floor:
    """Return the set-up of the demonstration."""
    assets = files("assets")
    with (
        as_file(assets / "catalogue" / "catalogue.json") as catalogue,
        as_file(assets / "floors" / "demo.json") as setup,
    ):
        return read_floor(setup, read_catalogue(catalogue))


def chosen(spec: FieldSpec) -> st.SearchStrategy[Value]:
    """Return some of what a field has to choose from."""
    picks = st.sampled_from([pick.value for pick in spec.picks])
    if spec.kind is FieldKind.CHOICE:
        return st.one_of(picks, st.sampled_from(["", "NONE"]))
    some = st.lists(picks, max_size=4, unique=True)
    if spec.kind is FieldKind.SET:
        return some.map(lambda found: tuple(sorted(found)))
    minutes = st.sampled_from(["0", "1", "5", "1440", "-1", "1e9", ""])
    return st.tuples(some, minutes).map(
        lambda drawn: tuple(sorted(f"{one} {drawn[1]}" for one in drawn[0]))
    )


def begun(form: Form, text: Text) -> Iterator[tuple[str, tuple[FieldSpec, ...], dict[str, Value]]]:
    """Yield a thing of the demonstration, and a new one where there can be one, as forms."""
    context = Context(demo(), text)
    code = next(iter(form.codes(demo())))
    yield code, form.fields(context, code), dict(form.read(demo(), code))
    if form.blank is not None:
        yield "", form.fields(context, ""), dict(form.blank(demo(), code))


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind.value)
def test_what_the_demonstration_has_may_stand_and_is_written_as_it_was_read(form: Form) -> None:
    context = Context(demo(), TEXT[Language.AZ])
    for code in form.codes(demo()):
        values = form.read(demo(), code)
        assert not faults_of(form, form.fields(context, code), demo(), code, values)
        assert form.write(demo(), code, values) == demo()


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind.value)
def test_every_field_says_one_clear_line_to_what_may_not_stand(form: Form) -> None:
    for text in TEXT.values():
        for _, fields, values in begun(form, text):
            for spec in fields:
                wrong: list[Value] = LISTS if isinstance(values[spec.name], tuple) else [*NASTY]
                if spec.kind is FieldKind.TOGGLE:
                    continue
                faults = [fault_of(spec, value) for value in wrong]
                lines = [fault_words(text, one.key, one.facts) for one in faults if one]
                assert lines, spec.name
                assert all(0 < len(line) < 120 and "\n" not in line for line in lines)
                assert text(spec.label_key)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind.value)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_what_a_form_lets_through_a_floor_file_may_hold(form: Form, data: st.DataObject) -> None:
    text = TEXT[Language.AZ]
    for code, fields, values in begun(form, text):
        spec = data.draw(st.sampled_from(fields))
        values[spec.name] = data.draw(
            chosen(spec) if spec.picks else VALUES.get(spec.kind, ANYTHING)
        )
        if faults_of(form, fields, demo(), code, values):
            continue
        after = form.write(demo(), code, values)
        assert parse_floor(write_floor(after), "form", after.catalogue)


def test_every_fault_of_a_floor_file_has_its_words_in_every_language() -> None:
    for kind in FaultKind:
        named = {name.partition("!")[0] for _, name, _, _ in Formatter().parse(LINES[kind]) if name}
        fault = Fault(kind, ("hours", "mon"), dict.fromkeys({*named, "such_as"}, "7"))

        said = [fault_line(fault, None, text).words for text in TEXT.values()]

        refused = Refused(Reason.SETUP_UNSOUND, faults=[fault])

        assert len(set(said)) == len(said), said
        assert all(
            one in words_for(refused, demo(), text)
            for one, text in zip(said, TEXT.values(), strict=True)
        )
        assert not any("\n" in words or len(words) > 120 for words in said), said


PLACES: list[tuple[Place, str]] = [
    (("counters", 3, "profile"), "Windows: W4 · Profile"),
    (("counters", 99), "Windows: no. 100"),
    (("counters",), "Windows"),
    (("operators", 0, "skills", 2), "People: l.hasanova · Services provided"),
    (("services", "DIN-*", "hours", "mon", "opens"), "Services: DIN-* · Hours · Monday · Opens"),
    (("services", "DIN-01", "facts", "fee", "ru"), "Services: DIN-01 · Fee · Russian"),
    (("profiles", 0, "services", "DIN-*"), "Profiles: REC · Services · DIN-*"),
    (
        ("kiosks", 0, "spares", 1, "where", "az"),
        "Kiosks: K1 · Another printer · Where the ticket c",
    ),
    (("hours", "sun"), "Hours · Sunday"),
    (("time_zone",), "Centre name and business day · Time zone"),
    (("name", "ru"), "Centre name and business day · Name (Russian)"),
    (("roles", "manager", 2), "Roles: Centre manager"),
    (("catalogue", "entities", 0, "services", 1, "code"), "Entities: ASN · Services: ASN-02 · Co"),
    (("catalogue", "entities"), "Entities"),
    (("displays", 0, "counters", 1), "Boards: D1 · Windows shown"),
    (("colour",), "colour"),
    (("switches", "x\u202e\n" + "y" * 999), "Services · x  yyy"),
    ((), "File"),
]


def test_a_field_is_called_without_what_its_label_says_to_write() -> None:
    menu, russian = FieldSpec("menu", FieldKind.SET), FieldSpec("name_ru", FieldKind.WORDS)
    fee = FieldSpec("fee_checked", FieldKind.DAY, label="fact_checked", group="fact_fee")

    assert menu.called(TEXT[Language.AZ]) == "Təklif etdiyi xidmətlər"
    assert russian.called(TEXT[Language.EN]) == "Name (Russian)"
    assert fee.called(TEXT[Language.EN]) == "Fee · Checked on"


def test_a_place_in_a_floor_file_is_said_as_the_page_calls_it() -> None:
    file = json.loads(write_floor(demo()))

    for place, said in PLACES:
        assert place_words(place, file, TEXT[Language.EN]).startswith(said)
        assert all(place_words(place, None, text) for text in TEXT.values())


LED: list[tuple[Kind, str, Place, str]] = [
    (Kind.COUNTER, "W4", ("counters", 3, "profile"), "profile"),
    (Kind.COUNTER, "W5", ("counters", 3, "profile"), ""),
    (Kind.CENTRE, "", ("name", "ru"), "name_ru"),
    (Kind.SERVICE, "DIN-01", ("services", "DIN-01", "daily_limit"), "daily_limit"),
    (Kind.ENTITY, "ASN", ("catalogue", "entities", 0, "name", "az"), "name_az"),
    (Kind.SERVICE, "ASN-02", ("catalogue", "entities", 0, "services", 1, "name", "en"), "name_en"),
    (Kind.OPERATOR, "l.hasanova", ("operators", 0, "skills", 2), "skills"),
    (Kind.OPERATOR, "l.hasanova", ("displays", 0), ""),
]


@pytest.mark.parametrize(("kind", "code", "place", "field"), LED)
def test_a_refusal_leads_to_the_field_it_is_about(
    kind: Kind, code: str, place: Place, field: str
) -> None:
    state = SetupState(text=TEXT[Language.EN], floor=demo())
    state = replace(state, form=form_of(state, kind, code or FORMS[kind].codes(demo())[0]))
    faults, file = [Fault(FaultKind.EMPTY, place)], json.loads(write_floor(demo()))

    after = led(state, Refused(Reason.SETUP_UNSOUND, faults=faults, file=file))

    assert after.form is not None
    assert [name for name in after.form.faults if after.form.told(name)] == [field] * bool(field)
    assert after.focus == bool(field)


def test_no_two_things_are_called_the_same_but_what_was_stays() -> None:
    text, floor = TEXT[Language.EN], demo()
    zone, other = floor.zones[:2]
    twins = replace(floor, zones=(zone, replace(other, name=zone.name), *floor.zones[2:]))
    form = FORMS[Kind.ZONE]

    def said(held: Floor, code: str, name: str) -> set[str]:
        values = {**form.read(held, code), "name_az": name}
        return set(faults_of(form, form.fields(Context(held, text), code), held, code, values))

    assert said(floor, other.code, f" {zone.name.az}") == {"name_az"}
    assert said(floor, other.code, other.name.az) == set()
    assert said(twins, other.code, zone.name.az) == set()

    service = FORMS[Kind.SERVICE]
    like = service.read(floor, "DIN-02")
    new = {**(service.blank or service.read)(floor, "DIN-02"), "code": "DIN-99", "entity": "DIN"}
    new = {**new, **{key: value for key, value in like.items() if key.startswith("name_")}}
    fields = service.fields(Context(floor, text), "")
    assert set(faults_of(service, fields, floor, "", new)) == {"name_az", "name_en", "name_ru"}


@pytest.mark.parametrize("kind", [FieldKind.LATIN, FieldKind.TEXT, FieldKind.LINES, FieldKind.PIN])
def test_what_no_board_or_slip_can_show_is_told_at_its_field(kind: FieldKind) -> None:
    spec = FieldSpec("name", kind)

    for typed in ("Salam 😀", "Salam\u202e", "Salam\u0000", "Salam \ue000"):
        assert fault_of(spec, typed) == faulty.Fault("unseen"), typed
    assert fault_of(spec, "Zal № 1, 20°") is None


def test_what_others_need_is_named_before_it_is_removed() -> None:
    context = Context(demo(), TEXT[Language.EN])

    assert FORMS[Kind.PRINTER].user(context, "P1") == "Kiosk K1"
    assert FORMS[Kind.SERIES].user(context, "A") == "First issue of an identity card"
