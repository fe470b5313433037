"""A table as a file that a spreadsheet opens and nothing in it runs."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from common.domain.errors import Unavailable

SEPARATOR = ";"
"""As spreadsheets want it where numbers have a comma: in Azerbaijani and in Russian."""
ENDING = ".csv"
_MARK = "\ufeff"
"""Says to a spreadsheet that the file is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as the text of a file."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    for row in (heads, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return _MARK + out.getvalue()


def file_of(path: str) -> Path | None:
    """Return the new file that was named; None where it is none, or is there already."""
    try:
        file = Path(path.strip()).expanduser()
        good = file.suffix == ENDING and "\x00" not in path and not file.exists()
    except (RuntimeError, ValueError, OSError):
        return None
    return file if good else None


def write(file: Path, content: str) -> None:
    """Write a file whole or not at all; Unavailable where it cannot be written."""
    from common.centre.saying import write_whole  # noqa: PLC0415 - needed once in a while

    if file.exists():
        raise Unavailable(f"{file} is there already")
    write_whole(file, content)
