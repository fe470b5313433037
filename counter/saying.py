"""A text that is put into words where the language is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Saying:
    """A text by its key, with its facts."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
