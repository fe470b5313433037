import json
from pathlib import Path

import pytest

from common.ports import PrinterState
from common.printing.families import DLE_EOT, FAMILIES, GENERIC_ESCPOS, GS_R, PUSHED, STAR_LINE
from common.printing.status import Ear, Family, Message, Saying, understand

BYTES = json.loads((Path(__file__).parent / "printer_bytes.json").read_text("utf-8"))
Entry = dict[str, object]


def told(part: str) -> list[object]:
    """Return what the manuals say of one part, each with a name for the report."""
    return [
        pytest.param(entry, id=f"{entry['family']} {entry['said']}: {entry['what']}")
        for entry in BYTES[part]
    ]


def as_bytes(written: object) -> bytes:
    return bytes.fromhex(str(written))


def family_of(entry: Entry) -> Family:
    return FAMILIES[str(entry["family"])]


@pytest.mark.parametrize("entry", told("answers"))
def test_answers_are_read_as_the_manuals_say(entry: Entry) -> None:
    said = entry["said"]
    assert isinstance(said, list)

    assert understand(family_of(entry), [as_bytes(one) for one in said]) == entry["state"]


@pytest.mark.parametrize("entry", told("in_line"))
def test_the_answer_behind_the_slip_is_read_as_the_manuals_say(entry: Entry) -> None:
    in_line = family_of(entry).in_line
    assert in_line is not None

    assert in_line.read(as_bytes(entry["said"])) == entry["state"]


@pytest.mark.parametrize("entry", told("pushed"))
def test_what_a_printer_says_unasked_is_read_as_the_manuals_say(entry: Entry) -> None:
    said = as_bytes(entry["said"])
    pushed = family_of(entry).pushed
    saying = next(one for one in pushed if one.form.length(said))

    assert saying.read(said) == entry["state"]


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_asked_in_the_words_of_its_manual(name: str) -> None:
    asked = BYTES["questions"][name]

    assert [ask.question for ask in FAMILIES[name].asks] == [as_bytes(q) for q in asked["asked"]]
    assert FAMILIES[name].confirm == as_bytes(asked["in_line"])


@pytest.mark.parametrize("name", FAMILIES)
def test_every_byte_of_the_fixtures_names_where_it_was_read(name: str) -> None:
    entries = [one for part in ("answers", "pushed") for one in BYTES[part]]

    assert all(one["source"] for one in entries)
    states = {one["state"] for one in entries if one["family"] == name}
    assert states >= {"ready", "near_end", "out_of_paper", "cover_open", "cutter", "jam", "hot"}
    assert states >= {"offline", "unknown"}


@pytest.mark.parametrize(
    "answers",
    [
        [],
        [b"\x12", b"\x12", b"\x12", b""],
        [b"\x10\x00", b"\x12", b"\x12", b"\x12"],
        [b"\x10", b"\x00", b"\x00", b"\x00"],  # a pushed status, not answers
    ],
    ids=str,
)
def test_what_is_no_answer_is_never_taken_for_one(answers: list[bytes]) -> None:
    assert understand(GENERIC_ESCPOS, answers) is PrinterState.UNKNOWN


def test_no_byte_can_be_taken_for_two_kinds_of_message() -> None:
    for family in FAMILIES.values():
        sayings = [*([family.in_line] if family.in_line else []), *family.pushed]
        forms = {*(ask.form for ask in family.asks), *(saying.form for saying in sayings)}
        for first in range(256):
            whole = [form for form in forms if form.length(bytes((first,)))]
            assert len(whole) <= 1, first


def test_every_family_looks_at_bytes_that_its_answers_have() -> None:
    for family in FAMILIES.values():
        for sign in family.signs:
            form = family.asks[sign.ask].form
            assert form.size is not None or sign.byte < len(form.fixed)


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_messages_are_told_apart_however_they_are_chopped(size: int) -> None:
    stream = bytes.fromhex("12 10 00 03 00 00 FF 32 18 08 00")
    ear = Ear(GENERIC_ESCPOS)

    heard = [
        message
        for start in range(0, len(stream), size)
        for message in ear.take(stream[start : start + size])
    ]

    assert heard == [
        Message(DLE_EOT, b"\x12"),
        Message(PUSHED, bytes.fromhex("10 00 03 00")),
        Message(GS_R, b"\0"),
        Message(None, b"\xff"),
        Message(DLE_EOT, b"\x32"),
    ]
    assert ear.midway


def test_a_message_with_a_bit_it_cannot_have_is_none() -> None:
    heard = Ear(GENERIC_ESCPOS).take(bytes.fromhex("10 00 80 00"))

    assert [message.form for message in heard] == [None]


@pytest.mark.parametrize(
    ("before", "now", "done"),
    [
        ("23 06 00 00 00 00 00 00 00", "23 06 02 00 00 00 00 02 00", True),
        ("23 06 02 00 00 00 00 02 00", "23 06 02 00 00 00 00 02 00", False),
        ("23 06 00 00 00 00 00 0E 00", "23 06 00 00 00 00 00 20 00", True),
        ("23 06 00 00 00 00 00 6E 00", "23 06 00 00 00 00 00 00 00", True),
        ("23 06 00 00 00 00 00 00 00", "23 06 02 00 00 00 00 04 00", False),
        ("0F 02 00 00 00 00 00", "0F 02 02 00 00 00 00", True),
        ("0F 02 02 00 00 00 00", "0F 02 00 00 00 00 00", False),
    ],
)
def test_star_has_printed_when_it_counts_one_more(before: str, now: str, *, done: bool) -> None:
    assert STAR_LINE.done([as_bytes(before)], [as_bytes(now)]) is done


@pytest.mark.parametrize(("user", "done"), [("00", True), ("04", False), ("08", False)])
def test_custom_has_printed_when_its_motor_stands_still(user: str, *, done: bool) -> None:
    now = [b"\x12", as_bytes(f"10 0F 00 {user} 00 00")]

    assert FAMILIES["custom"].done(now, now) is done


def test_a_saying_is_the_worst_it_says() -> None:
    saying = GENERIC_ESCPOS.pushed[0]

    assert isinstance(saying, Saying)
    assert saying.read(bytes.fromhex("38 08 0F 00")) is PrinterState.COVER_OPEN
