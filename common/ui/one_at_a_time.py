"""Something that takes a while and is asked for again and again."""

from collections.abc import Callable


class OneAtATime:
    """Lets it go on once at a time: whoever wants it meanwhile has it done once more."""

    def __init__(self, begin: Callable[[], bool]) -> None:
        self._begin = begin
        self._goes_on = self._again = False

    @property
    def again(self) -> bool:
        """Whether it is wanted once more."""
        return self._again

    def want(self) -> None:
        """Begin, or begin once more when it has ended; `begin` says no where there is no need."""
        if self._goes_on:
            self._again = True
        else:
            self._again = False
            self._goes_on = self._begin()

    def ended(self) -> None:
        """Take that it has ended, well or not."""
        self._goes_on = False
        if self._again:
            self.want()
