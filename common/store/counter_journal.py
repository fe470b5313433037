"""A counter's own journal: visitors served by hand, numbers that nobody was told yet."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, String, Table, delete, insert, select

from common.domain.ids import CounterCode, RequestId
from common.domain.outage import ServedByHand
from common.store.columns import Moment
from common.store.journals import JournalFile

_tables = MetaData()
_ticks = Table(
    "ticks",
    _tables,
    Column("label", String, primary_key=True),
    Column("served_at", Moment, nullable=False),
    Column("leg", Integer),
    Column("version", Integer, nullable=False),
)
_begun = Table(
    "begun",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("request", String, nullable=False, unique=True),
    Column("counter", String, nullable=False),
)


class SqliteCounterJournal:
    """A counter's journal in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._file = JournalFile(path, _tables)

    def ticks(self) -> tuple[ServedByHand, ...]:
        """Return who was ticked off and is not reconciled yet, oldest first."""
        with self._file.writing() as connection:
            rows = connection.execute(select(_ticks).order_by(_ticks.c.served_at)).mappings()
            return tuple(ServedByHand(**row) for row in rows)

    def tick(self, served: ServedByHand) -> None:
        """Write down a visitor who was served."""
        values = {part.name: getattr(served, part.name) for part in fields(served)}
        with self._file.writing() as connection:
            connection.execute(delete(_ticks).where(_ticks.c.label == served.label))
            connection.execute(insert(_ticks), values)

    def untick(self, label: str) -> None:
        """Take a tick back."""
        self.settle([label])

    def settle(self, labels: Sequence[str]) -> None:
        """Forget those whom the store has taken over."""
        with self._file.writing() as connection:
            connection.execute(delete(_ticks).where(_ticks.c.label.in_(labels)))

    def begin(self, request: RequestId, counter: CounterCode) -> None:
        """Write down that a number is asked for at a counter."""
        with self._file.writing() as connection:
            connection.execute(insert(_begun), {"request": request, "counter": counter})

    def begun(self, counter: CounterCode) -> tuple[RequestId, ...]:
        """Return for what a number was asked there and told to nobody, oldest first."""
        asked = select(_begun.c.request).where(_begun.c.counter == counter).order_by(_begun.c.id)
        with self._file.writing() as connection:
            return tuple(RequestId(one) for one in connection.execute(asked).scalars())

    def finish(self, request: RequestId) -> None:
        """Forget an intention: somebody knows what became of it."""
        with self._file.writing() as connection:
            connection.execute(delete(_begun).where(_begun.c.request == request))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
