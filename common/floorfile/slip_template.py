"""Reads how a slip is laid out: a small TOML file, one table for each line of the slip."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from common.domain.slip_layout import Line as Line  # noqa: PLC0414 - what a template is made of
from common.domain.slip_layout import Show as Show  # noqa: PLC0414 - likewise
from common.domain.words import Words
from common.floorfile.part import LONGEST_TEXT, BadFile

MOST_LINES = 60
LARGEST_FILE, LARGEST_LOGO = 64 * 1024, 256 * 1024
SMALLEST, LARGEST = 25, 160
"""Em of letters, in eighths of a millimetre: capitals of the smallest are 2.2 mm high."""
CODE_SIDES = (160, 480)
"""A QR code of less than 20 mm is not read everywhere."""
PNG = b"\x89PNG\r\n\x1a\n"
_AT = re.compile(r"\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Template:
    """How a slip is laid out."""

    lines: tuple[Line, ...]
    logo: bytes = b""
    """A PNG; empty where there is none."""


LETTERS = {"size", "weight", "leading", "centred"}
PAIR = {"size", "fact"}
KEYS: Mapping[Show, set[str]] = {
    Show.SPACE: {"size"},
    Show.RULE: set(),
    Show.LOGO: {"size"},
    Show.TEXT: LETTERS | {"az", "en", "ru"},
    Show.NUMBER: set(),
    Show.MARKS: set(),
    Show.APPOINTMENT: PAIR,
    Show.AHEAD: PAIR,
    Show.EXPECTED: PAIR,
    Show.CODE: {"size"},
    Show.ISSUED: PAIR,
}
USUAL = {Show.CODE: 232, Show.LOGO: 120, Show.SPACE: 16} | dict.fromkeys(
    (Show.APPOINTMENT, Show.AHEAD, Show.EXPECTED), 29
)
SIZES = {Show.CODE: CODE_SIDES, Show.LOGO: (40, 320), Show.SPACE: (1, 320)}


@cache
def built_in() -> Template:
    """Return the template that comes with the program."""
    words = files("assets").joinpath("slips", "default.toml").read_text("utf-8")
    return _Reader("default.toml", words).template(Path())


def read_template(path: Path) -> Template:
    """Return the template of a file; raises BadFile, a fault a line with its number."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadFile([f"{path.name}: is too large for a template; copy the built-in one"])
        words = path.read_text("utf-8")
    except OSError as error:
        raise BadFile([f"{path}: cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise BadFile([f"{path.name}: is not UTF-8 text; save it as such"]) from error
    return _Reader(path.name, words).template(path.parent)


def template_faults(path: Path) -> tuple[str, ...]:
    """Return a line for each fault of a template's file."""
    try:
        read_template(path)
    except BadFile as error:
        return error.faults
    return ()


class _Reader:
    """Reads one file and notes each fault with the number of its line."""

    def __init__(self, name: str, words: str) -> None:
        self._name, self._words = name, words
        self._faults: list[str] = []

    def template(self, folder: Path) -> Template:
        try:
            told = tomllib.loads(self._words)
        except tomllib.TOMLDecodeError as error:
            found = _AT.search(str(error))
            where = f", line {found[1]}" if found else ""
            reason = _AT.sub("", str(error)).strip()
            raise BadFile([f"{self._name}{where}: {reason}"]) from error
        for key in told.keys() - {"line", "logo"}:
            self._fault(self._line_of(key), f'"{key}" means nothing here; leave it out')
        tables = told.get("line", [])
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            self._fault(self._line_of("line"), "write each line of the slip as [[line]]")
            tables = []
        if len(tables) > MOST_LINES:
            self._fault(1, f"has {len(tables)} lines; write at most {MOST_LINES}")
        lines = [self._line(at, table) for at, table in enumerate(tables)]
        self._check(lines, told)
        logo = self._logo(folder, told["logo"]) if "logo" in told else b""
        if self._faults:
            raise BadFile(self._faults)
        return Template(tuple(line for line in lines if line is not None), logo)

    def _check(self, lines: list[Line | None], told: Mapping[str, Any]) -> None:
        shown = [line.show for line in lines if line is not None]
        for one in (Show.NUMBER, Show.CODE, Show.LOGO):
            if shown.count(one) > 1:
                self._fault(1, f'shows "{one}" more than once; keep one')
        if Show.NUMBER not in shown and not self._faults:
            self._fault(1, 'does not show the "number"; a slip without it is of no use')
        if Show.LOGO in shown and "logo" not in told:
            self._fault(1, 'shows a "logo" and names none; add logo = "FILE.png"')

    def _line(self, at: int, table: Mapping[str, Any]) -> Line | None:
        try:
            show = Show(table.get("show", ""))
        except ValueError:
            known = ", ".join(Show)
            words = f"show = {table.get('show')!r} is none of: {known}"
            self._fault(self._line_of("show", at), words)
            return None
        known_keys = {"show", "above", "below"} | KEYS.get(show, LETTERS)
        for key in table.keys() - known_keys:
            self._fault(self._line_of(key, at), f'"{key}" means nothing for "{show}"; leave it out')
        size = self._whole(at, table, "size", SIZES.get(show, (SMALLEST, LARGEST)))
        fact = self._whole(at, table, "fact", (SMALLEST, LARGEST))
        return Line(
            show=show,
            size=USUAL.get(show, 28) if size is None else size,
            fact=32 if fact is None else fact,
            weight=self._weight(at, table),
            leading=self._leading(at, table),
            centred=self._flag(at, table, "centred"),
            above=self._whole(at, table, "above", (0, 320)) or 0,
            below=self._whole(at, table, "below", (0, 320)) or 0,
            words=self._texts(at, table) if show is Show.TEXT else None,
        )

    def _whole(
        self, at: int, table: Mapping[str, Any], key: str, within: tuple[int, int]
    ) -> int | None:
        value = table.get(key)
        if value is None:
            return None
        least, most = within
        if type(value) is int and least <= value <= most:
            return value
        self._fault(self._line_of(key, at), f"{key} is a whole number from {least} to {most}")
        return None

    def _weight(self, at: int, table: Mapping[str, Any]) -> int:
        value = table.get("weight", 600)
        if type(value) is int and value in (400, 600, 700):
            return value
        self._fault(self._line_of("weight", at), "weight is 400, 600 or 700")
        return 600

    def _leading(self, at: int, table: Mapping[str, Any]) -> float:
        value = table.get("leading", 1.3)
        if type(value) in (int, float) and 1 <= value <= 2:  # noqa: PLR2004 - lines apart, in ems
            return float(value)
        self._fault(self._line_of("leading", at), "leading is a number from 1 to 2")
        return 1.3

    def _flag(self, at: int, table: Mapping[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if isinstance(value, bool):
            return value
        self._fault(self._line_of(key, at), f"{key} is true or false")
        return False

    def _texts(self, at: int, table: Mapping[str, Any]) -> Words | None:
        for tongue in ("az", "en", "ru"):
            value = table.get(tongue)
            if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
                words = f"a text needs {tongue}, of at most {LONGEST_TEXT} characters"
                self._fault(self._line_of(tongue, at), words)
                return None
        return Words(az=table["az"], en=table["en"], ru=table["ru"])

    def _logo(self, folder: Path, name: object) -> bytes:
        where = self._line_of("logo")
        if not isinstance(name, str):
            self._fault(where, 'logo is the name of a PNG file, in " "')
            return b""
        try:
            data = (folder / name).read_bytes()
        except OSError as error:
            self._fault(where, f"{name} cannot be read: {error.strerror}")
            return b""
        if not data.startswith(PNG) or len(data) > LARGEST_LOGO:
            self._fault(where, f"{name} is not a PNG of at most {LARGEST_LOGO // 1024} kB")
        return data

    def _fault(self, line: int, what: str) -> None:
        self._faults.append(f"{self._name}, line {line}: {what}")

    def _line_of(self, key: str, table: int | None = None) -> int:
        """Return on which line a key stands: of the whole file, or of one [[line]]."""
        rows = self._words.splitlines()
        begins = [number for number, row in enumerate(rows, 1) if row.strip().startswith("[[line")]
        first = 1 if table is None else begins[table] if table < len(begins) else 1
        later = [number for number in begins if number > first]
        last = later[0] if later else len(rows) + 1
        keyed = re.compile(rf'\s*\[*"?{re.escape(key)}"?\s*[=\]]')
        for number in range(first, last):
            if keyed.match(rows[number - 1]):
                return number
        return first
