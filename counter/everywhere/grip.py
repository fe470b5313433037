"""Keys of the whole computer, taken from whatever program has the focus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking keys."""

    keys: tuple[str, ...] = ()
    """Those that work now."""
    refused: tuple[str, ...] = ()
    """Those that another program has."""


class Grip(Protocol):
    """A system's way to give a program keys that are pressed in others; one thread uses it.

    Only the keys that are asked for are heard: nothing else that is typed anywhere.
    """

    def take(self, keys: Sequence[str]) -> Taken:
        """Take keys like F2 with Ctrl and Alt. Unavailable where the system gives none."""

    def listen(self, pressed: Callable[[str], None]) -> None:
        """Tell each press until `stop`; each key once, however long it is held."""

    def close(self) -> None:
        """Give the keys back; on the thread that took them."""

    def stop(self) -> None:
        """End `listen`; called from another thread, also after it has ended."""
