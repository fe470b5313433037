"""When a watched application is started again: pure, without clocks or processes."""

from dataclasses import dataclass, field

from common.arguments import BAD_INPUT
from common.watching.beat import EXIT_AGAIN


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a watcher waits; seconds."""

    stall: float = 5.0
    """Without a beat, once there was one."""
    first_beat: float = 60.0
    """From the start to the first beat: a slow disk after a power cut."""
    look: float = 0.25
    ends: float = 5.0
    """An application that was asked to end may take."""
    first_pause: float = 1.0
    longest_pause: float = 30.0
    bad_input_pause: float = 30.0
    """The settings are wrong: only a person can mend that, and nobody has to start anything."""
    steady: float = 60.0
    """Who ran that long has not fallen for the same reason as before."""


@dataclass(slots=True)
class Stillness:
    """Whether an application stands still, told by how often its pulse is looked at.

    Time in which the watcher itself did not run does not count: then the whole computer slept.
    """

    patience: Patience
    began: float
    beaten: object
    """The pulse as it stood before the first beat."""
    first: bool = True
    still: float = 0.0
    looked: float = field(init=False)

    def __post_init__(self) -> None:
        self.looked = self.began

    def look(self, now: float, beat: object) -> bool:
        """Take note of the last beat (anything that changes with it); say whether it is too old."""
        passed, self.looked = now - self.looked, now
        if beat != self.beaten:
            self.first, self.beaten, self.still = False, beat, 0.0
            return False
        self.still += min(passed, self.patience.look * 4)
        return self.still > (self.patience.first_beat if self.first else self.patience.stall)


@dataclass(frozen=True, slots=True)
class Again:
    """What follows the end of an application."""

    pause: float | None
    """Seconds until it is started again; None when it ended on purpose."""
    falls: int
    """How often in a row it has fallen."""


def after_end(code: int, ran: float, falls: int, patience: Patience) -> Again:
    """Say what follows an end with a code (below 0: killed) after running for some seconds."""
    if code == 0:
        return Again(None, 0)
    if code == EXIT_AGAIN:
        return Again(0.0, 0)
    if code == BAD_INPUT:
        return Again(patience.bad_input_pause, falls)
    falls = 1 if ran >= patience.steady else falls + 1
    return Again(min(patience.longest_pause, patience.first_pause * 2 ** (falls - 1)), falls)
