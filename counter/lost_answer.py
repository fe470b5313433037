"""What became of a move whose answer was lost on the way, as far as the desk tells afterwards."""

from common.domain.errors import Refused, Unavailable
from common.domain.views import Desk


class LostAnswer(Unavailable):
    """The store went away in the middle of a move and is back; `done` where the move was made."""

    def __init__(self, *, done: bool) -> None:
        super().__init__("the answer was lost")
        self.done = done

    @property
    def key(self) -> str:
        """Return the key of what is said of it."""
        return "counter.lost_but_done" if self.done else "counter.lost_and_not_seen"


def found(before: Desk, after: Desk) -> LostAnswer:
    """Compare the desk before a move with the one read after its answer was lost.

    A move that leaves no trace at the counter itself counts as not seen: whoever repeats it does no
    harm.
    """
    return LostAnswer(done=_trace(before) != _trace(after))


def read_again(said: Refused | Unavailable | None) -> Refused | Unavailable | None:
    """Return what is said once all is read again: who asked looks whether it was done."""
    lost = isinstance(said, Unavailable) and not isinstance(said, LostAnswer)
    return LostAnswer(done=False) if lost else said


def _trace(desk: Desk) -> tuple[object, ...]:
    leg = None if desk.current is None else desk.current.leg
    at_window = None if leg is None else (leg.id, leg.version)
    return at_window, desk.seat.paused, desk.seat.closing
