"""Column types that mean the same in SQLite and Postgres."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)

Id = BigInteger().with_variant(Integer(), "sqlite")
Facts = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware UTC time: timestamptz on Postgres, microseconds since 1970 in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the database."""
        return dialect.type_descriptor(
            BigInteger() if dialect.name == "sqlite" else DateTime(timezone=True)
        )

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ANN401 - SQLAlchemy's own signature
        """Turn a time into what the database keeps."""
        if value is None or dialect.name != "sqlite":
            return value
        return (value - _EPOCH) // _TICK

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401 - SQLAlchemy's own signature
        """Turn what the database keeps into a time."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return _EPOCH + timedelta(microseconds=value)
        moment: datetime = value
        return moment.astimezone(UTC)


class Span(TypeDecorator[timedelta]):
    """A length of time, kept as whole microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's own signature
        """Turn a length into microseconds."""
        return None if value is None else value // _TICK

    def process_result_value(self, value: Any, dialect: Dialect) -> timedelta | None:  # noqa: ANN401, ARG002 - SQLAlchemy's own signature
        """Turn microseconds into a length."""
        return None if value is None else value * _TICK


class OneOf(TypeDecorator[StrEnum]):
    """One of an enumeration's values, kept as its text."""

    impl = String
    cache_ok = True

    def __init__(self, kinds: type[StrEnum]) -> None:
        super().__init__()
        self.kinds = kinds

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's own signature
        """Check and turn a value into text."""
        return None if value is None else self.kinds(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:  # noqa: ANN401, ARG002 - SQLAlchemy's own signature
        """Turn text into the value."""
        return None if value is None else self.kinds(value)
