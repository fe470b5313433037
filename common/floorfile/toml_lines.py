"""TOML whose faults are told with the line on which they stand."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from common.floorfile.part import BadFile

LARGEST_FILE = 64 * 1024
_AT = re.compile(r"\(at line (\d+), column \d+\)")
_TABLE = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")


class TomlLines:
    """One file and the faults found in it so far."""

    def __init__(self, name: str, words: str) -> None:
        self._name, self._words = name, words
        self._faults: list[str] = []

    @classmethod
    def of(cls, path: Path, name: str = "") -> "TomlLines":
        """Read a file, told of by `name` or else its own; raises BadFile when it is no text."""
        name = name or path.name
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise BadFile([f"{name}: is too large; copy the built-in one and change it"])
            return cls(name, path.read_text("utf-8-sig"))
        except OSError as error:
            raise BadFile([f"{path}: cannot be read: {error.strerror}"]) from error
        except UnicodeDecodeError as error:
            raise BadFile([f"{name}: is not UTF-8 text; save it as such"]) from error

    def load(self) -> Mapping[str, object]:
        """Return what the file says; raises BadFile when it is not TOML."""
        try:
            return tomllib.loads(self._words)
        except tomllib.TOMLDecodeError as error:
            found = _AT.search(str(error))
            line = found[1] if found else max(1, len(self._words.splitlines()))
            reason = re.sub(r"\(at .*\)", "", str(error)).strip()
            raise BadFile([f"{self._name}, line {line}: {reason}"]) from error

    def fault(self, what: str, key: str, section: str = "", place: int = 0) -> None:
        """Note a fault of a key in a section; of several sections of a name, of that `place`."""
        self._faults.append(f"{self._name}, line {self._line_of(key, section, place)}: {what}")

    def judge(self) -> None:
        """Raise BadFile when anything was wrong."""
        if self._faults:
            raise BadFile(self._faults)

    def _line_of(self, key: str, section: str, place: int) -> int:
        """Return on which line a key stands; where it is missing, on which its section begins."""
        here, seen, begins = "", -1, 1
        for number, row in enumerate(self._words.splitlines(), 1):
            table = _TABLE.match(row)
            if table:
                here = table[2].replace('"', "")
                seen += here == section and table[1] == "[["
            inside = here == section and (not section or seen in (-1, place))
            begins = number if table and inside else begins
            keyed = re.match(rf'\s*"?{re.escape(key)}"?\s*=', row)
            if (keyed and inside) or (table and not section and here == key):
                return number
        return begins
