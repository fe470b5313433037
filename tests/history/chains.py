"""A chain as its sealer makes it and as a check reads it, in tests."""

from floors import CENTRE

from common.domain.sealing import Checked, beginning, check
from common.store.keeper import Keeper


def seal_all(keeper: Keeper) -> int:
    """Seal all that waits; return how many events it was."""
    count = 0
    while found := keeper.seal():
        count += found
    return count


def faults_of(keeper: Keeper) -> tuple[str, ...]:
    """Walk the whole chain and return what is wrong in it."""
    checked, faults = Checked(beginning(CENTRE)), []
    while links := keeper.links(checked.head.position):
        for link in links:
            checked = check(checked, link, keeper.erased_days())
            faults += checked.faults
    return tuple(faults)
