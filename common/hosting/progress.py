"""How far a long work has come, told now and then."""

from collections.abc import Callable

_TENTH = 10


class Progress:
    """Tells of each tenth of the steps once, in order."""

    def __init__(self, steps: int, say: Callable[[str], None]) -> None:
        self._steps = max(1, steps)
        self._say = say
        self._done = 0
        self._told = 0

    def hear(self, line: str) -> None:
        """Count a line in which pg_restore names a step."""
        if "creating " in line or "processing data" in line:
            self._done += 1
        tenths = min(_TENTH, self._done * _TENTH // self._steps)
        if tenths > self._told:
            self._told = tenths
            self._say(f"{tenths * 10} % restored")
