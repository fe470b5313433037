"""Reads appointments from a file of rows, CSV or JSON, and writes bad rows in the same form."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from common.centre.appointment_rows import FIELDS, NEEDED, REASON, BadRow, Row, appointment_of
from common.domain.appointments import Appointment
from common.domain.floor import Floor
from common.domain.ids import AppointmentCode
from common.floorfile.part import BadFile, load_text

JSON = "json"
SEPARATORS = ",;\t"
"""What may stand between the values of a CSV; spreadsheets of some countries write ;."""
_BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that was not taken, and why."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds: the appointments in its order, and the rows that are none."""

    form: str
    """JSON, or what separates the values of the CSV."""
    good: tuple[Appointment, ...]
    bad: tuple[Bad, ...]

    def faults(self, name: str) -> list[str]:
        """Return a plain line for each bad row; `name` is what they call the file."""
        return [f"{name}: line {one.row.line}: {one.reason}" for one in self.bad]

    def bad_rows(self) -> str:
        """Return the bad rows as a file of the same form, each with its reason."""
        rows = [{**one.row.values, REASON: one.reason} for one in self.bad]
        if self.form == JSON:
            return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        names = list(dict.fromkeys(name for row in rows for name in row if name != REASON))
        text = io.StringIO()
        written = csv.DictWriter(text, [*names, REASON], delimiter=self.form, lineterminator="\n")
        written.writeheader()
        written.writerows(rows)
        return text.getvalue()


def read_appointments(path: Path, floor: Floor) -> Found:
    """Read a file; BadFile where it is none of rows at all. Bad rows are told of in the answer."""
    text = load_text(path)
    if path.suffix.lower() == ".json" or text.lstrip(_BLANK)[:1] in ("[", "{"):
        return _sorted(JSON, _rows_of_json(text, str(path)), floor)
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    return _sorted(separator, _rows_of_csv(text, separator, str(path)), floor)


def _sorted(form: str, rows: Sequence[Row | Bad], floor: Floor) -> Found:
    good: dict[AppointmentCode, tuple[int, Appointment]] = {}
    bad: list[Bad] = []
    for row in rows:
        if isinstance(row, Bad):
            bad.append(row)
            continue
        try:
            found = appointment_of(row, floor)
        except BadRow as error:
            bad.append(Bad(row, str(error)))
            continue
        if found.code in good:
            line = good[found.code][0]
            bad.append(Bad(row, f"code {found.code} is already in line {line}; keep one of them"))
        else:
            good[found.code] = (row.line, found)
    return Found(form, tuple(each for _, each in good.values()), tuple(bad))


def _rows_of_csv(text: str, separator: str, name: str) -> list[Row | Bad]:
    lines = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    rows: list[Row | Bad] = []
    begins = 1
    try:
        header = [cell.strip().lower() for cell in next(lines, [])]
        _check_header(header, name)
        begins = lines.line_num + 1
        for cells in lines:
            if any(cells):
                rows.append(_row(header, cells, lines.line_num))
            begins = lines.line_num + 1
    except csv.Error as error:
        # A quotation mark that is not closed is noticed at the end of the file only.
        fault = f"{name}: line {begins}: no CSV ({error}); look at the quotation marks there"
        raise BadFile([fault]) from None
    return rows


def _check_header(header: list[str], name: str) -> None:
    missing = [each for each in NEEDED if each not in header]
    unknown = [each for each in header if each not in (*FIELDS, REASON)]
    begin = f"{name}: line 1: the header has to be {','.join(FIELDS)}"
    if any(each.startswith("sep=") for each in header):
        raise BadFile([f"{begin}; remove the line that begins with sep="])
    if missing:
        raise BadFile([f"{begin}; {missing[0]} is missing"])
    if unknown:
        raise BadFile([f'{begin}; "{unknown[0][:40]}" is not known'])
    if len(set(header)) < len(header):
        raise BadFile([f"{begin}; a name stands twice in it"])


def _row(header: list[str], cells: list[str], line: int) -> Row | Bad:
    last = len(header) - 1
    if len(cells) <= len(header):
        return Row(line, dict(zip(header, cells, strict=False)))
    values = [*cells[:last], " ".join(cells[last:])]
    said = (
        f"has {len(cells)} values for {len(header)} names; write a value with a separator in quotes"
    )
    return Bad(Row(line, dict(zip(header, values, strict=True))), said)


def _rows_of_json(text: str, name: str) -> list[Row | Bad]:
    return [_row_of(value, line) for line, value in _values(text, name)]


@dataclass(frozen=True, slots=True)
class _Twice:
    """An object that has a name twice: which value is meant, nobody knows."""

    name: str
    values: dict[str, object]


def _once(pairs: list[tuple[str, object]]) -> dict[str, object] | _Twice:
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    names = [name for name, _ in pairs]
    return _Twice(next(name for name in names if names.count(name) > 1), values)


def _row_of(value: object, line: int) -> Row | Bad:
    if isinstance(value, _Twice):
        row = Row(line, {key: str(each) for key, each in value.values.items()})
        return Bad(row, f'"{value.name}" stands twice in it; keep one of them')
    if not isinstance(value, dict):
        return Bad(Row(line, {}), "is no object in { }; write code, service and at in one")
    texts = {key: "" if each is None else each for key, each in value.items()}
    wrong = next((key for key, each in texts.items() if not isinstance(each, str)), None)
    row = Row(line, {key: str(each) for key, each in texts.items()})
    return row if wrong is None else Bad(row, f'{wrong} has to be a text in " "')


def _values(text: str, name: str) -> Iterator[tuple[int, object]]:
    """Give the values of a list, each with its line, which Python's own reader does not tell."""
    decoder = json.JSONDecoder(object_pairs_hook=_once)
    at = _over_blanks(text, 0)
    if text[at : at + 1] != "[":
        raise BadFile([f"{name}: line 1: is no list; put the appointments in [ ]"])
    at = _over_blanks(text, at + 1)
    while text[at : at + 1] != "]":
        line = text.count("\n", 0, at) + 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (json.JSONDecodeError, RecursionError, ValueError) as error:
            where = getattr(error, "lineno", line)
            raise BadFile([f"{name}: line {where}: not JSON; put it right there"]) from None
        yield line, value
        at = _over_blanks(text, at)
        if text[at : at + 1] == ",":
            at = _over_blanks(text, at + 1)
        elif text[at : at + 1] != "]":
            where = text.count("\n", 0, at) + 1
            raise BadFile([f"{name}: line {where}: a comma or the end of the list is missing"])
    if _over_blanks(text, at + 1) < len(text):
        raise BadFile([f"{name}: goes on after the end of the list; keep one list in a file"])


def _over_blanks(text: str, at: int) -> int:
    while text[at : at + 1] and text[at] in _BLANK:
        at += 1
    return at
