"""`asan-centre import-appointments`: what files may hold, and what is said of those that do not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from floors import ID_CARD, small_floor

from common.centre.appointment_file import Found, read_appointments
from common.domain.appointments import Appointment, AppointmentState
from common.domain.ids import AppointmentCode, CentreCode, RequestId
from common.domain.words import Language
from common.floorfile.part import BadFile
from common.store.opening import open_store
from common.usecases.appointments import check_in

Ask = Callable[..., int]
Capture = pytest.CaptureFixture[str]
HEADER = "code,service,at,language,state\n"
NOON = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)  # 12:00 in Baku


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], Found]:
    floor = small_floor()

    def done(text: str | bytes) -> Found:
        file = tmp_path / "given"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_appointments(file, floor)

    return done


Read = Callable[[str | bytes], Found]


def test_a_csv_is_read_by_the_names_in_its_header(read: Read) -> None:
    found = read("at,CODE,service\n2026-11-28 12:00,ab12-cd,DIN-01\n")

    assert found.good == (Appointment(AppointmentCode("AB12CD"), ID_CARD, NOON),)
    assert found.bad == ()


def test_all_that_an_appointment_says_is_taken(read: Read) -> None:
    (found,) = read(f"{HEADER}AB12,DIN-01,2026-11-28 12:00:30,ru,cancelled\n").good

    assert found.language is Language.RU
    assert found.state is AppointmentState.CANCELLED
    assert found.at == NOON.replace(second=30)


@pytest.mark.parametrize(
    "moment", ["2026-11-28T12:00", "2026-11-28T08:00Z", "2026-11-28T09:00+01:00"]
)
def test_a_moment_is_the_centres_own_unless_it_has_an_offset(read: Read, moment: str) -> None:
    assert read(f"{HEADER}AB12,DIN-01,{moment},,\n").good[0].at == NOON


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_a_byte_order_mark_do_no_harm(read: Read, separator: str) -> None:
    text = f"{HEADER}AB12,DIN-01,2026-11-28 12:00,,\r\n\r\n".replace(",", separator)

    found = read(b"\xef\xbb\xbf" + text.encode())

    assert [one.code for one in found.good] == ["AB12"]
    assert found.bad == ()


def test_json_is_a_list_of_the_same(read: Read) -> None:
    rows = [{"code": "AB12", "service": "DIN-01", "at": "2026-11-28 12:00", "language": None}]

    assert read(json.dumps(rows)).good == read(f"{HEADER}AB12,DIN-01,2026-11-28 12:00,,\n").good


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A12,DIN-01,2026-11-28 12:00,,", 'code "A12" does not fit'),
        ("ƏB12,DIN-01,2026-11-28 12:00,,", "letters A-Z and digits"),
        (",DIN-01,2026-11-28 12:00,,", "code is missing"),
        ("AB12,DIN-1,2026-11-28 12:00,,", 'did you mean "DIN-01"'),
        ("AB12,DIN-01,28.11.2026 12:00,,", "write it like 2026-11-28 14:30"),
        ("AB12,DIN-01,2026-11-28,,", "is no time"),
        ("AB12,DIN-01,2026-02-30 12:00,,", "is no time"),
        ("AB12,DIN-01,2026-11-28 12:00,de,", "one of az, en, ru"),
        ("AB12,DIN-01,2026-11-28 12:00,,checked_in", "one of booked, cancelled"),
        ("GOOD,DIN-01,2026-11-28 12:00,,", "already in line 2"),
        ("AB12,DIN-01,2026-11-28 12:00,,,Aysel", "6 values for 5 names"),
    ],
)
def test_every_bad_row_is_named_with_its_line_and_what_to_do(
    read: Read, row: str, said: str
) -> None:
    found = read(f"{HEADER}GOOD,DIN-01,2026-11-28 12:00,,\n\n{row}\n")

    (fault,) = found.faults("x.csv")
    assert fault.startswith("x.csv: line 4: ")
    assert said in fault
    assert [one.code for one in found.good] == ["GOOD"]


def test_bad_rows_of_json_have_their_lines_too(read: Read) -> None:
    found = read('[\n {"code": "AB12", "service": "DIN-01"},\n 7,\n {"code": 1, "name": "x"}\n]\n')

    assert [fault.split(": ", 2)[1:] for fault in found.faults("x")] == [
        ["line 2", "at is missing; add it"],
        ["line 3", "is no object in { }; write code, service and at in one"],
        ["line 4", 'code has to be a text in " "'],
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: the header has to be code,service,at,language,state; code is missing"),
        ("code,service,at,name\n", '"name" is not known'),
        ("code,service,at,at\n", "stands twice"),
        (f'{HEADER}AB12,"DIN-01\n', "no CSV"),
        ("{}", "is no list"),
        ('[{"code": "AB12"}\n{}]', "line 2: a comma"),
        ("[{]", "not JSON"),
        ("[", "not JSON"),
        ("[] []", "goes on after the end"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_what_is_no_file_of_appointments_is_refused_in_one_line(
    read: Read, text: str | bytes, said: str
) -> None:
    with pytest.raises(BadFile) as caught:
        read(text)

    (fault,) = caught.value.faults
    assert said in fault


@pytest.mark.parametrize("form", ["csv", "json"])
def test_bad_rows_are_written_in_the_same_form_and_read_again(read: Read, form: str) -> None:
    rows = "AB12;DIN-01;noon;az;\nCD34;DIN-01;2026-11-28 12:00;;\n"
    text = "code;service;at;language;state\n" + rows
    if form == "json":
        text = '[{"code": "AB12", "service": "DIN-01", "at": "noon", "language": "az"}]'

    bad = read(text).bad_rows()

    assert "write it like" in bad
    assert "CD34" not in bad
    again = read(bad.replace("noon", "2026-11-28 12:00", 1))
    assert again.form == read(text).form
    assert [(one.code, one.language) for one in again.good] == [("AB12", Language.AZ)]


def soon() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ}"


def given(folder: Path, *rows: str) -> str:
    file = folder / "given.csv"
    file.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return str(file)


@pytest.mark.usefixtures("set_up")
def test_the_answer_counts_what_became_of_them(ask: Ask, tmp_path: Path, capsys: Capture) -> None:
    first = given(tmp_path, f"AB12,DIN-02,{soon()},,", "CD34,DIN-02,2026-11-28 12:00,,")
    assert ask("import-appointments", first) == 0
    store = open_store(f"sqlite:///{tmp_path / 'deep' / 'centre.db'}", CentreCode("ASAN-01"))
    check_in(store, code="ab12", language=Language.AZ, request=RequestId("r"))
    store.close()
    second = given(
        tmp_path,
        "AB12,DIN-02,2026-11-28 12:00,,cancelled",
        "CD34,DIN-02,2026-11-28 12:00,,cancelled",
        "EF56,DIN-02,2026-11-28 12:00,,",
    )

    assert ask("import-appointments", second) == 0

    assert capsys.readouterr().out.splitlines() == [
        "appointments: 2 new, 0 changed, 0 cancelled, 0 the same, 0 kept",
        "appointments: 1 new, 0 changed, 1 cancelled, 0 the same, 1 kept",
        "AB12 was kept as it is: its visitor is checked in",
    ]


@pytest.mark.usefixtures("set_up")
def test_a_bad_row_stops_all_of_them(ask: Ask, tmp_path: Path, capsys: Capture) -> None:
    good = "AB12,DIN-02,2026-11-28 12:00,,"
    file = given(tmp_path, good, "CD34,DIN-02,noon,,", "EF56,XXX-9,2026-11-28 12:00,,")

    assert ask("import-appointments", file) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(": ")[2] for line in told.err.splitlines()] == ["line 3", "line 4"]
    assert ask("import-appointments", given(tmp_path, good)) == 0
    assert "1 new" in capsys.readouterr().out


@pytest.mark.usefixtures("set_up")
def test_bad_rows_may_be_left_out_and_are_kept_with_their_reasons(
    ask: Ask, tmp_path: Path, capsys: Capture
) -> None:
    file = given(tmp_path, "AB12,DIN-02,2026-11-28 12:00,,", "CD34,DIN-02,noon,az,")
    bad = tmp_path / "bad.csv"

    assert ask("import-appointments", file, "--skip-bad", str(bad)) == 0

    told = capsys.readouterr().out
    assert "1 new" in told
    assert "1 bad rows were left out" in told
    assert bad.read_text("utf-8").splitlines()[0] == "code,service,at,language,state,reason"
    assert bad.read_text("utf-8").splitlines()[1].startswith('CD34,DIN-02,noon,az,,"at ""noon""')


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name either FILE or --watch FOLDER"),
        (["a.csv", "--watch", "b"], "name either FILE or --watch FOLDER"),
        (["--watch", "b", "--skip-bad", "c"], "--skip-bad goes with FILE"),
        (["--watch", "nowhere-at-all"], "is no folder"),
        (["a.csv", "--skip-bad", "a.csv"], "name another BADFILE"),
        (["a.csv", "--skip-bad", "."], "is there already; name another BADFILE"),
        (["nowhere.csv"], "there is no such file"),
    ],
)
@pytest.mark.usefixtures("set_up")
def test_what_was_mistyped_is_told_in_one_line(
    ask: Ask, capsys: Capture, arguments: list[str], said: str
) -> None:
    assert ask("import-appointments", *arguments) == 2

    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_quotation_mark_that_is_not_closed_is_looked_for_where_it_was_opened(read: Read) -> None:
    good = "AB12,DIN-01,2026-11-28 12:00,,\n"
    with pytest.raises(BadFile, match=r"line 3: no CSV .* look at the quotation marks there"):
        read(f'{HEADER}{good}"CD12,DIN-01,2026-11-28 12:00,,\n{good}{good}')


def test_a_name_that_stands_twice_in_an_object_is_not_guessed(read: Read) -> None:
    found = read('[{"code": "AB12", "code": "CD12", "service": "DIN-01", "at": "x"}]')

    assert found.good == ()
    assert [one.reason for one in found.bad] == ['"code" stands twice in it; keep one of them']


@pytest.mark.parametrize("text", ["", "null", "not json"])
def test_a_file_named_as_json_is_told_of_as_json(tmp_path: Path, text: str) -> None:
    file = tmp_path / "given.json"
    file.write_text(text, "utf-8")

    with pytest.raises(BadFile, match="line 1: is no list; put the appointments in"):
        read_appointments(file, small_floor())


def test_a_line_that_only_a_spreadsheet_knows_is_named(read: Read) -> None:
    with pytest.raises(BadFile, match="remove the line that begins with sep="):
        read(f"sep=;\n{HEADER}")


def test_a_service_in_small_letters_is_recognised_as_a_mistake(read: Read) -> None:
    (bad,) = read(f"{HEADER}AB12,din-01,2026-11-28 12:00,,\n").bad

    assert bad.reason.endswith('did you mean "DIN-01"?')
