"""What somebody at a counter asks of a colleague or of those who watch over the floor."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from common.domain.ids import AskId, CounterCode, EntityCode, OperatorCode
from common.domain.permissions import Permission


class AskKind(StrEnum):
    """How urgent it is."""

    HELP = "help"
    PANIC = "panic"
    """Somebody is in danger: one press, no words, all who see the floor are told."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that somebody asks; it stands until it is ended."""

    id: AskId
    at: datetime
    kind: AskKind
    counter: CounterCode
    """Who asks."""
    operator: OperatorCode
    entity: EntityCode | None = None
    """Of the operator who asks."""
    to_counter: CounterCode | None = None
    """Whom; None where it is anybody who sees the floor."""
    words: str = ""
    seen_at: datetime | None = None
    seen_by: OperatorCode | None = None
    """Who said first that he has seen it."""


def is_for(
    ask: Ask, counter: CounterCode, entity: EntityCode | None, may: Collection[Permission]
) -> bool:
    """Say whether something is asked of whoever sits at a counter.

    Who sees the floor is asked what is of his entity, and what has none; panic is for them all.
    """
    if ask.counter == counter:
        return False
    if ask.to_counter is not None:
        return ask.to_counter == counter
    of_all = ask.kind is AskKind.PANIC or None in (entity, ask.entity)
    return Permission.FLOOR in may and (of_all or entity == ask.entity)
