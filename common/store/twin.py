"""A rule as Postgres has it: one statement that calls a function of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Table, TextualSelect, text

from common.domain.floor import Floor

Rows = Sequence[RowMapping]
Known = Callable[[], Floor]
"""Gives the set-up, which some answers name things of."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A rule as Postgres has it."""

    statement: TextualSelect
    values: Callable[..., Mapping[str, object]]
    """The rule's own arguments as the statement's; the centre is added to them."""
    answer: Callable[[Rows, Known], object]


def statement(call: str, *tables: Table, **more: Any) -> TextualSelect:  # noqa: ANN401 - a column type
    """Return the call of a function whose answer has the columns of tables, and `more`."""
    columns = {column.name: column.type for table in tables for column in table.columns}
    return text(f"SELECT * FROM {call}").columns(**columns, **more)  # noqa: S608 - names of ours


def nothing(_rows: Rows, _known: Known) -> None:
    """Answer nothing."""
    return
